import { randomUUID } from "node:crypto";
import type { Connection } from "@prismatic-io/spectral";
import { callAccountsServer, requestToken } from "./accountsServer";
import { findConnection, type LoadedComponent, loadComponent } from "./component";
import { type ConnectionKind, connectionFields, parseRegion, sandboxFields } from "./connections";
import { acceptForm, type Choices } from "./consentForm";

/** Where the platform wants users sent back to. Nothing connects there: the redirect is read. */
const REDIRECT_URI = "https://oauth2.prismatic.io/callback";

export interface SignInOptions {
  /** Origin of the local Zoho; without it the accounts servers of Zoho are meant. */
  origin?: string;
  kind?: ConnectionKind;
  /** Default: us. */
  region?: string;
  /** Values that a person filled in, on top of what the local Zoho needs. */
  fields?: Record<string, unknown>;
  /** What the user picks on the consent page: user, location, environment, action. */
  consent?: Choices;
  component?: LoadedComponent;
}

/**
 * Signs in by the authorization-code flow: authorize page, consent, redirect with a code, exchange of the
 * code at the accounts server that the redirect names. Returns the connection with its token and with the
 * parameters of the redirect in its context.
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
  if (error) throw new Error(`The sign-in was refused: ${error}.`);
  if (!code || returned !== state) {
    throw new Error("The sign-in came back without code or with another state.");
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

/** Gets a token for a Self Client with nobody signing in; the address of the token carries `soid`. */
export async function clientCredentials(options: SignInOptions): Promise<Connection> {
  const { key, fields } = prepare("zohoSelfClient", options);
  const token = await requestToken(
    text(fields.tokenUrl),
    { ...getClient(fields), grant_type: "client_credentials", scope: text(fields.scopes) },
    options.origin,
  );
  return { key, configVarKey: "Zoho Connection", fields, token };
}

/** The same connection with a new access token. Zoho sends no new refresh token, so the old one stays. */
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
  const filledIn = sandboxFields(chosen, parseRegion(options.region ?? "us"));
  return {
    key: definition.key,
    fields: connectionFields(definition, { ...filledIn, ...options.fields }),
  };
}

/** Opens the authorize page, accepts on it where it asks, and returns where the user is sent back to. */
async function consent(authorizeUrl: string, options: SignInOptions): Promise<URL> {
  const { origin } = options;
  const page = await callAccountsServer(authorizeUrl, { origin });
  if (page.location) return new URL(page.location);
  const form = acceptForm(page.body, options.consent);
  if (!form) throw new Error(`The authorize page shows no form: ${visibleText(page.body)}`);
  const action = new URL(form.action, authorizeUrl).href;
  const answer = await callAccountsServer(action, { origin, form: form.fields });
  if (answer.location) return new URL(answer.location);
  throw new Error(`The consent led nowhere: ${visibleText(answer.body)}`);
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

/** The words of a page, for error messages. */
const visibleText = (html: string): string =>
  html
    .replace(/<(style|head)[\s\S]*?<\/\1>/g, " ")
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, 200);

const text = (value: unknown): string => (typeof value === "string" ? value : "");
