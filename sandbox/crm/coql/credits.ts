import { isJsonObject, parseJson } from "../../http";
import { RequestError } from "../errors";
import type { CreditCost } from "../router";
import { parseQuery } from "./parser";

/** COQL costs by its LIMIT, not by the rows it returns (facts 4): 1 to 200, 2 to 1000, 3 beyond. */
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
