import type { JsonObject } from "../../http";
import { BooksSandbox, getBody, rowsUnder } from "../../testSupport/books";
import { RECORDS } from "./typeCases";

const DAY = "2026-02-03";

describe("types with special replies", () => {
  const zoho = new BooksSandbox(RECORDS);

  test("writes of users reply with code and message only (facts 3)", () => {
    const body = { name: "Uma", email: "uma@example.test" };
    const reply = zoho.call("POST", "/users", { body });
    expect(reply).toMatchObject({ status: 201, json: { code: 0 } });
    expect(Object.keys(getBody(reply))).toEqual(["code", "message"]);
    const rows = rowsUnder(zoho.get("/users?filter_by=Status.Invited"), "users");
    expect(rows).toMatchObject([body]);
    const url = `/users/${String(rows[0]?.user_id)}`;
    const updated = zoho.call("PUT", url, { body: { name: "Una", email: "una@example.test" } });
    expect(Object.keys(getBody(updated))).toEqual(["code", "message"]);
    expect(zoho.get(url).user).toMatchObject({ name: "Una" });
    expect(zoho.call("DELETE", url).status).toBe(200);
    expect(zoho.get("/users/me").user).toMatchObject({ is_current_user: true });
  });

  test("customer payments need an invoice of the customer (facts 5)", () => {
    const invoice = rowsUnder(zoho.get("/invoices"), "invoices").find(
      ({ balance }) => Number(balance) > 1,
    );
    const body = {
      customer_id: invoice?.customer_id,
      payment_mode: "cash",
      amount: 1,
      date: DAY,
      invoices: [{ invoice_id: invoice?.invoice_id, amount_applied: 1 }],
    };
    const payment = zoho.create("/customerpayments", body);
    expect(payment).toMatchObject({ amount: 1, unused_amount: 0, customer_id: body.customer_id });
    const url = `/customerpayments/${String(payment.payment_id)}`;
    expect(zoho.get(url).payment).toEqual(payment);
    expect(zoho.call("DELETE", url).status).toBe(200);
  });

  test("opening balances are one object at one path (facts 5)", () => {
    const fresh = new BooksSandbox();
    const url = "/settings/openingbalances";
    expect(fresh.call("GET", url).status).toBe(404);
    const account_id = fresh.organization.store("chartofaccounts").find(() => true)?.id;
    const accounts = [{ account_id, debit_or_credit: "debit", amount: 12.5 }];
    const created = fresh.create(url, { date: DAY, accounts });
    expect(created).toMatchObject({ date: DAY, total: 12.5 });
    expect(fresh.get(url)).toMatchObject({ opening_balance: created });
    expect(fresh.get(url).page_context).toBeUndefined();
    const id = created.opening_balance_id;
    expect(fresh.call("PUT", url, { body: { date: "2026-02-04" } }).status).toBe(404);
    const change = { opening_balance_id: id, date: "2026-02-04" };
    expect(getBody(fresh.call("PUT", url, { body: change })).opening_balance).toMatchObject(change);
    expect(fresh.call("DELETE", url).status).toBe(200);
    expect(fresh.call("GET", url).status).toBe(404);
  });

  test("contact persons and tasks belong to the contact or project in the path", () => {
    const [one, other] = rowsUnder(zoho.get("/contacts"), "contacts");
    const person = zoho.create("/contacts/contactpersons", {
      contact_id: one?.contact_id,
      first_name: "Zoe",
    });
    const personUrl = (contact: JsonObject | undefined) =>
      `/contacts/${String(contact?.contact_id)}/contactpersons/${String(person.contact_person_id)}`;
    expect(zoho.call("GET", personUrl(one)).status).toBe(200);
    expect(zoho.call("GET", personUrl(other)).status).toBe(404);
    expect(zoho.call("GET", "/contacts/1/contactpersons").status).toBe(404);
    const body = { task_name: "Survey" };
    expect(zoho.call("POST", "/projects/1/tasks", { body }).status).toBe(404);
  });
});

describe("unconfirmed replies are variants (facts 6)", () => {
  const open = (variants: Record<string, string>) => new BooksSandbox(RECORDS, variants);
  const getKeys = (zoho: BooksSandbox, url: string) => Object.keys(zoho.get(url));
  const firstId = (zoho: BooksSandbox, value: string) =>
    String(zoho.organization.store(value).find(() => true)?.id);

  test("keys of lists", () => {
    const usual = open({});
    const project = `/projects/${firstId(usual, "projects")}/tasks`;
    expect(getKeys(usual, "/recurringbills")).toContain("recurring_bills");
    expect(getKeys(usual, "/vendorcredits")).toContain("vendor_credits");
    expect(getKeys(usual, project)).toContain("task");
    const documented = open({
      booksRecurringBillsKey: "recurringbills",
      booksVendorCreditsKey: "vendorcredits",
      booksProjectTasksKey: "tasks",
    });
    expect(getKeys(documented, "/recurringbills")).toContain("recurringbills");
    expect(getKeys(documented, "/vendorcredits")).toContain("vendorcredits");
    expect(getKeys(documented, project)).toContain("tasks");
  });

  test("a bank rule next to code and message", () => {
    const zoho = open({ booksBankRule: "unwrapped" });
    const id = firstId(zoho, "bankaccounts/rules");
    expect(zoho.get(`/bankaccounts/rules/${id}`)).toMatchObject({ code: 0, rule_id: id });
  });

  test("a contact person as a list of one", () => {
    const zoho = open({ booksContactPerson: "array" });
    const body = { contact_id: firstId(zoho, "contacts"), first_name: "Zoe" };
    const reply = zoho.call("POST", "/contacts/contactpersons", { body });
    expect(getBody(reply).contact_person).toMatchObject([{ first_name: "Zoe" }]);
  });

  test("200 for an expense, 400 for an unknown id", () => {
    const zoho = open({ booksExpenseStatus: "200", booksNotFoundStatus: "400" });
    const body = {
      date: DAY,
      account_id: firstId(zoho, "chartofaccounts"),
      amount: 1,
      paid_through_account_id: firstId(zoho, "bankaccounts"),
    };
    expect(zoho.call("POST", "/expenses", { body }).status).toBe(200);
    expect(zoho.call("GET", "/expenses/1").status).toBe(400);
  });

  test.each([
    ["both", 200, 200],
    ["recurringbills", 200, 404],
    ["recurring_bills", 405, 200],
  ])("a recurring bill at %s", (path, plain, documented) => {
    const zoho = open({ booksRecurringBillPath: path });
    const id = firstId(zoho, "recurringbills");
    expect(zoho.call("GET", `/recurringbills/${id}`).status).toBe(plain);
    expect(zoho.call("GET", `/recurring_bills/${id}`).status).toBe(documented);
  });
});
