import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { suggestion } from "./component";
import type { InputValues } from "./inputs";
import type { LifecycleHandler } from "./run";

export const USAGE = `Runs parts of the built component as the platform does.

  npm run run -- list
  npm run run -- action KEY [--input JSON] [options]
  npm run run -- dataSource KEY [--input JSON] [options]
  npm run run -- trigger KEY [--input JSON] [--payload JSON] [options]
  npm run run -- lifecycle KEY HANDLER [--input JSON] [options]

HANDLER is onInstanceDeploy, onInstanceDelete, webhookCreate or webhookDelete.

  --input JSON        input values by key, or @FILE to read them from a file
  --payload JSON      parts of a trigger's payload: body, headers, ...
  --batch N           polls a trigger with batches of N, to the last page, and prints the items
  --state FILE        loads the instance's state from this file and, on success, saves it there
  --connection FILE   a real organization: JSON with region, clientId, clientSecret, refreshToken and
                      optionally apiDomain, in a file outside this repository
  --yes               writes to an organization that is not a sandbox without asking
  --no-defaults       omits inputs without a value, as a flow saved before they existed does
  --inline            runs an action as the designer does, without side effects
  --debug             turns on debug logging
  --help              prints this text

Without --connection, every call goes to a local Zoho: the one at ZOHO_SANDBOX_ORIGIN, or one started
for this run.

stdout gets the result as JSON and nothing else (list and --help print text); log lines, warnings and
errors go to stderr. To pipe the result, use npm run -s run, which silences npm.`;

const HANDLERS: readonly LifecycleHandler[] = [
  "onInstanceDeploy",
  "onInstanceDelete",
  "webhookCreate",
  "webhookDelete",
];

/** What to run, and how. */
export interface RunCommand {
  kind: "action" | "dataSource" | "trigger" | "lifecycle";
  key: string;
  handler: LifecycleHandler | undefined;
  values: InputValues;
  payload: Record<string, unknown>;
  batchSize: number | undefined;
  stateFile: string | undefined;
  connectionFile: string | undefined;
  yes: boolean;
  debug: boolean;
  fillDefaults: boolean;
  inline: boolean;
}

export type Command = { kind: "help" } | { kind: "list" } | RunCommand;

const OPTIONS = {
  input: { type: "string" },
  payload: { type: "string" },
  batch: { type: "string" },
  state: { type: "string" },
  connection: { type: "string" },
  yes: { type: "boolean" },
  "no-defaults": { type: "boolean" },
  inline: { type: "boolean" },
  debug: { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;

/** Throws an error that says which argument is wrong. */
export function parseCommand(args: readonly string[]): Command {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: OPTIONS,
    allowPositionals: true,
  });
  const [kind, key, ...rest] = positionals;
  if (values.help || kind === undefined) return { kind: "help" };
  if (kind === "list") return { kind };
  if (!isRunKind(kind)) throw new Error(`Unknown command "${kind}". ${suggestion(kind, KINDS)}`);
  if (key === undefined) throw new Error(`Which ${kind}? "npm run run -- list" lists them all.`);
  const handler = kind === "lifecycle" ? parseHandler(rest.shift()) : undefined;
  if (rest.length > 0) throw new Error(`Too many arguments: ${rest.join(" ")}`);
  return {
    kind,
    key,
    handler,
    values: parseObject("--input", values.input),
    payload: parseObject("--payload", values.payload),
    batchSize: parseBatchSize(kind, values.batch, values.payload),
    stateFile: values.state,
    connectionFile: values.connection,
    yes: values.yes ?? false,
    debug: values.debug ?? false,
    fillDefaults: !values["no-defaults"],
    inline: values.inline ?? false,
  };
}

const RUN_KINDS = ["action", "dataSource", "trigger", "lifecycle"] as const;
const KINDS = ["list", ...RUN_KINDS];

const isRunKind = (text: string): text is RunCommand["kind"] =>
  RUN_KINDS.some((kind) => kind === text);

function parseHandler(name: string | undefined): LifecycleHandler {
  const handler = HANDLERS.find((known) => known === name);
  if (handler) return handler;
  throw new Error(`There is no handler "${name ?? ""}". ${suggestion(name ?? "", HANDLERS)}`);
}

function parseBatchSize(
  kind: string,
  size: string | undefined,
  payload: string | undefined,
): number | undefined {
  if (size === undefined) return undefined;
  if (kind !== "trigger") throw new Error("--batch is for triggers only.");
  if (payload !== undefined) throw new Error("--batch sets the payload: leave out --payload.");
  if (/^[1-9]\d*$/.test(size)) return Number(size);
  throw new Error(`--batch must be a batch size such as 50, not "${size}".`);
}

function parseObject(option: string, value: string | undefined): Record<string, unknown> {
  if (value === undefined) return {};
  const text = value.startsWith("@") ? readFileSync(value.slice(1), "utf8") : value;
  const parsed = parseJson(option, text);
  if (typeof parsed === "object" && parsed !== null && !Array.isArray(parsed)) {
    return { ...parsed };
  }
  throw new Error(`${option} must be a JSON object such as {"recordType":"Leads"}.`);
}

function parseJson(option: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`${option} is not valid JSON: ${reason}`);
  }
}
