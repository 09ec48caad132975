import type { JsonObject } from "../../http";
import { BooksSandbox, getBody, rowsUnder } from "../../testSupport/books";

const INVALID = (name: string) => ({ code: 2, message: `Invalid value passed for ${name}` });

/** Three invoices over 10, 20 and 30 on three days. */
function shop() {
  const zoho = new BooksSandbox();
  const customer = zoho.create("/contacts", { contact_name: "Harbor Supply" });
  const names = ["Cable", "Desk", "Lamp"];
  const items = names.map((name, index) =>
    zoho.create("/items", { name, rate: 10 * (index + 1), description: `A ${name}` }),
  );
  const invoices = items.map(({ item_id }, index) =>
    zoho.create("/invoices", {
      customer_id: customer.contact_id,
      line_items: [{ item_id }],
      date: `2026-01-1${index}`,
      due_date: `2026-02-1${index}`,
      reference_number: `REF-${index}`,
    }),
  );
  return { zoho, customer, items, invoices };
}

describe("filters of invoices (facts 3, 5b)", () => {
  const { zoho, customer, items } = shop();
  const references = (query: string) =>
    rowsUnder(zoho.get(`/invoices?sort_column=date&sort_order=A&${query}`), "invoices")
      .map((row) => String(row.reference_number).slice(-1))
      .join("");

  test.each([
    ["", "012"],
    ["reference_number=ref-1", "1"],
    ["reference_number_startswith=REF", "012"],
    ["reference_number_contains=-2", "2"],
    ["customer_name=Harbor%20Supply", "012"],
    ["customer_name=Harbor+Supply", "012"],
    ["customer_name_startswith=harbor", "012"],
    ["customer_name_startswith=supply", ""],
    ["item_name=Desk", "1"],
    ["item_name_contains=a", "02"],
    ["item_description_startswith=A L", "2"],
    ["total=20", "1"],
    ["total_less_than=20", "0"],
    ["total_less_equals=20", "01"],
    ["total_greater_than=20", "2"],
    ["total_greater_equals=20", "12"],
    ["balance_greater_than=5", "012"],
    ["date=2026-01-11", "1"],
    ["date_start=2026-01-11", "12"],
    ["date_end=2026-01-11", "01"],
    ["date_before=2026-01-11", "0"],
    ["date_after=2026-01-11", "2"],
    ["due_date_start=2026-02-11&due_date_end=2026-02-11", "1"],
    ["created_date=2026-02-01", "012"],
    ["created_date_end=2026-01-31", ""],
    ["status=draft", "012"],
    ["status=sent", ""],
    ["status=unpaid", ""],
    ["search_text=harbor", "012"],
    ["search_text=ref-0", "0"],
    ["shoe_size=44", "012"],
    ["reference_numbr=REF-1", "012"],
    ["filter_by=Status.Draft", "012"],
    ["filter_by=Status.Sent", ""],
    ["filter_by=Status.Unpaid", ""],
  ])("%s", (query, expected) => {
    expect(references(query)).toBe(expected);
  });

  test("unpaid: sent and not settled", () => {
    const { zoho: other, invoices } = shop();
    const url = `/invoices/${String(invoices[1]?.invoice_id)}/status/sent`;
    expect(other.call("POST", url).status).toBe(200);
    for (const query of ["status=unpaid", "filter_by=Status.Unpaid", "status=Sent"]) {
      const rows = rowsUnder(other.get(`/invoices?${query}`), "invoices");
      expect(rows.map((row) => row.reference_number)).toEqual(["REF-1"]);
    }
  });

  test("by ids of customer and item", () => {
    expect(references(`customer_id=${String(customer.contact_id)}`)).toBe("012");
    expect(references("customer_id=1")).toBe("");
    expect(references(`item_id=${String(items[2]?.item_id)}`)).toBe("2");
  });

  test.each([
    ["date=yesterday", "date"],
    ["date_start=2026-02-30", "date_start"],
    ["total_less_than=much", "total_less_than"],
    ["status=asleep", "status"],
    ["filter_by=Status.Asleep", "filter_by"],
    [`search_text=${"x".repeat(101)}`, "search_text"],
  ])("%s is refused (facts 3)", (query, name) => {
    const reply = zoho.call("GET", `/invoices?${query}`);
    expect({ status: reply.status, body: getBody(reply) }).toEqual({
      status: 400,
      body: INVALID(name),
    });
  });
});

