/**
 * Which scope parts of the component need. The documentation and Validate Connection read it; a test sees to
 * it that every action, trigger and data source is listed.
 */
export interface ScopeUse {
  scope: string;
  /** What the scope is for, as the end of "needed to ...". */
  purpose: string;
  usedBy: readonly string[];
  /** Without it the users still work, only less well, or it is needed by those who use the part. */
  optional?: boolean;
}

/**
 * Whether the granted scopes include the needed one, at least in part: ALL includes every operation, WRITE
 * the writes, and ZohoCRM.modules.leads.READ is ZohoCRM.modules.READ for leads.
 */
export function scopeIsGranted(needed: string, granted: readonly string[]): boolean {
  const [neededArea, operation] = splitOperation(needed.toLowerCase());
  return granted.some((scope) => {
    const [area] = splitOperation(scope.toLowerCase());
    return (
      covers(scope.toLowerCase(), needed.toLowerCase()) ||
      (area.startsWith(`${neededArea}.`) && covers(scope.toLowerCase(), `${area}.${operation}`))
    );
  });
}

function covers(granted: string, needed: string): boolean {
  if (granted === needed) return true;
  // One scope for the whole of a product.
  const [product = ""] = needed.split(".");
  if (granted === `${product}.fullaccess.all`) return true;
  const [grantedArea, grantedOperation] = splitOperation(granted);
  const [neededArea, neededOperation] = splitOperation(needed);
  const sameOperation =
    grantedOperation === neededOperation ||
    grantedOperation === "all" ||
    (grantedOperation === "write" &&
      (neededOperation === "create" || neededOperation === "update"));
  return sameOperation && (neededArea === grantedArea || neededArea.startsWith(`${grantedArea}.`));
}

function splitOperation(scope: string): [area: string, operation: string] {
  const end = scope.lastIndexOf(".");
  return [scope.slice(0, end), scope.slice(end + 1)];
}
