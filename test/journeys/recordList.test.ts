import { LocalZoho, type Row } from "../support/localZoho";

const zoho = new LocalZoho();
beforeAll(() => zoho.start());
afterAll(() => zoho.stop());
beforeEach(() => zoho.reset({ records: { Leads: 0, Contacts: 0, Subscriptions: 0 } }));

interface List {
  data: Row[];
  info: Row;
}

const list = async (values: Row): Promise<List> =>
  (await zoho.act("crmGetRecords", {
    recordType: "Leads",
    fields: ["Last_Name"],
    ...values,
  })) as List;
const ids = ({ data }: List): unknown[] => data.map(({ id }) => id);
const leads = (count: number): Row[] =>
  Array.from({ length: count }, (_, index) => ({ Last_Name: `L${index}`, Company: "Acme" }));

describe("one page", () => {
  it("holds data and info as Zoho gives them", async () => {
    await zoho.seed("Leads", leads(3));
    const found = await list({ per_page: "2" });
    expect(found.data).toHaveLength(2);
    expect(Object.keys(found.data[0] ?? {}).sort()).toEqual(["Last_Name", "id"]);
    expect(found.info).toMatchObject({ per_page: 2, count: 2, page: 1, more_records: true });
  });

  it("is followed by page number or by page token", async () => {
    const all = await zoho.seed("Leads", leads(5));
    const first = await list({ per_page: "2", sort_by: "id", sort_order: "asc" });
    const second = await list({ per_page: "2", page: "2", sort_by: "id", sort_order: "asc" });
    const third = await list({
      per_page: "2",
      sort_by: "id",
      sort_order: "asc",
      page_token: second.info.next_page_token,
    });
    expect([...ids(first), ...ids(second), ...ids(third)]).toEqual(all);
    expect(third.info.more_records).toBe(false);
  });

  it("of an empty module is an empty list", async () => {
    expect(await list({})).toEqual({
      data: [],
      info: { per_page: 200, count: 0, page: 1, more_records: false },
    });
  });

  it.each([
    ["0", /Per Page.*from 1 to 200/],
    ["201", /Per Page.*from 1 to 200/],
    ["ten", /Per Page.*from 1 to 200/],
  ])("of %s records is refused", async (per_page, message) => {
    const error = await zoho.failure("crmGetRecords", { recordType: "Leads", per_page });
    expect(error.message).toMatch(message);
  });

  it("beyond the 2,000th record is refused with what to do instead", async () => {
    await zoho.seed("Leads", 2_001);
    expect((await list({ page: "10" })).data).toHaveLength(200);
    const error = await zoho.failure("crmGetRecords", {
      recordType: "Leads",
      fields: ["City"],
      page: "11",
    });
    expect(error).toMatchObject({
      code: "ZOHO_PAGE_TOO_DEEP",
      zohoCode: "DISCRETE_PAGINATION_LIMIT_EXCEEDED",
    });
    expect(error.message).toContain("Fetch All");
  });
});

