import { getFirst, getInfo, getRows, TestSandbox } from "../../testSupport/calls";

const STANDARD = [
  "Leads",
  "Contacts",
  "Accounts",
  "Deals",
  "Tasks",
  "Events",
  "Calls",
  "Products",
  "Quotes",
  "Sales_Orders",
  "Purchase_Orders",
  "Invoices",
  "Campaigns",
  "Vendors",
  "Price_Books",
  "Cases",
  "Solutions",
  "Notes",
];

describe("GET /settings/modules (facts 7)", () => {
  test("lists the standard modules and two custom ones before all others", () => {
    const modules = getRows(new TestSandbox().crm("GET", "/settings/modules"), "modules");
    const names = [...STANDARD, "Subscriptions", "Projects"];
    expect(modules.slice(0, names.length).map((module) => module.api_name)).toEqual(names);
    expect(modules[names.length - 1]).toMatchObject({
      generated_type: "custom",
      api_supported: true,
    });
    expect(modules.find((module) => module.api_name === "Events")).toMatchObject({
      singular_label: "Meeting",
      plural_label: "Meetings",
      generated_type: "default",
      status: "visible",
    });
  });

  test("reads one by name; an unknown one is INVALID_MODULE", () => {
    const zoho = new TestSandbox();
    expect(getFirst(zoho.crm("GET", "/settings/modules/Leads"), "modules")).toMatchObject({
      api_name: "Leads",
      display_field: { api_name: "Full_Name" },
    });
    expect(zoho.crm("GET", "/settings/modules/Nope")).toMatchObject({
      status: 400,
      json: { code: "INVALID_MODULE" },
    });
  });
});

describe("GET /settings/fields (facts 7)", () => {
  const getFields = (zoho: TestSandbox, module: string) =>
    getRows(zoho.crm("GET", `/settings/fields?module=${module}`), "fields");

  test("Leads and Contacts have more than the 50 fields of one call", () => {
    const zoho = new TestSandbox();
    expect(getFields(zoho, "Leads").length).toBeGreaterThanOrEqual(70);
    expect(getFields(zoho, "Contacts").length).toBeGreaterThan(50);
  });

  test("fields have the documented keys of their type", () => {
    const zoho = new TestSandbox();
    const byName = new Map(getFields(zoho, "Leads").map((field) => [field.api_name, field]));
    expect(byName.get("Last_Name")).toMatchObject({
      data_type: "text",
      json_type: "string",
      length: 80,
      system_mandatory: true,
      read_only: false,
      operation_type: { api_create: true, api_update: true },
    });
    expect(byName.get("External_Key")).toMatchObject({
      unique: { casesensitive: "false" },
      custom_field: true,
    });
    expect(byName.get("Interests")).toMatchObject({ json_type: "jsonarray" });
    expect(getRows({ status: 200, json: byName.get("Interests") }, "pick_list_values")[1]).toEqual({
      display_value: "Billing",
      actual_value: "Billing",
      reference_value: "Billing",
      sequence_number: 2,
      colour_code: null,
      id: expect.stringMatching(/^\d{19}$/),
      type: "used",
    });
    expect(byName.get("Referred_By")).toMatchObject({
      data_type: "lookup",
      lookup: { module: { api_name: "Contacts" } },
    });
    expect(byName.get("Revenue_per_Employee")).toMatchObject({
      data_type: "formula",
      read_only: true,
      formula: { return_type: "double" },
    });
    expect(byName.get("Legacy_Number")).toMatchObject({ data_type: "bigint", json_type: "string" });
  });

  test("REQUIRED_PARAM_MISSING without module; type=unused is empty", () => {
    const zoho = new TestSandbox();
    expect(zoho.crm("GET", "/settings/fields")).toMatchObject({
      status: 400,
      json: { code: "REQUIRED_PARAM_MISSING", details: { param_name: "module" } },
    });
    expect(zoho.crm("GET", "/settings/fields?module=Leads&type=unused").status).toBe(204);
  });

  test("one field by id", () => {
    const zoho = new TestSandbox();
    const [field] = getFields(zoho, "Deals");
    const url = (id: unknown) => `/settings/fields/${String(id)}?module=Deals`;
    expect(getRows(zoho.crm("GET", url(field?.id)), "fields")).toEqual([field]);
    expect(zoho.crm("GET", url(1)).status).toBe(204);
  });
});

