import { mergeLines } from "./lineItems";

const present = [
  { line_item_id: "1", name: "Cable", rate: 5, rate_formatted: "5.00" },
  { line_item_id: "2", name: "Plug", rate: 1 },
];

describe("mergedLines", () => {
  it("keeps lines that are not named, changes the named and adds the new", () => {
    const changed = [{ line_item_id: "2", rate: 3 }, { item_id: "9" }];
    expect(mergeLines("line_item_id", present, changed)).toEqual([
      { line_item_id: "1", name: "Cable", rate: 5 },
      { line_item_id: "2", name: "Plug", rate: 3 },
      { item_id: "9" },
    ]);
  });

  it("tells lines apart by the id of their type", () => {
    const lines = [
      { line_id: "1", amount: 10 },
      { line_id: "2", amount: 10 },
    ];
    expect(mergeLines("line_id", lines, [{ line_id: "1", amount: 12 }])).toEqual([
      { line_id: "1", amount: 12 },
      { line_id: "2", amount: 10 },
    ]);
  });

  it("passes an unknown line on, for Zoho to judge", () => {
    expect(mergeLines("line_item_id", present, [{ line_item_id: "7" }])).toHaveLength(3);
  });

  it("takes a record without lines", () => {
    expect(mergeLines("line_item_id", undefined, [{ name: "A" }])).toEqual([{ name: "A" }]);
  });

  it.each(["Cable", [1], {}])("refuses %j", (changed) => {
    expect(() => mergeLines("line_item_id", present, changed)).toThrow(
      "line_items: must be a list of lines",
    );
  });
});
