import { getRows, TestSandbox } from "../testSupport/calls";
import { restoreRecord } from "./recycleBin";

const DAY_MS = 86_400_000;

function deleted(variants: Record<string, unknown> = {}) {
  const zoho = new TestSandbox({}, variants);
  const id = zoho.create("Leads", { Last_Name: "Rao", External_Key: "K" });
  zoho.state.attachments.add({
    id: "1",
    moduleName: "Leads",
    parentId: id,
    fileName: "f",
    createdAt: 0,
    createdBy: "",
  });
  zoho.clock.advance(60_000);
  zoho.crm("DELETE", `/Leads/${id}`);
  const restore = () => {
    const by = zoho.state.users[1]?.id ?? "";
    restoreRecord(zoho.state, zoho.module("Leads"), id, zoho.clock.nowSecond(), by);
  };
  return { zoho, id, restore };
}

describe("the recycle bin (facts 3.6, 3.7)", () => {
  test("restores a record with its attachments; it is no longer listed as deleted", () => {
    const { zoho, id, restore } = deleted();
    restore();
    expect(getRows(zoho.crm("GET", `/Leads/${id}`))).toMatchObject([
      { Last_Name: "Rao", Modified_Time: "2026-01-01T10:00:00+05:30" },
    ]);
    expect(getRows(zoho.crm("GET", `/Leads/${id}/Attachments?fields=id`))).toHaveLength(1);
    expect(getRows(zoho.crm("GET", "/Leads?fields=Last_Name"))).toHaveLength(1);
    expect(zoho.crm("GET", "/Leads/deleted").status).toBe(204);
    expect(zoho.state.history.of("Leads", id).at(-1)?.kind).toBe("restore");
  });

  test("in the variant restoring modifies the record", () => {
    const { zoho, id, restore } = deleted({ restoredTime: "now" });
    restore();
    expect(getRows(zoho.crm("GET", `/Leads/${id}`))).toMatchObject([
      { Modified_Time: "2026-01-01T10:01:00+05:30", Modified_By: { name: "Boyle O'Neil" } },
    ]);
  });

  test("does not restore purged records or duplicate unique values", () => {
    const gone = deleted();
    gone.zoho.clock.advance(60 * DAY_MS);
    expect(gone.restore).toThrow(/recycle bin/);
    const { zoho, id, restore } = deleted();
    zoho.create("Leads", { Last_Name: "Roa", External_Key: "k" });
    expect(restore).toThrow(/External_Key/);
    zoho.state.records.get("Leads")?.purge(id, zoho.clock.nowSecond());
    expect(restore).toThrow(/recycle bin/);
  });

  test("empties after 60 days; purging later does not change that time", () => {
    const { zoho, id } = deleted();
    zoho.clock.advance(70 * DAY_MS);
    const rows = () => getRows(zoho.crm("GET", "/Leads/deleted"));
    const gone = { type: "permanent", deleted_time: "2026-03-02T10:01:00+05:30" };
    expect(rows()).toMatchObject([gone]);
    zoho.state.records.get("Leads")?.purge(id, zoho.clock.nowSecond());
    expect(rows()).toMatchObject([gone]);
  });
});
