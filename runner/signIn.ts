import { randomUUID } from "node:crypto";
import type { Connection } from "@prismatic-io/spectral";
import { callAccountsServer, requestToken } from "./accountsServer";
import { findConnection, type LoadedComponent, loadComponent } from "./component";
import { type ConnectionKind, connectionFields, parseRegion, sandboxFields } from "./connections";
import { acceptForm, type Choices } from "./consentForm";

/** The platform's redirect address. The redirect is read and never followed. */
const REDIRECT_URI = "https://oauth2.prismatic.io/callback";

export interface SignInOptions {
  /** Origin of the local Zoho. Default: Zoho's accounts servers. */
  origin?: string;
  kind?: ConnectionKind;
  /** Default: us. */
  region?: string;
  /** Values that the user entered, in addition to what the local Zoho needs. */
  fields?: Record<string, unknown>;
  /** The user's choices on the consent page: user, location, environment, action. */
  consent?: Choices;
  component?: LoadedComponent;
}

/**
 * Signs in by the authorization-code flow: authorize page, consent, redirect with a code, exchange
 * of the code at the accounts server named by the redirect. Returns the connection with its token;
 * its context has the parameters of the redirect.
 */
export async function signIn(options: SignInOptions): Promise<Connection> {
  const { key, fields } = prepare("zohoTemplatedConnection", options);
  const state = randomUUID();
  const authorizeUrl = withQuery(text(fields.authorizeUrl), {
    client_id: text(fields.clientId),
    redirect_uri: REDIRECT_URI,
    response_type: "code",
    scope: text(fields.scopes),
    state,
  });
  const redirect = await consent(authorizeUrl, options);
  const { error, code, state: returned, ...context } = Object.fromEntries(redirect.searchParams);
  if (error) throw new Error(`The sign-in failed: ${error}.`);
  if (!code || returned !== state) {
    throw new Error("The redirect of the sign-in has no code or a different state.");
  }
  const server = context["accounts-server"] ?? new URL(text(fields.tokenUrl)).origin;
  const { pathname, search } = new URL(text(fields.tokenUrl));
  const token = await requestToken(
    `${server}${pathname}${search}`,
    { ...getClient(fields), grant_type: "authorization_code", code, redirect_uri: REDIRECT_URI },
    options.origin,
  );
  return { key, configVarKey: "Zoho Connection", fields, token, context };
}

/** Gets a token for a Self Client, without a user; the token URL has the parameter `soid`. */
export async function clientCredentials(options: SignInOptions): Promise<Connection> {
  const { key, fields } = prepare("zohoSelfClient", options);
  const token = await requestToken(
    text(fields.tokenUrl),
    { ...getClient(fields), grant_type: "client_credentials", scope: text(fields.scopes) },
    options.origin,
  );
  return { key, configVarKey: "Zoho Connection", fields, token };
}

/**
 * The connection with a new access token. Zoho sends no new refresh token, so the old one stays.
 */
export async function refresh(
  connection: Connection,
  { origin }: { origin?: string } = {},
): Promise<Connection> {
  const { fields, token = {} } = connection;
  const renewed = await requestToken(
    text(fields.tokenUrl),
    {
      ...getClient(fields),
      grant_type: "refresh_token",
      refresh_token: text(token.refresh_token),
    },
    origin,
  );
  return { ...connection, token: { ...token, ...renewed } };
}

function prepare(kind: ConnectionKind, options: SignInOptions) {
  const chosen = options.kind ?? kind;
  const definition = findConnection(options.component ?? loadComponent(), chosen);
  const defaults = sandboxFields(chosen, parseRegion(options.region ?? "us"));
  return {
    key: definition.key,
    fields: connectionFields(definition, { ...defaults, ...options.fields }),
  };
}

/** Opens the authorize page, accepts if asked to, and returns the target of the redirect. */
async function consent(authorizeUrl: string, options: SignInOptions): Promise<URL> {
  const { origin } = options;
  const page = await callAccountsServer(authorizeUrl, { origin });
  if (page.location) return new URL(page.location);
  const form = acceptForm(page.body, options.consent);
  if (!form) throw new Error(`The authorize page has no form: ${getVisibleText(page.body)}`);
  const action = new URL(form.action, authorizeUrl).href;
  const reply = await callAccountsServer(action, { origin, form: form.fields });
  if (reply.location) return new URL(reply.location);
  throw new Error(`The consent page did not redirect: ${getVisibleText(reply.body)}`);
}

const getClient = (fields: Record<string, unknown>) => ({
  client_id: text(fields.clientId),
  client_secret: text(fields.clientSecret),
});

function withQuery(address: string, parameters: Record<string, string>): string {
  const url = new URL(address);
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url.href;
}

/** The text of a page, for error messages. */
const getVisibleText = (html: string): string =>
  html
    .replace(/<(style|head)[\s\S]*?<\/\1>/g, " ")
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, 200);

const text = (value: unknown): string => (typeof value === "string" ? value : "");
