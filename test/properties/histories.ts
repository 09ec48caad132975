import fc, { type Arbitrary } from "fast-check";
import type { Call } from "./line";
import type { Write } from "./memoryZoho";
import type { Execution } from "./platform";
import { KINDS, type SourceKind } from "./readers";
import type { History, Step } from "./replay";

export interface HistoryOptions {
  kinds?: readonly SourceKind[];
  /** Calls fail, executions are killed, polls overlap. */
  isRough?: boolean;
  /** The stream begins some days back, or by a clock that is ahead. */
  isBackfill?: boolean;
  /** Every version shows as late as can be. */
  isLate?: boolean;
  /** Versions to remember. */
  cap?: Arbitrary<number>;
  /** Most changes of an execution. */
  rows?: Arbitrary<number>;
  pageSize?: Arbitrary<number>;
  /** Most records that are written in one moment. */
  largestBurst?: number;
}

const HOUR_MS = 3_600_000;
const DAY_SECONDS = 86_400;

/** What Zoho shows later than that, the clocks' differences included, may be missed. */
const OVERLAP_MS = 60_000;

/** How far a server's clock is off at most: two servers are then less than half the overlap apart. */
export const CLOCK_ERROR_MS = 12_000;

export const smallOrLarge = (most: number): Arbitrary<number> =>
  fc.oneof(
    { weight: 4, arbitrary: fc.integer({ min: 1, max: Math.min(4, most) }) },
    { weight: 2, arbitrary: fc.integer({ min: 1, max: Math.min(50, most) }) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: most }) },
  );

function writesOf(
  errorMs: number,
  { isLate, largestBurst = 60 }: HistoryOptions,
): Arbitrary<Write> {
  const latest = fc.constant(OVERLAP_MS - errorMs);
  const lateness = fc.oneof(fc.constant(0), fc.nat({ max: OVERLAP_MS - errorMs }), latest);
  return fc.record({
    kind: fc.constantFrom("edit", "create", "edit", "delete"),
    pick: fc.nat({ max: 40 }),
    count: smallOrLarge(largestBurst),
    latenessMs: isLate ? latest : lateness,
  });
}

function callsOf(write: Arbitrary<Write>, errorMs: number, isRough: boolean): Arbitrary<Call> {
  const writes = fc.oneof(
    { weight: 3, arbitrary: fc.constant([]) },
    { weight: 2, arbitrary: fc.array(write, { minLength: 1, maxLength: 2 }) },
  );
  const fates: Call["fate"][] = [undefined, undefined, undefined, undefined, "fails", "kills"];
  return fc.record({
    latencyMs: fc.oneof(fc.constant(0), fc.nat({ max: 3_000 })),
    lookAt: fc.nat({ max: 100 }),
    answerAt: fc.nat({ max: 100 }),
    before: writes,
    after: writes,
    dateErrorMs: fc.oneof(fc.constant(0), fc.integer({ min: -errorMs, max: errorMs })),
    isTokenRefused: fc.constantFrom(false, false, true),
    ...(isRough && { fate: fc.constantFrom(...fates) }),
  });
}

const waits: Arbitrary<number> = fc.oneof(
  { weight: 3, arbitrary: fc.nat({ max: 3_000 }) },
  { weight: 3, arbitrary: fc.integer({ min: 3_000, max: 130_000 }) },
  { weight: 1, arbitrary: fc.integer({ min: 130_000, max: 5 * HOUR_MS }) },
  { weight: 1, arbitrary: fc.constant(240 * HOUR_MS) },
);

function stepsOf(errorMs: number, options: HistoryOptions): Arbitrary<Step[]> {
  const { isRough = false, rows = smallOrLarge(2_000) } = options;
  const write = writesOf(errorMs, options);
  const execution: Arbitrary<Execution> = fc.record({
    rows,
    pages: fc.oneof(fc.integer({ min: 1, max: 5 }), fc.constant(1_000)),
    calls: fc.array(callsOf(write, errorMs, isRough), { maxLength: 8 }),
  });
  const writes = fc.array(write, { minLength: 1, maxLength: 5 });
  const executions = fc.array(execution, { minLength: 1, maxLength: 4 });
  const step: Arbitrary<Step>[] = [
    fc.record({ do: fc.constant("wait"), ms: waits }),
    fc.record({ do: fc.constant("write"), writes }),
    fc.record({ do: fc.constant("poll"), executions }),
  ];
  if (isRough) {
    step.push(fc.record({ do: fc.constant("pollTwice"), first: execution, second: execution }));
  }
  return fc.array(fc.oneof(...step), { maxLength: 30, size: "max" });
}

