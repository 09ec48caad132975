import { readInGroups } from "./columnGroups";

const rec = (id: string, Modified_Time: string, more = {}) => ({ id, Modified_Time, ...more });

describe("readInGroups", () => {
  it.each([
    ["merges parts of one version", [rec("1", "a", { B: 2 })], ["1"], [], []],
    ["keeps an edited record apart", [rec("1", "b", { B: 2 })], [], ["1"], []],
    ["keeps a missing record apart", [], [], [], ["1"]],
    ["ignores other records", [rec("1", "a"), rec("2", "a")], ["1"], [], []],
  ])("%s", async (_, second, whole, edited, missing) => {
    const merged = await readInGroups([rec("1", "a", { A: 1 })], [["B"]], async () => second);
    expect({ ...merged, whole: [...merged.whole.keys()] }).toEqual({ whole, edited, missing });
  });

  it("reads later groups only of records that are still whole", async () => {
    const asked: string[] = [];
    const read = async ([field = ""]: readonly string[], ids: readonly string[]) => {
      asked.push(`${field} of ${ids}`);
      return ids.map((id) => rec(id, field === "B" && id === "1" ? "b" : "a", { [field]: id }));
    };
    const merged = await readInGroups([rec("1", "a"), rec("2", "a")], [["B"], ["C"]], read);
    expect(asked).toEqual(["B of 1,2", "C of 2"]);
    expect([...merged.whole.values()]).toEqual([rec("2", "a", { B: "2", C: "2" })]);
  });
});
