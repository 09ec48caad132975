import type { JsonObject, Reply } from "../../http";
import { RequestError } from "../errors";

/** Errors of the bulk API in wire format (facts 9.1, 9.2). */

/** An error inside `data`, as bulk read sends some. */
class ErrorInData extends RequestError {
  override toReply(): Reply {
    return { ...super.toReply(), json: { data: [this.wire] } };
  }
}

/** The codes that bulk read sends inside `data`; all others are flat. */
const IN_DATA = new Set([
  "CRITERIA_LIMIT_EXCEEDED",
  "EXPIRED_VALUE",
  "FIELD_AND_COMPARATOR_IN_CRITERIA_NOT_COMPATIBLE",
  "FIELD_AND_VALUE_IN_CRITERIA_NOT_COMPATIBLE",
  "FIELD_IN_CRITERIA_NOT_AVAILABLE",
  "FIELD_NOT_AVAILABLE",
  "FIELD_NOT_SUPPORTED",
  "JOIN_LIMIT_EXCEEDED",
  "MEDIA_TYPE_NOT_SUPPORTED",
  "MODULE_NOT_AVAILABLE",
  "REQUEST_BODY_IS_EMPTY",
  "REQUEST_BODY_NOT_READABLE",
  "TOO_MANY_REQUESTS",
  "VALUE_LIMIT_EXCEEDED_IN_CRITERIA",
]);

/** An error of bulk read, in the shape of its code. */
export function readError(
  code: string,
  message: string,
  details: JsonObject = {},
  status = 400,
): RequestError {
  const Kind = IN_DATA.has(code) ? ErrorInData : RequestError;
  return new Kind(status, code, message, details);
}

/** An error of bulk write; all of them are flat. */
export const writeError = (
  code: string,
  message: string,
  details: JsonObject = {},
  status = 400,
): RequestError => new RequestError(status, code, message, details);

export const unknownJob = (id: string, status: number): RequestError =>
  new RequestError(status, "RESOURCE_NOT_FOUND", "The requested resource doesn't exist.", {
    resource: id,
  });
