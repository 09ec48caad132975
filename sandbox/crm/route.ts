import type { ScopeAlternatives } from "../accounts/scopes";
import type { SandboxRequest } from "../http";
import type { SandboxState } from "../state/sandboxState";
import type { Variants } from "../state/variants";
import type { CrmHandler } from "./request";

/** The credits that a call costs. */
export type CreditCost = (request: SandboxRequest, variants: Variants) => number;

/** A kind of address: the API, its bulk jobs, and uploads and downloads on hosts of their own. */
export type Surface = "crm" | "bulk" | "upload" | "download";

/** The prefix of a route's pattern. */
const ROOTS: Record<Surface, string> = {
  crm: "/crm/{version}",
  bulk: "/crm/bulk/{version}",
  upload: "/crm/{version}",
  download: "/{version}/crm",
};

/** An endpoint. `{name}` in the pattern is a path segment that becomes a parameter. */
export interface Route {
  method: string;
  pattern: string;
  handler: CrmHandler;
  /** Groups of scopes; the caller needs one of every group. */
  scopes: (state: SandboxState, params: Record<string, string>) => readonly ScopeAlternatives[];
  credits: CreditCost;
  /** @default "crm" */
  surface?: Surface;
}

/** The pattern of a route with its prefix. */
export const fullPattern = ({ surface = "crm", pattern }: Route): string =>
  `${ROOTS[surface]}${pattern}`;
