import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isJsonObject, type JsonObject, type Reply } from "../../http";
import { BooksSandbox, getBody, getRecord } from "../../testSupport/books";
import { missingKeys, parseReplies, type SeenReply } from "./parseReplies";

const replies = parseReplies(readFileSync(join(__dirname, "replies.txt"), "utf8"));

/** Some records of every type, so every list has a row and every lookup a target. */
const RECORDS = {
  contacts: 8,
  items: 3,
  invoices: 2,
  bills: 2,
  bankaccounts: 1,
  estimates: 1,
  expenses: 1,
  journals: 1,
  creditnotes: 1,
  purchaseorders: 1,
  customerpayments: 1,
  vendorpayments: 1,
  "settings/taxes": 1,
};

class Fixture {
  readonly zoho = new BooksSandbox(RECORDS);

  id(value: string, matches: (values: JsonObject) => boolean = () => true): string {
    const record = this.zoho.organization.store(value).find(({ values }) => matches(values));
    if (!record) throw new Error(`no ${value}`);
    return record.id;
  }

  private of(value: string, id: string, field: string): unknown {
    return this.zoho.organization.store(value).get(id)?.values[field];
  }

  /** The bodies of the create calls whose live replies are known. */
  body(value: string): JsonObject {
    const item_id = this.id("items");
    const account_id = this.id("chartofaccounts", (one) => one.account_type === "expense");
    const cash = this.id("chartofaccounts", (one) => one.account_type === "cash");
    const customer_id = this.id("contacts", (one) => one.contact_type === "customer");
    const vendor_id = this.id("contacts", (one) => one.contact_type === "vendor");
    const invoice_id = this.id("invoices", (one) => one.status === "sent");
    const bill_id = this.id("bills");
    const lines = [{ item_id, rate: 10, quantity: 2 }];
    const bodies: Record<string, JsonObject> = {
      bankaccounts: { account_name: "Till", account_type: "bank" },
      chartofaccounts: { account_name: "Rent", account_type: "expense" },
      contacts: { contact_name: "Acorn", company_name: "Acorn Ltd", contact_type: "customer" },
      bills: {
        vendor_id,
        bill_number: "B-1",
        date: "2026-02-01",
        line_items: [{ name: "Wood", account_id, rate: 3, quantity: 4 }],
      },
      creditnotes: {
        customer_id,
        date: "2026-02-01",
        line_items: [{ account_id, description: "Back", quantity: 1, rate: 5 }],
      },
      estimates: { customer_id, line_items: lines },
      invoices: { customer_id, line_items: [{ item_id, quantity: 2 }] },
      purchaseorders: { vendor_id, line_items: lines, date: "2026-02-01" },
      expenses: {
        account_id,
        date: "2026-02-01",
        amount: 12.5,
        paid_through_account_id: cash,
        description: "Taxi",
      },
      items: { name: "Nail", rate: 1, description: "", item_type: "sales", unit: "pcs" },
      journals: {
        journal_date: "2026-02-01",
        reference_number: "J1",
        notes: "n",
        line_items: [
          { account_id, debit_or_credit: "debit", amount: 7, description: "" },
          { account_id: cash, debit_or_credit: "credit", amount: 7, description: "" },
        ],
      },
      customerpayments: {
        customer_id: this.of("invoices", invoice_id, "customer_id"),
        payment_mode: "cash",
        amount: 5,
        date: "2026-02-01",
        invoices: [{ invoice_id, amount_applied: 5 }],
      },
      vendorpayments: {
        vendor_id: this.of("bills", bill_id, "vendor_id"),
        amount: 5,
        paid_through_account_id: cash,
        date: "2026-02-01",
        reference_number: "R1",
        bills: [{ bill_id, amount_applied: 5 }],
      },
    };
    const body = bodies[value];
    if (!body) throw new Error(`no body for ${value}`);
    return body;
  }

  private newId(value: string): string {
    const record = getRecord(this.zoho.call("POST", `/${value}`, { body: this.body(value) }));
    const idField = Object.keys(record).find((name) => record[name] !== "" && /_id$/.test(name));
    const listed = this.zoho.organization.store(value);
    const id = Object.values(record).find((one) => typeof one === "string" && listed.get(one));
    if (typeof id !== "string") throw new Error(`no id in ${value} ${String(idField)}`);
    return id;
  }

  /** An account with transactions, as in the live reply. */
  private bookedAccount(): string {
    this.zoho.create("/journals", this.body("journals"));
    return this.id("chartofaccounts", (one) => one.account_type === "cash");
  }

  private update(value: string): JsonObject {
    const changes: Record<string, JsonObject> = {
      items: { name: "Nail 2", rate: 2, description: "Long" },
      journals: { journal_date: "2026-02-02", notes: "changed" },
    };
    const byDescription = ["bankaccounts", "chartofaccounts", "expenses", "customerpayments"];
    if (byDescription.includes(value) || value === "vendorpayments") return { description: "x" };
    return changes[value] ?? { notes: "changed" };
  }

  run({ operation }: SeenReply): Reply {
    const [method = "", path = ""] = operation.split(" ");
    const value = path.split("/{id}")[0]?.slice(1) ?? "";
    if (!path.includes("{id}")) {
      const options = method === "POST" ? { body: this.body(value) } : {};
      return this.zoho.call(method, path, options);
    }
    const isBooked = operation === "GET /chartofaccounts/{id}";
    const url = path.replace("{id}", isBooked ? this.bookedAccount() : this.newId(value));
    const bodies: Record<string, JsonObject> = {
      PUT: this.update(value),
      POST: { to_mail_ids: ["a@example.test"] },
    };
    return this.zoho.call(method, url, { body: bodies[method] ?? "" });
  }
}

/** The keys of page_context that do not depend on the call. */
function lasting(context: unknown): JsonObject {
  if (!isJsonObject(context)) return {};
  const { report_name, applied_filter, sort_column, sort_order } = context;
  return { report_name, applied_filter, sort_column, sort_order };
}

describe("live replies", () => {
  test("the list of operations is complete", () => {
    expect(replies).toHaveLength(71);
    expect(
      replies.every(({ keys, operation }) => keys.length > 0 || /^(DEL|POST)/.test(operation)),
    ).toBe(true);
  });

  test.each(replies.map((reply) => [reply.operation, reply] as const))("%s", (_name, seen) => {
    const reply = new Fixture().run(seen);
    const body = getBody(reply);
    expect({ status: reply.status, code: body.code, message: body.message }).toEqual({
      status: seen.status,
      code: 0,
      message: seen.message,
    });
    expect(missingKeys(seen, body)).toEqual([]);
    if (!seen.pageContext) return;
    expect(Object.keys(body.page_context ?? {})).toEqual(Object.keys(seen.pageContext));
    expect(lasting(body.page_context)).toEqual(lasting(seen.pageContext));
  });
});
