import assert from "node:assert/strict";
import type { Journey } from "./journey";
import { asRow, asRows } from "./rows";

/** Raw requests: a read, a write of JSON text, and a foreign host. */
export async function rawLines(journey: Journey): Promise<void> {
  const { control } = journey;
  const raw = { responseType: "json" };
  journey.section("Raw requests");
  await journey.line("crmRawRequest, GET", async () => {
    const values = { ...raw, method: "GET", url: "/Deals?fields=Deal_Name&per_page=200" };
    const { data } = asRow(await journey.action("crmRawRequest", values));
    assert.equal(asRows(data).length, (await control.records("Deals")).count);
    return `${asRows(data).length} records`;
  });
  await journey.line("crmRawRequest, POST of JSON text", async () => {
    const data = '{"data":[{"Last_Name":"Raw","Company":"Tour"}]}';
    const values = { ...raw, method: "POST", url: "/crm/v8/Leads", data };
    const reply = asRow(await journey.action("crmRawRequest", values));
    const { details } = asRow(asRows(reply.data)[0]);
    const stored = await control.record("Leads", String(asRow(details).id));
    assert.equal(stored?.Last_Name, "Raw");
    return undefined;
  });
  await journey.line("crmRawRequest, a foreign host", async () => {
    const values = { ...raw, method: "GET", url: "https://evil.example/crm/v8/org" };
    const before = await control.calls();
    await assert.rejects(journey.action("crmRawRequest", values), /ZOHO_INPUT_INVALID/);
    assert.equal(await control.calls(), before);
    return "rejected without a call";
  });
}
