import { CHANGES } from "../limits";
import type { ReadBudget, SourcePage, SourceRow } from "./changes";
import { cursorAt } from "./state";
import { readWindow } from "./window";

const budget: ReadBudget = { changesLeft: 100, versionsLeft: 100, mayContinue: () => true };
const row = (id: string, at: number, createdAt = at): SourceRow => ({
  id,
  at,
  createdAt,
  content: String(at),
  record: {},
});

/** Returns these pages one after the other, at this second of Zoho's clock. */
function source(now: number, ...pages: Omit<SourcePage, "zohoTimeMs">[]) {
  return { read: async () => ({ rows: [], ...pages.shift(), zohoTimeMs: now * 1000 }) };
}

const SHOWN = { next: "more", upTo: 2_000 };

describe("a record edited while its window is read, and so moved into the next one", () => {
  it.each<[string, Omit<SourcePage, "zohoTimeMs">[]]>([
    ["on the only page", [{ rows: [row("A", 1_400), row("B", 5_000, 1_500)] }]],
    ["between two pages", [{ rows: [row("A", 1_400)], ...SHOWN }, { rows: [] }]],
  ])("still counts as created, and others do not: %s", async (_, pages) => {
    const first = await readWindow(source(5_000, ...pages), cursorAt(1_000), budget);
    expect(first.changes.map(({ type, row: { id } }) => `${type} ${id}`)).toEqual(["created A"]);
    const next = { rows: [row("A", 5_100, 1_400), row("B", 5_100, 1_500)] };
    const second = await readWindow(source(5_200, next), first.state, budget);
    expect(second.changes.map(({ type, row: { id } }) => `${type} ${id}`)).toEqual([
      "updated A",
      "created B",
    ]);
  });

  it("is not remembered after a page that hid nothing", async () => {
    const quiet = source(5_000, { rows: [row("A", 1_400)] });
    expect((await readWindow(quiet, cursorAt(1_000), budget)).state.delivered).toBeUndefined();
  });
});

describe("a second that changes at every pass", () => {
  it("ends the reading as unstable", async () => {
    let reads = 0;
    const busy = {
      read: async (): Promise<SourcePage> => {
        reads += 1;
        const isFirstPage = reads % 2 === 1;
        return {
          rows: [row(String(reads), 1_500)],
          zohoTimeMs: 5_000_000,
          ...(isFirstPage ? { next: "token", isOffsetPaged: true } : { next: null, upTo: 1_501 }),
        };
      },
    };
    const limited = { ...budget, changesLeft: 1_000, mayContinue: () => reads < 100 };
    const result = await readWindow(busy, cursorAt(1_500), limited);
    expect(result).toMatchObject({ isUnstable: true, isComplete: false });
    expect(reads).toBeLessThanOrEqual(2 * CHANGES.maxPasses);
  });
});
