import { BooksSandbox, getBody, getRecord } from "../../testSupport/books";
import { encodeForm } from "../../testSupport/uploads";

const INVALID_JSON = { code: 4, message: "Invalid value passed for JSONString" };
const FORM = { "content-type": "application/x-www-form-urlencoded" };

describe("bodies (facts 7)", () => {
  const contact = { contact_name: "Harbor Supply", contact_type: "customer" };
  const post = (body: string | Buffer, headers: Record<string, string> = {}) =>
    new BooksSandbox().call("POST", "/contacts", { body, headers });
  const json = JSON.stringify(contact);

  test.each([
    ["JSON", json, { "content-type": "application/json" }],
    ["JSON without a content type", json, {}],
    ["a form with JSONString", `JSONString=${encodeURIComponent(json)}`, FORM],
    ["JSONString without a content type", `JSONString=${encodeURIComponent(json)}`, {}],
    ["JSON that calls itself a form", json, FORM],
  ])("%s", (_name, body, headers: Record<string, string>) => {
    const reply = post(body, headers);
    expect(reply.status).toBe(201);
    expect(getRecord(reply)).toMatchObject(contact);
  });

  test("a multipart form with JSONString and a file", async () => {
    const form = new FormData();
    form.set("JSONString", json);
    form.set("attachment", new Blob(["bytes"]), "note.txt");
    const { body, headers } = await encodeForm(form);
    expect(getRecord(post(body, headers))).toMatchObject({
      ...contact,
      documents: [{ file_name: "note.txt", file_size: 5 }],
    });
  });

  test.each([
    ["{", {}],
    ["[1]", {}],
    ["JSONString=%7B", FORM],
    ["--x\r\nbroken", { "content-type": "multipart/form-data; boundary=x" }],
  ])("%s is refused", (body, headers: Record<string, string>) => {
    expect(post(body, headers)).toMatchObject({ status: 400, json: INVALID_JSON });
  });
});

describe("values", () => {
  const zoho = new BooksSandbox({ contacts: 1 });
  const item = (values: Record<string, unknown>) =>
    zoho.call("POST", "/items", { body: { name: "Pin", rate: 2, ...values } });

  test.each([
    [{ rate: {} }, "rate"],
    [{ rate: "much" }, "rate"],
    [{ name: ["a"] }, "name"],
    [{ can_be_sold: "perhaps" }, "can_be_sold"],
    [{ tags: "a" }, "tags"],
    [{ item_code: 5 }, "item_code"],
    [{ account_id: "1" }, "account_id"],
    [{ tax_id: "1" }, "tax_id"],
  ])("%j is refused", (values, name) => {
    const reply = item(values);
    expect({ status: reply.status, body: getBody(reply) }).toEqual({
      status: 400,
      body: { code: 2, message: `Invalid value passed for ${name}` },
    });
  });

  test("too long texts: code 15 (facts 10)", () => {
    expect(item({ name: "x".repeat(100) })).toMatchObject({
      status: 400,
      json: { code: 15, message: "Please ensure that the name has less than 100 characters." },
    });
    expect(item({ name: "x".repeat(99) }).status).toBe(201);
  });

  test("amounts as texts are accepted, or refused in a variant", () => {
    expect(getRecord(item({ rate: "12.50" })).rate).toBe(12.5);
    const strict = new BooksSandbox({}, { booksNumbersAsText: "rejected" });
    const body = { name: "Pin", rate: "12.50" };
    expect(strict.call("POST", "/items", { body }).status).toBe(400);
  });

  test("unknown fields and those that only Zoho sets are ignored", () => {
    const record = getRecord(item({ shoe_size: 44, item_id: "7", status: "inactive" }));
    expect(record).toMatchObject({ status: "active" });
    expect(record.item_id).not.toBe("7");
    expect(record).not.toHaveProperty("shoe_size");
  });

  test("empty values are returned as empty texts, not null (facts 7)", () => {
    expect(getRecord(item({ sku: null, description: "" }))).toMatchObject({
      sku: "",
      description: "",
      tax_id: "",
    });
  });

  test("dates must be valid", () => {
    const body = (journal_date: string) => ({ journal_date });
    for (const day of ["2026-02-30", "01/02/2026"]) {
      expect(zoho.call("POST", "/journals", { body: body(day) })).toMatchObject({
        status: 400,
        json: { code: 2, message: "Invalid value passed for journal_date" },
      });
    }
  });

  test.each(["customer_id", "project_id"])("%s must exist", (name) => {
    const body = {
      date: "2026-02-01",
      account_id: zoho.organization.store("chartofaccounts").find(() => true)?.id,
      paid_through_account_id: zoho.organization.store("chartofaccounts").find(() => true)?.id,
      amount: 1,
      [name]: "260815000000999999",
    };
    expect(getBody(zoho.call("POST", "/expenses", { body })).message).toBe(
      `Invalid value passed for ${name}`,
    );
  });
});