describe("filters with unusual names (facts 3)", () => {
  test("accounts: starts_with, ends_with, contains", () => {
    const zoho = new BooksSandbox();
    const names = (query: string) =>
      rowsUnder(zoho.get(`/chartofaccounts?${query}`), "chartofaccounts").map(
        (row) => row.account_name,
      );
    expect(names("account_name_starts_with=Acc")).toEqual([
      "Accounts Payable",
      "Accounts Receivable",
    ]);
    expect(names("account_name_ends_with=Cash")).toEqual(["Petty Cash"]);
    expect(names("account_name_contains=tax")).toEqual(["Tax Payable"]);
    expect(names("account_name_startswith=Acc")).toHaveLength(10);
  });

  test("sales orders: in and not_in", () => {
    const zoho = new BooksSandbox({ contacts: 4, items: 1, salesorders: 3 });
    const count = (query: string) =>
      rowsUnder(zoho.get(`/salesorders?${query}`), "salesorders").length;
    expect(count("salesorder_number_in=SO-00001,SO-00003")).toBe(2);
    expect(count("salesorder_number_not_in=SO-00001,SO-00003")).toBe(1);
  });

  test("time entries: from_date and to_date; tasks: date_start and date_end", () => {
    const records = { contacts: 4, projects: 1, "projects/tasks": 1, "projects/timeentries": 1 };
    const zoho = new BooksSandbox({ ...records, tasks: 1 });
    const entries = (query: string) =>
      rowsUnder(zoho.get(`/projects/timeentries?${query}`), "time_entries").length;
    expect(entries("from_date=2026-02-01&to_date=2026-02-01")).toBe(1);
    expect(entries("from_date=2026-02-02")).toBe(0);
    const tasks = (query: string) => rowsUnder(zoho.get(`/tasks?${query}`), "tasks").length;
    expect(tasks("date_start=2026-02-04&date_end=2026-02-04")).toBe(1);
    expect(tasks("date_end=2026-02-03")).toBe(0);
  });

  test("custom fields by their api name, and by custom_field", () => {
    const { zoho, customer } = shop();
    const custom_fields = [{ api_name: "cf_region", value: "North" }];
    const body = { customer_id: customer.contact_id, line_items: [{ name: "Free", rate: 1 }] };
    zoho.create("/invoices", { ...body, custom_fields });
    const count = (query: string) => rowsUnder(zoho.get(`/invoices?${query}`), "invoices").length;
    expect(count("cf_region=North")).toBe(1);
    expect(count("cf_region=South")).toBe(0);
    expect(count("custom_field_contains=nor")).toBe(1);
  });
});

describe("filter_by (facts 3, 5b)", () => {
  const getValues = (zoho: BooksSandbox, value: string, filter: string, field: string) =>
    rowsUnder(zoho.get(`/${value}?filter_by=${filter}`), value).map((row) => row[field]);

  test("inactive accounts and taxes are hidden by default", () => {
    const zoho = new BooksSandbox();
    const account = zoho.create("/chartofaccounts", {
      account_name: "Old",
      account_type: "expense",
    });
    zoho.call("POST", `/chartofaccounts/${String(account.account_id)}/inactive`);
    const names = (filter: string) => getValues(zoho, "chartofaccounts", filter, "account_name");
    expect(names("AccountType.Active")).not.toContain("Old");
    expect(rowsUnder(zoho.get("/chartofaccounts"), "chartofaccounts")).toHaveLength(10);
    expect(names("AccountType.Inactive")).toEqual(["Old"]);
    expect(names("AccountType.All")).toHaveLength(11);
    expect(names("AccountType.Equity")).toEqual(["Opening Balance Offset"]);
    expect(names("AccountType.Income")).toEqual(["Sales", "Interest Income"]);
    expect(zoho.get("/chartofaccounts").page_context).toMatchObject({
      applied_filter: "AccountType.Active",
    });
  });

  test("active, inactive and owing contacts", () => {
    const zoho = new BooksSandbox({ contacts: 3 });
    const [first] = rowsUnder(zoho.get("/contacts"), "contacts");
    zoho.call("POST", `/contacts/${String(first?.contact_id)}/inactive`);
    const count = (filter: string) => getValues(zoho, "contacts", filter, "contact_id").length;
    expect(["Status.All", "Status.Active", "Status.Inactive", "Invoice.Unpaid"].map(count)).toEqual(
      [3, 2, 1, 0],
    );
  });

  test("payments by mode, journals by period, tasks by status", () => {
    const zoho = new BooksSandbox({ contacts: 4, items: 1, customerpayments: 3, tasks: 2 });
    zoho.create("/journals", { journal_date: "2026-02-01" });
    zoho.create("/journals", { journal_date: "2026-01-31" });
    zoho.create("/journals", { journal_date: "2025-12-31" });
    const modes = getValues(zoho, "customerpayments", "PaymentMode.BankTransfer", "payment_mode");
    expect(modes).toEqual(["banktransfer"]);
    const days = (filter: string) =>
      getValues(zoho, "journals", `JournalDate.${filter}`, "journal_date");
    expect(days("Today")).toEqual(["2026-02-01"]);
    expect(days("ThisMonth")).toEqual(["2026-02-01"]);
    expect(days("ThisQuarter")).toEqual(["2026-02-01", "2026-01-31"]);
    expect(days("ThisYear")).toEqual(["2026-02-01", "2026-01-31"]);
    expect(days("All")).toHaveLength(3);
    expect(getValues(zoho, "tasks", "TaskStatus.YetToStarted", "status")).toEqual(["open", "open"]);
    expect(getValues(zoho, "tasks", "TaskStatus.Completed", "status")).toEqual([]);
  });

  test("currencies without the base currency", () => {
    const zoho = new BooksSandbox({ "settings/currencies": 1 });
    const codes = (query: string): unknown[] =>
      rowsUnder(zoho.get(`/settings/currencies${query}`), "currencies").map(
        (row: JsonObject) => row.currency_code,
      );
    expect(codes("")).toEqual(["INR", "EUR"]);
    expect(codes("?filter_by=Currencies.ExcludeBaseCurrency")).toEqual(["EUR"]);
  });

  test("vendors and customers are contacts of one kind (facts 5)", () => {
    const zoho = new BooksSandbox({ contacts: 4 });
    const kinds = (url: string) =>
      rowsUnder(zoho.get(url), "contacts").map(({ contact_type }) => contact_type);
    expect(kinds("/vendors")).toEqual(["vendor"]);
    expect(kinds("/customers")).toEqual(["customer", "customer", "customer"]);
    expect(kinds("/contacts?contact_type=vendor")).toEqual(["vendor"]);
  });
});