describe("Fetch All", () => {
  it.each([0, 1, 200, 201, 2_000, 2_001])("returns all of %i records", async (count) => {
    if (count > 0) await zoho.seed("Leads", count);
    const { result: found, calls } = await zoho.counting(() => list({ fetchAll: "true" }));
    expect(new Set(ids(found)).size).toBe(count);
    expect(found.info).toMatchObject({
      count,
      per_page: count === 0 ? 0 : count,
      page: 1,
      more_records: false,
    });
    for (const token of ["next_page_token", "previous_page_token", "page_token_expiry"]) {
      expect(found.info).not.toHaveProperty(token);
    }
    expect(calls).toBe(Math.max(1, Math.ceil(count / 200)));
  });

  it("of 100,000 records gives no warning; of more it ends there, with one of what to use instead", async () => {
    await zoho.seed("Leads", 100_000);
    const all = await list({ fetchAll: "true" });
    expect(all.info).toMatchObject({ count: 100_000, more_records: false });
    expect(zoho.logs).toEqual([]);
    await zoho.seed("Leads", 1);
    const found = await list({ fetchAll: "true" });
    expect(found.data).toHaveLength(100_000);
    expect(new Set(ids(found)).size).toBe(100_000);
    expect(found.info).toMatchObject({ count: 100_000, more_records: true });
    const warning = zoho.logs.find(({ level }) => level === "warn")?.text;
    expect(warning).toMatch(/COQL.*Bulk Read/);
  });

  it("goes on over a 429 and a broken page in its middle", async () => {
    await zoho.seed("Leads", 1_000);
    await zoho.scenario({ name: "rate-limited", match: { nth: 2 } });
    await zoho.scenario({ name: "cut-short", match: { nth: 3 } });
    const { result: found, calls } = await zoho.counting(() => list({ fetchAll: "true" }));
    expect(new Set(ids(found)).size).toBe(1_000);
    expect(calls).toBe(7);
  });

  it("fails as a whole when the token dies at the end", async () => {
    await zoho.seed("Leads", 1_000);
    await zoho.scenario({ name: "expired-token", match: { nth: 5 } });
    const error = await zoho.failure("crmGetRecords", {
      recordType: "Leads",
      fields: ["City"],
      fetchAll: "true",
    });
    expect(error).toMatchObject({ name: "ZohoConnectionError", code: "ZOHO_TOKEN_REJECTED" });
  });

  it("stops at Max Records", async () => {
    await zoho.seed("Leads", 1_000);
    const { result: found, calls } = await zoho.counting(() =>
      list({ fetchAll: "true", maxRecords: "250" }),
    );
    expect(found.data).toHaveLength(250);
    expect(found.info).toMatchObject({ count: 250, more_records: true });
    expect(calls).toBe(2);
    expect(zoho.logs).toEqual([]);
  });

  it("goes on from a page token to the end", async () => {
    await zoho.seed("Leads", 500);
    const first = await list({ per_page: "50" });
    const rest = await list({
      per_page: "50",
      page_token: first.info.next_page_token,
      fetchAll: "true",
    });
    expect(rest.data).toHaveLength(450);
    expect(new Set([...ids(first), ...ids(rest)]).size).toBe(500);
  });
});

describe("Max Records without Fetch All", () => {
  it.each([
    ["1", "3", 3],
    ["2", "3", 3],
  ])("cuts page %s to %s records", async (page, maxRecords, count) => {
    const all = await zoho.seed("Leads", leads(20));
    const found = await list({
      per_page: "5",
      page,
      maxRecords,
      sort_by: "id",
      sort_order: "asc",
    });
    const start = page === "1" ? 0 : 5;
    expect(ids(found)).toEqual(all.slice(start, start + count));
    expect(found.info).toMatchObject({ count, more_records: true });
  });
});

describe("Max Records and Page Token", () => {
  it("go together: the next page follows without a gap, by unchanged inputs", async () => {
    const all = await zoho.seed("Leads", leads(12));
    const inputs = { maxRecords: "5", sort_by: "id", sort_order: "asc" };
    const first = await list(inputs);
    const second = await list({ ...inputs, page_token: first.info.next_page_token });
    const third = await list({ ...inputs, page_token: second.info.next_page_token });
    expect([...ids(first), ...ids(second), ...ids(third)]).toEqual(all);
  });

  it("leave out a token that would skip what was cut off", async () => {
    await zoho.seed("Leads", leads(20));
    const found = await list({ page: "2", per_page: "5", maxRecords: "3" });
    expect(found.data).toHaveLength(3);
    expect(found.info).not.toHaveProperty("next_page_token");
  });
});

