import assert from "node:assert/strict";
import { sandboxConnection } from "../connections";
import type { Journey } from "./journey";
import { asRow, asRows, getIds } from "./rows";

/** Queries, searches, related and deleted records, compared with the local Zoho. */
export async function queryLines(journey: Journey, removedLead: string): Promise<void> {
  const { control } = journey;
  journey.section("Queries and search");
  await journey.line("crmRunQuery", async () => {
    const query = "select Deal_Name from Deals where Amount is not null limit 200";
    const rows = asRows(await journey.action("crmRunQuery", { query }));
    const { records } = await control.records("Deals");
    const expected = records.filter(({ Amount }) => Amount !== null && Amount !== undefined);
    assert.deepEqual(getIds(rows).sort(), getIds(expected).sort());
    return `${rows.length} rows`;
  });
  await journey.line("crmRunQuery, Fetch All", async () => {
    const query = "select Last_Name from Leads where id is not null";
    const rows = asRows(await journey.action("crmRunQuery", { query, fetchAll: "true" }));
    const { count } = await control.records("Leads");
    assert.equal(new Set(getIds(rows)).size, count);
    return `${rows.length} rows`;
  });
  await journey.line("crmSearchRecords", async () => {
    const [id = ""] = await control.seed("Leads", {
      records: [{ Last_Name: "O'Brien (Jr), Ltd", Company: "Tour" }],
    });
    const values = { recordType: "Leads", fieldMatches: { Last_Name: "O'Brien (Jr), Ltd" } };
    // Searching needs a scope beyond the default ones; this token has all scopes.
    const connection = sandboxConnection();
    const found = asRow(await journey.action("crmSearchRecords", values, { connection }));
    assert.deepEqual(getIds(asRows(found.data)), [id]);
    return "by a value with characters to escape";
  });
  await journey.line("crmGetRelatedRecords, notes", async () => {
    const [lead] = (await control.records("Leads")).records;
    const recordId = String(lead?.id);
    const [note = ""] = await control.seed("Notes", {
      records: [
        {
          Note_Title: "Tour",
          Note_Content: "A note",
          Parent_Id: { id: recordId },
          $se_module: "Leads",
        },
      ],
    });
    const values = { recordType: "Leads", recordId, relatedList: "Notes", fields: ["Note_Title"] };
    const found = asRow(await journey.action("crmGetRelatedRecords", values));
    assert.deepEqual(getIds(asRows(found.data)), [note]);
    return undefined;
  });
  await journey.line("crmGetDeletedRecords", async () => {
    const found = asRow(await journey.action("crmGetDeletedRecords", { recordType: "Leads" }));
    const ids = getIds(asRows(found.data));
    assert.ok(ids.includes(removedLead), "the deleted lead is missing");
    return `${ids.length} deleted`;
  });
}
