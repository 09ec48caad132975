/** Scopes of the products that the accounts servers know. */
const SCOPE = /^(ZohoCRM|ZohoBooks|ZohoSearch|ZohoFiles|AaaServer)(\.[A-Za-z_]+){2,4}$/i;

/** Scopes are separated by commas (documented) or spaces (works in production): facts 1.3. */
export const splitScopes = (text: string): string[] => text.split(/[\s,]+/).filter(Boolean);

export const areKnownScopes = (scopes: readonly string[]): boolean =>
  scopes.length > 0 && scopes.every((scope) => SCOPE.test(scope));

/** Any one of these scopes is enough. */
export type ScopeAlternatives = readonly string[];

export type Operation = "READ" | "CREATE" | "UPDATE" | "DELETE";

const operationNames = (operation: Operation): string[] =>
  operation === "CREATE" || operation === "UPDATE"
    ? ["ALL", "WRITE", operation]
    : ["ALL", operation];

/** Scopes that allow an operation on the records of a module (facts 1.8). */
export const moduleScopes = (
  scopeName: string | undefined,
  operation: Operation,
): ScopeAlternatives =>
  ["ZohoCRM.modules", ...(scopeName ? [`ZohoCRM.modules.${scopeName}`] : [])].flatMap((prefix) =>
    operationNames(operation).map((name) => `${prefix}.${name}`),
  );

/** What a search needs in addition to the module's scope (facts 1.8). */
export const SEARCH_SCOPE: ScopeAlternatives = ["ZohoSearch.securesearch.READ"];

/** What uploading a file for bulk write needs (facts 1.8, 9.2). */
export const UPLOAD_SCOPE: ScopeAlternatives = ["ZohoFiles.files.ALL"];

/** Scopes that allow an operation on a part of the settings. */
export const settingsScopes = (part: string, operation: Operation): ScopeAlternatives => [
  "ZohoCRM.settings.ALL",
  ...operationNames(operation).map((name) => `ZohoCRM.settings.${part}.${name}`),
];

/** Scopes that allow an operation on a resource such as `org` or `users`. */
export const resourceScopes = (resource: string, operation: Operation): ScopeAlternatives =>
  operationNames(operation).map((name) => `ZohoCRM.${resource}.${name}`);

/** Whether the granted scopes include one of the alternatives, ignoring case. */
export function allows(granted: readonly string[], alternatives: ScopeAlternatives): boolean {
  const accepted = new Set(alternatives.map((scope) => scope.toLowerCase()));
  return granted.some((scope) => accepted.has(scope.toLowerCase()));
}