describe("all fields", () => {
  it("of a module with more than 50 are the same as those of the single records", async () => {
    await zoho.seed("Leads", 250);
    const found = await list({ fields: [], fetchAll: "true" });
    expect(found.data).toHaveLength(250);
    const names = Object.keys(found.data[0] ?? {});
    expect(names.length).toBeGreaterThan(50);
    for (const record of [found.data[0], found.data[249]]) {
      const held = (await zoho.held("Leads", String(record?.id))) ?? {};
      for (const name of names) expect([name, record?.[name]]).toEqual([name, held[name]]);
    }
  });

  it("are read 50 at a time, the further ones by ids in hundreds", async () => {
    await zoho.seed("Leads", 250);
    await list({ fields: [], fetchAll: "true" });
    const lists = (await zoho.calls()).filter(({ url }) => url.startsWith("/crm/v8/Leads?"));
    for (const { url } of lists) {
      const query = new URL(url, "http://zoho").searchParams;
      expect(query.get("fields")?.split(",").length).toBeLessThanOrEqual(50);
      expect((query.get("ids") ?? "").split(",").length).toBeLessThanOrEqual(100);
    }
    const byIds = lists.filter(({ url }) => url.includes("ids="));
    expect(byIds.length % 3).toBe(0);
    expect(lists.length - byIds.length).toBe(2);
  });

  it("leave out a record that is deleted meanwhile, and read anew one that is edited meanwhile", async () => {
    const [gone = "", edited = ""] = await zoho.seed("Leads", leads(3));
    await zoho.control("POST", "clock", { advanceMs: 5_000 });
    // The second call for leads asks for the other fields: it is held up while Zoho's data changes.
    await zoho.holdReplies({ match: { path: "/crm/v8/Leads", nth: 2 } });
    const reading = list({ fields: [], per_page: "3" });
    await zoho.until(({ held }) => held === 1);
    await zoho.act("crmRemoveRecord", { recordType: "Leads", recordId: gone });
    await zoho.act("crmUpdateRecord", {
      recordType: "Leads",
      recordId: edited,
      dynamicValues: { Last_Name: "Edited", Custom_Text_1: "Edited too" },
    });
    await zoho.clearScenarios();
    const found = await reading;
    expect(ids(found)).not.toContain(gone);
    expect(found.data).toHaveLength(2);
    expect(found.info).toMatchObject({ count: 2, per_page: 3 });
    const held = (await zoho.held("Leads", edited)) ?? {};
    const record = found.data.find(({ id }) => id === edited) ?? {};
    for (const name of Object.keys(record))
      expect([name, record[name]]).toEqual([name, held[name]]);
    expect(record).toMatchObject({ Last_Name: "Edited", Custom_Text_1: "Edited too" });
  });

  it("that are named without the time of the edit are not torn either", async () => {
    const names = Object.keys(
      (await zoho.held("Leads", (await zoho.seed("Leads", leads(1)))[0] ?? "")) ?? {},
    );
    const fields = names
      .filter((name) => !/^(id|Modified_Time|Layout|\$.*)$/.test(name))
      .slice(0, 60);
    const [edited = ""] = await zoho.seed("Leads", leads(1));
    await zoho.control("POST", "clock", { advanceMs: 5_000 });
    await zoho.holdReplies({ match: { path: "/crm/v8/Leads", nth: 2 } });
    const reading = list({ fields: [...fields, "Last_Name", "Custom_Text_1"] });
    await zoho.until(({ held }) => held === 1);
    const dynamicValues = { Last_Name: "Edited", Custom_Text_1: "Edited too" };
    await zoho.act("crmUpdateRecord", { recordType: "Leads", recordId: edited, dynamicValues });
    await zoho.clearScenarios();
    const record = (await reading).data.find(({ id }) => id === edited) ?? {};
    expect(record).toMatchObject(dynamicValues);
    expect(record).not.toHaveProperty("Modified_Time");
  });

  it("cost nothing more once a call has failed", async () => {
    const recordIds = await zoho.seed("Leads", leads(1_000));
    await zoho.scenario({ name: "expired-token", count: 0 });
    const { calls } = await zoho.counting(async () => {
      await zoho.failure("crmGetRecords", { recordType: "Leads", fields: ["City"], recordIds });
      await new Promise((resolve) => setTimeout(resolve, 100));
    });
    await zoho.clearScenarios();
    expect(calls).toBeLessThanOrEqual(5);
  });

  it("of a module without readable fields is an error that says what to do", async () => {
    await zoho.scenario({ name: "missing-scope", match: { path: "/crm/v8/settings" }, count: 0 });
    const error = await zoho.failure("crmGetRecords", { recordType: "Vendors" });
    expect(error).toMatchObject({ code: "ZOHO_SCOPE_MISSING" });
    expect(error.message).toContain("ZohoCRM.settings.fields.READ");
  });

  it("can be more than 50 named ones", async () => {
    const [id = ""] = await zoho.seed("Leads", 1);
    const held = (await zoho.held("Leads", id)) ?? {};
    const names = (await list({ fields: [] })).data.flatMap((record) => Object.keys(record));
    const fields = names.filter((name) => name !== "id" && name !== "Modified_Time");
    const found = await list({ fields });
    expect(Object.keys(found.data[0] ?? {}).sort()).toEqual(["id", ...fields].sort());
    expect(found.data[0]?.Last_Name).toBe(held.Last_Name);
  });
});

