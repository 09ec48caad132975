import type { Connection } from "@prismatic-io/spectral";
import {
  type DataCentre,
  dataCentreByAccountsHost,
  dataCentreByApiHost,
} from "../connections/regions";
import { ZohoConnectionError } from "./errors/errors";
import type { ErrorCode } from "./errors/errorTable";

export interface ZohoHosts {
  dataCentre: DataCentre;
  /** Host of every API call, from the table of data centers. */
  apiHost: string;
  environment: "production" | "sandbox" | "developer";
  /** What the data center was read from. */
  foundBy: "api_domain" | "accounts-server" | "region" | "token URL";
}

/**
 * The hosts that a connection talks to, from the first of these that is present: the `api_domain` of its
 * token, the accounts server of its sign-in, its region (or the token URL of the deprecated connection).
 * Throws a ConnectionError when none is present, or when the one found is not in the table of data
 * centers, so that a token never reaches another host.
 * https://www.zoho.com/crm/developer/docs/api/v8/multi-dc.html
 */
export function resolveHosts(connection: Connection): ZohoHosts {
  const apiDomain = text(connection.token?.api_domain);
  if (apiDomain) return fromApiDomain(connection, apiDomain);

  const accounts = [
    ["accounts-server", connection.context?.["accounts-server"]],
    ["region", connection.fields?.zohoRegion],
    ["token URL", connection.fields?.tokenUrl],
  ] as const;
  for (const [foundBy, value] of accounts) {
    const address = text(value);
    if (address) return fromAccountsServer(connection, address, foundBy);
  }
  throw problem(connection, "ZOHO_REGION_UNKNOWN");
}

function fromApiDomain(connection: Connection, address: string): ZohoHosts {
  const found = dataCentreByApiHost(hostOf(address) ?? "");
  if (!found) throw problem(connection, "ZOHO_HOST_REFUSED", `The token names ${shown(address)}.`);
  const { centre, role } = found;
  return {
    dataCentre: centre,
    apiHost: centre[role],
    environment: role === "api" ? "production" : role,
    foundBy: "api_domain",
  };
}

function fromAccountsServer(
  connection: Connection,
  address: string,
  foundBy: ZohoHosts["foundBy"],
): ZohoHosts {
  const centre = dataCentreByAccountsHost(hostOf(address) ?? "");
  if (!centre) {
    throw problem(connection, "ZOHO_HOST_REFUSED", `Its ${foundBy} is ${shown(address)}.`);
  }
  return { dataCentre: centre, apiHost: centre.api, environment: "production", foundBy };
}

/** Host name of an https address or of a bare host; undefined for anything else, ports included. */
function hostOf(address: string): string | undefined {
  const url = parse(address);
  if (url?.protocol !== "https:" || url.port || url.username || url.password) {
    return undefined;
  }
  return url.hostname;
}

function parse(address: string): URL | undefined {
  const absolute = address.includes("://") ? address : `https://${address}`;
  return URL.canParse(absolute) ? new URL(absolute) : undefined;
}

const text = (value: unknown): string | undefined =>
  typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;

/** Enough of a refused address to recognise it: never its query or credentials. */
function shown(address: string): string {
  const url = parse(address);
  return url?.host ? url.host.slice(0, 100) : "not an address";
}

function problem(connection: Connection, code: ErrorCode, fact?: string): Error {
  return new ZohoConnectionError(connection, { code, facts: fact ? [fact] : [] });
}
