import type { JsonObject } from "../../http";
import { BooksSandbox, getBody, rowsUnder } from "../../testSupport/books";

const INVALID = (name: string) => ({ code: 2, message: `Invalid value passed for ${name}` });

const contactNames = (body: JsonObject) =>
  rowsUnder(body, "contacts").map((row) => row.contact_name);

describe("pages (facts 3)", () => {
  const zoho = new BooksSandbox({ contacts: 450 });
  const context = (url: string) => zoho.get(url).page_context;

  test("200 rows by default, has_more_page on all but the last page", () => {
    const sizes = [1, 2, 3, 4].map((page) => {
      const body = zoho.get(`/contacts?page=${page}`);
      return [rowsUnder(body, "contacts").length, body.page_context];
    });
    expect(sizes).toMatchObject([
      [200, { page: 1, per_page: 200, has_more_page: true }],
      [200, { page: 2, has_more_page: true }],
      [50, { page: 3, has_more_page: false }],
      [0, { page: 4, has_more_page: false }],
    ]);
  });

  test("a full last page has no more pages", () => {
    expect(context("/contacts?per_page=150&page=3")).toMatchObject({ has_more_page: false });
    expect(context("/contacts?per_page=150&page=2")).toMatchObject({ has_more_page: true });
  });

  test("page_context as in live replies", () => {
    expect(context("/contacts?per_page=3")).toEqual({
      page: 1,
      per_page: 3,
      has_more_page: true,
      report_name: "Contacts",
      applied_filter: "Status.All",
      custom_fields: [],
      sort_column: "contact_name",
      sort_order: "A",
    });
  });

  test("per_page above 200 is 200; an invalid page is refused", () => {
    expect(context("/contacts?per_page=500")).toMatchObject({ per_page: 200 });
    for (const url of ["/contacts?page=0", "/contacts?page=x"]) {
      expect(getBody(zoho.call("GET", url))).toEqual(INVALID("page"));
    }
  });

  test("accounts have pages of 5000, or of per_page", () => {
    expect(context("/chartofaccounts")).toMatchObject({ per_page: 5000, has_more_page: false });
    expect(context("/chartofaccounts?per_page=4")).toMatchObject({
      per_page: 4,
      has_more_page: true,
    });
  });

  test("taxes have dates, invoices sales channels, rules no page_context", () => {
    const today = { as_of_date: "2026-02-01", to_date: "2026-02-01" };
    expect(context("/settings/taxes")).toMatchObject({ ...today, applied_filter: "Taxes.Active" });
    expect(context("/invoices")).toMatchObject({ seller_app_sales_channels: "" });
    expect(context("/bankaccounts/rules")).toBeUndefined();
    expect(context("/contacts/contactpersons")).toMatchObject({ per_page: 200 });
  });

  test("rows of other organizations are not included", () => {
    const all = zoho.state.books.organizations.map(({ id }) =>
      rowsUnder(zoho.get("/contacts", { organization: id }), "contacts").map((row) =>
        String(row.contact_id),
      ),
    );
    expect(all[0]?.filter((id) => all[1]?.includes(id))).toEqual([]);
  });
});

describe("sorting (facts 3, 5a)", () => {
  const zoho = new BooksSandbox();
  for (const [contact_name, email] of [
    ["Moss", "c@example.test"],
    ["ash", "b@example.test"],
    ["Yew", "a@example.test"],
  ]) {
    zoho.create("/contacts", { contact_name, contact_persons: [{ first_name: "P", email }] });
    zoho.clock.advance(1000);
  }
  const sorted = (query: string) => contactNames(zoho.get(`/contacts${query}`));
  const change = (name: string) => {
    const row = rowsUnder(zoho.get(`/contacts?contact_name=${name}`), "contacts")[0];
    zoho.call("PUT", `/contacts/${String(row?.contact_id)}`, { body: { notes: "x" } });
  };

  test("by name by default", () => {
    expect(sorted("")).toEqual(["ash", "Moss", "Yew"]);
    expect(sorted("?sort_order=D")).toEqual(["Yew", "Moss", "ash"]);
    expect(sorted("?sort_column=email&sort_order=A")).toEqual(["Yew", "ash", "Moss"]);
    expect(sorted("?sort_column=created_time&sort_order=D")).toEqual(["Yew", "ash", "Moss"]);
  });

  test("an update moves a record up by last_modified_time", () => {
    change("Moss");
    const query = "?sort_column=last_modified_time&sort_order=D";
    expect(sorted(query)[0]).toBe("Moss");
    expect(zoho.get(`/contacts${query}`).page_context).toMatchObject({
      sort_column: "last_modified_time",
      sort_order: "D",
    });
  });

  test("records of one second have a fixed order, so pages do not overlap", () => {
    const crowd = new BooksSandbox();
    for (let number = 0; number < 5; number += 1) {
      crowd.create("/contacts", { contact_name: `C${number}` });
    }
    const page = (number: number) =>
      contactNames(
        crowd.get(`/contacts?sort_column=created_time&sort_order=D&per_page=2&page=${number}`),
      );
    expect([...page(1), ...page(2), ...page(3)]).toEqual(["C4", "C3", "C2", "C1", "C0"]);
  });

  test("an unknown column is ignored, or refused in a variant", () => {
    expect(zoho.get("/contacts?sort_column=shoe_size").page_context).toMatchObject({
      sort_column: "contact_name",
      sort_order: "A",
    });
    const strict = new BooksSandbox({}, { booksUnknownSort: "rejected" });
    expect(strict.call("GET", "/contacts?sort_column=shoe_size")).toMatchObject({
      status: 400,
      json: INVALID("sort_column"),
    });
  });

  test("purchase orders are always descending, except in the variant", () => {
    const url = "/purchaseorders?sort_column=total&sort_order=A";
    const records = { contacts: 4, items: 2, purchaseorders: 3 };
    const totals = (one: BooksSandbox) =>
      rowsUnder(one.get(url), "purchaseorders").map(({ total }) => Number(total));
    const usual = new BooksSandbox(records);
    expect(usual.get(url).page_context).toMatchObject({ sort_column: "total", sort_order: "D" });
    expect(totals(usual)).toEqual([94, 57, 20]);
    const honoured = new BooksSandbox(records, { booksPurchaseOrderSort: "honoured" });
    expect(totals(honoured)).toEqual([20, 57, 94]);
  });

  test("custom fields sort estimates", () => {
    const shop = new BooksSandbox({ contacts: 1, items: 1 });
    const customer_id = shop.organization.store("contacts").find(() => true)?.id;
    const item_id = shop.organization.store("items").find(() => true)?.id;
    for (const value of ["b", "c", "a"]) {
      const custom_fields = [{ api_name: "cf_region", value }];
      shop.create("/estimates", { customer_id, line_items: [{ item_id }], custom_fields });
    }
    const body = shop.get("/estimates?sort_column=cf_region&sort_order=A");
    expect(rowsUnder(body, "estimates").map(({ cf_region }) => cf_region)).toEqual(["a", "b", "c"]);
  });
});

