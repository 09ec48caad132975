import type { PageStart } from "../../state/pageTokens";
import type { SandboxState } from "../../state/sandboxState";
import { expiredPageToken, RequestError } from "../errors";
import type { CrmRequest } from "../request";
import { boundParameters, type Paging } from "./listParameters";

const MAX_LISTED = 100_000;

/** The start of the page, from its token or number. */
export function getPageStart(
  state: SandboxState,
  request: CrmRequest,
  requested: Paging,
  now: number,
): PageStart {
  if (requested.pageToken === undefined) return discreteStart(requested.page, requested.perPage);
  const token = state.pageTokens.find(requested.pageToken);
  if (!token || token.userId !== request.caller.userId) {
    throw new RequestError(400, "INVALID_DATA", "invalid data", { param_name: "page_token" });
  }
  if (token.expiresAt <= now) {
    throw expiredPageToken();
  }
  if (token.parameters !== `${request.path} ${boundParameters(request.query)}`) {
    throw new RequestError(
      400,
      "TOKEN_BOUND_DATA_MISMATCH",
      "The parameters differ from those of the page token",
      { param_name: "page_token" },
    );
  }
  if (token.start.served >= MAX_LISTED) {
    throw new RequestError(
      400,
      "PAGINATION_LIMIT_EXCEEDED",
      "No more than 100000 records can be listed",
      { limit: MAX_LISTED, param_name: "page_token" },
    );
  }
  return token.start;
}

function discreteStart(page: number, perPage: number): PageStart {
  const served = (page - 1) * perPage;
  const previous = page > 1 ? discreteStart(page - 1, perPage) : undefined;
  return { skip: served, served, previous };
}
