import { isJsonObject, type JsonObject, type Reply } from "../../http";
import { renameField } from "../../state/schemaChanges";
import { getFirst, getRows, TestSandbox } from "../../testSupport/calls";
import { tokenFor } from "../../testSupport/signIn";
import { fileForm, upload } from "../../testSupport/uploads";

const LEAD = {
  First_Name: "Mei",
  Last_Name: "Rao",
  Company: "Acme",
  Email: "rao@example.test",
  Designation: "CTO",
  City: "Zürich",
  No_of_Employees: 5,
  Tag: [{ name: "t1" }, { name: "t2" }],
};
const DEAL = { Deal_Name: "D", Closing_Date: "2026-03-01", Stage: "Qualification" };

function start(variants: JsonObject = {}) {
  const zoho = new TestSandbox({}, variants);
  return { zoho, id: zoho.create("Leads", LEAD) };
}
const convert = (zoho: TestSandbox, id: string, body: unknown = {}) =>
  zoho.crm("POST", `/Leads/${id}/actions/convert`, { body: { data: [body] } });
const size = ({ state }: TestSandbox, name: string) => state.records.get(name)?.size;

/** The record named in the reply to a conversion. */
function resultRecord(zoho: TestSandbox, reply: Reply, name: string): JsonObject {
  const { details } = getFirst(reply);
  const result = isJsonObject(details) ? details[name] : undefined;
  if (!isJsonObject(result)) throw new Error(JSON.stringify(reply));
  return getFirst(zoho.crm("GET", `/${name}/${result.id}`));
}

