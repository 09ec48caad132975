import { type ChildProcess, fork } from "node:child_process";
import path from "node:path";
import { defaultBundle } from "./component";
import type { LogLine } from "./context";
import { Killed, type KillSignal } from "./killSignal";
import { checkTriggerResult } from "./results";
import type { TriggerExecutor } from "./run";

const WORKER = "runner/triggerWorker.cjs";

export interface FreshProcess {
  /** What the process loads. Default: `defaultBundle`. */
  bundle?: string;
  /** How far the process's clock is ahead. */
  dateOffsetMs?: number;
}

/**
 * Runs a trigger in a new process, which shares no memory with earlier executions. The process has
 * ended when this returns; a kill ends it at once.
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

/** The worker's last message, after serialization. */
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
  // Jest's process.env is a copy, which a child process does not inherit unless it is passed.
  const child = fork(path.resolve(WORKER), { execArgv: [], env: process.env, silent: true });
  const output = collectOutput(child);
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
      else reject(new Error(`The process ended with ${code ?? signal}: ${output.join("")}`));
    });
  });
}

function collectOutput({ stdout, stderr }: ChildProcess): string[] {
  const output: string[] = [];
  for (const stream of [stdout, stderr]) stream?.on("data", (part) => output.push(String(part)));
  return output;
}

const toError = ({ message, ...rest }: NonNullable<Message["error"]>): Error =>
  Object.assign(new Error(message), rest);

/** Makes a state of the context equal to what the other process left. */
function replaceContents(state: unknown, changed: unknown): void {
  if (typeof state !== "object" || state === null) return;
  for (const key of Object.keys(state)) Reflect.deleteProperty(state, key);
  Object.assign(state, changed);
}
