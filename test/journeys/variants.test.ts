import { idOf, LocalZoho, type Row } from "../support/localZoho";

/**
 * Where Zoho's documents leave a point open, the local Zoho can play every reading. The connector has to
 * do the same under all of them. docs/assumptions.md lists the points by these names.
 */
const zoho = new LocalZoho();
beforeAll(() => zoho.start());
afterAll(() => zoho.stop());

const READINGS: [variant: string, reading: string][] = [
  ["unknownRecord", "204"],
  ["unknownRecord", "400"],
  ["unknownFields", "ignored"],
  ["bareLookupIds", "accepted"],
  ["bareLookupIds", "rejected"],
  ["zuluTimes", "rejected"],
  ["zuluTimes", "accepted"],
  ["leadCompany", "optional"],
  ["leadCompany", "mandatory"],
  ["partialStatus", "207"],
  ["partialStatus", "202"],
  ["allFailedStatus", "400"],
  ["allFailedStatus", "202"],
  ["duplicateDetails", "nested"],
  ["duplicateDetails", "flat"],
  ["notModifiedStatus", "304"],
  ["notModifiedStatus", "204"],
  ["bearerScheme", "accepted"],
  ["bearerScheme", "rejected"],
  ["rateLimitCode", "TOO_MANY_REQUESTS"],
  ["rateLimitCode", "RATE_LIMIT_EXCEEDED"],
  ["failedCallCredits", "charged"],
  ["failedCallCredits", "free"],
  ["tokenScope", "sent"],
  ["tokenScope", "omitted"],
  ["timeOffset", "+05:30"],
  ["timeOffset", "-07:00"],
  ["timeOffset", "+00:00"],
];

const lead = { recordType: "Leads" };
const createdId = (results: unknown): string => idOf((results as Row[])[0]);

describe.each(READINGS)("with %s = %s", (variant, reading) => {
  beforeEach(() => zoho.reset({ variants: { [variant]: reading }, records: { Leads: 0 } }));

  it("a record is created with typed values, read, listed, updated and removed", async () => {
    const [contact = ""] = await zoho.seed("Contacts", 1);
    const subscription = { recordType: "Custom", moduleApiName: "Subscriptions" };
    const recordId = createdId(
      await zoho.act("crmCreateRecord", {
        ...subscription,
        fieldValues: {
          Name: "Gold",
          Subscriber: contact,
          Renews_At: "2026-01-31T10:00:00.000Z",
          Seats: "3",
        },
      }),
    );
    const [read] = (await zoho.act("crmGetRecord", { ...subscription, recordId })) as Row[];
    expect(read).toMatchObject({ Name: "Gold", Subscriber: { id: contact }, Seats: 3 });
    expect(Date.parse(String(read?.Renews_At))).toBe(Date.parse("2026-01-31T10:00:00Z"));
    await zoho.act("crmUpdateRecord", { ...subscription, recordId, fieldValues: { Seats: "4" } });
    const ids = { ...subscription, fields: ["Seats"], recordIds: [recordId] };
    expect(await zoho.act("crmGetRecords", ids)).toMatchObject({ data: [{ Seats: 4 }] });
    await zoho.act("crmRemoveRecord", { ...subscription, recordId });
    expect(await zoho.held("Subscriptions", recordId)).toBeNull();
  });

  it("what Zoho refuses is the same error", async () => {
    const given = { Last_Name: "Rao", Company: "Acme", External_Key: "key-1" };
    const existing = createdId(
      await zoho.act("crmCreateRecord", { ...lead, dynamicValues: given }),
    );
    expect(await zoho.failure("crmCreateRecord", { ...lead, dynamicValues: given })).toMatchObject({
      name: "RecordError",
      code: "ZOHO_DUPLICATE",
      field: "External_Key",
      refused: [{ existingId: existing }],
    });
    expect(
      await zoho.failure("crmCreateRecord", { ...lead, dynamicValues: { Company: "Acme" } }),
    ).toMatchObject({ name: "RecordError", code: "ZOHO_FIELD_MISSING", field: "Last_Name" });
    const unknown = { ...lead, recordId: "4876876000009999999" };
    for (const key of ["crmGetRecord", "crmRemoveRecord"]) {
      expect(await zoho.failure(key, unknown)).toMatchObject({ code: "ZOHO_RECORD_NOT_FOUND" });
    }
    await zoho.scenario({ name: "rate-limited", count: 0 });
    expect(await zoho.failure("crmGetRecord", unknown)).toMatchObject({
      code: "ZOHO_RATE_LIMITED",
    });
  });

  it("nothing new since a time is an empty list", async () => {
    await zoho.seed("Leads", 2);
    const values = { ...lead, fields: ["City"], modifiedSince: "2099-01-01" };
    expect(await zoho.act("crmGetRecords", values)).toMatchObject({ data: [] });
  });
});

