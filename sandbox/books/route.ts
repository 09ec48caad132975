import type { BooksHandler } from "./request";

/** An endpoint. `{name}` in the pattern is a path segment that becomes a parameter. */
export interface Route {
  method: string;
  pattern: string;
  handler: BooksHandler;
  /** `family.OPERATION`. */
  scope: string;
  /** False for calls that name no organization (facts 2). */
  inOrganization: boolean;
}

export const isBooksPath = (path: string): boolean =>
  path === "/books" || path.startsWith("/books/");
