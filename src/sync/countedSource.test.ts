import { pageAt } from "./countedSource";

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
