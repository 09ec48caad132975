import { getRows, TestSandbox } from "../../testSupport/calls";

describe("DELETE /{module}?ids= and /{module}/{id} (facts 3.6)", () => {
  test("replies 200 'record deleted' and deletes the record", () => {
    const zoho = new TestSandbox();
    const id = zoho.create("Leads", { Last_Name: "Rao" });
    expect(zoho.crm("DELETE", `/Leads/${id}`)).toEqual({
      status: 200,
      json: {
        data: [{ code: "SUCCESS", details: { id }, message: "record deleted", status: "success" }],
      },
    });
    expect(zoho.crm("GET", `/Leads/${id}`).status).toBe(204);
  });

  test("mixed results are 207; deleted and unknown ids are INVALID_DATA", () => {
    const zoho = new TestSandbox();
    const ids = ["A", "B"].map((name) => zoho.create("Leads", { Last_Name: name }));
    zoho.crm("DELETE", `/Leads/${ids[0]}`);
    const reply = zoho.crm("DELETE", `/Leads?ids=${ids[0]},${ids[1]},123`);
    expect(reply.status).toBe(207);
    expect(getRows(reply)).toMatchObject([
      { code: "INVALID_DATA", message: "record not deleted", details: { id: ids[0] } },
      { code: "SUCCESS" },
      { code: "INVALID_DATA", message: "the id given seems to be invalid" },
    ]);
  });

  test("without ids REQUIRED_PARAM_MISSING; more than 100 are LIMIT_EXCEEDED", () => {
    const zoho = new TestSandbox();
    expect(zoho.crm("DELETE", "/Leads")).toMatchObject({
      status: 400,
      json: { code: "REQUIRED_PARAM_MISSING", details: { param_name: "ids" } },
    });
    const ids = Array.from({ length: 101 }, (_, index) => index + 1).join(",");
    expect(zoho.crm("DELETE", `/Leads?ids=${ids}`)).toMatchObject({
      status: 400,
      json: { code: "LIMIT_EXCEEDED" },
    });
  });
});
