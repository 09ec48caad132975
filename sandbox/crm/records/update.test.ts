import { getFirst, getRows, TestSandbox } from "../../testSupport/calls";

const put = (zoho: TestSandbox, url: string, data: unknown[], headers = {}) =>
  zoho.crm("PUT", url, { body: { data }, headers });

describe("PUT /{module} and /{module}/{id} (facts 3.4)", () => {
  test("replies 200 'record updated' with the new Modified_Time", () => {
    const zoho = new TestSandbox();
    const id = zoho.create("Leads", { Last_Name: "Rao" });
    zoho.clock.advance(60_000);
    const reply = put(zoho, `/Leads/${id}`, [{ Last_Name: "Roy" }]);
    expect(reply.status).toBe(200);
    expect(getFirst(reply)).toMatchObject({
      code: "SUCCESS",
      details: {
        id,
        Created_Time: "2026-01-01T10:00:00+05:30",
        Modified_Time: "2026-01-01T10:01:00+05:30",
      },
      message: "record updated",
      status: "success",
    });
    expect(getFirst(zoho.crm("GET", `/Leads/${id}`)).Last_Name).toBe("Roy");
  });

  test("several: a missing id is MANDATORY_NOT_FOUND, an unknown one INVALID_DATA; others are updated", () => {
    const zoho = new TestSandbox();
    const id = zoho.create("Leads", { Last_Name: "Rao" });
    const reply = put(zoho, "/Leads", [
      { Last_Name: "A" },
      { id: "4876876000009999999", Last_Name: "B" },
      { id, Last_Name: "C" },
    ]);
    expect(reply.status).toBe(207);
    expect(getRows(reply)).toMatchObject([
      { code: "MANDATORY_NOT_FOUND", details: { api_name: "id", json_path: "$.data[0].id" } },
      { code: "INVALID_DATA", message: "the id given seems to be invalid" },
      { code: "SUCCESS" },
    ]);
  });

  test("null clears a field unless it is mandatory", () => {
    const zoho = new TestSandbox();
    const id = zoho.create("Leads", { Last_Name: "Rao", Company: "Acme" });
    expect(put(zoho, `/Leads/${id}`, [{ Company: null }]).status).toBe(200);
    expect(getFirst(zoho.crm("GET", `/Leads/${id}`)).Company).toBeNull();
    expect(getFirst(put(zoho, `/Leads/${id}`, [{ Last_Name: null }])).code).toBe(
      "MANDATORY_NOT_FOUND",
    );
  });

  test("If-Unmodified-Since: 412 ALREADY_MODIFIED after a later change", () => {
    const zoho = new TestSandbox();
    const id = zoho.create("Leads", { Last_Name: "Rao" });
    const before = { "if-unmodified-since": "2026-01-01T09:59:00+05:30" };
    const since = { "if-unmodified-since": "2026-01-01T10:00:00+05:30" };
    const refused = put(zoho, `/Leads/${id}`, [{ Last_Name: "Roy" }], before);
    expect(refused.status).toBe(412);
    expect(getFirst(refused).code).toBe("ALREADY_MODIFIED");
    expect(put(zoho, `/Leads/${id}`, [{ Last_Name: "Roy" }], since).status).toBe(200);
  });

  test("$append_values adds to a multi-select picklist", () => {
    const zoho = new TestSandbox();
    const id = zoho.create("Leads", { Last_Name: "Rao", Interests: ["Billing"] });
    put(zoho, `/Leads/${id}`, [{ Interests: ["Mobile"], $append_values: { Interests: true } }]);
    const interests = () => getFirst(zoho.crm("GET", `/Leads/${id}`)).Interests;
    expect(interests()).toEqual(["Billing", "Mobile"]);
    put(zoho, `/Leads/${id}`, [{ Interests: ["Support"] }]);
    expect(interests()).toEqual(["Support"]);
  });

  test("subform rows: added without id, updated with one, removed with _delete (facts 13.8)", () => {
    const zoho = new TestSandbox();
    const id = zoho.create("Leads", { Last_Name: "R", Addresses: [{ Town: "A" }, { Town: "B" }] });
    const addresses = () =>
      getRows({ status: 200, json: getFirst(zoho.crm("GET", `/Leads/${id}`)) }, "Addresses");
    const [first, second] = addresses();
    put(zoho, `/Leads/${id}`, [
      {
        Addresses: [
          { id: first?.id, _delete: null },
          { id: second?.id, Town: "B2" },
          { Town: "C" },
        ],
      },
    ]);
    expect(addresses().map((row) => row.Town)).toEqual(["B2", "C"]);
  });

  test("multi-select lookups are elements with a lookup each (facts 13.9)", () => {
    const zoho = new TestSandbox();
    const product = zoho.create("Products", { Product_Name: "Lamp" });
    const id = zoho.create("Leads", {
      Last_Name: "Rao",
      Favourite_Products: [{ Favourite_Products: { id: product } }],
    });
    expect(getFirst(zoho.crm("GET", `/Leads/${id}`)).Favourite_Products).toMatchObject([
      { Favourite_Products: { name: "Lamp", id: product } },
    ]);
  });

  test("a unique value may stay the same, and is free after a change", () => {
    const zoho = new TestSandbox();
    const id = zoho.create("Leads", { Last_Name: "Rao", External_Key: "K1" });
    expect(put(zoho, `/Leads/${id}`, [{ External_Key: "K1" }]).status).toBe(200);
    expect(put(zoho, `/Leads/${id}`, [{ External_Key: "K2" }]).status).toBe(200);
    expect(zoho.create("Leads", { Last_Name: "Roy", External_Key: "K1" })).toMatch(/^\d{19}$/);
  });

  test("a malformed id in the path is a flat error", () => {
    expect(put(new TestSandbox(), "/Leads/abc", [{}])).toMatchObject({
      status: 400,
      json: { code: "INVALID_DATA", details: { resource_path_index: 1 } },
    });
  });
});
