import type { JsonObject } from "../../http";
import { BooksSandbox, getBody, getRecord, rowsUnder } from "../../testSupport/books";

const findId = (zoho: BooksSandbox, value: string, matches = (_values: JsonObject) => true) =>
  zoho.organization.store(value).find(({ values }) => matches(values))?.id;

describe("journals (facts 7)", () => {
  const zoho = new BooksSandbox();
  const expense = findId(zoho, "chartofaccounts", (one) => one.account_type === "expense");
  const cash = findId(zoho, "chartofaccounts", (one) => one.account_type === "cash");
  const post = (line_items: JsonObject[], more: JsonObject = {}) =>
    zoho.call("POST", "/journals", { body: { journal_date: "2026-02-03", line_items, ...more } });
  const debit = { account_id: expense, debit_or_credit: "debit", amount: 10 };
  const credit = { account_id: cash, debit_or_credit: "credit", amount: 10 };

  test("must balance", () => {
    const journal = getRecord(post([debit, credit]));
    expect(journal).toMatchObject({ total: 10, status: "published", entry_number: "1" });
    expect(rowsUnder(journal, "line_items")).toMatchObject([
      { account_name: "Office Supplies", debit_or_credit: "debit" },
      { account_name: "Petty Cash", debit_or_credit: "credit" },
    ]);
    expect(post([debit, { ...credit, amount: 9 }])).toMatchObject({
      status: 400,
      json: { code: 8001 },
    });
  });

  test.each([
    [{ ...debit, debit_or_credit: "both" }, "Invalid value passed for debit_or_credit"],
    [{ ...debit, account_id: "1" }, "Invalid value passed for account_id"],
    [{ debit_or_credit: "debit", amount: 1 }, "account_id is a required field and cannot be empty"],
  ])("%j is refused", (line, message) => {
    expect(getBody(post([line, credit])).message).toBe(message);
  });

  test("an action publishes a draft; other statuses are refused", () => {
    const draft = getRecord(post([debit, credit], { status: "draft" }));
    const url = `/journals/${String(draft.journal_id)}`;
    expect(zoho.call("POST", `${url}/status/publish`).status).toBe(200);
    expect(zoho.get(url).journal).toMatchObject({ status: "published" });
    expect(post([debit, credit], { status: "burnt" }).status).toBe(400);
  });
});

describe("expenses", () => {
  const zoho = new BooksSandbox({ "settings/taxes": 1 });
  const body = {
    date: "2026-02-01",
    account_id: findId(zoho, "chartofaccounts", (one) => one.account_type === "expense"),
    paid_through_account_id: findId(zoho, "chartofaccounts", (one) => one.account_type === "cash"),
    amount: 100,
  };
  const create = (more: JsonObject) => zoho.create("/expenses", { ...body, ...more });

  test("add their tax, and are billable or not", () => {
    expect(create({})).toMatchObject({
      total: 100,
      status: "nonbillable",
      paid_through_account_name: "Petty Cash",
      line_items: [{ amount: 100 }],
    });
    expect(create({ is_billable: true, tax_id: findId(zoho, "settings/taxes") })).toMatchObject({
      status: "unbilled",
      tax_amount: 5,
      total: 105,
    });
    expect(zoho.call("POST", "/expenses", { body: { ...body, amount: -1 } }).status).toBe(400);
  });
});

describe("bank transactions (facts 7)", () => {
  const zoho = new BooksSandbox({ bankaccounts: 2 });
  const [from, to] = [...zoho.organization.store("bankaccounts").all()].map(({ id }) => id);
  const post = (body: JsonObject) => zoho.call("POST", "/banktransactions", { body });
  const transfer = { from_account_id: from, to_account_id: to, amount: 5, date: "2026-02-01" };

  test("accept the types that a user may enter", () => {
    expect(getRecord(post({ ...transfer, transaction_type: "transfer_fund" }))).toMatchObject({
      account_id: from,
      debit_or_credit: "credit",
      to_account_name: "Bank 2",
    });
    for (const transaction_type of ["bill", "opening_balance"]) {
      expect(getBody(post({ ...transfer, transaction_type })).message).toContain(
        "transaction_type",
      );
    }
  });

  test.each(["amount", "date"])("need %s", (name) => {
    const body = { ...transfer, transaction_type: "deposit", [name]: "" };
    expect(getBody(post(body)).message).toBe(`${name} is a required field and cannot be empty`);
  });
});

test("currencies are unique, taxes are percentages, adjustments name accounts", () => {
  const zoho = new BooksSandbox();
  const message = (url: string, body: JsonObject) =>
    getBody(zoho.call("POST", url, { body })).message;
  const inr = { currency_code: "inr", currency_format: "1,234" };
  expect(message("/settings/currencies", inr)).toBe("The currency INR already exists.");
  expect(message("/settings/taxes", { tax_name: "T", tax_percentage: 101 })).toContain(
    "tax_percentage",
  );
  const adjustment = {
    currency_id: findId(zoho, "settings/currencies"),
    adjustment_date: "2026-02-01",
    exchange_rate: 2,
    notes: "n",
  };
  expect(message("/basecurrencyadjustment", adjustment)).toContain("account_ids");
  expect(message("/basecurrencyadjustment?account_ids=1", adjustment)).toBe(
    "Invalid value passed for account_ids",
  );
});

test("time entries belong to a task of their project", () => {
  const zoho = new BooksSandbox({ contacts: 1, projects: 2, "projects/tasks": 2 });
  const [first, second] = [...zoho.organization.store("projects").all()];
  const task = findId(zoho, "projects/tasks", (one) => one.project_id === first?.id);
  const body = { task_id: task, user_id: findId(zoho, "users"), log_date: "2026-02-03" };
  const post = (more: JsonObject) =>
    zoho.call("POST", "/projects/timeentries", { body: { ...body, log_time: "01:30", ...more } });
  expect(getRecord(post({ project_id: first?.id }))).toMatchObject({
    project_name: "Project 1",
    user_name: "Ana",
    log_time: "01:30",
  });
  expect(getBody(post({ project_id: second?.id })).message).toContain("task_id");
  expect(getBody(post({ project_id: first?.id, log_time: "90" })).message).toContain("log_time");
});
