import type { Call } from "./line";
import { MemoryZoho, type Version } from "./memoryZoho";
import { AMPLE, keyOf, Platform } from "./platform";
import type { SourceKind } from "./readers";

export interface Row11 {
  lost: number;
  doubled: number;
}

export interface Row11Options {
  edits: number;
  polls: number;
  intervalMs: number;
  latencyMs: number;
  /** Gives the same numbers from 0 to 1 every time. */
  random(): number;
}

const START_MS = Date.UTC(2026, 10, 23, 9, 30);

/** A Zoho with as many records as edits, each edited once at some moment between the polls. */
function edited({ edits, polls, intervalMs, random }: Row11Options): MemoryZoho {
  const zoho = new MemoryZoho(START_MS - 10 * intervalMs);
  zoho.write({ kind: "create", pick: 0, count: edits, latenessMs: 0 });
  zoho.moveTo(START_MS);
  const span = polls * intervalMs;
  const writes = Array.from({ length: edits }, (_, pick) => ({
    ms: START_MS + 10_000 + Math.floor(random() * (span - intervalMs)),
    write: { kind: "edit" as const, pick, count: 1, latenessMs: 0 },
  }));
  zoho.plan(writes);
  return zoho;
}

function tally(zoho: MemoryZoho, delivered: readonly string[]): Row11 {
  const distinct = new Set(delivered);
  const wanted = zoho.last().map(keyOf);
  return {
    lost: wanted.filter((key) => !distinct.has(key)).length,
    doubled: delivered.length - distinct.size,
  };
}

/** The engine. Zoho looks at the end of a call. */
export async function ofEngine(kind: SourceKind, options: Row11Options): Promise<Row11> {
  const { latencyMs, polls, intervalMs, random } = options;
  const zoho = edited(options);
  const usual: Call = {
    latencyMs,
    lookAt: 100,
    answerAt: 0,
    before: [],
    after: [],
    dateErrorMs: 0,
  };
  const listing = {
    kind,
    pageSize: 200,
    isTiedByCreation: false,
    hasSecondBefore: false,
    isInTwoParts: false,
  };
  const platform = new Platform(zoho, listing, { cap: 10_000, localErrorMs: 0, usual });
  for (let poll = 0; poll <= polls + 3; poll += 1) {
    zoho.moveTo(pollAt(poll, intervalMs, random()));
    await platform.poll([AMPLE]);
  }
  return tally(zoho, platform.delivered.map(keyOf));
}

/** Polls do not come on the dot. */
const pollAt = (poll: number, intervalMs: number, chance: number): number =>
  START_MS + poll * intervalMs + Math.floor(chance * 1_000);

/**
 * The official connector's rule: the state is the local time with milliseconds at the start of a poll, the whole
 * module is read, and a row counts when its time of modification, in whole seconds, is not before the state.
 */
export function ofOfficialRule(options: Row11Options): Row11 {
  const { latencyMs, polls, intervalMs, random } = options;
  const zoho = edited(options);
  const delivered: Version[] = [];
  let lastUpdatedMs: number | undefined;
  for (let poll = 0; poll <= polls + 3; poll += 1) {
    const startMs = pollAt(poll, intervalMs, random());
    zoho.moveTo(startMs + latencyMs);
    const sinceMs = lastUpdatedMs ?? startMs;
    delivered.push(...zoho.visible().filter(({ at }) => at * 1000 >= sinceMs));
    lastUpdatedMs = startMs;
  }
  return tally(zoho, delivered.map(keyOf));
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
