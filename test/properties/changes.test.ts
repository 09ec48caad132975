import fc, { type Arbitrary } from "fast-check";
import { damage, damages } from "./damage";
import { bursts, CLOCK_ERROR_MS, type HistoryOptions, histories, smallOrLarge } from "./histories";
import {
  createdTooOften,
  disordered,
  doubled,
  invented,
  lost,
  notCreated,
  oldNews,
  overlooked,
  tooEarly,
} from "./judge";
import { KINDS, type SourceKind } from "./readers";
import { type History, type Replayed, replay } from "./replay";
import { ofEngine, randomOf } from "./row11";

/** Random histories of all properties together. */
const HISTORIES = Number(process.env.ZOHO_HISTORIES ?? 2_100);

/** Time for one property, so that a failure is still shrunk and told of. */
const LIMIT_MS = 120_000 * Math.max(1, HISTORIES / 2_100);
jest.setTimeout(LIMIT_MS + 10_000);

/** The clock's error, the longest latency and the second that is cut off. */
const SLACK_MS = CLOCK_ERROR_MS + 5_000;

/** A stream that is to begin still later than that begins now. */
const AHEAD_MS = 30_000 + SLACK_MS;

const RECORDS: readonly SourceKind[] = KINDS.filter((kind) => kind !== "deletions");

async function holds(
  arbitrary: Arbitrary<History>,
  share: number,
  check: (replayed: Replayed) => void,
): Promise<void> {
  const property = fc.asyncProperty(arbitrary, async (history) => {
    const replayed = await replay(history);
    expect(replayed.platform.isEndless).toBe(false);
    check(replayed);
  });
  await fc.assert(property, runs(share));
}

const runs = (share: number) => ({
  numRuns: Math.ceil(HISTORIES * share),
  interruptAfterTimeLimit: LIMIT_MS,
  markInterruptAsFailure: true,
});

const problemsOf = ({ history, zoho, platform }: Replayed) => {
  const { kind } = history.listing;
  return {
    lost: lost(kind, zoho, platform),
    overlooked: overlooked(kind, zoho, platform, SLACK_MS),
    doubled: doubled(platform),
    invented: invented(kind, zoho, platform),
    disordered: disordered(platform),
  };
};

const NONE = { lost: [], overlooked: [], doubled: [], invented: [], disordered: [] };

const isComplete = (replayed: Replayed): void => {
  const { lost, invented } = problemsOf(replayed);
  expect({ lost, invented }).toEqual({ lost: [], invented: [] });
};