describe("automatic numbers (facts 7)", () => {
  const zoho = new BooksSandbox({ contacts: 1, items: 1 });
  const customer_id = zoho.organization.store("contacts").find(() => true)?.id;
  const body = { customer_id, line_items: [{ name: "Work", rate: 5 }] };
  const own = (url: string, invoice_number: string) =>
    zoho.call("POST", url, { body: { ...body, invoice_number } });

  test("are consecutive", () => {
    const numbers = [1, 2].map(() => zoho.create("/invoices", body).invoice_number);
    expect(numbers).toEqual(["INV-000001", "INV-000002"]);
  });

  test("setting a number needs ignore_auto_number_generation; it must be free", () => {
    expect(own("/invoices", "X-1")).toMatchObject({ status: 400, json: { code: 4097 } });
    const url = "/invoices?ignore_auto_number_generation=true";
    expect(getRecord(own(url, "X-1"))).toMatchObject({ invoice_number: "X-1" });
    expect(own(url, "X-1").status).toBe(400);
    expect(getBody(own(url, "")).message).toContain("invoice_number is a required field");
  });
});

describe("custom fields (facts 7)", () => {
  const zoho = new BooksSandbox({ contacts: 1 });

  test("are written by api_name or id, and read as list, as hash, and flat in rows", () => {
    const custom_fields = [{ api_name: "cf_region", value: "North" }];
    const first = zoho.create("/items", { name: "Pin", rate: 1, custom_fields });
    expect(first).toMatchObject({
      custom_fields: [{ api_name: "cf_region", label: "Region", value: "North" }],
      custom_field_hash: { cf_region: "North", cf_region_unformatted: "North" },
    });
    const [field] = Array.isArray(first.custom_fields) ? first.custom_fields : [];
    const byId = [{ customfield_id: field.customfield_id, value: "South" }];
    zoho.call("PUT", `/items/${String(first.item_id)}`, { body: { custom_fields: byId } });
    expect(zoho.get("/items").items).toMatchObject([
      { cf_region: "South", cf_region_unformatted: "South" },
    ]);
  });

  test("PUT /item/{id}/customfields changes only them", () => {
    const { item_id } = zoho.create("/items", { name: "Nut", rate: 1 });
    const body = [{ api_name: "cf_priority", value: "high" }];
    expect(zoho.call("PUT", `/item/${String(item_id)}/customfields`, { body }).status).toBe(200);
    expect(zoho.get(`/items/${String(item_id)}`).item).toMatchObject({
      name: "Nut",
      custom_field_hash: { cf_priority: "high" },
    });
    const wrong = zoho.call("PUT", `/item/${String(item_id)}/customfields`, { body: {} });
    expect(wrong).toMatchObject({ status: 400, json: INVALID_JSON });
  });

  test("undefined ones are accepted, or refused in a variant", () => {
    const body = { name: "Pin", rate: 1, custom_fields: [{ api_name: "cf_new", value: 1 }] };
    expect(getRecord(zoho.call("POST", "/items", { body })).custom_field_hash).toMatchObject({
      cf_new: "1",
      cf_new_unformatted: 1,
    });
    const strict = new BooksSandbox({}, { booksUnknownCustomFields: "rejected" });
    expect(strict.call("POST", "/items", { body }).status).toBe(400);
  });
});