const CHANNEL_READINGS: [variant: string, reading: string][] = [
  ["channelIds", "string"],
  ["channelIds", "number"],
  ["notSubscribedStatus", "202"],
  ["notSubscribedStatus", "400"],
  ["watchTokenLength", "50"],
  ["watchTokenLength", "256"],
  ["patchNotifyUrl", "optional"],
  ["patchNotifyUrl", "mandatory"],
  ["watchUriVersion", "v8"],
  ["watchUriVersion", "v2"],
];

describe.each(CHANNEL_READINGS)("with %s = %s", (variant, reading) => {
  beforeEach(() => zoho.reset({ variants: { [variant]: reading } }));

  it("a channel is enabled, changed, narrowed and closed", async () => {
    const channelId = "9007199254740993001";
    const notifyUrl = "https://hooks.example.com/zoho";
    const modules = async () => {
      const found = await zoho.act("crmGetNotificationDetails", { channelId });
      const { watch } = found as { watch: Row[] };
      expect(watch.every((row) => row.channel_id === channelId)).toBe(true);
      return watch.map(({ resource_name }) => resource_name).sort();
    };
    const token = "x".repeat(50);
    await zoho.act("crmEnableNotification", {
      channelId,
      notifyUrl,
      token,
      events: '["Leads.all"]',
    });
    await zoho.act("crmUpdateNotification", { channelId, events: '["Deals.edit"]' });
    expect(await modules()).toEqual(["Deals", "Leads"]);
    await zoho.act("crmDisableSpecificNotification", { channelId, events: '["Leads.all"]' });
    expect(await modules()).toEqual(["Deals"]);
    await zoho.act("crmDisableNotification", { channelIds: channelId });
    expect(await modules()).toEqual([]);
    const error = await zoho.failure("crmDisableNotification", { channelIds: channelId });
    expect(error).toMatchObject({ code: "ZOHO_CHANNEL_UNKNOWN" });
  });
});

const ATTACHMENT_READINGS: [variant: string, reading: string][] = [
  ["attachmentMegabytes", "100"],
  ["attachmentMegabytes", "1"],
  ["attachmentSize", "string"],
  ["attachmentSize", "number"],
  ["unknownAttachment", "204"],
  ["unknownAttachment", "400"],
  ["downloadType", "by-file"],
  ["downloadType", "octet-stream"],
];

describe.each(ATTACHMENT_READINGS)("with %s = %s", (variant, reading) => {
  beforeEach(() => zoho.reset({ variants: { [variant]: reading }, records: { Leads: 1 } }));

  it("a file is attached, listed, downloaded and deleted, or refused by its size", async () => {
    const [recordId = ""] = await zoho.seed("Leads", 1);
    const record = { ...lead, recordId };
    const data = Buffer.alloc(1024 * 1024 + 1, 7);
    const big = { ...record, file: { data, contentType: "image/png" }, fileName: "big.png" };
    if (reading === "1") {
      expect(await zoho.failure("crmAddAttachment", big)).toMatchObject({
        code: "ZOHO_FILE_REFUSED",
      });
      return;
    }
    const attachmentId = createdId(await zoho.act("crmAddAttachment", big));
    expect(await zoho.act("crmListAttachments", record)).toMatchObject([{ id: attachmentId }]);
    const found = (await zoho.act("crmDownloadAttachment", { ...record, attachmentId })) as {
      file: { data: Buffer };
    };
    expect(found.file.data.equals(data)).toBe(true);
    await zoho.act("crmDeleteAttachment", { ...record, attachmentId });
    for (const key of ["crmDownloadAttachment", "crmDeleteAttachment"]) {
      const error = await zoho.failure(key, { ...record, attachmentId });
      expect(error).toMatchObject({ code: "ZOHO_RECORD_NOT_FOUND" });
    }
  });
});

describe.each([
  ["deletedNotModified", "204"],
  ["deletedNotModified", "304"],
  ["deletedCredits", "2"],
  ["deletedCredits", "1"],
])("with %s = %s", (variant, reading) => {
  it("nothing deleted since a time is an empty list", async () => {
    await zoho.reset({ variants: { [variant]: reading } });
    const values = { ...lead, deletedSince: "2099-01-01" };
    expect(await zoho.act("crmGetDeletedRecords", values)).toMatchObject({ data: [] });
  });
});
