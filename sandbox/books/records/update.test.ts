import type { JsonObject } from "../../http";
import { BooksSandbox, getBody, getRecord, rowsUnder } from "../../testSupport/books";

function shop() {
  const zoho = new BooksSandbox({ contacts: 4, items: 2 });
  const customer_id = zoho.organization.store("contacts").find(() => true)?.id;
  const line_items = [
    { name: "One", rate: 1 },
    { name: "Two", rate: 2, quantity: 3 },
  ];
  const invoice = zoho.create("/invoices", { customer_id, line_items });
  const put = (body: JsonObject) =>
    zoho.call("PUT", `/invoices/${String(invoice.invoice_id)}`, { body });
  return { zoho, customer_id, invoice, put };
}

const lines = (record: JsonObject) => rowsUnder(record, "line_items");

describe("lines of a document (facts 5)", () => {
  test("stay if they are not sent", () => {
    const { invoice, put } = shop();
    expect(lines(getRecord(put({ notes: "x" })))).toEqual(lines(invoice));
  });

  test("are replaced; lines with ids keep them, lines left out are removed", () => {
    const { invoice, put } = shop();
    const [, two] = lines(invoice);
    const line_items = [
      { line_item_id: two?.line_item_id, name: "Two", rate: 5 },
      { name: "New", rate: 1 },
    ];
    const updated = getRecord(put({ line_items }));
    expect(lines(updated)).toMatchObject([
      { line_item_id: two?.line_item_id, rate: 5, quantity: 1, item_total: 5 },
      { name: "New", item_total: 1 },
    ]);
    expect(lines(updated)).toHaveLength(2);
    for (const line of [...lines(invoice), ...lines(updated)]) {
      expect(line.line_item_id).toMatch(/^\d{18}$/);
    }
    expect(updated).toMatchObject({ sub_total: 6, total: 6, balance: 6 });
    const ids = lines(invoice).map(({ line_item_id }) => line_item_id);
    expect(ids).not.toContain(lines(updated)[1]?.line_item_id);
  });

  test("cannot all be removed from an invoice", () => {
    expect(shop().put({ line_items: [] }).status).toBe(400);
  });
});

describe("PUT on a collection, by a unique custom field (facts 5)", () => {
  const key = { "x-unique-identifier-key": "cf_external_id", "x-unique-identifier-value": "E-1" };
  const upsert = { ...key, "x-upsert": "true" };

  test("updates, creates with X-Upsert, and refuses without it", () => {
    const zoho = new BooksSandbox();
    const put = (body: JsonObject, headers: Record<string, string>) =>
      zoho.call("PUT", "/contacts", { body, headers });
    const body = { contact_name: "Harbor Supply" };
    expect(put(body, key)).toMatchObject({ status: 404, json: { code: 1002 } });
    const created = put(body, upsert);
    expect(created.status).toBe(201);
    expect(getRecord(created).custom_field_hash).toMatchObject({ cf_external_id: "E-1" });
    const updated = put({ company_name: "Harbor Ltd" }, upsert);
    expect(updated.status).toBe(200);
    expect(getRecord(updated)).toMatchObject({
      contact_id: getRecord(created).contact_id,
      contact_name: "Harbor Supply",
      company_name: "Harbor Ltd",
    });
    expect(rowsUnder(zoho.get("/contacts"), "contacts")).toHaveLength(1);
  });

  test("needs both headers and one match", () => {
    const zoho = new BooksSandbox();
    const custom_fields = [{ api_name: "cf_external_id", value: "E-1" }];
    for (const name of ["A", "B"]) zoho.create("/items", { name, rate: 1, custom_fields });
    const put = (headers: Record<string, string>) =>
      getBody(zoho.call("PUT", "/items", { body: { rate: 2 }, headers })).message;
    expect(put({})).toBe("Invalid value passed for X-Unique-Identifier-Key");
    expect(put({ "x-unique-identifier-key": "cf_a" })).toContain("X-Unique-Identifier-Value");
    expect(put(key)).toContain("X-Unique-Identifier-Value");
  });

  test.each(["journals", "vendorcredits", "retainerinvoices", "users", "projects/timeentries"])(
    "%s do not have it",
    (value) => {
      const reply = new BooksSandbox().call("PUT", `/${value}`, { body: {}, headers: upsert });
      expect(reply.status).toBe(405);
    },
  );
});
