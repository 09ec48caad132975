import type { JsonObject } from "../http";
import { bulk, END_MS } from "../testSupport/bulk";
import { createWrite, uploadCsv } from "../testSupport/bulkWrite";
import { getFirst, getRows, TestSandbox } from "../testSupport/calls";
import { field } from "./schema/field";
import { addField, removeField, renameField } from "./schemaChanges";

const LEADS = "Leads";

function setUp() {
  const zoho = new TestSandbox();
  const id = zoho.create(LEADS, { Last_Name: "Rao", City: "Austin", External_Key: "K" });
  const module = zoho.module(LEADS);
  const read = (name: string): JsonObject => getFirst(zoho.crm("GET", `/Leads?fields=${name}`));
  const query = (name: string) =>
    zoho.coql(`select ${name} from Leads where ${name} = 'Austin' limit 1`);
  const shown = () =>
    getRows(zoho.crm("GET", "/settings/fields?module=Leads"), "fields").map((one) => one.api_name);
  return { zoho, id, module, read, query, shown };
}

describe("fields that change at run time", () => {
  test("renamed: metadata, COQL, lists and records know only the new name", () => {
    const { zoho, id, module, read, query, shown } = setUp();
    const fieldId = module.byName.get("City")?.id;
    renameField(zoho.state, module, "City", "Town");
    expect(shown()).toEqual(expect.arrayContaining(["Town"]));
    expect(shown()).not.toContain("City");
    expect(module.byName.get("Town")?.id).toBe(fieldId);
    expect(read("Town")).toEqual({ id, Town: "Austin" });
    expect(read("City")).toEqual({ id });
    expect(query("Town").status).toBe(200);
    expect(query("City")).toMatchObject({
      status: 400,
      json: { code: "INVALID_QUERY", details: { column_name: "City" } },
    });
    expect(getFirst(zoho.crm("GET", `/Leads/${id}`))).toMatchObject({
      Town: "Austin",
      Modified_Time: "2026-01-01T10:00:00+05:30",
    });
  });

  test("a renamed unique field stays unique", () => {
    const { zoho, module } = setUp();
    renameField(zoho.state, module, "External_Key", "Their_Id");
    const body = { data: [{ Last_Name: "Roa", Their_Id: "K" }] };
    expect(zoho.crm("POST", "/Leads", { body }).status).toBe(400);
  });

  test("removed: with its values", () => {
    const { zoho, id, module, read, query, shown } = setUp();
    removeField(zoho.state, module, "City");
    expect(shown()).not.toContain("City");
    expect(read("City")).toEqual({ id });
    expect(query("City").status).toBe(400);
    expect(getFirst(zoho.crm("GET", `/Leads/${id}`))).not.toHaveProperty("City");
  });

  test("added: empty, and accepts values", () => {
    const { zoho, id, module, read, query } = setUp();
    addField(zoho.state, module, field("Nickname", "text", { unique: true }));
    expect(read("Nickname")).toEqual({ id, Nickname: null });
    const data = [{ id, Nickname: "Austin" }];
    expect(zoho.crm("PUT", "/Leads", { body: { data } }).status).toBe(200);
    expect(query("Nickname").status).toBe(200);
    const twice = { data: [{ Last_Name: "Roa", Nickname: "austin" }] };
    expect(zoho.crm("POST", "/Leads", { body: twice })).toMatchObject({ status: 400 });
  });

  test.each([["Modified_Time"], ["Full_Name"], ["Last_Name"], ["Annual_Revenue"], ["Nope"]])(
    "%s cannot be removed or renamed",
    (name) => {
      const { zoho, module } = setUp();
      expect(() => removeField(zoho.state, module, name)).toThrow(name);
      expect(() => renameField(zoho.state, module, name, "Free")).toThrow(name);
    },
  );

  test("an existing or invalid name is refused", () => {
    const { zoho, module } = setUp();
    expect(() => renameField(zoho.state, module, "City", "State")).toThrow("State");
    expect(() => addField(zoho.state, module, field("a b", "text"))).toThrow("a b");
  });
});

