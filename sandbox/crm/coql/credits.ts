import { isJsonObject, parseJson } from "../../http";
import { RequestError } from "../errors";
import type { CreditCost } from "../route";
import { parseQuery } from "./parser";

/** COQL costs by LIMIT, not by returned rows (facts 4): 1 up to 200, 2 up to 1000, 3 above. */
export const queryCredits: CreditCost = (request) => {
  const body = parseJson(request.body);
  const text = isJsonObject(body) ? body.select_query : undefined;
  if (typeof text !== "string") return 1;
  try {
    const { limit } = parseQuery(text);
    if (limit <= 200) return 1;
    return limit <= 1000 ? 2 : 3;
  } catch (error) {
    if (error instanceof RequestError) return 1;
    throw error;
  }
};
