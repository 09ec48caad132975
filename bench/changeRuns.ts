import { createdTooOften, doubled, lost, notCreated } from "../test/properties/judge";
import { type Call, QUICK } from "../test/properties/line";
import { MemoryZoho, type Write } from "../test/properties/memoryZoho";
import { AMPLE, Platform, type Setting } from "../test/properties/platform";
import type { Listing, SourceKind } from "../test/properties/readers";
import { randomOf } from "../test/properties/row11";

const START_MS = Date.UTC(2026, 10, 23, 9, 30);
export const MOST_SECONDS = 90;

export interface Found {
  lost: number;
  doubled: number;
}

const makeListing = (kind: SourceKind, pageSize = 200): Listing => ({
  kind,
  pageSize,
  isTiedByCreation: false,
  hasSecondBefore: false,
  isInTwoParts: false,
});

const getWriteKind = (kind: SourceKind): Write["kind"] =>
  kind === "deletions" ? "delete" : "edit";

/** A Zoho with existing records, and a platform that has polled once. */
async function start(
  kind: SourceKind,
  records: number,
  setting: Partial<Setting> = {},
): Promise<{ zoho: MemoryZoho; platform: Platform }> {
  const zoho = new MemoryZoho(START_MS - 10_000_000);
  zoho.write({ kind: "create", pick: 0, count: records, latenessMs: 0 });
  zoho.moveTo(START_MS);
  const complete = { cap: 100_000, localErrorMs: 0, ...setting };
  const platform = new Platform(zoho, makeListing(kind), complete);
  await platform.poll([AMPLE]);
  return { zoho, platform };
}

async function found(kind: SourceKind, zoho: MemoryZoho, platform: Platform): Promise<Found> {
  for (let poll = 0; poll < 3; poll += 1) {
    zoho.pass(300_000);
    await platform.poll([AMPLE]);
  }
  return { lost: lost(kind, zoho, platform).length, doubled: doubled(platform).length };
}

/** Polls every few seconds while records change; each version becomes visible late. */
export async function steady(
  kind: SourceKind,
  latenessMs: number,
  usual: (poll: number) => Call,
): Promise<Found> {
  const random = randomOf(latenessMs + 1);
  const { zoho, platform } = await start(kind, 400, { usual: usual(0) });
  const writes = Array.from({ length: 400 }, (_, pick) => ({
    ms: START_MS + MOST_SECONDS * 1_000 + Math.floor(random() * 300_000),
    write: { kind: getWriteKind(kind), pick, count: 1, latenessMs },
  }));
  zoho.plan(writes);
  for (let poll = 1; poll <= 80; poll += 1) {
    zoho.pass(5_000 + Math.floor(random() * 2_000));
    await platform.poll([{ ...AMPLE, calls: Array.from({ length: 20 }, () => usual(poll)) }]);
  }
  return found(kind, zoho, platform);
}

/**
 * `count` records change at once; then polls every ten seconds, with `rows` changes per execution.
 */
export async function burst(
  kind: SourceKind,
  count: number,
  cap: number,
  rows: number,
): Promise<Found> {
  const { zoho, platform } = await start(kind, count, { cap });
  zoho.pass(100_000);
  zoho.write({ kind: getWriteKind(kind), pick: 0, count, latenessMs: 0 });
  for (let poll = 0; poll < 12; poll += 1) {
    zoho.pass(10_000);
    await platform.poll(Array.from({ length: 12 }, () => ({ rows, pages: 40, calls: [] })));
  }
  const { length } = lost(kind, zoho, platform);
  return { lost: length, doubled: doubled(platform).length };
}

/** Records of one second, two minutes old, some of which are edited while the pages are read. */
export async function editedBurst(
  kind: SourceKind,
  { count, perSecond, seed }: { count: number; perSecond: number; seed: number },
): Promise<number> {
  const random = randomOf(seed);
  const usual: Call = { ...QUICK, latencyMs: 500, lookAt: 50 };
  const { zoho, platform } = await start(kind, 0, { usual });
  zoho.pass(5_000);
  zoho.write({ kind: "create", pick: 0, count, latenessMs: 0 });
  zoho.pass(120_000);
  const writes = Array.from({ length: perSecond * 10 }, () => ({
    ms: zoho.nowMs + Math.floor(random() * 10_000),
    write: { kind: "edit" as const, pick: Math.floor(random() * count), count: 1, latenessMs: 0 },
  }));
  zoho.plan(writes);
  await platform.poll([AMPLE]);
  return (await found(kind, zoho, platform)).lost;
}

/** Records are created continuously and edited once soon after; polls run every five minutes. */
export async function creations(kind: SourceKind, perPoll: number): Promise<readonly number[]> {
  const random = randomOf(perPoll);
  const usual: Call = { ...QUICK, latencyMs: 500, lookAt: 50 };
  const { zoho, platform } = await start(kind, 0, { usual });
  const polls = Math.ceil(10_000 / perPoll);
  const moments = Array.from(
    { length: 10_000 },
    () => START_MS + 2_000 + Math.floor(random() * polls * 300_000),
  ).sort((a, b) => a - b);
  const one = (at: number, what: Write["kind"], pick: number) => ({
    ms: at,
    write: { kind: what, pick, count: 1, latenessMs: 0 },
  });
  zoho.plan(
    moments.flatMap((ms, pick) => [
      one(ms, "create", pick),
      one(ms + Math.floor(random() * 300_000), "edit", pick),
    ]),
  );
  for (let poll = 0; poll <= polls + 2; poll += 1) {
    zoho.pass(300_000);
    await platform.poll([AMPLE]);
  }
  const twice = createdTooOften(zoho, platform).length;
  return [notCreated(zoho, platform, Number.NEGATIVE_INFINITY).length, twice];
}
