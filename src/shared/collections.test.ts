import { chunk, LruMap } from "./collections";

describe("chunk", () => {
  it.each([
    [[], []],
    [[1, 2], [[1, 2]]],
    [
      [1, 2, 3],
      [[1, 2], [3]],
    ],
  ])("splits %j into pairs", (items, pairs) => {
    expect(chunk(items, 2)).toEqual(pairs);
  });
});

describe("LruMap", () => {
  it("drops the key that was set longest ago", () => {
    const map = new LruMap<number>(2);
    map.set("a", 1).set("b", 2).set("a", 3).set("c", 4);
    expect([...map]).toEqual([
      ["a", 3],
      ["c", 4],
    ]);
  });
});