describe("POST /Leads/{id}/actions/convert (facts 3.11)", () => {
  test("creates a contact and an account and returns both", () => {
    const { zoho, id } = start();
    const reply = convert(zoho, id);
    const someId = expect.stringMatching(/^\d{19}$/);
    expect(reply).toEqual({
      status: 200,
      json: {
        data: [
          {
            code: "SUCCESS",
            details: {
              Contacts: { name: "Mei Rao", id: someId },
              Deals: null,
              Accounts: { name: "Acme", id: someId },
            },
            message: "The record has been converted successfully",
            status: "success",
          },
        ],
      },
    });
    const account = resultRecord(zoho, reply, "Accounts");
    expect(account).toMatchObject({ Employees: 5, Billing_City: "Zürich" });
    expect(resultRecord(zoho, reply, "Contacts")).toMatchObject({
      Last_Name: "Rao",
      Email: "rao@example.test",
      Title: "CTO",
      Mailing_City: "Zürich",
      Account_Name: { id: account.id },
    });
  });

  test("does not fill fields that were renamed", () => {
    const { zoho, id } = start();
    renameField(zoho.state, zoho.module("Contacts"), "Title", "Position");
    const contact = resultRecord(zoho, convert(zoho, id), "Contacts");
    expect(contact).toMatchObject({ Position: null, Mailing_City: "Zürich" });
    expect(zoho.stored("Contacts", String(contact.id)).values).not.toHaveProperty("Title");
  });

  test("changes nothing if the user may not read contacts", () => {
    const { zoho, id } = start();
    zoho.module("Contacts").readable = false;
    expect(convert(zoho, id)).toMatchObject({ status: 403, json: { code: "NO_PERMISSION" } });
    expect([size(zoho, "Accounts"), size(zoho, "Contacts")]).toEqual([0, 0]);
  });

  test("hides the lead from lists and search but not from COQL (facts 13.13)", () => {
    const { zoho, id } = start();
    convert(zoho, id);
    expect(zoho.crm("GET", "/Leads?fields=id").status).toBe(204);
    expect(zoho.crm("GET", "/Leads/search?word=Rao").status).toBe(204);
    expect(getRows(zoho.crm("GET", "/Leads?fields=id&converted=true"))).toEqual([{ id }]);
    const query = "select Converted__s from Leads where Last_Name = 'Rao'";
    expect(getFirst(zoho.coql(query))).toEqual({ Converted__s: true, id });
    expect(getFirst(zoho.crm("GET", `/Leads/${id}`))).toMatchObject({
      $converted: true,
      Converted_Date_Time: "2026-01-01T10:00:00+05:30",
    });
  });

  test("creates a deal of account and contact on request", () => {
    const { zoho, id } = start();
    const reply = convert(zoho, id, { Deals: { ...DEAL, Pipeline: "Standard (Standard)" } });
    const contact = resultRecord(zoho, reply, "Contacts");
    expect(resultRecord(zoho, reply, "Deals")).toMatchObject({
      Deal_Name: "D",
      Stage: "Qualification",
      Contact_Name: { id: contact.id },
      Account_Name: contact.Account_Name,
    });
  });

  test("uses existing records, and changes them only with overwrite", () => {
    const into = (overwrite: boolean) => {
      const { zoho, id } = start();
      const Accounts = { id: zoho.create("Accounts", { Account_Name: "Old" }) };
      const Contacts = { id: zoho.create("Contacts", { Last_Name: "Old", Phone: "1" }) };
      const reply = convert(zoho, id, { overwrite, Accounts, Contacts });
      expect([size(zoho, "Accounts"), size(zoho, "Contacts")]).toEqual([1, 1]);
      const { Last_Name, Phone, Account_Name } = resultRecord(zoho, reply, "Contacts");
      return { Last_Name, Phone, Account_Name };
    };
    expect(into(false)).toEqual({ Last_Name: "Old", Phone: "1", Account_Name: null });
    expect(into(true)).toMatchObject({
      Last_Name: "Rao",
      Phone: "1",
      Account_Name: { name: "Acme" },
    });
  });

  test("a lead without a company becomes only a contact", () => {
    const zoho = new TestSandbox();
    const id = zoho.create("Leads", { Last_Name: "Rao" });
    expect(getFirst(convert(zoho, id))).toMatchObject({ details: { Accounts: null } });
  });

  test("assigns an owner, moves attachments and copies tags", async () => {
    const { zoho, id } = start();
    await upload(zoho, `/Leads/${id}/Attachments`, fileForm("x", "x.txt"));
    const owner = zoho.state.users[1]?.id;
    const reply = convert(zoho, id, {
      assign_to: { id: owner },
      Deals: DEAL,
      move_attachments_to: { api_name: "Deals" },
      carry_over_tags: { Contacts: ["t1"], Deals: [{ name: "t2" }] },
    });
    const deal = resultRecord(zoho, reply, "Deals");
    expect(deal).toMatchObject({ Owner: { id: owner }, Tag: [{ name: "t2" }] });
    expect(resultRecord(zoho, reply, "Contacts")).toMatchObject({
      Owner: { id: owner },
      Tag: [{ name: "t1" }],
    });
    expect(zoho.state.attachments.of("Deals", String(deal.id))).toHaveLength(1);
    expect(zoho.state.attachments.of("Leads", id)).toHaveLength(0);
  });

  test("copied tags count as a change at that time by that user", () => {
    const { zoho, id } = start();
    const contact = zoho.create("Contacts", { Last_Name: "Old" });
    zoho.clock.advance(60_000);
    zoho.crm("POST", `/Leads/${id}/actions/convert`, {
      body: { data: [{ Contacts: { id: contact }, carry_over_tags: { Contacts: ["t1"] } }] },
      token: "sandbox-boyle",
    });
    const [, boyle] = zoho.state.users;
    const change = { kind: "update", at: zoho.clock.nowSecond(), by: boyle?.id, fields: ["Tag"] };
    expect(zoho.state.history.of("Contacts", contact).at(-1)).toMatchObject(change);
    expect(getFirst(zoho.crm("GET", `/Contacts/${contact}`))).toMatchObject({
      Modified_Time: "2026-01-01T10:01:00+05:30",
      Modified_By: { id: boyle?.id },
    });
  });

  test("a second conversion is 400 ID_ALREADY_CONVERTED", () => {
    const { zoho, id } = start();
    convert(zoho, id);
    expect(convert(zoho, id)).toEqual({
      status: 400,
      headers: {},
      json: {
        code: "ID_ALREADY_CONVERTED",
        details: { resource_path_index: 1 },
        message: "id already converted",
        status: "error",
      },
    });
    expect(convert(zoho, "4876876000009999999").json).toMatchObject({
      code: "INVALID_DATA",
      details: { resource_path_index: 1 },
    });
    expect(convert(zoho, "abc").status).toBe(400);
  });

  test.each([
    [{ Deals: { ...DEAL, Deal_Name: undefined } }, "MANDATORY_NOT_FOUND", "Deals.Deal_Name"],
    [{ Deals: { ...DEAL, Closing_Date: undefined } }, "MANDATORY_NOT_FOUND", "Deals.Closing_Date"],
    [{ Deals: { ...DEAL, Stage: "Nope" } }, "MAPPING_MISMATCH", "Deals.Stage"],
    [{ Deals: { ...DEAL, Amount: "x" } }, "INVALID_DATA", "Deals.Amount"],
    [{ Deals: "D" }, "INVALID_DATA", "Deals"],
    [{ Accounts: { id: "1" } }, "INVALID_DATA", "Accounts.id"],
    [{ Contacts: "1" }, "INVALID_DATA", "Contacts"],
    [{ assign_to: { id: "1" } }, "INVALID_DATA", "assign_to.id"],
    [
      { move_attachments_to: { api_name: "Tasks" } },
      "INVALID_DATA",
      "move_attachments_to.api_name",
    ],
    [{ carry_over_tags: { Tasks: [] } }, "INVALID_DATA", "carry_over_tags.Tasks"],
    [{ carry_over_tags: { Deals: "t1" } }, "INVALID_DATA", "carry_over_tags.Deals"],
  ])("%j is refused and nothing is changed", (body, code, path) => {
    const { zoho, id } = start();
    const reply = convert(zoho, id, body);
    expect(reply.status).toBe(400);
    expect(getFirst(reply)).toMatchObject({ code, details: { json_path: `$.data[0].${path}` } });
    expect([size(zoho, "Contacts"), size(zoho, "Accounts"), size(zoho, "Deals")]).toEqual([
      0, 0, 0,
    ]);
    expect(convert(zoho, id).status).toBe(200);
  });

  test("accepts one element, costs 5 credits and needs the scope of leads", () => {
    const { zoho, id } = start();
    const two = zoho.crm("POST", `/Leads/${id}/actions/convert`, { body: { data: [{}, {}] } });
    expect(two.json).toMatchObject({ code: "LIMIT_EXCEEDED", details: { limit: 1 } });
    const before = zoho.state.credits.total;
    convert(zoho, id);
    expect(zoho.state.credits.total - before).toBe(5);
    const other = zoho.create("Leads", LEAD);
    const status = (scope: string) =>
      zoho.crm("POST", `/Leads/${other}/actions/convert`, {
        body: { data: [{}] },
        token: tokenFor(zoho, scope),
      }).status;
    expect(status("ZohoCRM.modules.leads.UPDATE")).toBe(401);
    expect(status("ZohoCRM.modules.leads.CREATE")).toBe(200);
  });
});

test("GET /Leads/{id}/__conversion_options lists matching contacts and accounts (facts 3.11)", () => {
  const { zoho, id } = start();
  const options = () => zoho.crm("GET", `/Leads/${id}/__conversion_options`).json;
  expect(options()).toMatchObject({
    __conversion_options: { Contacts: null, Accounts: null, Deals: null },
  });
  const contact = zoho.create("Contacts", { Last_Name: "X", Email: "rao@example.test" });
  const account = zoho.create("Accounts", { Account_Name: "ACME" });
  expect(options()).toMatchObject({
    __conversion_options: {
      Contacts: [{ name: "X", id: contact }],
      Accounts: [{ name: "ACME", id: account }],
    },
  });
});
