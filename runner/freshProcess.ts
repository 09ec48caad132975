import { type ChildProcess, fork } from "node:child_process";
import path from "node:path";
import { defaultBundle } from "./component";
import type { LogLine } from "./context";
import { Killed, type KillSignal } from "./killSignal";
import { checkTriggerResult } from "./results";
import type { TriggerExecutor } from "./run";

const WORKER = "runner/triggerWorker.cjs";

export interface FreshProcess {
  /** What the process loads, `defaultBundle` unless told otherwise. */
  bundle?: string;
  /** How far the clock of the process is ahead. */
  dateOffsetMs?: number;
}

/**
 * Fires a trigger in a process of its own, in which nothing is remembered from earlier executions. The
 * process is over when this returns; a kill ends it at once.
 */
export const runInFreshProcess =
  (
    { bundle = defaultBundle(), dateOffsetMs = 0 }: FreshProcess,
    kill: KillSignal,
    onLog: (line: LogLine) => void,
  ): TriggerExecutor =>
  async (trigger, call) => {
    const { key } = trigger;
    const request = { bundle: path.resolve(bundle), key, dateOffsetMs, ...call };
    const { states, items, nextPaginationState, result } = await requestReply(request, kill, onLog);
    for (const [name, changed] of Object.entries(states ?? {}))
      replaceContents(call.context[name], changed);
    return { result: checkTriggerResult(trigger, result), items, nextPaginationState };
  };

/** What the worker sends last. Everything in it has been through JSON. */
interface Reply {
  result?: unknown;
  states?: Record<string, unknown>;
  items?: unknown[];
  nextPaginationState?: object | null;
}

interface Message {
  log?: LogLine;
  reply?: Reply;
  error?: { name: string; message: string; code?: unknown };
}

function requestReply(
  request: object,
  kill: KillSignal,
  onLog: (line: LogLine) => void,
): Promise<Reply> {
  // The environment is named because jest has one of its own, which a child does not get by itself.
  const child = fork(path.resolve(WORKER), { execArgv: [], env: process.env, silent: true });
  const printed = collectOutput(child);
  let last: Message | undefined;
  kill.onAbort(() => child.kill("SIGKILL"));
  child.send(request, () => undefined);
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("message", (message: Message) => {
      if (message.log) onLog(message.log);
      else last = message;
    });
    child.on("close", (code, signal) => {
      if (kill.aborted) reject(new Killed());
      else if (last?.reply) resolve(last.reply);
      else if (last?.error) reject(toError(last.error));
      else reject(new Error(`The process ended with ${code ?? signal}: ${printed.join("")}`));
    });
  });
}

function collectOutput({ stdout, stderr }: ChildProcess): string[] {
  const printed: string[] = [];
  for (const stream of [stdout, stderr]) stream?.on("data", (part) => printed.push(String(part)));
  return printed;
}

const toError = ({ message, ...rest }: NonNullable<Message["error"]>): Error =>
  Object.assign(new Error(message), rest);

/** Gives a state of the context the content that it was left with in the other process. */
function replaceContents(state: unknown, changed: unknown): void {
  if (typeof state !== "object" || state === null) return;
  for (const key of Object.keys(state)) Reflect.deleteProperty(state, key);
  Object.assign(state, changed);
}
