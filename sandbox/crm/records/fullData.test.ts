import { getFirst, getRows, TestSandbox } from "../../testSupport/calls";

describe("fetch_full_data (facts 3.1)", () => {
  const zoho = new TestSandbox();
  const Description = "x".repeat(600);
  const [one = "", two = ""] = ["A", "B"].map((Last_Name) =>
    zoho.create("Leads", { Last_Name, Description }),
  );

  test("returns full rich texts, which lists truncate to 500 characters", () => {
    const listed = getFirst(zoho.crm("GET", `/Leads?fields=Description&ids=${one}`));
    expect(listed.Description).toHaveLength(500);
    const url = `/Leads/${one}/actions/fetch_full_data?fields=Description`;
    expect(getRows(zoho.crm("GET", url))).toEqual([{ id: one, Description }]);
  });

  test("accepts many ids", () => {
    const url = `/Leads/actions/fetch_full_data?fields=Last_Name&ids=${two},1,${one}`;
    expect(getRows(zoho.crm("GET", url))).toEqual([
      { id: two, Last_Name: "B" },
      { id: one, Last_Name: "A" },
    ]);
  });

  test.each([
    ["/Leads/actions/fetch_full_data?fields=Last_Name", 400, "REQUIRED_PARAM_MISSING"],
    [`/Leads/actions/fetch_full_data?ids=${one}`, 400, "REQUIRED_PARAM_MISSING"],
    ["/Leads/abc/actions/fetch_full_data?fields=Last_Name", 400, "INVALID_DATA"],
    [
      `/Leads/actions/fetch_full_data?fields=id&ids=${Array.from({ length: 101 }, String)}`,
      400,
      "LIMIT_EXCEEDED",
    ],
  ])("%.60s is %i %s", (url, status, code) => {
    expect(zoho.crm("GET", url)).toMatchObject({ status, json: { code } });
  });

  test("204 for unknown records", () => {
    expect(zoho.crm("GET", "/Leads/1/actions/fetch_full_data?fields=Last_Name").status).toBe(204);
  });
});
