import { sandboxConnection } from "../../runner/connections";
import { LocalZoho, type Row } from "../support/localZoho";

const zoho = new LocalZoho();
beforeAll(() => zoho.start());
afterAll(() => zoho.stop());
beforeEach(() => zoho.reset({ records: { Leads: 0, Contacts: 0, Deals: 0, Notes: 0 } }));

interface List {
  data: Row[];
  info: Row;
}
const run = async (key: string, values: Row): Promise<List> =>
  (await zoho.act(key, { recordType: "Leads", ...values })) as List;
const search = (values: Row) => run("crmSearchRecords", { fields: ["Last_Name"], ...values });
const names = ({ data }: List) => data.map(({ Last_Name }) => Last_Name).sort();

describe("a search", () => {
  const odd = "O'Brien (Jr), Ltd \\ ünd 饒";
  beforeEach(() =>
    zoho.seed("Leads", [
      { Last_Name: odd, Company: "Acme", Email: "one@example.com", Phone: "+1 555 0100" },
      { Last_Name: "Rao", Company: "Beta", Email: "two@example.com", Annual_Revenue: 500 },
      { Last_Name: "Ray", Company: "Beta", City: "Pune", Annual_Revenue: 50 },
    ]),
  );

  it.each<[Row, string[]]>([
    [{ fieldMatches: { Last_Name: odd } }, [odd]],
    [{ fieldMatches: { Company: "Beta", City: "Pune" } }, ["Ray"]],
    [{ fieldMatches: { Company: "Beta", City: "Pune", Last_Name: "Ray" } }, ["Ray"]],
    [{ fieldMatches: { "Last_Name:starts_with": "Ra" } }, ["Rao", "Ray"]],
    [{ fieldMatches: { "Annual_Revenue:greater_than": "100" } }, ["Rao"]],
    [{ fieldMatches: { "Last_Name:in": "Rao,Ray" } }, ["Rao", "Ray"]],
    [{ fieldMatches: { "Last_Name:in": [odd, "Rao"] } }, [odd, "Rao"]],
    [{ criteria: "((Company:equals:Beta)and(City:equals:Pune))" }, ["Ray"]],
    [{ email: "two@example.com" }, ["Rao"]],
    [{ phone: "+1 555 0100" }, [odd]],
    [{ word: "Pune" }, ["Ray"]],
    [{ word: "nothing at all" }, []],
  ])("by %j finds %j", async (values, found) => {
    expect(names(await search(values))).toEqual([...found].sort());
  });

  it.each<[Row, RegExp]>([
    [{}, /Fill in/],
    [{ email: "a@example.com", word: "both" }, /together with Email/],
    [{ word: "x" }, /2 characters/],
    [{ fieldMatches: { "Last Name": "x" } }, /Field Values/],
    [{ fieldMatches: { Last_Name: "" } }, /no usable value for Last_Name/],
    [{ fieldMatches: { Owner: { name: "x" } } }, /no usable value for Owner/],
    [{ fieldMatches: { Owner: 2 ** 60 } }, /no usable value for Owner/],
    [{ fieldMatches: { Last_Name: ["one", "two"] } }, /:in/],
    [{ fieldMatches: { "Last_Name:like": "xx" } }, /equals, not_equal/],
    [{ fieldMatches: { "Last_Name:equals:x)or(City": "xx" } }, /Field Values/],
  ])("by %j is refused without a call", async (values, message) => {
    const { result: error, calls } = await zoho.counting(() =>
      zoho.failure("crmSearchRecords", { recordType: "Leads", ...values }),
    );
    expect(error.message).toMatch(message);
    expect(calls).toBe(0);
  });

  it("by a value with Zoho's own signs cannot become another search", async () => {
    const value = "x)or(Last_Name:starts_with:R";
    expect(await search({ fieldMatches: { Last_Name: value } })).toMatchObject({ data: [] });
  });

  it("without its scope says which is missing", async () => {
    const connection = sandboxConnection({ token: "sandbox" });
    await zoho.scenario({ name: "missing-scope" });
    const error = await zoho.failure(
      "crmSearchRecords",
      { recordType: "Leads", word: "Pune" },
      { connection },
    );
    expect(error.message).toContain("ZohoSearch.securesearch.READ");
  });

  it("shows neither the value in the log nor in an error", async () => {
    const values = { recordType: "Leads", fieldMatches: { Nope: "canary value" } };
    const error = await zoho.failure("crmSearchRecords", values, { debug: true });
    expect(`${error.message} ${JSON.stringify(zoho.logs)}`).not.toContain("canary");
  });

  it("does not find what the index does not know yet", async () => {
    await zoho.control("POST", "search-lag", { ms: 60_000 });
    await zoho.seed("Leads", [{ Last_Name: "Fresh", Company: "New" }]);
    expect((await search({ word: "Fresh" })).data).toEqual([]);
    await zoho.control("POST", "clock", { advanceMs: 61_000 });
    expect(names(await search({ word: "Fresh" }))).toEqual(["Fresh"]);
  });
});

