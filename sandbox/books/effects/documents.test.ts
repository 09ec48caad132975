import { BooksSandbox, getBody } from "../../testSupport/books";

function shop() {
  const zoho = new BooksSandbox({ "settings/taxes": 1, "settings/currencies": 1 });
  const customer = zoho.create("/contacts", {
    contact_name: "Harbor Supply",
    company_name: "Harbor Ltd",
    billing_address: { city: "Salem" },
  });
  const item = zoho.create("/items", { name: "Cable", rate: 50, description: "Two metres" });
  const tax = zoho.organization.store("settings/taxes").find(() => true);
  return { zoho, customer_id: customer.contact_id, item_id: item.item_id, tax_id: tax?.id };
}

describe("invoices (facts 14)", () => {
  test("as in the sample: lines from items, totals, dates, addresses", () => {
    const { zoho, customer_id, item_id } = shop();
    const body = { customer_id, line_items: [{ item_id, quantity: 2 }], payment_terms: 15 };
    const invoice = zoho.create("/invoices", { ...body, date: "2026-02-01" });
    expect(invoice).toMatchObject({
      invoice_number: "INV-000001",
      date: "2026-02-01",
      due_date: "2026-02-16",
      status: "draft",
      customer_name: "Harbor Supply",
      currency_code: "INR",
      line_items: [
        {
          item_id,
          name: "Cable",
          description: "Two metres",
          quantity: 2,
          rate: 50,
          item_total: 100,
        },
      ],
      sub_total: 100,
      tax_total: 0,
      total: 100,
      balance: 100,
      billing_address: { city: "Salem" },
      created_time: "2026-02-01T11:00:00+0530",
      last_modified_time: "2026-02-01T11:00:00+0530",
    });
    expect(zoho.get("/invoices").invoices).toMatchObject([
      { company_name: "Harbor Ltd", due_days: "Due in 15 day(s)" },
    ]);
  });

  test("taxes, discounts, shipping and adjustment", () => {
    const { zoho, customer_id, item_id, tax_id } = shop();
    const totals = (more: Record<string, unknown>) => {
      const line_items = [{ item_id, quantity: 2, tax_id }];
      return zoho.create("/invoices", { customer_id, line_items, ...more });
    };
    expect(totals({})).toMatchObject({ sub_total: 100, tax_total: 5, total: 105 });
    expect(totals({ is_inclusive_tax: true })).toMatchObject({ tax_total: 4.76, total: 100 });
    expect(totals({ discount: "10%" })).toMatchObject({
      discount_total: 10,
      discount_percent: 10,
      total: 95,
    });
    expect(totals({ discount: 7, shipping_charge: 3, adjustment: -1 })).toMatchObject({
      total: 100,
    });
    const line_items = [{ item_id, quantity: 2, discount: "25%" }];
    expect(totals({ line_items })).toMatchObject({ sub_total: 75, total: 75 });
  });

  test("a contact with another currency is billed in it", () => {
    const { zoho, item_id } = shop();
    const foreign = zoho.organization
      .store("settings/currencies")
      .find(({ values }) => values.currency_code !== "INR");
    const customer = zoho.create("/contacts", { contact_name: "Far", currency_id: foreign?.id });
    const customer_id = customer.contact_id;
    const invoice = zoho.create("/invoices", { customer_id, line_items: [{ item_id }] });
    expect(invoice).toMatchObject({ currency_code: "EUR", exchange_rate: 1.1, bcy_total: 55 });
  });

  test.each([
    [{ line_items: [{ quantity: 2 }] }, "item_id is a required field and cannot be empty"],
    [{ line_items: [{ item_id: "1" }] }, "Invalid value passed for item_id"],
    [{ line_items: "x" }, "Invalid value passed for line_items"],
    [{ customer_id: "1" }, "Invalid value passed for customer_id"],
    [{ due_date: "2026-01-01" }, "The due date must be on or after the date."],
  ])("%j is refused", (more, message) => {
    const { zoho, customer_id, item_id } = shop();
    const body = { customer_id, line_items: [{ item_id }], ...more };
    expect(getBody(zoho.call("POST", "/invoices", { body })).message).toBe(message);
  });
});
