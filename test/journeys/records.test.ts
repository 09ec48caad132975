import { sandboxConnection } from "../../runner/connections";
import { idOf, LocalZoho, type Row } from "../support/localZoho";

const zoho = new LocalZoho();
beforeAll(() => zoho.start());
afterAll(() => zoho.stop());
beforeEach(() => zoho.reset({ records: { Leads: 0 } }));

const lead = { recordType: "Leads" };
const firstOf = (rows: unknown): Row => (rows as Row[])[0] ?? {};
const createdId = (results: unknown): string => idOf((results as Row[])[0]);

describe("one record", () => {
  it("is created, read, updated and removed", async () => {
    const created = await zoho.act("crmCreateRecord", {
      ...lead,
      fieldValues: { Last_Name: "Ráo 饒", Company: "Acme, “Ltd”", Email: "rao@example.com" },
    });
    expect(created).toMatchObject([
      { code: "SUCCESS", status: "success", message: "record added" },
    ]);
    const recordId = createdId(created);
    expect(recordId).toMatch(/^\d{19}$/);
    expect(await zoho.held("Leads", recordId)).toMatchObject({
      Last_Name: "Ráo 饒",
      Company: "Acme, “Ltd”",
    });

    const read = await zoho.act("crmGetRecord", { ...lead, recordId, fields: ["Last_Name"] });
    expect(read).toEqual([{ id: recordId, Last_Name: "Ráo 饒" }]);

    const updated = await zoho.act("crmUpdateRecord", {
      ...lead,
      recordId,
      fieldValues: { Company: "Beta" },
    });
    expect(updated).toMatchObject([{ code: "SUCCESS", message: "record updated" }]);
    expect(await zoho.held("Leads", recordId)).toMatchObject({
      Company: "Beta",
      Last_Name: "Ráo 饒",
    });

    const removed = await zoho.act("crmRemoveRecord", { ...lead, recordId });
    expect(removed).toMatchObject([{ code: "SUCCESS", details: { id: recordId } }]);
    expect(await zoho.held("Leads", recordId)).toBeNull();
  });

  it("comes with every field when none is named, subforms included", async () => {
    const [recordId = ""] = await zoho.seed("Leads", 1);
    const record = firstOf(await zoho.act("crmGetRecord", { ...lead, recordId }));
    expect(record).toEqual(await zoho.held("Leads", recordId));
    expect(Object.keys(record).length).toBeGreaterThan(50);
    const [call] = (await zoho.calls()).slice(-1);
    expect(call?.url).toBe(`/crm/v8/Leads/${recordId}`);
  });

  it("comes with more than 50 named fields by one call", async () => {
    const [recordId = ""] = await zoho.seed("Leads", 1);
    const held = (await zoho.held("Leads", recordId)) ?? {};
    const fields = Object.keys(held).filter((name) => !name.startsWith("$") && name !== "id");
    const wanted = fields.slice(0, 55);
    const { result, calls } = await zoho.counting(() =>
      zoho.act("crmGetRecord", { ...lead, recordId, fields: wanted }),
    );
    expect(Object.keys(firstOf(result)).sort()).toEqual(["id", ...wanted].sort());
    expect(calls).toBe(1);
  });

  it.each([{}, { unknownRecord: "400" }])(
    "that does not exist is an error naming module and id, with variants %j",
    async (variants) => {
      await zoho.reset({ variants });
      const error = await zoho.failure("crmGetRecord", {
        ...lead,
        recordId: "4876876000009999999",
      });
      expect(error).toMatchObject({ name: "RejectedError", code: "ZOHO_RECORD_NOT_FOUND" });
      expect(error.message).toContain('"Leads" with ID "4876876000009999999" not found.');
    },
  );

  it("of a custom module is reached by its API name, from either input", async () => {
    const created = await zoho.act("crmCreateRecord", {
      recordType: "Custom",
      moduleApiName: "Subscriptions",
      fieldValues: { Name: "Gold" },
    });
    const record = await zoho.act("crmGetRecord", {
      recordType: "Leads",
      moduleApiName: "Subscriptions",
      recordId: createdId(created),
      fields: ["Name"],
    });
    expect(record).toEqual([{ id: createdId(created), Name: "Gold" }]);
  });

  it("needs the API name of a module that the menu does not list", async () => {
    const error = await zoho.failure("crmGetRecord", { recordType: "Custom", recordId: "1" });
    expect(error).toMatchObject({ name: "InputError" });
    expect(error.message).toContain("Module API Name");
  });

  it.each([
    "../settings/modules",
    "1?fields=id",
    "1#top",
    "a/b",
    "..",
    "   ",
    "%2e%2e",
    "1\n2",
    "deleted",
    "search",
    "1.5",
  ])("with the id %j is refused without a call", async (recordId) => {
    for (const [key, values] of [
      ["crmGetRecord", {}],
      ["crmUpdateRecord", { fieldValues: { City: "X" } }],
      ["crmRemoveRecord", {}],
    ] as const) {
      const { result: error, calls } = await zoho.counting(() =>
        zoho.failure(key, { ...lead, recordId, ...values }),
      );
      expect([key, error.message]).toEqual([key, expect.stringContaining("Record ID")]);
      expect(calls).toBe(0);
    }
  });

  it.each([
    "Leads/../org",
    "settings",
    "Settings",
    "users",
    "org",
    "coql",
    "actions",
    "a b",
    "x?y",
  ])("in the module %s is refused without a call", async (moduleApiName) => {
    const values = { recordType: "Leads", moduleApiName, recordId: "1" };
    const { result: error, calls } = await zoho.counting(() =>
      zoho.failure("crmGetRecord", values),
    );
    expect(error).toMatchObject({ name: "InputError" });
    expect(error.message).toContain("Module API Name");
    expect(calls).toBe(0);
  });
});

