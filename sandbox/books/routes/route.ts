import type { BooksHandler } from "../request";
import type { Route } from "../route";
import type { RecordType } from "../schema/recordType";
import { getRecordType } from "../schema/recordTypes";

/** The scope operation by HTTP method; actions are POST and need CREATE (facts 1). */
const OPERATIONS: Record<string, string> = {
  GET: "READ",
  POST: "CREATE",
  PUT: "UPDATE",
  DELETE: "DELETE",
};

/** An endpoint within an organization. */
export const route = (
  method: string,
  pattern: string,
  handler: BooksHandler,
  family: string,
): Route => ({
  method,
  pattern,
  handler,
  scope: `${family}.${OPERATIONS[method]}`,
  inOrganization: true,
});

/** An endpoint under the path of a type, with the type's scope family. */
export const typeRoute = (
  value: string,
  method: string,
  rest: string,
  makeHandler: (type: RecordType) => BooksHandler,
): Route => {
  const type = getRecordType(value);
  return route(method, `/${value}${rest}`, makeHandler(type), type.family);
};
