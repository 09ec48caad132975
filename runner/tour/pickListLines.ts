import assert from "node:assert/strict";
import type { Journey } from "./journey";
import { asRows, getIds } from "./rows";

/** The data sources of Zoho CRM, compared with the local Zoho. */
export async function pickListLines(journey: Journey): Promise<void> {
  const { control } = journey;
  journey.section("Data sources");
  await journey.line("selectCrmModule", async () => {
    const keys = getKeys(await journey.dataSource("selectCrmModule", {}));
    for (const module of ["Leads", "Deals", "Subscriptions"]) {
      assert.ok(keys.includes(module), `${module} is missing`);
    }
    return `${keys.length} modules`;
  });
  await journey.line("selectCrmField, Leads", async () => {
    const keys = getKeys(await journey.dataSource("selectCrmField", { recordType: "Leads" }));
    const [stored] = (await control.records("Leads")).records;
    // Keys of a record that are not fields of its module.
    const fields = Object.keys(stored ?? {}).filter((name) => !/^(id$|Layout$|\$)/.test(name));
    assert.deepEqual(
      fields.filter((name) => !keys.includes(name)),
      [],
    );
    return `${keys.length} fields`;
  });
  await journey.line("selectCrmRecord, Deals", async () => {
    const elements = asRows(await journey.dataSource("selectCrmRecord", { recordType: "Deals" }));
    const { records } = await control.records("Deals");
    const labels = new Map(elements.map(({ key, label }) => [key, label]));
    assert.deepEqual([...labels.keys()].sort(), getIds(records).sort());
    for (const { id, Deal_Name } of records) assert.equal(labels.get(id), Deal_Name);
    return `${elements.length} records`;
  });
}

const getKeys = (elements: unknown): string[] => asRows(elements).map(({ key }) => String(key));
