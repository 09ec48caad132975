import nock from "nock";
import { collectingLogger, craftedConnection } from "../../test/support/craftedZoho";
import { booksClient } from "./client";
import { type ListRequest, listRecords } from "./recordList";

const lines: string[] = [];
const client = () =>
  booksClient(
    craftedConnection,
    { logger: collectingLogger(lines) },
    { organizationId: "700100200" },
  );
const usual: ListRequest = {
  recordType: "invoices",
  parentRecordType: "",
  parentRecordId: "",
  searchFields: {},
  page: 1,
  perPage: 200,
  fetchAll: false,
  maxRecords: Number.POSITIVE_INFINITY,
  sortColumn: "",
  sortOrder: "",
  modifiedSince: "",
};
const list = (request: Partial<ListRequest>) => listRecords(client(), { ...usual, ...request });

let asked: Record<string, string>[] = [];
/** Answers every list with the next of these bodies. */
function zohoSays(...bodies: Record<string, unknown>[]): void {
  for (const body of bodies) {
    nock("https://www.zohoapis.com")
      .get(/^\/books\/v3\//)
      .query((query) => {
        asked.push(query as Record<string, string>);
        return true;
      })
      .reply(200, { code: 0, message: "success", ...body });
  }
}
const more = { page_context: { page: 1, per_page: 2, has_more_page: true } };
const last = { page_context: { page: 2, per_page: 2, has_more_page: false } };
const rows = (...ids: string[]) => ids.map((invoice_id) => ({ invoice_id }));

beforeEach(() => {
  asked = [];
  lines.length = 0;
});
afterEach(() => {
  expect(nock.pendingMocks()).toEqual([]);
  nock.cleanAll();
});

describe("the key of a list", () => {
  it.each([
    ["recurringbills", "recurring_bills", ["recurring_bills", "recurringbills"]],
    ["recurringbills", "recurringbills", ["recurring_bills", "recurringbills"]],
    ["vendorcredits", "vendorcredits", ["vendor_credits", "vendorcredits"]],
    ["tasks", "task", ["tasks", "task"]],
    ["customerpayments", "customer_payments", ["customerpayments", "customer_payments"]],
    ["settings/taxes", "taxes", ["taxes", "settings/taxes"]],
    ["items", "something_else", ["items", "something_else"]],
  ])("of %s may be %s", async (recordType, key, found) => {
    zohoSays({ [key]: [{ a: 1 }], ...last });
    const body = await list({ recordType });
    for (const name of found) expect(body[name]).toEqual([{ a: 1 }]);
  });

  it("may be that of a parent's history", async () => {
    zohoSays({ invoice_history: [{ a: 1 }] });
    const endpoint = { parentRecordType: "recurringinvoices", parentRecordId: "5" };
    expect((await list(endpoint)).invoices).toEqual([{ a: 1 }]);
  });

  it("holds no rows when it is null, unless another one does", async () => {
    zohoSays({ invoices: null });
    expect((await list({})).invoices).toEqual([]);
    zohoSays({ invoices: null, invoices_credited: [{ a: 1 }] });
    const endpoint = { parentRecordType: "creditnotes", parentRecordId: "5" };
    expect((await list(endpoint)).invoices).toEqual([{ a: 1 }]);
  });

  it("has to be there", async () => {
    zohoSays({ one: [], two: [] });
    await expect(list({})).rejects.toMatchObject({ code: "ZOHO_REPLY_UNEXPECTED" });
    zohoSays({ response_total: 12 });
    const figures = await list({ searchFields: { response_option: "2" } });
    expect(figures).toEqual({ code: 0, message: "success", response_total: 12 });
  });
});

describe("Fetch All", () => {
  it("returns each record once, though a new one moves others to the next page", async () => {
    zohoSays({ invoices: rows("3", "2"), ...more }, { invoices: rows("2", "1"), ...last });
    const body = await list({ fetchAll: true });
    expect(body.invoices).toEqual(rows("3", "2", "1"));
    expect(body.page_context).toEqual({ page: 1, per_page: 3, has_more_page: false });
    expect(asked.map(({ page, per_page }) => [page, per_page])).toEqual([
      ["1", "200"],
      ["2", "200"],
    ]);
  });

  it("ends where Zoho would go on for ever", async () => {
    const again = { invoices: rows("1", "2"), ...more };
    zohoSays(again, again, again, again);
    const body = await list({ fetchAll: true });
    expect(body.invoices).toEqual(rows("1", "2"));
    expect(lines.join()).toContain("has more Invoices than the 2 returned");
  });

  it("stops at Max Records and says that there is more", async () => {
    zohoSays({ invoices: rows("1", "2"), ...more });
    const body = await list({ fetchAll: true, maxRecords: 1 });
    expect(body.invoices).toEqual(rows("1"));
    expect(body.page_context).toMatchObject({ has_more_page: true, per_page: 1 });
  });

  it("takes a reply without page_context for the last page", async () => {
    zohoSays({ invoices: rows("1") });
    expect((await list({ fetchAll: true })).invoices).toEqual(rows("1"));
  });
});

describe("what is asked", () => {
  it("is the filters, and a warning names those that Zoho ignores", async () => {
    zohoSays({ invoices: [], ...last });
    await list({ searchFields: { status: "sent", date_after: "2026-01-01", statsu: "x", a: "" } });
    expect(asked[0]).toMatchObject({ status: "sent", date_after: "2026-01-01", statsu: "x" });
    expect(asked[0]).not.toHaveProperty("a");
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain("no filter statsu for Invoices");
  });

  it("is an instant with an offset without a colon", async () => {
    zohoSays({ invoices: [], ...last });
    await list({ modifiedSince: "2026-01-31T04:30:00+00:00" });
    expect(asked[0]?.last_modified_time).toBe("2026-01-31T04:30:00+0000");
  });

  it.each([
    [{ recordType: "items", modifiedSince: "2026-01-31T00:00:00+00:00" }, "does not filter Items"],
    [{ recordType: "contacts", modifiedSince: "2026-01-31T00:00:00+00:00" }, "Set Sort Column to"],
    [{ recordType: "journals", modifiedSince: "2026-01-31T00:00:00+00:00" }, "Set Sort Column to"],
    [{ sortColumn: "colour" }, "does not sort Invoices by colour. Possible: customer_name"],
    [{ searchFields: { search_text: "x".repeat(101) } }, "over 100 characters"],
    [{ searchFields: { status: { a: 1 } } }, "something other than a text under status"],
  ])("is refused before any call: %j", async (request, text) => {
    await expect(list(request)).rejects.toThrow(text);
  });

  it("is compared with how Zoho sorted", async () => {
    const page_context = { has_more_page: false, sort_column: "created_time", sort_order: "D" };
    zohoSays({ purchaseorders: [], page_context });
    await list({ recordType: "purchaseorders", sortColumn: "created_time", sortOrder: "A" });
    expect(lines).toEqual(["Zoho Books sorted by created_time D, not as asked."]);
  });
});
