import { isSpectralError } from "@prismatic-io/spectral";
import { type ScopeUse, scopeIsGranted } from "../client/scopes";
import type { CrmClient } from "./client";
import {
  type ConnectedUser,
  type Organization,
  readConnectedUser,
  readOrganization,
} from "./organization";

/** One part of the report that could not be read, with the reason. */
interface Unread {
  error: string;
}

interface MissingScope {
  scope: string;
  purpose: string;
  usedBy: string[];
  /** False when those parts work without it, only less well, or when few need it. */
  required: boolean;
}

export interface ConnectionReport {
  /** True when every part could be read and no required scope is missing. */
  ok: boolean;
  dataCenter: {
    code: string;
    label: string;
    accountsServer: string;
    apiHost: string;
    environment: string;
    foundBy: string;
  };
  organization: Organization | Unread;
  user: ConnectedUser | Unread;
  apiVersion: string;
  scopes: {
    /** Where the list of granted scopes is from; Zoho does not always name them with the token. */
    source: "token" | "connection";
    granted: string[];
    missing: MissingScope[];
  };
  /** API credits left today; null while under half of them are used. */
  creditsRemaining: number | null;
  problems: string[];
}

/**
 * Everything support asks first, with the scopes that `uses` asks for and the connection lacks. A part that
 * fails says why, and the others still answer.
 */
export async function reportConnection(
  client: CrmClient,
  uses: readonly ScopeUse[],
): Promise<ConnectionReport> {
  const [organization, user] = await Promise.all([
    orReason(readOrganization(client)),
    orReason(readConnectedUser(client)),
  ]);
  const scopes = scopeReport(client, uses);
  const problems = [organization, user].flatMap((part) => ("error" in part ? [part.error] : []));
  for (const { scope, purpose, usedBy, required } of scopes.missing) {
    if (!required) continue;
    problems.push(`The scope ${scope} is missing, needed to ${purpose}: ${usedBy.join(", ")}.`);
  }
  const { dataCentre, apiHost, environment, foundBy } = client.hosts;
  return {
    ok: problems.length === 0,
    dataCenter: {
      code: dataCentre.code,
      label: dataCentre.label,
      accountsServer: `https://${dataCentre.accounts}`,
      apiHost,
      environment,
      foundBy,
    },
    organization,
    user,
    apiVersion: "v8",
    scopes,
    creditsRemaining: client.creditsRemaining ?? null,
    problems,
  };
}

function scopeReport(
  { connection }: CrmClient,
  uses: readonly ScopeUse[],
): ConnectionReport["scopes"] {
  const fromToken = connection.token?.scope;
  const source = typeof fromToken === "string" && fromToken !== "" ? "token" : "connection";
  const list = source === "token" ? fromToken : connection.fields?.scopes;
  const granted = String(list ?? "")
    .split(/[\s,]+/)
    .filter((scope) => scope !== "");
  const missing = uses.filter(({ scope }) => !scopeIsGranted(scope, granted));
  return {
    source,
    granted,
    missing: missing.map(({ scope, purpose, usedBy, optional = false }) => {
      return { scope, purpose, usedBy: [...usedBy], required: !optional };
    }),
  };
}

async function orReason<Part>(part: Promise<Part>): Promise<Part | Unread> {
  try {
    return await part;
  } catch (error) {
    if (isSpectralError(error)) return { error: error.message };
    throw error;
  }
}