describe("last_modified_time (facts 4)", () => {
  const at = "2026-02-01T11:00:00%2B0530";
  /** Two records a minute apart, the second at 11:01. */
  function two(url: string, bodies: JsonObject[], variants: Record<string, string> = {}) {
    const zoho = new BooksSandbox({ contacts: 4, items: 1 }, variants);
    const store = (value: string) => zoho.organization.store(value);
    const customer_id = store("contacts").find((one) => one.values.contact_type === "customer")?.id;
    const item_id = store("items").find(() => true)?.id;
    for (const body of bodies) {
      zoho.create(url, { customer_id, line_items: [{ item_id }], ...body });
      zoho.clock.advance(60_000);
    }
    return zoho;
  }
  const invoices = (variants: Record<string, string> = {}) => two("/invoices", [{}, {}], variants);
  const journals = (variants: Record<string, string> = {}) =>
    two(
      "/journals",
      [
        { journal_date: "2026-02-01", line_items: [] },
        { journal_date: "2026-02-01", line_items: [] },
      ],
      variants,
    );
  const count = (zoho: BooksSandbox, value: string, time: string) =>
    rowsUnder(zoho.get(`/${value}?last_modified_time=${time}`), value).length;

  test("filters rows since that time; a variant decides about the bound itself", () => {
    const usual = invoices();
    expect(count(usual, "invoices", at)).toBe(2);
    expect(count(usual, "invoices", "2026-02-01T05:30:01%2B0000")).toBe(1);
    expect(count(usual, "invoices", "2026-02-01T11:01:01%2B0530")).toBe(0);
    expect(count(invoices({ booksSinceBound: "exclusive" }), "invoices", at)).toBe(1);
  });

  test.each([
    "2026-02-01T05:30:00Z",
    "2026-02-01T05:30:00.000%2B0000",
    "2026-02-01T05:30:00%2B00:00",
    "2026-02-01T05:30:00+0000",
  ])("%s is refused", (time) => {
    const zoho = new BooksSandbox();
    for (const value of ["invoices", "journals", "contacts", "chartofaccounts"]) {
      expect(zoho.call("GET", `/${value}?last_modified_time=${time}`)).toMatchObject({
        status: 400,
        json: INVALID("last_modified_time"),
      });
    }
  });

  test("types without it ignore it", () => {
    const zoho = new BooksSandbox({ items: 2 });
    expect(count(zoho, "items", "yesterday")).toBe(2);
  });

  test("journals compare for equality, or filter in a variant", () => {
    expect(count(journals(), "journals", at)).toBe(1);
    expect(count(journals({ booksJournalsSince: "since" }), "journals", at)).toBe(2);
  });

  test("contacts validate it, but filter only in a variant", () => {
    const future = "2030-01-01T00:00:00%2B0000";
    expect(count(new BooksSandbox({ contacts: 3 }), "contacts", future)).toBe(3);
    const filters = new BooksSandbox({ contacts: 3 }, { booksContactsSince: "filters" });
    expect(count(filters, "contacts", future)).toBe(0);
  });
});

describe("response_option of invoices (facts 3)", () => {
  const zoho = new BooksSandbox({ contacts: 4, items: 1, invoices: 3 });
  const facts = (option: string) => {
    const body = zoho.get(`/invoices?response_option=${option}`);
    const context: JsonObject = Object.assign({}, body.page_context);
    return [Array.isArray(body.invoices), context.total, Array.isArray(context.sum_columns)];
  };

  test("0 rows, 1 rows with count and sums, 2 a count, 3 count and sums, 4 rows and sums", () => {
    expect(["0", "1", "2", "3", "4"].map(facts)).toEqual([
      [true, undefined, false],
      [true, 3, true],
      [false, 3, false],
      [false, 3, true],
      [true, undefined, true],
    ]);
    expect(zoho.call("GET", "/invoices?response_option=9").status).toBe(400);
    expect(zoho.get("/invoices?response_option=3").page_context).toMatchObject({
      sum_columns: [{ column: "total", total: 20 + 57 + 94 }, { column: "balance" }],
    });
  });
});
