import { pageAt, pageNumberSource } from "./sources";
import { cursorAt } from "./state";
import { readWindow } from "./window";

describe("a page near an offset", () => {
  const offsets = Array.from({ length: 5_000 }, (_, index) => index * 7);

  it.each([200, 40])("begins at it or shortly before, of %i rows at most", (most) => {
    for (const offset of offsets) {
      const { page, perPage } = pageAt(offset, most);
      const start = (page - 1) * perPage;
      expect(perPage).toBeLessThanOrEqual(most);
      expect(start).toBeLessThanOrEqual(offset);
      // So that every page brings reading on by most of its size.
      expect(start + perPage - offset).toBeGreaterThan(most / 2);
    }
  });
});

describe("a list that pages only so far", () => {
  const rows = Array.from({ length: 450 }, (_, index) => ({
    id: String(index),
    at: 5,
    content: "",
    record: {},
  }));
  const source = pageNumberSource(
    async ({ page, perPage }) => {
      const start = (page - 1) * perPage;
      const isTruncated = start >= 200;
      const some = isTruncated ? [] : rows.slice(start, start + perPage);
      return { rows: some, hasMore: true, zohoTimeMs: 9_000, ...(isTruncated && { isTruncated }) };
    },
    { maxPerPage: 200, isNewestFirst: false },
  );

  it("is delivered as far as that, and the window ends", async () => {
    const budget = { changesLeft: 1_000, versionsLeft: 1_000, mayContinue: () => true };
    const { changes, isComplete, state } = await readWindow(source, cursorAt(1), budget);
    expect(isComplete).toBe(true);
    expect(changes.length).toBeGreaterThanOrEqual(200);
    expect(changes.length).toBeLessThan(450);
    expect(state.watermark).toBe(9);
  });
});
