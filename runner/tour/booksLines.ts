import assert from "node:assert/strict";
import type { Journey } from "./journey";
import { asRow, asRows, type Row } from "./rows";

/** The two organizations of the local Zoho; the first is the user's default. */
export const MAIN = "700100200";
const OTHER = "700100300";
const inMain = { organizationId: MAIN };
const INVOICES = 450;

/** Zoho Books: organizations, all record types, records, lists, documents and pick-lists. */
export async function booksLines(journey: Journey): Promise<void> {
  journey.section("Zoho Books");
  await organizationLines(journey);
  await journey.line("booksGetRecords, every record type", () => everyType(journey));
  await recordLines(journey);
  await journey.line("booksGetRecords, Fetch All", () => fetchAll(journey));
  await journey.line("booksRawRequest", async () => {
    const values = { url: "/items", method: "GET", responseType: "json", ...inMain };
    const items = asRows(asRow(await journey.action("booksRawRequest", values)).items);
    assert.equal(items.length, (await journey.control.booksRecords("items")).length);
    return `${items.length} items`;
  });
  await pickListLines(journey);
}

async function organizationLines(journey: Journey): Promise<void> {
  await journey.line("booksListOrganizations", async () => {
    const { organizations } = asRow(await journey.action("booksListOrganizations", {}));
    const ids = asRows(organizations).map(({ organization_id }) => organization_id);
    assert.deepEqual(ids, [MAIN, OTHER]);
    return ids.join(", ");
  });
  await journey.line("booksCreateRecord without an organization", async () => {
    const values = { recordType: "contacts", fieldValues: { contact_name: "Nowhere" } };
    const failed = journey.action("booksCreateRecord", values);
    await assert.rejects(failed, (error: Error) => error.message.includes(`(${OTHER})`));
    return "the error lists the organizations";
  });
}

async function everyType(journey: Journey): Promise<string> {
  const { inputs = [] } = journey.component.actions.booksGetRecords ?? {};
  const { model = [] } = inputs.find(({ key }) => key === "recordType") ?? {};
  const [customer] = await journey.control.booksRecords("contacts");
  const parent = { parentRecordType: "contacts", parentRecordId: String(customer?.contact_id) };
  let rows = 0;
  for (const { value } of model) {
    const input = { recordType: value, ...(value === "contactpersons" ? parent : {}), ...inMain };
    const body = asRow(await journey.action("booksGetRecords", input));
    assert.ok(Array.isArray(body[value]), `no list of ${value}`);
    rows += asRows(body[value]).length;
  }
  assert.equal(model.length, 31);
  return `${model.length} types, ${rows} records`;
}

async function recordLines(journey: Journey): Promise<void> {
  const [customer] = await journey.control.booksRecords("contacts");
  const [item] = await journey.control.booksRecords("items");
  const invoices = { recordType: "invoices", ...inMain };
  let invoice: Row = {};
  const read = async () => {
    const values = { ...invoices, recordId: invoice.invoice_id };
    return asRow(asRow(await journey.action("booksGetRecord", values)).invoice);
  };
  await journey.line("booksCreateRecord, an invoice of two lines", async () => {
    const line = { item_id: item?.item_id, rate: 10, quantity: 2 };
    const fieldValues = {
      customer_id: String(customer?.contact_id),
      date: "2026-01-31",
      due_date: "2099-01-31",
      line_items: JSON.stringify([line, { ...line, rate: 5 }]),
    };
    const body = asRow(await journey.action("booksCreateRecord", { ...invoices, fieldValues }));
    invoice = asRow(body.invoice);
    assert.equal(invoice.total, 30);
    return String(invoice.invoice_number);
  });
  await journey.line("booksUpdateRecord, keeping line items", async () => {
    const [first] = asRows(invoice.line_items);
    const line_items = [{ line_item_id: first?.line_item_id, quantity: 3 }];
    const values = { ...invoices, recordId: invoice.invoice_id, keepLineItems: true };
    await journey.action("booksUpdateRecord", { ...values, dynamicValues: { line_items } });
    assert.equal((await read()).total, 40);
    return "the total changes from 30 to 40";
  });
  await journey.line("booksRunAction, mark as sent", async () => {
    const values = { ...invoices, recordId: invoice.invoice_id, recordAction: "status/sent" };
    await journey.action("booksRunAction", values);
    const { status } = await read();
    assert.equal(status, "sent");
    return String(status);
  });
  await fileLines(journey, String(invoice.invoice_id));
  await journey.line("booksRemoveRecord", async () => {
    await journey.action("booksRemoveRecord", { ...invoices, recordId: invoice.invoice_id });
    await assert.rejects(read(), /ZOHO_RECORD_NOT_FOUND/);
    return "deleted";
  });
}

async function fileLines(journey: Journey, recordId: string): Promise<void> {
  const invoice = { recordType: "invoices", recordId, ...inMain };
  const bytes = Buffer.from(Array.from({ length: 1_024 }, (_, index) => index % 256));
  await journey.line("booksAddAttachment and booksDownloadAttachment", async () => {
    const file = { data: bytes, contentType: "image/png" };
    await journey.action("booksAddAttachment", { ...invoice, file, fileName: "täst.png" });
    const found = asRow(await journey.action("booksDownloadAttachment", invoice));
    const { data } = asRow(found.file);
    assert.ok(Buffer.isBuffer(data) && data.equals(bytes), "the bytes differ");
    return `${found.fileName}, byte for byte`;
  });
  await journey.line("booksGetDocument", async () => {
    const found = asRow(await journey.action("booksGetDocument", invoice));
    const { data } = asRow(found.file);
    assert.ok(Buffer.isBuffer(data) && data.subarray(0, 5).toString() === "%PDF-");
    return `${found.size} bytes of PDF`;
  });
}

async function fetchAll(journey: Journey): Promise<string> {
  await journey.control.seedBooks("invoices", INVOICES);
  const values = { recordType: "invoices", fetchAll: true, ...inMain };
  const body = asRow(await journey.action("booksGetRecords", values));
  const ids = asRows(body.invoices).map(({ invoice_id }) => invoice_id);
  assert.ok(ids.length > INVOICES);
  assert.equal(new Set(ids).size, ids.length);
  return `${ids.length} invoices, each once`;
}

async function pickListLines(journey: Journey): Promise<void> {
  await journey.line("selectBooksOrganization", async () => {
    const elements = asRows(await journey.dataSource("selectBooksOrganization", {}));
    assert.deepEqual(
      elements.map(({ key }) => key),
      [MAIN, OTHER],
    );
    return `${elements.length} organizations`;
  });
  await journey.line("selectBooksRecord, Items", async () => {
    const values = { recordType: "items", ...inMain };
    const elements = asRows(await journey.dataSource("selectBooksRecord", values));
    const stored = await journey.control.booksRecords("items");
    const storedIds = stored.map(({ item_id }) => String(item_id)).sort();
    assert.deepEqual(elements.map(({ key }) => String(key)).sort(), storedIds);
    return `${elements.length} items`;
  });
  await journey.line("selectBooksAction, Invoices", async () => {
    const values = { recordType: "invoices" };
    const elements = asRows(await journey.dataSource("selectBooksAction", values));
    assert.ok(elements.some(({ key }) => key === "status/sent"));
    return `${elements.length} actions`;
  });
}
