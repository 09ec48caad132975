import { LocalZoho, type Row } from "../support/localZoho";

const zoho = new LocalZoho();
beforeAll(() => zoho.start());
afterAll(() => zoho.stop());
beforeEach(() => zoho.reset({ records: { Leads: 0, Contacts: 0 } }));

const ALL = "select Last_Name from Leads where id is not null";
const query = async (text: string, values: Row = {}): Promise<Row[]> =>
  (await zoho.act("crmRunQuery", { query: text, ...values })) as Row[];
const sent = async (): Promise<string[]> =>
  (await zoho.calls()).map(({ body }) => String((JSON.parse(body) as Row).select_query));

describe("a query", () => {
  it("returns its rows", async () => {
    const [id] = await zoho.seed("Leads", [{ Last_Name: "Ráo", Company: "Acme" }]);
    expect(await query("select Last_Name from Leads where Last_Name = 'Ráo'")).toEqual([
      { Last_Name: "Ráo", id },
    ]);
  });

  it("without a hit returns an empty list", async () => {
    expect(await query(ALL)).toEqual([]);
    expect(await query(ALL, { fetchAll: "true" })).toEqual([]);
  });

  it("is sent as it is, once, without Fetch All", async () => {
    await zoho.seed("Leads", 300);
    expect(await query(`${ALL} limit 250`)).toHaveLength(250);
    expect(await sent()).toEqual([`${ALL} limit 250`]);
  });

  it.each([
    ["select Nope from Leads where id is not null", "ZOHO_QUERY_INVALID", "Nope"],
    ["select Last_Name from Leads", "ZOHO_QUERY_INVALID", "where"],
    ["select Last_Name frm Leads where id is not null", "ZOHO_QUERY_INVALID", "line 1"],
    ["select Last_Name from Nowhere where id is not null", "ZOHO_MODULE_UNKNOWN", "INVALID_MODULE"],
    [`${ALL} limit 2001`, "ZOHO_LIMIT_EXCEEDED", "2000"],
  ])("that is wrong names what and where: %s", async (text, code, names) => {
    const error = await zoho.failure("crmRunQuery", { query: text });
    expect(error).toMatchObject({ name: "RejectedError", code });
    expect(error.message).toContain(names);
  });

  it("that is wrong keeps its values out of the error", async () => {
    const text = "select Nope from Leads where Email = 'canary@example.com'";
    const error = await zoho.failure("crmRunQuery", { query: text }, { debug: true });
    expect(`${error.message} ${JSON.stringify(zoho.logs)}`).not.toContain("canary");
    const near = "select Last_Name from Leads where Email 'canary@example.com'";
    expect((await zoho.failure("crmRunQuery", { query: near })).message).not.toContain("canary");
  });

  it("that is empty is refused without a call", async () => {
    const { result, calls } = await zoho.counting(() =>
      zoho.failure("crmRunQuery", { query: " " }, { fillDefaults: false }),
    );
    expect(result.message).toMatch(/Query/);
    expect(calls).toBe(0);
  });
});

describe("Fetch All", () => {
  it.each([1, 200, 201, 1_200, 1_201, 3_201])(
    "returns all of %i rows, each once",
    async (count) => {
      await zoho.seed("Leads", count);
      const rows = await query(ALL, { fetchAll: "true" });
      expect(new Set(rows.map(({ id }) => id)).size).toBe(count);
      expect(rows).toHaveLength(count);
    },
  );

  it("asks for 200, then 1,000, then 2,000 rows at a time, ordered by id", async () => {
    await zoho.seed("Leads", 4_000);
    await query(ALL, { fetchAll: "true" });
    expect(await sent()).toEqual([
      `${ALL} order by id asc limit 200 offset 0`,
      `${ALL} order by id asc limit 1000 offset 200`,
      `${ALL} order by id asc limit 2000 offset 1200`,
      `${ALL} order by id asc limit 2000 offset 3200`,
    ]);
  });

  it.each([
    ["limit 250", 250, 0],
    ["LIMIT 250 OFFSET 10", 250, 10],
    ["limit 10, 250", 250, 10],
    ["offset 10", 490, 10],
    ["limit 250;", 250, 0],
  ])("takes %s for the cap and the start", async (tail, count, start) => {
    const ids = await zoho.seed("Leads", 500);
    const rows = await query(`${ALL} order by id asc ${tail}`, { fetchAll: "true" });
    expect(rows.map(({ id }) => id)).toEqual([...ids].sort().slice(start, start + count));
    expect(zoho.logs).toEqual([]);
  });

  it("keeps the order of the query", async () => {
    await zoho.seed("Leads", 300);
    const rows = await query(`${ALL} order by Last_Name desc`, { fetchAll: "true" });
    expect(rows).toHaveLength(300);
    expect((await sent())[0]).toBe(`${ALL} order by Last_Name desc limit 200 offset 0`);
  });

  it("is not misled by clauses inside texts", async () => {
    await zoho.seed("Leads", [{ Last_Name: "order by x limit 5", Company: "A" }]);
    const text = "select Last_Name from Leads where Last_Name = 'order by x limit 5'";
    expect(await query(text, { fetchAll: "true" })).toHaveLength(1);
    expect((await sent())[0]).toBe(`${text} order by id asc limit 200 offset 0`);
  });

  it("leaves aggregates as they are", async () => {
    await zoho.seed("Leads", 3);
    const rows = await query("select COUNT(id) from Leads where id is not null", {
      fetchAll: "true",
    });
    expect(rows).toHaveLength(1);
    expect((await sent())[0]).not.toContain("order by");
  });

  it("of 100,000 rows gives no warning; of more it ends there, with one that names keyset paging", async () => {
    await zoho.seed("Leads", 100_000);
    expect(await query(ALL, { fetchAll: "true" })).toHaveLength(100_000);
    expect(zoho.logs).toEqual([]);
    await zoho.seed("Leads", 1);
    const rows = await query(ALL, { fetchAll: "true" });
    expect(new Set(rows.map(({ id }) => id)).size).toBe(100_000);
    expect(zoho.logs.map(({ text }) => text).join()).toMatch(/keyset paging/);
  });

  it("ends with a warning where Zoho's OFFSET reaches only 10,000 rows", async () => {
    await zoho.reset({ records: { Leads: 0 }, variants: { coqlOffset: "10000" } });
    await zoho.seed("Leads", 15_000);
    const rows = await query(ALL, { fetchAll: "true" });
    expect(rows.length).toBeGreaterThanOrEqual(9_000);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
    expect(zoho.logs.map(({ text }) => text).join()).toMatch(/keyset paging/);
  });

  it("from beyond the reach of OFFSET is refused", async () => {
    const error = await zoho.failure("crmRunQuery", {
      query: `${ALL} limit 10 offset 100000`,
      fetchAll: "true",
    });
    expect(error.message).toContain("OFFSET");
  });

  it("goes on over a 429 in its middle", async () => {
    await zoho.seed("Leads", 1_500);
    await zoho.scenario({ name: "rate-limited", match: { path: "/crm/v8/coql", nth: 2 } });
    expect(await query(ALL, { fetchAll: "true" })).toHaveLength(1_500);
  });
});