describe("values", () => {
  it("typed by a builder become what their fields expect", async () => {
    const [contact = ""] = await zoho.seed("Contacts", 1);
    const created = await zoho.act("crmCreateRecord", {
      recordType: "Custom",
      moduleApiName: "Subscriptions",
      fieldValues: {
        Name: "12",
        Seats: "12",
        Monthly_Fee: "99.50",
        Auto_Renew: "true",
        Add_Ons: "Backup; Training",
        Subscriber: contact,
        Start_Date: "2026-01-31",
      },
    });
    expect(await zoho.held("Subscriptions", createdId(created))).toMatchObject({
      Name: "12",
      Seats: 12,
      Monthly_Fee: 99.5,
      Auto_Renew: true,
      Add_Ons: ["Backup", "Training"],
      Subscriber: { id: contact },
      Start_Date: "2026-01-31",
    });
  });

  it("from earlier steps stay as they are, and typed ones win over them", async () => {
    const created = await zoho.act("crmCreateRecord", {
      ...lead,
      dynamicValues: { Last_Name: "12", Company: "given", No_of_Employees: 7 },
      fieldValues: { Company: "typed", No_of_Employees: 8 },
    });
    expect(await zoho.held("Leads", createdId(created))).toMatchObject({
      Last_Name: "12",
      Company: "typed",
      No_of_Employees: 8,
    });
  });

  it("of a key-value config variable are typed as well", async () => {
    const created = await zoho.act("crmCreateRecord", {
      ...lead,
      dynamicValues: [
        { key: "Last_Name", value: "Rao" },
        { key: "Company", value: "Acme" },
        { key: "No_of_Employees", value: "12" },
      ],
    });
    expect(await zoho.held("Leads", createdId(created))).toMatchObject({ No_of_Employees: 12 });
  });

  it("cost one look-up of the fields a module and process", async () => {
    const values = { ...lead, fieldValues: { Last_Name: "Rao", Company: "Acme" } };
    await zoho.act("crmCreateRecord", values);
    const again = await zoho.counting(() => zoho.act("crmCreateRecord", values));
    expect(again.calls).toBe(1);
  });

  it("that are empty clear their fields", async () => {
    const [recordId = ""] = await zoho.seed("Leads", [
      { Last_Name: "Rao", Company: "A", City: "Pune", No_of_Employees: 5 },
    ]);
    const fieldValues = { City: "", No_of_Employees: "" };
    await zoho.act("crmUpdateRecord", { ...lead, recordId, fieldValues });
    const body = JSON.parse((await zoho.calls()).at(-1)?.body ?? "{}") as { data: Row[] };
    expect(body.data[0]).toEqual({ City: null, No_of_Employees: null });
  });

  it("keep every digit of ids that are typed as JSON numbers", async () => {
    const [contact = ""] = await zoho.seed("Contacts", 1);
    const created = await zoho.act("crmCreateRecord", {
      recordType: "Custom",
      moduleApiName: "Subscriptions",
      dynamicValues: `{"Name":"Gold","Subscriber":{"id":${contact}}}`,
    });
    expect(await zoho.held("Subscriptions", createdId(created))).toMatchObject({
      Subscriber: { id: contact },
    });
  });

  it("that JSON cannot hold are refused by name", async () => {
    const circular: Row = { Last_Name: "Rao" };
    circular.self = circular;
    const error = await zoho.failure("crmCreateRecord", { ...lead, dynamicValues: circular });
    expect(error).toMatchObject({ name: "InputError" });
  });

  it("cost one attempt to read the fields when the scope is missing", async () => {
    await zoho.scenario({ name: "missing-scope", match: { path: "/crm/v8/settings" }, count: 0 });
    const values = { recordType: "Products", fieldValues: { Product_Name: "Anvil" } };
    const first = await zoho.counting(() => zoho.act("crmCreateRecord", values));
    const second = await zoho.counting(() => zoho.act("crmCreateRecord", values));
    expect([first.calls, second.calls]).toEqual([2, 1]);
  });

  it("are fitted to the fields of their own organization", async () => {
    const values = { recordType: "Vendors", fieldValues: { Vendor_Name: "Acme" } };
    for (const refresh_token of ["one", "two"]) {
      const connection = sandboxConnection({ tokenFields: { refresh_token } });
      const { calls } = await zoho.counting(() =>
        zoho.act("crmCreateRecord", values, { connection }),
      );
      expect(calls).toBe(2);
    }
  });

  it("stay texts when the metadata cannot be read", async () => {
    await zoho.scenario({ name: "missing-scope", match: { path: "/crm/v8/settings" }, count: 0 });
    const error = await zoho.failure("crmCreateRecord", {
      recordType: "Deals",
      fieldValues: { Deal_Name: "D", Stage: "Qualification", Amount: "12" },
    });
    expect(error).toMatchObject({ code: "ZOHO_FIELD_INVALID", field: "Amount" });
    expect(zoho.logs.some(({ level }) => level === "warn")).toBe(true);
  });

  it("for fields that the module does not have are named in a warning", async () => {
    await zoho.act("crmCreateRecord", {
      ...lead,
      fieldValues: { Last_Name: "Rao", Company: "Acme", "Last Name": "x" },
    });
    const warnings = zoho.logs.filter(({ level }) => level === "warn").map(({ text }) => text);
    expect(warnings.join()).toContain("Leads has no field Last Name");
  });

  it("are needed", async () => {
    for (const key of ["crmCreateRecord", "crmUpdateRecord"]) {
      const values = { ...lead, ...(key === "crmUpdateRecord" && { recordId: "1" }) };
      const { result: error, calls } = await zoho.counting(() => zoho.failure(key, values));
      expect(error.message).toMatch(/Values: are empty/);
      expect(calls).toBe(0);
    }
  });
});

