import { sandboxConnection } from "../../runner/connections";
import { CRM_FAULTS, expectedFor } from "../support/faultTable";
import { LocalZoho, type Row } from "../support/localZoho";

/**
 * Answers of Zoho CRM that no other journey meets. With them, the component has met every status that Zoho's
 * documents give for each operation it calls; test/contract/coverage.mjs sees that none is missing.
 */
const zoho = new LocalZoho();
beforeAll(() => zoho.start());
afterAll(() => zoho.stop());
beforeEach(() => zoho.reset());

const unknown = { recordType: "Custom", moduleApiName: "Nowhere" };

describe("the metadata of related lists", () => {
  const FAULTS = [
    "reset-before",
    "expired-token",
    "no-permission",
    "rate-limited",
    "server-error",
    "html-502",
    "service-unavailable",
  ];

  it.each(FAULTS)("under %s", async (name) => {
    const [recordId] = await zoho.seed("Leads", 1);
    const values = { recordType: "Leads", recordId, relatedList: "Notes" };
    const path = "/crm/v8/settings/related_lists";
    const { outcome } = await zoho.underFault({ name, match: { path } }, () =>
      zoho.act("crmGetRelatedRecords", values),
    );
    const expected = expectedFor(CRM_FAULTS[name]?.once ?? { calls: 0 }, "read");
    expect(outcome).toBe(expected.error ?? "success");
    const calls = (await zoho.calls()).filter(({ url }) => url.startsWith(path));
    expect(calls).toHaveLength(expected.calls);
    expect(calls[0]).toMatchObject({ fault: name });
  });
});

describe("what Zoho refuses for what the call names", () => {
  const recordId = "4876876000009999999";
  const cases: [key: string, what: string, values: Row, code: string][] = [
    ["crmGetDeletedRecords", "module", unknown, "ZOHO_MODULE_UNKNOWN"],
    ["crmListAttachments", "record", { recordType: "Leads", recordId }, "ZOHO_RECORD_NOT_FOUND"],
    [
      "crmGetRelatedRecords",
      "list",
      { recordType: "Leads", recordId, relatedList: "Nothings", fields: ["Name"] },
      "ZOHO_RELATED_LIST_UNKNOWN",
    ],
    [
      "crmGetRelatedRecords",
      "module of a list",
      { ...unknown, recordId, relatedList: "Notes" },
      "ZOHO_MODULE_UNKNOWN",
    ],
    [
      "crmGetNotificationDetails",
      "module",
      { channelId: "42", module: "Nowhere" },
      "ZOHO_MODULE_UNKNOWN",
    ],
  ];

  it.each(cases)("%s with an unknown %s is an error", async (key, _what, values, code) => {
    expect(await zoho.failure(key, values)).toMatchObject({ code, status: 400 });
  });
});

describe("the fields", () => {
  it("of an unknown module are an error", async () => {
    await expect(zoho.choices("selectCrmField", unknown)).rejects.toMatchObject({
      code: "ZOHO_MODULE_UNKNOWN",
      status: 400,
    });
  });

  it("of a module that Zoho lists none for are an empty menu", async () => {
    const values = { recordType: "Custom", moduleApiName: "Email_Sentiment" };
    const connection = sandboxConnection({ tokenFields: { refresh_token: "no fields" } });
    expect(await zoho.choices("selectCrmField", values, connection)).toEqual([]);
    expect((await zoho.calls()).map(({ status }) => status)).toEqual([204]);
  });
});
