import type { JsonObject } from "../../http";
import { BooksSandbox, getBody, getRecord } from "../../testSupport/books";

function shop() {
  const zoho = new BooksSandbox();
  const customer = zoho.create("/contacts", { contact_name: "Harbor Supply" });
  const customer_id = customer.contact_id;
  const line_items = [{ name: "Cable", rate: 50, quantity: 2 }];
  const { invoice_id } = zoho.create("/invoices?send=true", { customer_id, line_items });
  const invoice = (): JsonObject =>
    Object.assign({}, zoho.get(`/invoices/${String(invoice_id)}`).invoice);
  const contact = (): JsonObject =>
    Object.assign({}, zoho.get(`/contacts/${String(customer_id)}`).contact);
  const pay = (amount: number, applied = amount) =>
    zoho.call("POST", "/customerpayments", {
      body: {
        customer_id,
        payment_mode: "cash",
        amount,
        date: "2026-02-02",
        invoices: [{ invoice_id, amount_applied: applied }],
      },
    });
  return { zoho, invoice, contact, pay, customer_id };
}

describe("payments of customers (facts 14)", () => {
  test("a sent invoice is owed by its contact", () => {
    const { invoice, contact } = shop();
    expect(invoice()).toMatchObject({ status: "sent", total: 100, balance: 100 });
    expect(contact()).toMatchObject({ outstanding_receivable_amount: 100 });
  });

  test("lower the balance, then settle it", () => {
    const { zoho, invoice, contact, pay } = shop();
    zoho.clock.advance(1000);
    expect(getRecord(pay(40))).toMatchObject({
      payment_number: "1",
      amount: 40,
      unused_amount: 0,
      invoices: [{ invoice_number: "INV-000001", amount_applied: 40, balance: 60 }],
    });
    expect(invoice()).toMatchObject({
      status: "partially_paid",
      balance: 60,
      payment_made: 40,
      last_modified_time: "2026-02-01T11:00:01+0530",
    });
    expect(contact()).toMatchObject({ outstanding_receivable_amount: 60 });
    pay(60);
    expect(invoice()).toMatchObject({ status: "paid", balance: 0 });
    expect(zoho.get("/customerpayments").customerpayments).toMatchObject([
      { payment_number: "2", invoice_numbers: "INV-000001" },
      { payment_number: "1" },
    ]);
  });

  test("cannot pay more than is owed, or apply more than was paid", () => {
    const { invoice, pay } = shop();
    expect(pay(101).status).toBe(400);
    expect(pay(10, 20).status).toBe(400);
    expect(pay(0).status).toBe(400);
    expect(invoice()).toMatchObject({ balance: 100 });
  });

  test("an amount that is not applied is unused", () => {
    expect(getRecord(shop().pay(70, 20))).toMatchObject({ unused_amount: 50 });
  });

  test("changing or deleting a payment restores the balance", () => {
    const { zoho, invoice, contact, pay } = shop();
    const payment = getRecord(pay(100));
    const url = `/customerpayments/${String(payment.payment_id)}`;
    const invoices = [{ invoice_id: invoice().invoice_id, amount_applied: 30 }];
    expect(zoho.call("PUT", url, { body: { invoices } }).status).toBe(200);
    expect(invoice()).toMatchObject({ status: "partially_paid", balance: 70 });
    expect(zoho.call("PUT", url, { body: { description: "x" } }).status).toBe(200);
    expect(invoice()).toMatchObject({ balance: 70 });
    expect(zoho.call("DELETE", url).status).toBe(200);
    expect(invoice()).toMatchObject({ status: "sent", balance: 100, payment_made: 0 });
    expect(contact()).toMatchObject({ outstanding_receivable_amount: 100 });
  });

  test("must be for invoices of the same customer", () => {
    const { zoho, invoice } = shop();
    const other = zoho.create("/contacts", { contact_name: "Cedar" });
    const body = {
      customer_id: other.contact_id,
      payment_mode: "cash",
      amount: 1,
      date: "2026-02-02",
      invoices: [{ invoice_id: invoice().invoice_id, amount_applied: 1 }],
    };
    expect(getBody(zoho.call("POST", "/customerpayments", { body })).message).toBe(
      "Invalid value passed for customer_id",
    );
  });

  test("a paid invoice cannot be deleted or reduced below the paid amount", () => {
    const { zoho, invoice, pay } = shop();
    pay(60);
    const url = `/invoices/${String(invoice().invoice_id)}`;
    expect(zoho.call("DELETE", url).status).toBe(400);
    const body = { line_items: [{ name: "Cable", rate: 59 }] };
    expect(zoho.call("PUT", url, { body }).status).toBe(400);
    expect(zoho.get(`${url}/payments`).payments).toMatchObject([{ amount: 60 }]);
  });
});

test("payments to vendors settle bills (facts 5)", () => {
  const zoho = new BooksSandbox();
  const vendor = zoho.create("/contacts", { contact_name: "Mill", contact_type: "vendor" });
  const vendor_id = vendor.contact_id;
  const line_items = [{ name: "Flour", rate: 30 }];
  const bill = zoho.create("/bills", { vendor_id, bill_number: "B-1", line_items });
  const bills = [{ bill_id: bill.bill_id, amount_applied: 30 }];
  const payment: JsonObject = zoho.create("/vendorpayments", { vendor_id, amount: 35, bills });
  expect(payment).toMatchObject({ balance: 5, bills: [{ bill_number: "B-1", balance: 0 }] });
  const url = `/bills/${String(bill.bill_id)}`;
  expect(zoho.get(url).bill).toMatchObject({ status: "paid", balance: 0 });
  expect(zoho.get(`${url}/payments`).payments).toMatchObject([{ amount: 30 }]);
  expect(zoho.call("DELETE", `/vendorpayments/${String(payment.payment_id)}`).status).toBe(200);
  expect(zoho.get(url).bill).toMatchObject({ status: "open", balance: 30 });
});
