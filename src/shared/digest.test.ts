import { contentDigest, hexDigest } from "./digest";

describe("hexDigest", () => {
  it("is the beginning of the SHA-256", () => {
    expect(hexDigest("abc", 16)).toBe("ba7816bf8f01cfea");
    expect(hexDigest("abc")).toHaveLength(64);
  });
});

describe("contentDigest", () => {
  const digest = contentDigest({ a: 1, b: { c: [2], d: null } }, new Set());

  // Snapshots store it: another digest would report every record as changed.
  it("stays the same", () => {
    expect(digest).toBe("b750fcf0c249");
  });

  it.each([
    ["another order of keys", { b: { d: null, c: [2] }, a: 1 }],
    ["an internal field", { a: 1, b: { c: [2], d: null }, $state: "x" }],
    ["an ignored field", { a: 1, b: { c: [2], d: null }, seen: 1 }],
  ])("does not change with %s", (_, record) => {
    expect(contentDigest(record, new Set(["seen"]))).toBe(digest);
  });

  it("changes with a value", () => {
    expect(contentDigest({ a: 1, b: { c: [3], d: null } }, new Set())).not.toBe(digest);
  });
});
