import assert from "node:assert/strict";
import { inspect } from "node:util";
import type { ActionOptions } from "../run";
import type { Journey } from "./journey";
import { formatError } from "./reporter";
import { asRow, asRows, isObject } from "./rows";

/** The errors that builders see; none may contain a secret. */
export async function failureLines(journey: Journey): Promise<void> {
  journey.section("Failures, with the message that the builder sees");
  await failure(journey, "unknown module", {
    code: "ZOHO_MODULE_UNKNOWN",
    calls: 1,
    key: "crmGetRecords",
    values: { recordType: "Custom", moduleApiName: "Nowhere", fields: ["Name"] },
  });
  await failure(journey, "missing mandatory field", {
    code: "ZOHO_FIELD_MISSING",
    key: "crmCreateRecord",
    values: { recordType: "Leads", fieldValues: { Company: "No last name" } },
  });
  const token = { ...journey.connection?.token, api_domain: "https://www.zohoapis.example" };
  const connection = journey.connection && { ...journey.connection, token };
  await failure(journey, "foreign host in the token", {
    code: "ZOHO_HOST_REFUSED",
    calls: 0,
    key: "crmGetRecords",
    values: { recordType: "Leads", fields: ["Last_Name"] },
    options: connection ? { connection } : {},
  });
  await debugLine(journey);
}

interface ResponseType {
  code: string;
  /** The number of calls before the error; absent means any. */
  calls?: number;
  key: string;
  values: Record<string, unknown>;
  options?: ActionOptions;
}

async function failure(journey: Journey, title: string, expected: ResponseType): Promise<void> {
  const { code, calls, key, values, options } = expected;
  let text = "";
  await journey.line(title, async () => {
    const before = await journey.control.calls();
    const error = await journey.action(key, values, options).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    assert.ok(error instanceof Error, "nothing was thrown");
    text = formatError(error);
    assert.equal(isObject(error) ? error.code : undefined, code, text);
    if (calls !== undefined) assert.equal((await journey.control.calls()) - before, calls);
    const everything = inspect(error, { depth: null });
    for (const secret of journey.getSecrets())
      assert.ok(!everything.includes(secret), "a secret leaked");
    return code;
  });
  journey.quote(text);
}

async function debugLine(journey: Journey): Promise<void> {
  journey.section("Debug log");
  let sample = "";
  await journey.line("crmGetRecords with debug logging", async () => {
    const values = { recordType: "Deals", fields: ["Deal_Name"], per_page: "1" };
    const { data } = asRow(await journey.action("crmGetRecords", values, { debug: true }));
    const [deal] = asRows(data);
    assert.ok(deal?.Deal_Name, "no deal was returned");
    sample = journey.logs.findLast(({ level }) => level === "debug")?.text ?? "";
    assert.match(sample, /GET \/crm\/v8\/Deals/);
    const all = JSON.stringify(journey.logs);
    for (const secret of journey.getSecrets()) assert.ok(!all.includes(secret), "a secret leaked");
    assert.ok(!all.includes(String(deal.Deal_Name)), "a field value leaked");
    return "no token and no field value in the log";
  });
  journey.quote(sample);
}