test("a unique field of numbers stays unique, and finds records for upserts and bulk writes", async () => {
  const { zoho, module, id } = setUp();
  addField(zoho.state, module, field("Ext_No", "integer", { unique: true }));
  const put = (data: JsonObject[]) => zoho.crm("POST", "/Leads", { body: { data } });
  const first = put([{ Last_Name: "A", Ext_No: 5 }]);
  expect(first.status).toBe(201);
  expect(getFirst(put([{ Last_Name: "B", Ext_No: 5 }])).code).toBe("DUPLICATE_DATA");
  const body = { data: [{ Last_Name: "C", Ext_No: 5 }], duplicate_check_fields: ["Ext_No"] };
  expect(getFirst(zoho.crm("POST", "/Leads/upsert", { body }))).toMatchObject({
    action: "update",
    duplicate_field: "Ext_No",
  });
  zoho.crm("PUT", `/Leads/${id}`, { body: { data: [{ Ext_No: 6 }] } });
  const fileId = await uploadCsv(zoho, "Ext_No,City\n6,Boston\n");
  expect(createWrite(zoho, "update", fileId, { find_by: "Ext_No" }).status).toBe(201);
  zoho.clock.advance(END_MS);
  zoho.state.dueWork.runDue(zoho.clock.now());
  expect(getFirst(zoho.crm("GET", `/Leads/${id}`)).City).toBe("Boston");
});

test("records are found by value after a field was renamed back and forth", () => {
  const { zoho, module, id } = setUp();
  const upsert = (Email: string) =>
    getFirst(zoho.crm("POST", "/Leads/upsert", { body: { data: [{ Last_Name: "R", Email }] } }));
  zoho.crm("PUT", `/Leads/${id}`, { body: { data: [{ Email: "old@x.test" }] } });
  expect(upsert("old@x.test").action).toBe("update");
  renameField(zoho.state, module, "Email", "Mail");
  zoho.crm("PUT", `/Leads/${id}`, { body: { data: [{ Mail: "new@x.test" }] } });
  renameField(zoho.state, module, "Mail", "Email");
  expect(upsert("new@x.test").action).toBe("update");
  expect(upsert("old@x.test").action).toBe("insert");
});

describe("a module that users may not read (facts 2.3, 14)", () => {
  const unreadable = (variants = {}) => {
    const zoho = new TestSandbox({ Leads: 1, Contacts: 1 }, variants);
    zoho.module(LEADS).readable = false;
    return zoho;
  };
  const denied = {
    status: 403,
    json: {
      code: "NO_PERMISSION",
      details: { permissions: ["Crm_Implied_View_Leads"] },
      message: "permission denied",
      status: "error",
    },
  };

  test("refuses every call on its records", () => {
    const zoho = unreadable();
    expect(zoho.crm("GET", "/Leads?fields=id")).toMatchObject(denied);
    expect(zoho.crm("GET", "/Leads/1")).toMatchObject(denied);
    expect(zoho.crm("GET", "/Leads/search?word=Rao")).toMatchObject(denied);
    expect(zoho.crm("GET", "/Leads/deleted")).toMatchObject(denied);
    expect(zoho.crm("POST", "/Leads", { body: { data: [{}] } })).toMatchObject(denied);
    expect(zoho.coql("select id from Leads where id is not null")).toMatchObject(denied);
    expect(zoho.crm("GET", "/Contacts?fields=id").status).toBe(200);
  });

  test("refuses bulk jobs and related lists", async () => {
    const zoho = unreadable();
    const query = { module: { api_name: LEADS } };
    expect(bulk(zoho, "POST", "/read", { query })).toMatchObject(denied);
    const fileId = await uploadCsv(zoho, "Last_Name\nRao\n");
    expect(createWrite(zoho, "insert", fileId)).toMatchObject(denied);
    const campaign = zoho.create("Campaigns", { Campaign_Name: "C" });
    expect(zoho.crm("GET", `/Campaigns/${campaign}/Leads?fields=id`)).toMatchObject(denied);
  });

  test("is shown as not viewable, without fields", () => {
    const zoho = unreadable();
    const modules = getRows(zoho.crm("GET", "/settings/modules"), "modules");
    expect(modules.find(({ api_name }) => api_name === LEADS)).toMatchObject({ viewable: false });
    expect(zoho.crm("GET", "/settings/fields?module=Leads")).toEqual({ status: 204 });
  });

  test("cannot be joined in COQL", () => {
    const zoho = unreadable();
    zoho.module("Contacts").readable = false;
    zoho.module(LEADS).readable = true;
    const query = "select Referred_By.Email from Leads where id is not null";
    expect(zoho.coql(query)).toMatchObject({ status: 400, json: { code: "INVALID_QUERY" } });
    zoho.module("Contacts").readable = true;
    expect(zoho.coql(query).status).toBe(200);
  });

  test("does not exist, in the variant", () => {
    const zoho = unreadable({ unreadableModule: "INVALID_MODULE" });
    expect(zoho.crm("GET", "/Leads?fields=id")).toMatchObject({
      status: 400,
      json: { code: "INVALID_MODULE" },
    });
  });
});
