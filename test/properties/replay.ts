import { MemoryZoho, type Write } from "./memoryZoho";
import { AMPLE, type Execution, Platform, type Setting } from "./platform";
import type { Listing } from "./readers";

export type Step =
  | { do: "wait"; ms: number }
  | { do: "write"; writes: readonly Write[] }
  | { do: "poll"; executions: readonly Execution[] }
  | { do: "pollTwice"; first: Execution; second: Execution };

export interface History {
  listing: Listing;
  setting: Setting;
  /** Records that were there before the stream began, and how long before. */
  existing: number;
  ageMs: number;
  steps: readonly Step[];
}

export interface Replayed {
  history: History;
  zoho: MemoryZoho;
  platform: Platform;
  /** What the last poll cost and brought, when all had been quiet for long. */
  idle: { calls: number; changes: number };
}

const START_MS = Date.UTC(2026, 10, 23, 9, 30);

/** Plays a history, then lets everything come to rest. `between` is called after every step. */
export async function replay(
  history: History,
  between: (platform: Platform, step: number) => void = () => {},
): Promise<Replayed> {
  const { listing, setting, existing, ageMs, steps } = history;
  const zoho = new MemoryZoho(START_MS - ageMs);
  zoho.write({ kind: "create", pick: 0, count: existing, latenessMs: 0 });
  zoho.nowMs = START_MS;
  const platform = new Platform(zoho, listing, setting);
  for (const [index, step] of steps.entries()) {
    await play(step, zoho, platform);
    between(platform, index);
  }
  return { history, zoho, platform, idle: await rest(zoho, platform) };
}

async function play(step: Step, zoho: MemoryZoho, platform: Platform): Promise<void> {
  if (step.do === "wait") zoho.pass(step.ms);
  if (step.do === "write") for (const write of step.writes) zoho.write(write);
  if (step.do === "poll") await platform.poll(step.executions);
  if (step.do === "pollTwice") await platform.pollTwice(step.first, step.second);
}

/** Some polls end what was begun, one comes after more than a day, and the last one finds nothing. */
async function rest(zoho: MemoryZoho, platform: Platform): Promise<Replayed["idle"]> {
  for (const ms of [130_000, 130_000, 130_000, 90_000_000]) {
    zoho.pass(ms);
    await platform.poll([AMPLE]);
  }
  const calls = platform.calls;
  const changes = platform.delivered.length;
  await platform.poll([AMPLE]);
  return { calls: platform.calls - calls, changes: platform.delivered.length - changes };
}