describe("filters", () => {
  it("by record ids keep their order, leave out unknown ones and double ones", async () => {
    const all = await zoho.seed("Leads", leads(250));
    const wanted = [...all].reverse();
    const found = await list({ recordIds: [...wanted, wanted[0], "4876876000009999999"] });
    expect(ids(found)).toEqual(wanted);
    expect(found.info).toMatchObject({ count: 250, more_records: false });
  });

  it.each<[Row]>([
    [{ recordIds: ["../org"] }],
    [{ recordIds: ["1,2"] }],
    [{ recordIds: ["1"], modifiedSince: "2026-01-01" }],
    [{ recordIds: ["1"], customViewId: "2" }],
  ])("by record ids refuse what they cannot be or go with: %j", async (values) => {
    const { result: error, calls } = await zoho.counting(() =>
      zoho.failure("crmGetRecords", { recordType: "Leads", fields: ["City"], ...values }),
    );
    expect(error.message).toMatch(/Record IDs/);
    expect(calls).toBe(0);
  });

  it("by record ids find converted leads as well", async () => {
    const lead = { Last_Name: "Done", Company: "A", $converted: true };
    const recordIds = await zoho.seed("Leads", [lead]);
    expect((await list({ recordIds })).data).toHaveLength(1);
    expect((await list({ recordIds, fields: [] })).data).toHaveLength(1);
  });

  it("by time return what was modified after it, and nothing when there is nothing", async () => {
    await zoho.seed("Leads", [
      {
        Last_Name: "Old",
        Company: "A",
        Modified_Time: "2026-01-01T00:00:00+00:00",
        Created_Time: "2026-01-01T00:00:00+00:00",
      },
      {
        Last_Name: "New",
        Company: "A",
        Modified_Time: "2026-02-01T00:00:00+00:00",
        Created_Time: "2026-01-01T00:00:00+00:00",
      },
    ]);
    const found = await list({ modifiedSince: "2026-01-15T00:00:00.000Z" });
    expect(found.data.map(({ Last_Name }) => Last_Name)).toEqual(["New"]);
    const none = await list({ modifiedSince: "2026-03-01", fetchAll: "true" });
    expect(none).toMatchObject({ data: [], info: { count: 0, more_records: false } });
    const [call] = (await zoho.calls()).slice(-1);
    expect(call?.headers["if-modified-since"]).toBe("2026-03-01T00:00:00+00:00");
  });

  it("by conversion concern leads only", async () => {
    await zoho.seed("Leads", [
      { Last_Name: "Open", Company: "A" },
      { Last_Name: "Done", Company: "A", $converted: true },
    ]);
    const names = async (values: Row) =>
      (await list(values)).data.map(({ Last_Name }) => Last_Name).sort();
    expect(await names({})).toEqual(["Open"]);
    expect(await names({ converted: "true" })).toEqual(["Done"]);
    expect(await names({ converted: "both" })).toEqual(["Done", "Open"]);
    expect(await names({ converted: "both", fields: [], fetchAll: "true" })).toEqual([
      "Done",
      "Open",
    ]);
    const error = await zoho.failure("crmGetRecords", {
      recordType: "Contacts",
      converted: "true",
    });
    expect(error.message).toContain("Converted Leads");
  });

  it("by custom view return its records", async () => {
    const { custom_views: views } = (await zoho.act("crmRawRequest", {
      url: "/settings/custom_views?module=Leads",
      method: "GET",
      responseType: "json",
    })) as { custom_views: Row[] };
    await zoho.seed("Leads", leads(3));
    const all = views.find(({ system_name }) => /ALL/i.test(String(system_name))) ?? views[0];
    const found = await list({ customViewId: String(all?.id) });
    expect(found.data.length).toBeGreaterThan(0);
    expect((await zoho.calls()).at(-1)?.url).toContain(`cvid=${all?.id}`);
  });

  it("by custom view exclude sorting", async () => {
    const error = await zoho.failure("crmGetRecords", {
      recordType: "Leads",
      customViewId: "1",
      sort_by: "id",
    });
    expect(error.message).toContain("Custom View ID");
    const unknown = await zoho.failure("crmGetRecords", {
      recordType: "Leads",
      fields: ["City"],
      customViewId: "1",
    });
    expect(unknown).toMatchObject({ name: "RejectedError" });
  });
});
