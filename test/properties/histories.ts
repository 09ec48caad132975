import fc, { type Arbitrary } from "fast-check";
import { type Call, QUICK } from "./line";
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
  /** Every version shows as late as can be, and polls come just before and after. */
  isLate?: boolean;
  /** How far the servers' clocks may be off; several to choose from when absent. */
  errorMs?: number;
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

/** What is late by the whole overlap is not there yet, or just there, after the last of these. */
const waitsAround = (errorMs: number): Arbitrary<number> =>
  fc.constantFrom(
    1,
    500,
    999,
    1_000,
    ...[-1_000, -999, -1, 0, 1].map((ms) => OVERLAP_MS - errorMs + ms),
  );

function stepsOf(errorMs: number, options: HistoryOptions): Arbitrary<Step[]> {
  const { isRough = false, isLate = false, rows = smallOrLarge(2_000) } = options;
  const wait = isLate ? fc.oneof(waitsAround(errorMs), waits) : waits;
  const write = writesOf(errorMs, options);
  const execution: Arbitrary<Execution> = fc.record({
    rows,
    pages: fc.oneof(fc.integer({ min: 1, max: 5 }), fc.constant(1_000)),
    calls: fc.array(callsOf(write, errorMs, isRough), { maxLength: 8 }),
  });
  const writes = fc.array(write, { minLength: 1, maxLength: 5 });
  const executions = fc.array(execution, { minLength: 1, maxLength: 4 });
  const step: Arbitrary<Step>[] = [
    fc.record({ do: fc.constant("wait"), ms: wait }),
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
  const errors = options.errorMs === undefined ? [0, 0, 1_000, CLOCK_ERROR_MS] : [options.errorMs];
  return fc.constantFrom(...errors).chain((errorMs) =>
    fc.record({
      listing,
      setting,
      existing: fc.nat({ max: 12 }),
      ageMs: fc.oneof(fc.nat({ max: 5_000 }), fc.nat({ max: 200 * HOUR_MS })),
      steps: stepsOf(errorMs, options),
    }),
  );
}

/** Sizes of pages, and of what is written in one second. */
const burstSizes = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      pageSize: fc.integer({ min: 1, max: 4 }),
      burst: fc.integer({ min: 2, max: 16 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      pageSize: fc.constantFrom(40, 200),
      burst: fc.constantFrom(39, 40, 41, 79, 82, 199, 200, 201, 203, 399, 402),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      pageSize: fc.constantFrom(1_000, 2_000),
      burst: fc.constantFrom(1_000, 1_001, 2_001, 2_003),
    }),
  },
);

/**
 * Many records are written in one second, and read when that second is past or long past, while one after the
 * other is edited or deleted.
 */
export function bursts(kind: SourceKind): Arbitrary<History> {
  return fc.tuple(burstSizes, fc.boolean()).chain(([{ pageSize, burst }, isPrecise]) =>
    fc.record({
      listing: fc.record({
        kind: fc.constant(kind),
        pageSize: fc.constant(pageSize),
        isTiedByCreation: fc.boolean(),
        hasSecondBefore: fc.boolean(),
        isInTwoParts: fc.constantFrom(false, false, true),
      }),
      setting: fc.record({ cap: fc.constant(100_000), localErrorMs: fc.constant(0) }),
      existing: fc.constantFrom(0, 3),
      ageMs: fc.constant(0),
      steps: fc
        .tuple(burstOf(burst), stepsAfter(isPrecise ? oneByOne : atRandom))
        .map(([before, after]) => [...before, ...after]),
    }),
  );
}

/** A first poll, then the records, then as long a wait as is wanted. */
const burstOf = (count: number): Arbitrary<Step[]> =>
  fc
    .record({ ms: fc.constantFrom(0, 59_000, 61_000, 130_000, HOUR_MS), pick: fc.nat(3) })
    .map(({ ms, pick }): Step[] => [
      { do: "poll", executions: [{ rows: 2_000, pages: 1, calls: [] }] },
      { do: "wait", ms: 1_000 },
      { do: "write", writes: [{ kind: "create", pick, count, latenessMs: 0 }] },
      { do: "wait", ms },
    ]);

function stepsAfter(call: Arbitrary<Call>): Arbitrary<Step[]> {
  const execution: Arbitrary<Execution> = fc.record({
    rows: fc.constantFrom(1, 3, 50, 2_000, 2_000),
    pages: fc.constantFrom(1, 3, 1_000, 1_000),
    calls: fc.array(call, { maxLength: 40, size: "max" }),
  });
  const executions = fc.array(execution, { minLength: 1, maxLength: 4 });
  const step: Arbitrary<Step> = fc.record({ do: fc.constant("poll"), executions });
  return fc.array(step, { minLength: 1, maxLength: 4 });
}

const atRandom: Arbitrary<Call> = callsOf(
  fc.record({
    kind: fc.constantFrom("edit", "edit", "delete"),
    pick: fc.oneof(fc.nat({ max: 6 }), fc.nat({ max: 80 })),
    count: fc.oneof(fc.constant(1), smallOrLarge(50)),
    latenessMs: fc.constantFrom(0, 0, 0, OVERLAP_MS),
  }),
  0,
  false,
);

/** After every other call one of the first records is edited. */
const oneByOne: Arbitrary<Call> = fc
  .tuple(fc.nat({ max: 7 }), fc.boolean(), fc.constantFrom(false, false, false, true))
  .map(([pick, isEdited, isTokenRefused]) => ({
    ...QUICK,
    after: isEdited ? [{ kind: "edit", pick, count: 1, latenessMs: 0 }] : [],
    isTokenRefused,
  }));