describe("a stream of changes without disturbances", () => {
  it.each(KINDS)("S6: delivers every change by its time, once and in turn (%s)", (kind) =>
    holds(histories({ kinds: [kind] }), 0.07, (replayed) => {
      expect(problemsOf(replayed)).toEqual(NONE);
    }),
  );

  it("S9: delivers nothing twice that a page did not hold to its end, row by row", () =>
    holds(histories({ rows: fc.integer({ min: 1, max: 5 }) }), 0.05, (replayed) => {
      expect(problemsOf(replayed)).toEqual(NONE);
    }));

  it("E8: leaves the running second to the next window, and reads once when nothing is new", () =>
    holds(histories({ errorMs: 0 }), 0.06, ({ history, platform, idle }) => {
      expect(tooEarly(platform)).toEqual([]);
      expect(idle.changes).toBe(0);
      if (history.listing.kind !== "scan") expect(idle.calls).toBe(1);
      // Whoever reads several pages remembers for a day which new records came; more than a day has passed.
      expect(String(platform.state).length).toBeLessThan(200);
    }));

  it("E8: begins with what comes after the start, also within its second", () =>
    holds(histories({ pageSize: fc.constant(2_000) }), 0.03, ({ history, zoho, platform }) => {
      if (!history.listing.isInTwoParts) expect(oldNews(zoho, platform)).toEqual([]);
    }));

  it("E11: delivers once what becomes visible as late as the overlap allows", () =>
    holds(histories({ isLate: true }), 0.08, (replayed) => {
      expect(problemsOf(replayed)).toEqual(NONE);
    }));

  it.each(KINDS)("E9, E10: delivers more of one second than a page holds (%s)", (kind) =>
    holds(bursts(kind), 0.03, (replayed) => {
      expect(problemsOf(replayed)).toEqual(NONE);
    }),
  );

  it("calls a record created at most once, first, and none that was there before", () =>
    holds(histories({ kinds: RECORDS }), 0.06, ({ zoho, platform }) => {
      expect(createdTooOften(zoho, platform)).toEqual([]);
    }));

  it("calls a new record created, unless it changed just when a window was read", () =>
    holds(histories({ kinds: RECORDS }), 0.06, ({ zoho, platform }) => {
      expect(notCreated(zoho, platform, SLACK_MS)).toEqual([]);
    }));

  it("delivers every deletion once, and says that it is one", () =>
    holds(histories({ kinds: ["deletions"] }), 0.05, (replayed) => {
      const { platform } = replayed;
      expect(problemsOf(replayed)).toEqual(NONE);
      expect(platform.delivered.filter(({ type }) => type !== "deleted")).toEqual([]);
    }));

  it("E6: hands over from the first window to those after it without gap or overlap", () =>
    holds(histories({ kinds: RECORDS, isBackfill: true }), 0.08, (replayed) => {
      const { platform } = replayed;
      expect(problemsOf(replayed)).toEqual(NONE);
      const end = platform.windows[0]?.delivered ?? 0;
      const first = platform.delivered.slice(0, end);
      const later = platform.delivered.slice(end);
      expect(first.filter(({ type }) => type !== "created")).toEqual([]);
      const known = new Set(first.map(({ id }) => id));
      expect(later.filter(({ type, id }) => type === "created" && known.has(id))).toEqual([]);
      const baseline = platform.saved?.baseline ?? 0;
      expect(first.filter(({ at }) => at < baseline)).toEqual([]);
      expect(baseline * 1_000).toBeLessThan((platform.windows[0]?.firstLookMs ?? 0) + AHEAD_MS);
    }));
});

describe("a stream of changes under failures, kills and overlapping executions", () => {
  it.each(KINDS)("loses nothing (%s)", (kind) =>
    holds(histories({ kinds: [kind], isRough: true }), 0.03, isComplete),
  );

  it("E6: loses nothing of a first window", () =>
    holds(histories({ kinds: RECORDS, isRough: true, isBackfill: true }), 0.04, isComplete));

  it("remembers no more versions than it may, repeats what it forgot and loses nothing", () => {
    const options: HistoryOptions = {
      cap: fc.integer({ min: 0, max: 5 }),
      rows: fc.integer({ min: 200, max: 2_000 }),
      pageSize: smallOrLarge(200),
    };
    const any = fc.boolean().chain((isRough) => histories({ ...options, isRough }));
    return holds(any, 0.08, (replayed) => {
      isComplete(replayed);
      const { platform, history } = replayed;
      expect(platform.mostVersions).toBeLessThanOrEqual(history.setting.cap);
    });
  });

  it("loses nothing when the state holds places and versions of others", async () => {
    const cases = fc
      .tuple(fc.constantFrom(...KINDS), fc.boolean())
      .chain(([kind, isRough]) =>
        fc.tuple(histories({ kinds: [kind], isRough }), damages(familyOf(kind))),
      );
    const property = fc.asyncProperty(cases, async ([history, wanted]) => {
      isComplete(await replay(history, (platform, step) => damage(platform, wanted[step] ?? {})));
    });
    await fc.assert(property, runs(0.08));
  });
});

const familyOf = (kind: SourceKind): string =>
  kind === "keyset" || kind === "list" ? kind : "counted";

describe("10,000 edits and 200 polls", () => {
  const options = { edits: 10_000, polls: 200, intervalMs: 60_000 };

  it.each([0, 150, 1_500])("loses and doubles nothing at a latency of %i ms", async (latencyMs) => {
    const random = randomOf(latencyMs + 11);
    const counted = await ofEngine("keyset", { ...options, latencyMs, random });
    expect(counted).toEqual({ lost: 0, doubled: 0 });
  });
});