/** Histories shrink to few steps, few calls and few writes. */
export function histories(options: HistoryOptions = {}): Arbitrary<History> {
  const { kinds = KINDS, cap = fc.constant(100_000), pageSize = smallOrLarge(2_000) } = options;
  const setting = fc.record({
    cap,
    localErrorMs: fc.integer({ min: -90_000, max: 90_000 }),
    ...(options.isBackfill && { lookBack: fc.integer({ min: -7_200, max: 30 * DAY_SECONDS }) }),
  });
  const listing = fc.record({
    kind: fc.constantFrom(...kinds),
    pageSize,
    isTiedByCreation: fc.boolean(),
    hasSecondBefore: fc.boolean(),
    isInTwoParts: fc.constantFrom(false, false, true),
  });
  return fc.constantFrom(0, 0, 1_000, CLOCK_ERROR_MS).chain((errorMs) =>
    fc.record({
      listing,
      setting,
      existing: fc.nat({ max: 12 }),
      ageMs: fc.oneof(fc.nat({ max: 5_000 }), fc.nat({ max: 200 * HOUR_MS })),
      steps: stepsOf(errorMs, options),
    }),
  );
}

/** Many records are written in one second, and read when that second is long past, while some are edited. */
export function bursts(kind: SourceKind): Arbitrary<History> {
  const sizes = fc.record({
    pageSize: fc.oneof(
      { weight: 4, arbitrary: fc.integer({ min: 1, max: 6 }) },
      { weight: 2, arbitrary: fc.constantFrom(40, 200) },
      { weight: 1, arbitrary: fc.constantFrom(1_000, 2_000) },
    ),
    pages: fc.integer({ min: 1, max: 3 }),
    more: fc.integer({ min: -1, max: 3 }),
  });
  const edit = fc.record({
    kind: fc.constantFrom("edit", "edit", "delete"),
    pick: fc.oneof(fc.nat({ max: 6 }), fc.nat({ max: 80 })),
    count: fc.oneof(fc.constant(1), smallOrLarge(50)),
    latenessMs: fc.constantFrom(0, 0, 0, OVERLAP_MS),
  });
  const poll = stepsWith(edit);
  return sizes.chain(({ pageSize, pages, more }) =>
    fc.record({
      listing: fc.record({
        kind: fc.constant(kind),
        pageSize: fc.constant(pageSize),
        isTiedByCreation: fc.boolean(),
        hasSecondBefore: fc.boolean(),
        isInTwoParts: fc.boolean(),
      }),
      setting: fc.record({ cap: fc.constant(100_000), localErrorMs: fc.constant(0) }),
      existing: fc.constantFrom(0, 3),
      ageMs: fc.constant(0),
      steps: fc
        .tuple(burstOf(pageSize * pages + more), poll)
        .map(([before, after]) => [...before, ...after]),
    }),
  );
}

const QUICK_EXECUTION: Execution = { rows: 2_000, pages: 1, calls: [] };

/** A first poll, then the records, of which some are edited at once, then as long a wait as is wanted. */
const burstOf = (count: number): Arbitrary<Step[]> =>
  fc
    .record({ ms: fc.constantFrom(0, 59_000, 61_000, 130_000, HOUR_MS), pick: fc.nat(3) })
    .map(({ ms, pick }): Step[] => [
      { do: "poll", executions: [QUICK_EXECUTION] },
      { do: "wait", ms: 1_000 },
      { do: "write", writes: [{ kind: "create", pick, count, latenessMs: 0 }] },
      { do: "wait", ms },
    ]);

function stepsWith(write: Arbitrary<Write>): Arbitrary<Step[]> {
  const rows = fc.constantFrom(1, 3, 50, 2_000);
  const pages = fc.constantFrom(1, 3, 1_000);
  const calls = fc.array(callsOf(write, 0, false), { maxLength: 30, size: "max" });
  const execution = fc.record({ rows, pages, calls });
  const executions = fc.array(execution, { minLength: 1, maxLength: 4 });
  const step: Arbitrary<Step> = fc.record({ do: fc.constant("poll"), executions });
  return fc.array(step, { minLength: 1, maxLength: 4 });
}
