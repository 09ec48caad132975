import { existsSync, readFileSync, realpathSync } from "node:fs";
import path from "node:path";
import type { Connection } from "@prismatic-io/spectral";
import { type ConnectionDefinition, findConnection, type LoadedComponent } from "./component";
import { connectionFields, parseRegion } from "./connections";
import { accountsServer } from "./regions";
import { runAction } from "./run";
import { refresh } from "./signIn";

/** The content of a connection file. */
export interface RealConnection {
  region: string;
  clientId: string;
  clientSecret: string;
  refreshToken: string;
  /** Replaces the API host that Zoho returns with the token. */
  apiDomain?: string;
}

const REQUIRED = ["region", "clientId", "clientSecret", "refreshToken"] as const;

/**
 * Reads a connection file. Rejects a file inside the repository, where its secrets could be
 * committed. Errors never quote the content.
 */
export function readConnectionFile(
  file: string,
  repository = findRepository(process.cwd()),
): RealConnection {
  if (!existsSync(file)) throw new Error(`The connection file ${file} does not exist.`);
  if (isInside(realpathSync(repository), realpathSync(file))) {
    throw new Error(
      `The connection file ${file} is inside the repository. Keep secrets outside of it.`,
    );
  }
  const content = parseFile(file);
  const values: Record<string, string> = {};
  for (const [name, value] of Object.entries(content)) {
    if (name !== "apiDomain" && !REQUIRED.some((known) => known === name)) {
      throw new Error(`${file}: unknown key "${name.slice(0, 40)}".`);
    }
    if (typeof value !== "string") throw new Error(`${file}: "${name}" must be a string.`);
    values[name] = value.trim();
  }
  const { region = "", clientId = "", clientSecret = "", refreshToken = "", apiDomain } = values;
  const missing = REQUIRED.filter((name) => !values[name]);
  if (missing.length > 0) throw new Error(`${file} lacks ${missing.join(", ")}.`);
  const found: RealConnection = {
    region: parseRegion(region),
    clientId,
    clientSecret,
    refreshToken,
  };
  return apiDomain ? { ...found, apiDomain } : found;
}

function isInside(folder: string, file: string): boolean {
  const [first] = path.relative(folder, file).split(path.sep);
  return first !== ".." && !path.isAbsolute(path.relative(folder, file));
}

function parseFile(file: string): Record<string, unknown> {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, "utf8"));
  } catch {
    throw new Error(`${file} is not valid JSON.`);
  }
  if (typeof content === "object" && content !== null && !Array.isArray(content)) {
    return { ...content };
  }
  throw new Error(`${file} must contain a JSON object.`);
}

/** The root of the repository that contains a folder: where `.git` is, else `package.json`. */
export function findRepository(folder: string): string {
  const folders = [folder];
  for (let above = path.dirname(folder); above !== folders.at(-1); above = path.dirname(above)) {
    folders.push(above);
  }
  const having = (name: string) => folders.find((one) => existsSync(path.join(one, name)));
  return having(".git") ?? having("package.json") ?? folder;
}

/** Signs in with the refresh token. `origin` is that of a local Zoho. */
export async function connectReal(
  component: LoadedComponent,
  real: RealConnection,
  origin?: string,
): Promise<Connection> {
  const definition: ConnectionDefinition = findConnection(component, "zohoTemplatedConnection");
  const { clientId, clientSecret, refreshToken, apiDomain } = real;
  const server = accountsServer(parseRegion(real.region));
  const connection = await refresh(
    {
      key: definition.key,
      configVarKey: "Zoho Connection",
      fields: connectionFields(definition, { zohoRegion: server, clientId, clientSecret }),
      token: { refresh_token: refreshToken },
      context: { location: real.region, "accounts-server": server },
    },
    origin ? { origin } : {},
  );
  if (!apiDomain) return connection;
  return { ...connection, token: { ...connection.token, api_domain: apiDomain } };
}

/** The organization of a connection. `isSandbox` is true only if Zoho says so. */
export interface Identity {
  text: string;
  isSandbox: boolean;
}

export async function identify(
  component: LoadedComponent,
  connection: Connection,
): Promise<Identity> {
  const { result } = await runAction(component, "validateConnection", {}, { connection });
  const report = asObject(result.data);
  const organization = asObject(report.organization);
  const user = asObject(report.user);
  const dataCenter = asObject(report.dataCenter);
  if (typeof organization.error === "string") {
    return { text: `unknown (${organization.error})`, isSandbox: false };
  }
  const person = typeof user.name === "string" ? ` as ${user.name}` : "";
  return {
    text:
      `${organization.name} (${organization.id}), ${organization.edition}, ` +
      `${organization.type || "production"}, at ${dataCenter.apiHost}${person}`,
    isSandbox: organization.isSandbox === true,
  };
}

const asObject = (value: unknown): Record<string, unknown> =>
  typeof value === "object" && value !== null ? { ...value } : {};
