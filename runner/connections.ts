import type { Connection } from "@prismatic-io/spectral";
import {
  type ConnectionDefinition,
  findConnection,
  type LoadedComponent,
  loadComponent,
} from "./component";
import { accountsServer, apiHost, isRegion, REGION_NAMES, type Region } from "./regions";

export type ConnectionKind = "zohoTemplatedConnection" | "oauth2" | "zohoSelfClient";

/** The OAuth clients and the organization of the local Zoho. */
const SANDBOX_CLIENTS = {
  server: { clientId: "1000.SANDBOX", clientSecret: "sandbox-secret" },
  self: { clientId: "1000.SELFCLIENT", clientSecret: "self-secret" },
  organizationId: "708850000",
} as const;

export interface SandboxConnectionOptions {
  /** Default: us. */
  region?: string;
  kind?: ConnectionKind;
  /** Access token; default `sandbox`, which the local Zoho accepts at every host. */
  token?: string;
  /** Scopes of the connection and its token; default: those of the connection's definition. */
  scopes?: string;
  /** More keys of the token; `undefined` removes one, such as `api_domain`. */
  tokenFields?: Record<string, unknown>;
  /** Replaces the context that a sign-in leaves. */
  context?: Record<string, unknown>;
  /** More fields of the connection. */
  fields?: Record<string, unknown>;
  component?: LoadedComponent;
}

/**
 * A connection to the local Zoho as the platform passes it to a component after sign-in, made
 * without a call. All of them share one sign-in; `tokenFields: { refresh_token }` stands for
 * another one.
 */
export function sandboxConnection(options: SandboxConnectionOptions = {}): Connection {
  const { kind = "zohoTemplatedConnection", token = "sandbox" } = options;
  const region = parseRegion(options.region ?? "us");
  const definition = findConnection(options.component ?? loadComponent(), kind);
  const fields = connectionFields(definition, {
    ...sandboxFields(kind, region),
    ...options.fields,
    scopes: options.scopes ?? options.fields?.scopes,
  });
  const signedIn = { location: region, "accounts-server": accountsServer(region) };
  const context = options.context ?? (kind === "zohoSelfClient" ? undefined : signedIn);
  return {
    key: definition.key,
    configVarKey: "Zoho Connection",
    fields,
    token: {
      access_token: token,
      refresh_token: kind === "zohoSelfClient" ? undefined : "sandbox-refresh",
      api_domain: `https://${apiHost(region)}`,
      token_type: "Bearer",
      expires_in: 3600,
      scope: options.scopes,
      ...options.tokenFields,
    },
    context,
  };
}

/** The values a user would enter to connect to the local Zoho in a region. */
export function sandboxFields(kind: ConnectionKind, region: Region): Record<string, string> {
  const accounts = accountsServer(region);
  if (kind === "zohoSelfClient") {
    const { self, organizationId } = SANDBOX_CLIENTS;
    return { zohoRegion: accounts, organizationId, ...self };
  }
  if (kind === "zohoTemplatedConnection") {
    return { zohoRegion: accounts, ...SANDBOX_CLIENTS.server };
  }
  return {
    authorizeUrl: `${accounts}/oauth/v2/auth?access_type=offline&prompt=consent`,
    tokenUrl: `${accounts}/oauth/v2/token`,
    revokeUrl: `${accounts}/oauth/v2/token/revoke`,
    ...SANDBOX_CLIENTS.server,
  };
}

/**
 * The fields of a connection: `values`, defaults for the others, templates evaluated. Throws if a
 * required field is empty.
 */
export function connectionFields(
  { key, inputs }: ConnectionDefinition,
  values: Record<string, unknown>,
): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const input of inputs) {
    if (input.type !== "template") fields[input.key] = values[input.key] ?? input.default ?? "";
  }
  for (const input of inputs) {
    if (input.type === "template") fields[input.key] = evaluate(String(input.default), fields);
  }
  for (const input of inputs) {
    if (input.required && fields[input.key] === "") {
      throw new Error(`The connection ${key} needs "${input.label}" (${input.key}).`);
    }
  }
  return fields;
}

/** Replaces each `{{#key}}` of a template by the value of that field, unescaped. */
export const evaluate = (template: string, fields: Record<string, unknown>): string =>
  template.replace(/{{#(\w+)}}/g, (_match, key: string) => String(fields[key] ?? ""));

export function parseRegion(name: string): Region {
  if (isRegion(name)) return name;
  throw new Error(`There is no region "${name}". There are: ${REGION_NAMES.join(", ")}.`);
}
