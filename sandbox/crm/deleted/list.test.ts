import { getInfo, getRows, TestSandbox } from "../../testSupport/calls";

const DAY_MS = 86_400_000;

function withDeleted(...names: string[]) {
  const zoho = new TestSandbox();
  const ids = names.map((name) => {
    const id = zoho.create("Leads", { Last_Name: name });
    zoho.clock.advance(60_000);
    zoho.crm("DELETE", `/Leads/${id}`);
    return id;
  });
  return { zoho, ids };
}
const getNames = (zoho: TestSandbox, query = "") => {
  const reply = zoho.crm("GET", `/Leads/deleted${query}`);
  return reply.status === 204 ? [] : getRows(reply).map(({ display_name }) => display_name);
};

describe("GET /{module}/deleted (facts 3.7)", () => {
  test("a row has deleter, creator, name, type and time", () => {
    const { zoho, ids } = withDeleted('O\'Brien "Bob" (x)');
    const user = { name: "Ana", id: zoho.state.users[0]?.id };
    expect(zoho.crm("GET", "/Leads/deleted?type=all")).toEqual({
      status: 200,
      json: {
        data: [
          {
            deleted_by: user,
            id: ids[0],
            display_name: 'O\'Brien "Bob" (x)',
            type: "recycle",
            created_by: user,
            deleted_time: "2026-01-01T10:01:00+05:30",
          },
        ],
        info: { per_page: 200, count: 1, page: 1, more_records: false },
      },
    });
  });

  test("newest first, in pages; an empty list is 204", () => {
    const { zoho } = withDeleted("A", "B", "C");
    expect(getNames(zoho)).toEqual(["C", "B", "A"]);
    expect(getNames(zoho, "?page=2&per_page=2")).toEqual(["A"]);
    expect(getInfo(zoho.crm("GET", "/Leads/deleted?per_page=2")).more_records).toBe(true);
    expect(zoho.crm("GET", "/Leads/deleted?page=3&per_page=2")).toEqual({ status: 204 });
    expect(zoho.crm("GET", "/Contacts/deleted")).toEqual({ status: 204 });
  });

  test("a page has 200 rows at most", () => {
    const { zoho } = withDeleted(...Array.from({ length: 201 }, (_, index) => `L${index}`));
    expect(getInfo(zoho.crm("GET", "/Leads/deleted"))).toMatchObject({
      per_page: 200,
      count: 200,
      more_records: true,
    });
    expect(getNames(zoho, "?page=2")).toEqual(["L0"]);
    expect(zoho.crm("GET", "/Leads/deleted?per_page=201")).toMatchObject({
      status: 400,
      json: { code: "INVALID_DATA", details: { param_name: "per_page" } },
    });
  });

  test("If-Modified-Since omits earlier deletions: 204, in the variant 304", () => {
    const { zoho } = withDeleted("A", "B");
    const since = (time: string, sandbox = zoho) =>
      sandbox.crm("GET", "/Leads/deleted", { headers: { "if-modified-since": time } });
    expect(getRows(since("2026-01-01T10:01:00+05:30"))).toMatchObject([{ display_name: "B" }]);
    expect(since("2026-01-01T04:32:00+00:00")).toEqual({ status: 204 });
    expect(since("yesterday").status).toBe(400);
    const other = new TestSandbox({}, { deletedNotModified: "304" });
    expect(since("2026-01-01T10:00:00+05:30", other)).toEqual({ status: 304 });
  });

  test("after 60 days in the bin a deletion is permanent, after 120 more it is not listed", () => {
    const { zoho, ids } = withDeleted("A");
    zoho.clock.advance(60 * DAY_MS - 10_000);
    expect(getNames(zoho, "?type=recycle")).toEqual(["A"]);
    zoho.clock.advance(10_000);
    expect(zoho.crm("GET", "/Leads/deleted?type=recycle").status).toBe(204);
    expect(getRows(zoho.crm("GET", "/Leads/deleted?type=permanent"))).toEqual([
      {
        deleted_by: null,
        id: ids[0],
        display_name: null,
        type: "permanent",
        created_by: null,
        deleted_time: "2026-03-02T10:01:00+05:30",
      },
    ]);
    zoho.clock.advance(120 * DAY_MS);
    expect(zoho.crm("GET", "/Leads/deleted").status).toBe(204);
  });

  test("a purged record is permanent at once", () => {
    const { zoho, ids } = withDeleted("A", "B");
    zoho.state.records.get("Leads")?.purge(ids[0] ?? "", zoho.clock.nowSecond());
    expect(getNames(zoho, "?type=recycle")).toEqual(["B"]);
    expect(getRows(zoho.crm("GET", "/Leads/deleted?type=permanent"))).toMatchObject([
      { id: ids[0], display_name: null, deleted_time: "2026-01-01T10:02:00+05:30" },
    ]);
  });

  test("an unknown type and module are 400", () => {
    const { zoho } = withDeleted();
    expect(zoho.crm("GET", "/Leads/deleted?type=gone")).toMatchObject({
      status: 400,
      json: { code: "INVALID_DATA", details: { param_name: "type" } },
    });
    expect(zoho.crm("GET", "/Nope/deleted")).toMatchObject({ json: { code: "INVALID_MODULE" } });
  });

  test("costs 2 credits, in the variant 1", () => {
    const spent = (variants: Record<string, unknown>) => {
      const zoho = new TestSandbox({}, variants);
      zoho.crm("GET", "/Leads/deleted");
      return zoho.state.credits.total;
    };
    expect([spent({}), spent({ deletedCredits: "1" })]).toEqual([2, 1]);
  });
});
