import { RejectedError } from "./errors/errors";
import { pages, pickListRows } from "./pages";

/** Pages 1 to `last` of one row each; reading page `failing` throws the error. */
function list(last: number, failing = 0, error: unknown = undefined) {
  const read: number[] = [];
  const all = pages(1, async (page) => {
    read.push(page);
    if (page === failing) throw error;
    return { rows: [page], next: page < last ? page + 1 : undefined };
  });
  return { all, read };
}

describe("pages", () => {
  it("goes on until a page names no next one", async () => {
    const { all, read } = list(3);
    const rows: number[] = [];
    for await (const page of all) rows.push(...page.rows);
    expect(rows).toEqual([1, 2, 3]);
    expect(read).toEqual([1, 2, 3]);
  });

  it("reads no page that nobody asks for", async () => {
    const { all, read } = list(3);
    for await (const page of all) {
      if (page.rows.includes(2)) break;
    }
    expect(read).toEqual([1, 2]);
  });
});

describe("pickListRows", () => {
  const slow = new Error("Too slow.");
  const rejected = new RejectedError({ code: "ZOHO_REJECTED" });

  it.each([
    ["all pages", list(2), [1, 2]],
    ["the first three pages", list(9), [1, 2, 3]],
    ["what came before a failure", list(3, 2, slow), [1]],
  ])("returns %s", async (_, { all }, rows) => {
    expect(await pickListRows(all)).toEqual(rows);
  });

  it.each([
    ["a failure on the first page", list(3, 1, slow), slow],
    ["a rejection on any page", list(3, 2, rejected), rejected],
  ])("throws %s", async (_, { all }, error) => {
    await expect(pickListRows(all)).rejects.toBe(error);
  });
});
