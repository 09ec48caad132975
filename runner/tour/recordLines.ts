import assert from "node:assert/strict";
import type { Journey } from "./journey";
import { asRow, asRows, pick, type Row } from "./rows";

/** Creates, reads, updates and deletes, each compared with the record in the local Zoho. */
export async function recordLines(
  journey: Journey,
  leads: { read: string; updated: string; removed: string },
): Promise<void> {
  journey.section("Records");
  await journey.line("crmCreateRecord, values typed by their fields", () => createTyped(journey));
  await journey.line("crmCreateRecord, custom module, dynamic fields", () => createCustom(journey));
  await journey.line("crmCreateRecord, called inline", async () => {
    const { count } = await journey.control.records("Deals");
    const values = { recordType: "Deals", fieldValues: { Deal_Name: "Inline" } };
    await journey.action("crmCreateRecord", values, { inline: true });
    assert.equal((await journey.control.records("Deals")).count, count);
    return "creates nothing";
  });
  await journey.line("crmGetRecord, every field", () => getEveryField(journey, leads.read));
  await journey.line("crmUpdateRecord", () => update(journey, leads.updated));
  await journey.line("crmRemoveRecord", async () => {
    const id = leads.removed;
    assert.ok(await journey.control.record("Leads", id));
    const results = await journey.action("crmRemoveRecord", { recordType: "Leads", recordId: id });
    assert.equal(writtenId(results), id);
    assert.equal(await journey.control.record("Leads", id), undefined);
    return "deleted";
  });
}

async function createTyped(journey: Journey): Promise<string> {
  const [contact] = (await journey.control.records("Contacts")).records;
  const fieldValues = {
    Last_Name: 'O\'Hara, "Tour"',
    Company: "Größe & Co",
    No_of_Employees: "250",
    Annual_Revenue: "12500.5",
    Newsletter: "true",
    Interests: "Analytics;Billing",
    Referred_By: String(contact?.id),
    Next_Visit: "2026-01-31",
    Last_Contact_At: "2026-01-31T10:00:00Z",
  };
  const id = writtenId(
    await journey.action("crmCreateRecord", { recordType: "Leads", fieldValues }),
  );
  const stored = await storedRecord(journey, "Leads", id);
  const { Last_Contact_At, Referred_By, ...plain } = pick(stored, Object.keys(fieldValues));
  assert.deepEqual(plain, {
    Last_Name: fieldValues.Last_Name,
    Company: fieldValues.Company,
    No_of_Employees: 250,
    Annual_Revenue: 12500.5,
    Newsletter: true,
    Interests: ["Analytics", "Billing"],
    Next_Visit: "2026-01-31",
  });
  assert.equal(asRow(Referred_By).id, contact?.id);
  assert.equal(Date.parse(String(Last_Contact_At)), Date.parse(fieldValues.Last_Contact_At));
  return "number, amount, yes/no, options, lookup, date, time";
}

async function createCustom(journey: Journey): Promise<string> {
  const dynamicValues = { Name: "Tour subscription" };
  const values = { recordType: "Custom", moduleApiName: "Subscriptions", dynamicValues };
  const id = writtenId(await journey.action("crmCreateRecord", values));
  const { Name } = await storedRecord(journey, "Subscriptions", id);
  assert.equal(Name, dynamicValues.Name);
  return "Subscriptions";
}

async function getEveryField(journey: Journey, recordId: string): Promise<string> {
  const values = { recordType: "Leads", recordId };
  const [record] = asRows(await journey.action("crmGetRecord", values));
  assert.deepEqual(record, await journey.control.record("Leads", recordId));
  return `${Object.keys(record ?? {}).length} keys`;
}

async function update(journey: Journey, recordId: string): Promise<string> {
  const before = await storedRecord(journey, "Leads", recordId);
  const fieldValues = { Company: "Updated by the tour", No_of_Employees: "7" };
  const values = { recordType: "Leads", recordId, fieldValues };
  assert.equal(writtenId(await journey.action("crmUpdateRecord", values)), recordId);
  const after = await storedRecord(journey, "Leads", recordId);
  const changed = Object.keys(after).filter(
    (name) => JSON.stringify(after[name]) !== JSON.stringify(before[name]),
  );
  const effects = /^(Modified_(Time|By)|Last_Activity_Time|Revenue_per_Employee)$/;
  assert.deepEqual(changed.filter((name) => !effects.test(name)).sort(), Object.keys(fieldValues));
  assert.deepEqual(pick(after, Object.keys(fieldValues)), { ...fieldValues, No_of_Employees: 7 });
  return "changed only the named fields";
}

/** The id in the only result of a write. */
function writtenId(results: unknown): string {
  const [result] = asRows(results);
  assert.equal(result?.status, "success");
  const { id } = asRow(result.details);
  assert.match(String(id), /^\d{15,}$/);
  return String(id);
}

async function storedRecord(journey: Journey, module: string, id: string): Promise<Row> {
  const record = await journey.control.record(module, id);
  assert.ok(record, `the local Zoho has no ${module} ${id}`);
  return record;
}
