import { isJsonObject } from "../../http";
import { PROFILES } from "../../state/organization";
import { getFirst, getRows, TestSandbox } from "../../testSupport/calls";

describe("GET /settings/fields/{id}/pick_list_values (facts 7)", () => {
  const zoho = new TestSandbox();
  const module = zoho.state.modules.get("Deals");
  const url = (name: string) => `/settings/fields/${module?.byName.get(name)?.id}/pick_list_values`;

  test("lists the options in order with their layouts", () => {
    const reply = zoho.crm("GET", `${url("Stage")}?module=Deals`);
    const layout = { ...module?.layouts[0], api_name: "Standard" };
    expect(getRows(reply, "pick_list_values")).toHaveLength(7);
    expect(getFirst(reply, "pick_list_values")).toEqual({
      id: expect.stringMatching(/^\d{19}$/),
      display_value: "Qualification",
      actual_value: "Qualification",
      reference_value: "Qualification",
      type: "used",
      sequence_number: 1,
      colour_code: null,
      layout_associations: [layout],
    });
  });

  test("204 without options, 400 for an unknown field or without a module", () => {
    expect(zoho.crm("GET", `${url("Amount")}?module=Deals`).status).toBe(204);
    expect(zoho.crm("GET", "/settings/fields/1/pick_list_values?module=Deals")).toMatchObject({
      status: 400,
      json: { code: "INVALID_DATA", details: { resource_path_index: 2 } },
    });
    expect(zoho.crm("GET", url("Stage"))).toMatchObject({
      status: 400,
      json: { code: "REQUIRED_PARAM_MISSING", details: { param_name: "module" } },
    });
  });
});

test("GET /settings/profiles lists the profiles of the users (facts 7)", () => {
  const zoho = new TestSandbox();
  const { administrator, standard } = PROFILES;
  expect(getRows(zoho.crm("GET", "/settings/profiles"), "profiles")).toMatchObject([
    administrator,
    standard,
  ]);
  const single = zoho.crm("GET", `/settings/profiles/${standard.id}`);
  expect(getRows(single, "profiles")).toMatchObject([standard]);
  expect(zoho.crm("GET", "/settings/profiles/1").status).toBe(204);
});

describe("/settings/variables (facts 7)", () => {
  const taxRate = {
    api_name: "Tax_Rate",
    name: "Tax rate",
    type: "percent",
    value: 19,
    variable_group: { api_name: "Billing" },
  };
  const send = (zoho: TestSandbox, method: string, variable: unknown) =>
    zoho.crm(method, "/settings/variables", { body: { variables: [variable] } });
  const add = (zoho: TestSandbox) => {
    const { details } = getFirst(send(zoho, "POST", taxRate), "variables");
    return isJsonObject(details) ? String(details.id) : "";
  };

  test("are created, listed by group, changed and deleted", () => {
    const zoho = new TestSandbox();
    expect(zoho.crm("GET", "/settings/variables").status).toBe(204);
    const created = send(zoho, "POST", taxRate);
    expect(created.status).toBe(201);
    const id = expect.stringMatching(/^\d{19}$/);
    expect(getFirst(created, "variables")).toMatchObject({ code: "SUCCESS", details: { id } });
    const [variable] = getRows(zoho.crm("GET", "/settings/variables?group=Billing"), "variables");
    expect(variable).toEqual({
      ...taxRate,
      id,
      description: null,
      value: "19",
      variable_group: { id, api_name: "Billing" },
    });
    expect(zoho.crm("GET", "/settings/variables?group=General").status).toBe(204);
    expect(send(zoho, "PUT", { id: variable?.id, value: "7" }).status).toBe(200);
    send(zoho, "PUT", { api_name: "Tax_Rate", description: "reduced" });
    expect(getFirst(zoho.crm("GET", "/settings/variables"), "variables")).toMatchObject({
      name: "Tax rate",
      value: "7",
      description: "reduced",
    });
    expect(zoho.crm("DELETE", `/settings/variables?ids=${variable?.id}`).status).toBe(200);
    expect(zoho.crm("GET", "/settings/variables").status).toBe(204);
  });

  test.each([
    ["POST", { ...taxRate, name: undefined }, "MANDATORY_NOT_FOUND"],
    ["POST", { ...taxRate, type: "image" }, "INVALID_DATA"],
    ["POST", { ...taxRate, variable_group: { api_name: "Nope" } }, "INVALID_DATA"],
    ["POST", taxRate, "DUPLICATE_DATA"],
    ["PUT", { value: "7" }, "MANDATORY_NOT_FOUND"],
    ["PUT", { id: "1", value: "7" }, "INVALID_DATA"],
  ])("%s of %j is %s", (method, variable, code) => {
    const zoho = new TestSandbox();
    add(zoho);
    const reply = send(zoho, method, variable);
    expect([reply.status, getFirst(reply, "variables").code]).toEqual([400, code]);
  });

  test("an unknown id is not deleted; without ids REQUIRED_PARAM_MISSING", () => {
    const zoho = new TestSandbox();
    const mixed = zoho.crm("DELETE", `/settings/variables?ids=${add(zoho)},1`);
    expect(mixed.status).toBe(207);
    expect(getRows(mixed, "variables")[1]).toMatchObject({ code: "INVALID_DATA" });
    expect(zoho.crm("DELETE", "/settings/variables").json).toMatchObject({
      code: "REQUIRED_PARAM_MISSING",
    });
  });
});