describe("a refused record", () => {
  it("without a mandatory field names it and where the layout is", async () => {
    const error = await zoho.failure("crmCreateRecord", {
      ...lead,
      fieldValues: { Company: "Acme" },
    });
    expect(error).toMatchObject({
      name: "RecordError",
      code: "ZOHO_FIELD_MISSING",
      field: "Last_Name",
      zohoCode: "MANDATORY_NOT_FOUND",
    });
    expect(error.message).toContain("Layouts");
  });

  it("with a value of the wrong type names field and type", async () => {
    const error = await zoho.failure("crmCreateRecord", {
      ...lead,
      dynamicValues: { Last_Name: "Rao", Company: "Acme", No_of_Employees: "many" },
    });
    expect(error).toMatchObject({ code: "ZOHO_FIELD_INVALID", field: "No_of_Employees" });
    expect(error.message).toContain("Expected type: integer.");
  });

  it("with a value that must be unique names the existing record", async () => {
    const values = {
      ...lead,
      fieldValues: { Last_Name: "Rao", Company: "Acme", External_Key: "key-1" },
    };
    const existing = createdId(await zoho.act("crmCreateRecord", values));
    const error = await zoho.failure("crmCreateRecord", values);
    expect(error).toMatchObject({ code: "ZOHO_DUPLICATE", field: "External_Key" });
    expect(error.message).toContain(`Existing record: ${existing}.`);
  });

  it("inside an accepted reply is an error, not a success", async () => {
    const [recordId = ""] = await zoho.seed("Leads", 1);
    for (const [key, values] of [
      ["crmCreateRecord", { fieldValues: { Last_Name: "Rao", Company: "Acme" } }],
      ["crmUpdateRecord", { recordId, fieldValues: { City: "Springfield" } }],
      ["crmRemoveRecord", { recordId }],
    ] as const) {
      await zoho.scenario({ name: "partial-failure" });
      const error = await zoho.failure(key, { ...lead, ...values });
      expect(error).toMatchObject({ name: "RecordError", status: 202, zohoCode: "INVALID_DATA" });
    }
  });

  it("of an unknown module names the remedy", async () => {
    const error = await zoho.failure("crmGetRecords", {
      recordType: "Custom",
      moduleApiName: "leads",
      fields: ["Last_Name"],
    });
    expect(error).toMatchObject({ code: "ZOHO_MODULE_UNKNOWN", zohoCode: "INVALID_MODULE" });
    expect(error.message).toContain("It is case-sensitive");
  });
});