describe("layouts and custom views (facts 7)", () => {
  test("sections of layouts mark required fields", () => {
    const zoho = new TestSandbox();
    const layout = getFirst(zoho.crm("GET", "/settings/layouts?module=Deals"), "layouts");
    const section = getFirst({ status: 200, json: layout }, "sections");
    const required = getRows({ status: 200, json: section }, "fields")
      .filter((field) => field.required)
      .map((field) => field.api_name);
    expect(layout).toMatchObject({ name: "Standard", status: "active", visible: true });
    expect(required).toEqual(["Deal_Name", "Stage"]);
    const byId = zoho.crm("GET", `/settings/layouts/${String(layout.id)}?module=Deals`);
    expect(getRows(byId, "layouts")).toEqual([layout]);
  });

  test("custom views name their default in info", () => {
    const reply = new TestSandbox().crm("GET", "/settings/custom_views?module=Leads");
    expect(getRows(reply, "custom_views").map((view) => view.name)).toEqual([
      "All Leads",
      "My Leads",
      "Recently Modified Leads",
    ]);
    expect(getInfo(reply).default).toBe(getFirst(reply, "custom_views").id);
  });
});

describe("GET /org (facts 7, 12)", () => {
  test("contains what determines the credits, and the environment", () => {
    const zoho = new TestSandbox();
    expect(getFirst(zoho.crm("GET", "/org"), "org")).toMatchObject({
      zgid: expect.stringMatching(/^\d+$/),
      type: "production",
      license_details: { paid: true, paid_type: "enterprise", users_license_purchased: 10 },
    });
    const sandboxed = zoho.crm("GET", "/org", { host: "sandbox.zohoapis.com" });
    expect(getFirst(sandboxed, "org").type).toBe("sandbox");
  });
});

describe("GET /users (facts 7)", () => {
  const getNames = (query: string) =>
    getRows(new TestSandbox().crm("GET", `/users${query}`), "users").map((user) => user.first_name);

  test.each([
    ["?type=CurrentUser", ["Ana"]],
    ["?type=ActiveUsers", ["Ana", "Boyle", "Chiyo", "Elif"]],
    ["?type=DeactiveUsers", ["Dmitri"]],
    ["?type=NotConfirmedUsers", ["Elif"]],
    ["?type=AdminUsers", ["Ana", "Chiyo"]],
    ["?type=DeletedUsers", ["Former"]],
    ["", ["Ana", "Boyle", "Chiyo", "Dmitri", "Elif"]],
    ["?ids=4876876000000327002", ["Boyle"]],
    ["?per_page=2&page=2", ["Chiyo", "Dmitri"]],
  ])("%s", (query, names) => {
    expect(getNames(query)).toEqual(names);
  });

  test("a user with role and profile; unknown 204; invalid type 400", () => {
    const zoho = new TestSandbox();
    const user = getFirst(zoho.crm("GET", "/users/4876876000000327001"), "users");
    expect(user).toMatchObject({
      full_name: "Ana",
      email: "ana@example.test",
      status: "active",
      role: { name: "CEO" },
      profile: { name: "Administrator" },
    });
    expect(zoho.crm("GET", "/users/4876876000000999999").status).toBe(204);
    expect(zoho.crm("GET", "/users?type=Everyone").status).toBe(400);
  });
});

test("GET /__apis lists paths with scope and credits", () => {
  const apis = getRows(new TestSandbox().crm("GET", "/__apis"), "__apis");
  expect(apis).toContainEqual({
    path: "/crm/v8/coql",
    operation_type: "POST",
    oauth_scope: "ZohoCRM.coql.ALL",
    min_credits: 1,
    max_credits: 3,
  });
});
