import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { suggestion } from "./component";
import type { InputValues } from "./inputs";
import type { LifecycleHandler } from "./run";

export const USAGE = `Runs what the built component offers, as the platform does.

  npm run run -- list
  npm run run -- action KEY [--input JSON] [options]
  npm run run -- dataSource KEY [--input JSON] [options]
  npm run run -- trigger KEY [--input JSON] [--payload JSON] [options]
  npm run run -- lifecycle KEY HANDLER [--input JSON] [options]

HANDLER is onInstanceDeploy, onInstanceDelete, webhookCreate or webhookDelete.

  --input JSON        values of the inputs by key, or @FILE to read them from a file
  --payload JSON      parts of a trigger's payload: body, headers, ...
  --batch N           polls a trigger with batching on, page by page to the end, and shows the items
  --state FILE        keeps the state of the instance in this file (written on success only)
  --connection FILE   a real organization: JSON with region, clientId, clientSecret, refreshToken and
                      optionally apiDomain, in a file outside this repository
  --yes               does not ask before a write to an organization that is no sandbox
  --no-defaults       leaves inputs without a value absent, as flows saved before they existed do
  --inline            runs an action as the designer does, without effects
  --debug             switches the platform's debug logging on
  --help              shows this text

Without --connection everything goes to a local Zoho: the one at ZOHO_SANDBOX_ORIGIN, or one that is
started for this run. The result goes to stdout as JSON, everything else to stderr.`;

const HANDLERS: readonly LifecycleHandler[] = [
  "onInstanceDeploy",
  "onInstanceDelete",
  "webhookCreate",
  "webhookDelete",
];

/** One thing to run, with everything that the command line says about it. */
export interface RunCommand {
  kind: "action" | "dataSource" | "trigger" | "lifecycle";
  key: string;
  handler?: LifecycleHandler;
  values: InputValues;
  payload: Record<string, unknown>;
  batchSize?: number;
  stateFile?: string;
  connectionFile?: string;
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

/** Throws an error that says what is wrong with the arguments. */
export function parseCommand(args: readonly string[]): Command {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: OPTIONS,
    allowPositionals: true,
  });
  const [kind, key, ...rest] = positionals;
  if (values.help || kind === undefined) return { kind: "help" };
  if (kind === "list") return { kind };
  if (!isRunKind(kind)) throw new Error(`Nothing runs for "${kind}". ${suggestion(kind, KINDS)}`);
  if (key === undefined) throw new Error(`Which ${kind}? "npm run run -- list" shows all.`);
  const handler = kind === "lifecycle" ? parseHandler(rest.shift()) : undefined;
  if (rest.length > 0) throw new Error(`Too many arguments: ${rest.join(" ")}`);
  return {
    kind,
    key,
    ...(handler && { handler }),
    values: parseObject("--input", values.input),
    payload: parseObject("--payload", values.payload),
    ...(values.batch !== undefined && {
      batchSize: parseBatchSize(kind, values.batch, values.payload),
    }),
    ...(values.state && { stateFile: values.state }),
    ...(values.connection && { connectionFile: values.connection }),
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

function parseBatchSize(kind: string, given: string, payload: string | undefined): number {
  if (kind !== "trigger") throw new Error("--batch is for a trigger.");
  if (payload !== undefined) throw new Error("--batch makes the payload: leave out --payload.");
  if (/^[1-9]\d*$/.test(given)) return Number(given);
  throw new Error(`--batch must be the size of a batch such as 50, not "${given}".`);
}

function parseObject(option: string, given: string | undefined): Record<string, unknown> {
  if (given === undefined) return {};
  const text = given.startsWith("@") ? readFileSync(given.slice(1), "utf8") : given;
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
