import { getFirst, getRows, TestSandbox } from "../../testSupport/calls";

describe("modules without records (facts 14)", () => {
  const zoho = new TestSandbox();
  const listed = (name: string) =>
    getRows(zoho.crm("GET", "/settings/modules"), "modules").find((one) => one.api_name === name);

  test.each([
    ["CTI_Entry", "default", true],
    ["Functions__s", "default", true],
    ["Home", "default", false],
    ["Quoted_Items", "subform", true],
    ["Partners_X", "linking", true],
  ])("%s is listed as %s, api_supported %s", (name, generatedType, apiSupported) => {
    expect(listed(name)).toMatchObject({
      id: expect.stringMatching(/^\d{19}$/),
      generated_type: generatedType,
      api_supported: apiSupported,
    });
    const single = getFirst(zoho.crm("GET", `/settings/modules/${name}`), "modules");
    expect(single).toMatchObject({ api_name: name, generated_type: generatedType });
  });

  test("a subform and a linking module name the module they belong to", () => {
    const quotes = { api_name: "Quotes", id: zoho.state.modules.get("Quotes")?.id };
    expect(listed("Quoted_Items")?.parent_module).toEqual(quotes);
  });

  test.each([
    ["CTI_Entry", 200],
    ["Locking_Information__s", 204],
    ["Email_Sentiment", 204],
    ["Home", 204],
  ])("the fields of %s are %i", (name, status) => {
    expect(zoho.crm("GET", `/settings/fields?module=${name}`).status).toBe(status);
  });

  test.each([
    ["CTI_Entry", 400, "INVALID_MODULE"],
    ["Email_Analytics", 400, "INVALID_QUERY"],
    ["Email_Template_Analytics", 400, "INVALID_QUERY"],
    ["Functions__s", 400, "INVALID_QUERY"],
    ["Quoted_Items", 501, "SANDBOX_NOT_IMPLEMENTED"],
  ])("COQL on %s is %i %s", (name, status, code) => {
    const reply = zoho.coql(`select id from ${name} where id is not null`);
    expect(reply).toMatchObject({ status, json: { code } });
  });

  test.each([
    ["Functions__s", 400, "INVALID_MODULE"],
    ["Quoted_Items", 501, "SANDBOX_NOT_IMPLEMENTED"],
  ])("a list of %s is %i %s", (name, status, code) => {
    expect(zoho.crm("GET", `/${name}?fields=id`)).toMatchObject({ status, json: { code } });
  });

  test.each(["CTI_Entry", "Partners_X", "Home"])("bulk read does not support %s", (name) => {
    const reply = zoho.call("POST", "/crm/bulk/v8/read", {
      headers: { "content-type": "application/json" },
      body: { query: { module: { api_name: name } } },
    });
    expect(reply).toMatchObject({ status: 400, json: { code: "MODULE_NOT_SUPPORTED" } });
  });
});
