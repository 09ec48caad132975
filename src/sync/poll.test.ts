import { CHANGES } from "../limits";
import { countVersions } from "./delivered";
import { type Poller, runPoll } from "./poll";
import { cursorAt, type PollState } from "./state";

const identity = { grant: "g", organization: "host 1", queryKey: "" };

/** Every stream holds these ids, changed in one second. */
const pollerOver = (ids: readonly string[]): Poller => ({
  identify: async () => identity,
  prepare: async (state) => ({ state, names: [] }),
  open: async () => ({
    records: {
      read: async () => ({
        rows: ids.map((id) => ({ id, at: 1_010, content: "a", record: {} })),
        zohoTimeMs: 1_020_000,
      }),
    },
    cachedPlan: () => undefined,
  }),
  isFatal: () => false,
  creditBudget: () => undefined,
  calls: 0,
  credits: 0,
});

describe("the versions that can be remembered", () => {
  it.each([
    [CHANGES.maxVersions, 0],
    [CHANGES.maxVersions - 1, 1],
    [0, 3],
  ])("are shared by all streams: with %i of another one, %i are", async (others, kept) => {
    const versions = Array.from({ length: others }, (_, index) => `${index}:a`).join(" ");
    const before: PollState = {
      version: 1,
      identity,
      streams: {
        Leads: { records: cursorAt(1_000) },
        Deals: { records: { ...cursorAt(1_000), versions: others > 0 ? { 999: versions } : {} } },
      },
    };
    const filter = { showNew: true, showUpdated: true, showDeleted: false, ignoreOwn: false };
    const poller = pollerOver(["1", "2", "3"]);
    const request = { poller, filter, localNowMs: 1_020_000, maxChanges: 100 };
    const { state } = await runPoll(before, request, { names: ["Leads"], hasTime: () => true });
    expect(countVersions(state.streams.Leads?.records?.versions)).toBe(kept);
  });
});
