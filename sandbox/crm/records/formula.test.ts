import { getFirst, getRows, TestSandbox } from "../../testSupport/calls";

const DAY_MS = 86_400_000;

function twoLeads() {
  const zoho = new TestSandbox();
  const older = zoho.create("Leads", { Last_Name: "A", Annual_Revenue: 100, No_of_Employees: 4 });
  zoho.clock.advance(2 * DAY_MS);
  const newer = zoho.create("Leads", { Last_Name: "B", Annual_Revenue: 100, No_of_Employees: 5 });
  return { zoho, older, newer };
}
const idsBy = (zoho: TestSandbox, rest: string) =>
  getRows(zoho.coql(`select Age_in_Days, Revenue_per_Employee from Leads where ${rest}`)).map(
    ({ id }) => id,
  );

describe("formula fields (facts 4, 13.15)", () => {
  test("change with the clock and with other fields, Modified_Time only with the latter", () => {
    const { zoho, older } = twoLeads();
    const read = () =>
      getFirst(
        zoho.crm("GET", `/Leads/${older}?fields=Age_in_Days,Revenue_per_Employee,Modified_Time`),
      );
    expect(read()).toEqual({
      Age_in_Days: 2,
      Revenue_per_Employee: 25,
      Modified_Time: "2026-01-01T10:00:00+05:30",
      id: older,
    });
    zoho.clock.advance(DAY_MS);
    expect(read()).toMatchObject({ Age_in_Days: 3, Modified_Time: "2026-01-01T10:00:00+05:30" });
    zoho.crm("PUT", `/Leads/${older}`, { body: { data: [{ No_of_Employees: 10 }] } });
    expect(read()).toMatchObject({
      Revenue_per_Employee: 10,
      Modified_Time: "2026-01-04T10:00:00+05:30",
    });
  });

  test("COQL filters, sorts and aggregates by them", () => {
    const { zoho, older, newer } = twoLeads();
    expect(idsBy(zoho, "Age_in_Days >= 2")).toEqual([older]);
    expect(idsBy(zoho, "id is not null order by Age_in_Days asc")).toEqual([newer, older]);
    expect(idsBy(zoho, "Revenue_per_Employee between 24 and 26")).toEqual([older]);
    zoho.clock.advance(2 * DAY_MS);
    expect(idsBy(zoho, "Age_in_Days >= 2")).toEqual([older, newer]);
    const sum = zoho.coql("select SUM(Age_in_Days) from Leads where id is not null");
    expect(getRows(sum)).toEqual([{ "SUM(Age_in_Days)": 6 }]);
  });

  test("cannot be written, and lists cannot be sorted by them (facts 3.1)", () => {
    const { zoho, older } = twoLeads();
    zoho.crm("PUT", `/Leads/${older}`, { body: { data: [{ Age_in_Days: 99 }] } });
    expect(getFirst(zoho.crm("GET", `/Leads/${older}`))).toMatchObject({ Age_in_Days: 2 });
    expect(zoho.crm("GET", "/Leads?fields=id&sort_by=Age_in_Days").status).toBe(400);
  });
});

describe("Last_Activity_Time (facts 13.15)", () => {
  test("changes with a note, activity or relation; Modified_Time does not", () => {
    const { zoho, older } = twoLeads();
    const times = () => {
      const row = getFirst(zoho.crm("GET", `/Leads/${older}`));
      return [row.Last_Activity_Time, row.Modified_Time];
    };
    const modified = "2026-01-01T10:00:00+05:30";
    expect(times()).toEqual([modified, modified]);
    zoho.create("Notes", { Note_Content: "n", Parent_Id: { id: older }, se_module: "Leads" });
    expect(times()).toEqual(["2026-01-03T10:00:00+05:30", modified]);
    zoho.clock.advance(60_000);
    const campaign = zoho.create("Campaigns", { Campaign_Name: "C" });
    zoho.crm("PUT", `/Campaigns/${campaign}/Leads/${older}`);
    expect(times()).toEqual(["2026-01-03T10:01:00+05:30", modified]);
    const query = "select id from Leads where Last_Activity_Time = '2026-01-03T10:01:00+05:30'";
    expect(getRows(zoho.coql(query))).toEqual([{ id: older }]);
  });
});