describe("Fetch All of a search", () => {
  it.each([0, 200, 201, 2_000])("returns all of %i hits", async (count) => {
    const records = Array.from({ length: count }, (_, index) => ({
      Last_Name: `Hit ${index}`,
      Company: "Many",
    }));
    if (count > 0) await zoho.seed("Leads", records);
    const found = await search({ fieldMatches: { Company: "Many" }, fetchAll: "true" });
    expect(new Set(found.data.map(({ id }) => id)).size).toBe(count);
    expect(found.info).toMatchObject({ count, page: 1, more_records: false });
  });

  it("ends at 2,000 and says that there is more", async () => {
    const records = Array.from({ length: 2_001 }, () => ({ Last_Name: "Hit", Company: "Many" }));
    await zoho.seed("Leads", records);
    const found = await search({ fieldMatches: { Company: "Many" }, fetchAll: "true" });
    expect(found.data).toHaveLength(2_000);
    expect(found.info.more_records).toBe(true);
  });
});

describe("related records", () => {
  const related = (values: Row) => run("crmGetRelatedRecords", { relatedList: "Notes", ...values });
  let recordId: string;
  beforeEach(async () => {
    [recordId = ""] = await zoho.seed("Leads", 1);
    const note = { Note_Content: "C", Parent_Id: { id: recordId }, $se_module: "Leads" };
    const notes = Array.from({ length: 201 }, (_, index) => ({ ...note, Note_Title: `N${index}` }));
    await zoho.seed("Notes", notes);
  });

  it("come by page or all of them", async () => {
    const fields = ["Note_Title"];
    const first = await related({ recordId, fields });
    expect(first.data).toHaveLength(200);
    expect(first.info).toMatchObject({ more_records: true });
    const all = await related({ recordId, fields, fetchAll: "true" });
    expect(new Set(all.data.map(({ id }) => id)).size).toBe(201);
  });

  it("come with the fields of their module when none are named", async () => {
    const { data } = await related({ recordId });
    expect(Object.keys(data[0] ?? {})).toEqual(
      expect.arrayContaining(["Note_Title", "Note_Content"]),
    );
  });

  it("are none of a record without any", async () => {
    const [other = ""] = await zoho.seed("Leads", 1);
    expect(await related({ recordId: other, fields: ["Note_Title"] })).toMatchObject({ data: [] });
  });

  it("of an unknown list name the known ones", async () => {
    const error = await zoho.failure("crmGetRelatedRecords", {
      recordType: "Leads",
      recordId,
      relatedList: "Nope",
    });
    expect(error.message).toMatch(/Notes/);
  });

  it.each(["../org", "a/b", "", "x?y"])(
    "of the list %j are refused without a call",
    async (relatedList) => {
      const { result: error, calls } = await zoho.counting(() =>
        zoho.failure(
          "crmGetRelatedRecords",
          { recordType: "Leads", recordId, relatedList },
          { fillDefaults: false },
        ),
      );
      expect(error.message).toMatch(/Related List/);
      expect(calls).toBe(0);
    },
  );
});

describe("deleted records", () => {
  const deleted = (values: Row = {}) => run("crmGetDeletedRecords", values);

  it("are named with who and when, and where they are", async () => {
    const [recordId = ""] = await zoho.seed("Leads", [{ Last_Name: "Gone", Company: "A" }]);
    await zoho.act("crmRemoveRecord", { recordType: "Leads", recordId });
    const { data } = await deleted();
    expect(data).toMatchObject([{ id: recordId, type: "recycle", display_name: "Gone" }]);
    expect(data[0]?.deleted_time).toMatch(/^\d{4}-.*[+-]\d{2}:\d{2}$/);
    expect((await deleted({ deletedType: "permanent" })).data).toEqual([]);
    await zoho.control("POST", "purge", { module: "Leads", id: recordId });
    expect((await deleted({ deletedType: "permanent" })).data).toMatchObject([{ id: recordId }]);
  });

  it("since a time are only the later ones", async () => {
    const [recordId = ""] = await zoho.seed("Leads", 1);
    await zoho.act("crmRemoveRecord", { recordType: "Leads", recordId });
    expect((await deleted({ deletedSince: "2099-01-01" })).data).toEqual([]);
    expect((await deleted({ deletedSince: "2020-01-01" })).data).toHaveLength(1);
  });

  it("come by page or all of them", async () => {
    const ids = await zoho.seed("Leads", 201);
    for (const id of ids) await zoho.control("POST", "purge", { module: "Leads", id });
    expect((await deleted()).data).toHaveLength(200);
    expect((await deleted({ fetchAll: "true" })).data).toHaveLength(201);
  });
});
