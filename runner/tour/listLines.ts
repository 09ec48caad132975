import assert from "node:assert/strict";
import type { InputValues } from "../inputs";
import type { ActionOptions } from "../run";
import type { Journey } from "./journey";
import { asRow, asRows, getIds, pick, type Row } from "./rows";

/** Lists, by page and in full, compared with the records in the local Zoho. */
export async function listLines(journey: Journey, leadIds: readonly string[]): Promise<void> {
  journey.section("Lists");
  await journey.line("crmGetRecords, one page", () => onePage(journey));
  await journey.line("crmGetRecords, page by page", () => twoPages(journey));
  await journey.line("crmGetRecords, flow saved before newer inputs", async () => {
    const values = { recordType: "Contacts", fields: ["Last_Name"] };
    const { data } = await list(journey, values, { fillDefaults: false });
    assert.equal(data.length, 200);
    return undefined;
  });
  await journey.line("crmGetRecords, Fetch All", () => fetchAll(journey, leadIds));
  await journey.line("crmGetRecords, Fetch All, every field", () => everyField(journey));
  await journey.line("crmGetRecords, two 429 replies", async () => {
    await journey.control.arm({ name: "rate-limited", count: 2 });
    const { data } = await list(journey, { recordType: "Deals", fields: ["Deal_Name"] });
    const statuses = (await journey.control.lastRequests(3)).map(({ status }) => status);
    assert.deepEqual(statuses, [429, 429, 200]);
    return `${data.length} records at the third attempt`;
  });
}

async function onePage(journey: Journey): Promise<string> {
  const fields = ["Deal_Name", "Amount", "Stage", "Account_Name"];
  const { data, info } = await list(journey, { recordType: "Deals", fields });
  const { count, records } = await journey.control.records("Deals");
  assert.equal(info.more_records, false);
  assert.equal(data.length, count);
  const stored = records.map((record) => pick(record, [...fields, "id"])).sort(byId);
  assert.deepEqual([...data].sort(byId), stored);
  return `${data.length} records, field by field`;
}

async function twoPages(journey: Journey): Promise<string> {
  const values = { recordType: "Contacts", fields: ["Last_Name"] };
  const first = await list(journey, values);
  const second = await list(journey, { ...values, page_token: first.info.next_page_token });
  const { count } = await journey.control.records("Contacts");
  assert.equal(first.data.length, 200);
  assert.equal(new Set(getIds([...first.data, ...second.data])).size, count);
  return `${first.data.length} + ${second.data.length} records`;
}

async function fetchAll(journey: Journey, leadIds: readonly string[]): Promise<string> {
  const values = { recordType: "Leads", fields: ["Last_Name", "Email"], fetchAll: "true" };
  const { data, info } = await list(journey, values);
  const { count } = await journey.control.records("Leads");
  assert.equal(data.length, count);
  assert.equal(info.more_records, false);
  const found = new Set(getIds(data));
  assert.equal(found.size, count);
  const missing = leadIds.filter((id) => !found.has(id));
  assert.deepEqual(missing, []);
  return `${count} records`;
}

/** More fields than one call can request. Compares the first 200 records field by field. */
async function everyField(journey: Journey): Promise<string> {
  const { data } = await list(journey, { recordType: "Contacts", fetchAll: "true" });
  const { count, records } = await journey.control.records("Contacts");
  assert.equal(data.length, count);
  const found = new Map(data.map((record) => [record.id, record]));
  for (const stored of records) {
    const fields = Object.keys(stored).filter((name) => !/^(Layout$|\$)/.test(name));
    assert.deepEqual(found.get(stored.id), pick(stored, fields));
  }
  return `${count} records of ${Object.keys(data[0] ?? {}).length} fields`;
}

async function list(
  journey: Journey,
  values: InputValues,
  options: ActionOptions = {},
): Promise<{ data: Row[]; info: Row }> {
  const { data, info } = asRow(await journey.action("crmGetRecords", values, options));
  return { data: asRows(data), info: asRow(info) };
}

const byId = (a: Row, b: Row): number => String(a.id).localeCompare(String(b.id));