describe("automations and layout", () => {
  it.each([
    [undefined, undefined],
    ["", undefined],
    ["all", undefined],
    ["none", []],
    ["workflow", ["workflow"]],
    ["approval", ["approval"]],
    ["blueprint", ["blueprint"]],
  ])("%j sends the trigger %j", async (automations, trigger) => {
    const [recordId = ""] = await zoho.seed("Leads", 1);
    const values = { ...lead, ...(automations !== undefined && { automations }) };
    await zoho.act("crmUpdateRecord", { ...values, recordId, dynamicValues: { City: "X" } });
    await zoho.act("crmCreateRecord", {
      ...values,
      dynamicValues: { Last_Name: "A", Company: "B" },
    });
    const bodies = (await zoho.calls()).slice(-2).map(({ body }) => JSON.parse(body) as Row);
    for (const body of bodies) expect(body.trigger).toEqual(trigger);
  });

  it("sends the layout with the record", async () => {
    const error = await zoho.failure("crmCreateRecord", {
      ...lead,
      layoutId: "1",
      dynamicValues: { Last_Name: "A", Company: "B" },
    });
    expect(error).toMatchObject({ field: "Layout" });
  });
});

describe("a delete", () => {
  it("whose first reply got lost is done", async () => {
    const [recordId = ""] = await zoho.seed("Leads", 1);
    await zoho.scenario({ name: "reset-after", match: { method: "DELETE" } });
    const removed = await zoho.act("crmRemoveRecord", { ...lead, recordId });
    expect(removed).toEqual([
      { code: "SUCCESS", details: { id: recordId }, message: "record deleted", status: "success" },
    ]);
    expect(await zoho.held("Leads", recordId)).toBeNull();
  });

  it("of a record that never was is an error, whatever came before", async () => {
    for (const name of ["rate-limited", "rate-limited-retry-after"]) {
      await zoho.scenario({ name, match: { method: "DELETE" } });
      const error = await zoho.failure("crmRemoveRecord", {
        ...lead,
        recordId: "4876876000009999999",
      });
      expect(error).toMatchObject({ code: "ZOHO_RECORD_NOT_FOUND", tries: 2 });
    }
  });

  it("of a record that is already gone is an error", async () => {
    const [recordId = ""] = await zoho.seed("Leads", 1);
    await zoho.act("crmRemoveRecord", { ...lead, recordId });
    const error = await zoho.failure("crmRemoveRecord", { ...lead, recordId });
    expect(error).toMatchObject({ code: "ZOHO_RECORD_NOT_FOUND" });
  });
});

describe("inputs that a saved flow does not have", () => {
  it("stand for their defaults", async () => {
    const [recordId = ""] = await zoho.seed("Leads", 3);
    const options = { fillDefaults: false };
    const record = await zoho.act("crmGetRecord", { ...lead, recordId }, options);
    expect(firstOf(record).id).toBe(recordId);
    const list = (await zoho.act("crmGetRecords", { ...lead, fields: ["City"] }, options)) as Row;
    expect(list.data).toHaveLength(3);
    const values = { ...lead, recordId, fieldValues: [{ key: "City", value: "Here" }] };
    await zoho.act("crmUpdateRecord", values, options);
    expect(await zoho.held("Leads", recordId)).toMatchObject({ City: "Here" });
    await zoho.act("crmRemoveRecord", { ...lead, recordId }, options);
    expect(await zoho.count("Leads")).toBe(2);
  });
});
