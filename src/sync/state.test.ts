import { parsePollState } from "./state";

const identity = { grant: "g", organization: "host 1", queryKey: "q" };
const cursor = { watermark: 100, baseline: 40, versions: { 90: "1:a" } };
const progress = { end: 100, from: 90, pages: 2 };

describe("parsePollState", () => {
  it.each([
    [undefined, { kind: "none" }],
    [{}, { kind: "none" }],
    [{ lastUpdated: "1970-01-01T00:01:00.500Z" }, { kind: "official", second: 60 }],
    [{ lastUpdated: "yesterday" }, { kind: "unknown" }],
    [{ version: 2, identity, streams: {} }, { kind: "unknown" }],
    [{ version: 1, identity: { ...identity, grant: 5 }, streams: {} }, { kind: "unknown" }],
    [{ version: 1, identity }, { kind: "unknown" }],
  ])("of %j is %j", (value, parsed) => {
    expect(parsePollState(value)).toEqual(parsed);
  });

  const full = {
    version: 1,
    identity,
    streams: {
      Leads: {
        records: {
          ...cursor,
          progress: {
            ...progress,
            position: { token: "t" },
            delivered: { 90: "1 2" },
            isOverflowing: true,
            tiedScan: { from: 90, passes: 1, digest: "", previousDigest: "-" },
          },
          isBackfill: true,
          delivered: { from: 40, ids: { 41: "3" }, isBackfill: true },
        },
        deletions: cursor,
        snapshot: { 1: "-a" },
        tombstones: { 7: 50 },
        restoresCheckedAt: { at: 90, after: "7" },
        plan: { shown: ["City"] },
      },
    },
    creditBudget: { pausedUntil: 1e12, allowance: 50_000, allowanceAt: 1e12 },
    first: "Leads",
    pending: ["Leads"],
    all: { names: ["Leads"], readAt: 90 },
    ownUser: "9",
  };

  it("keeps everything that an engine saves", () => {
    expect(parsePollState(structuredClone(full))).toEqual({
      kind: "state",
      state: full,
      warnings: [],
    });
  });

  it.each([
    [{ records: { ...cursor, baseline: 4e9 } }, { records: { ...cursor, baseline: 100 } }],
    [{ records: { ...cursor, baseline: "x" } }, { records: { ...cursor, baseline: 0 } }],
    [{ records: { ...cursor, versions: { 5: 6 } } }, { records: { ...cursor, versions: {} } }],
    [{ records: { ...cursor, delivered: { ids: 5, from: 1 } } }, { records: cursor }],
    [{ snapshot: { 1: 2 }, tombstones: { 7: -1 }, restoresCheckedAt: 5 }, {}],
    [
      { records: { ...cursor, progress: { ...progress, tiedScan: { from: 1 }, delivered: 1 } } },
      { records: { ...cursor, progress } },
    ],
  ])("leaves out what is broken in %j", (stream, kept) => {
    const parsed = parsePollState({ version: 1, identity, streams: { Leads: stream } });
    const state = { version: 1, identity, streams: { Leads: kept } };
    expect(parsed).toEqual({ kind: "state", state, warnings: [] });
  });

  it.each([
    ["text", {}, "The saved state of Leads is invalid"],
    [{ records: { watermark: 9e15 } }, {}, "The saved position of Leads is invalid"],
    [{ deletions: [] }, {}, "The saved position of Leads is invalid"],
    [
      { records: { ...cursor, progress: { end: "soon" } } },
      { records: cursor },
      "The saved page of Leads is invalid",
    ],
  ])("names what is lost of %j", (stream, kept, warning) => {
    const parsed = parsePollState({ version: 1, identity, streams: { Leads: stream } });
    expect(parsed).toMatchObject({
      state: { streams: { Leads: kept } },
      warnings: [expect.stringContaining(warning)],
    });
  });

  it("leaves out other broken parts without a word", () => {
    const broken = {
      creditBudget: { pausedUntil: "x", allowance: 0 },
      first: 5,
      pending: [5],
      all: { names: ["Leads"] },
      ownUser: 9,
    };
    const parsed = parsePollState({ version: 1, identity, streams: {}, ...broken });
    const state = { version: 1, identity, streams: {}, creditBudget: {} };
    expect(parsed).toEqual({ kind: "state", state, warnings: [] });
  });
});
