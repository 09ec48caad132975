import { getFirst, getRows, TestSandbox } from "../../testSupport/calls";

/** A custom module with a field of every type (facts 7, 13). */
describe("the module Projects", () => {
  function start() {
    const zoho = new TestSandbox();
    const account = zoho.create("Accounts", { Account_Name: "Zeta" });
    const task = zoho.create("Tasks", { Subject: "Dig" });
    const user = String(zoho.state.users[1]?.id);
    return { zoho, account, task, user };
  }

  test("stores values of every type", () => {
    const { zoho, account, task, user } = start();
    const plain = {
      Name: "Bridge",
      Code: "B-1",
      Overview: "<b>x</b>",
      Contact_Email: "a@example.test",
      Site: "https://example.test",
      Phase: "Running",
      Skills: ["Design", "Testing"],
      Billable: true,
      Starts_On: "2026-02-01",
      Kick_Off: "2026-02-01T09:00:00+05:30",
      Head_Count: 4,
      Reference: "123456789012345678",
      Ratio: 0.125,
      Budget: 1000.5,
      Completion: 12.5,
    };
    const id = zoho.create("Projects", {
      ...plain,
      Customer: { id: account },
      Lead_Engineer: { id: user },
      Reviewers: [{ Reviewers: { id: user } }],
      Partners: [{ Partners: { id: account } }],
      Work_Log: [
        { Day: "2026-02-02", Hours: 2.5, Engineer: { id: user }, Task: { id: task } },
        { Hours: 4 },
      ],
    });
    expect(id).toMatch(/^\d{19}$/);
    const link = { name: "Zeta", id: account };
    const person = { name: "Boyle O'Neil", id: user, email: "boyle@example.test" };
    const rowId = expect.stringMatching(/^\d{19}$/);
    expect(getFirst(zoho.crm("GET", `/Projects/${id}`))).toMatchObject({
      ...plain,
      Customer: link,
      Lead_Engineer: person,
      Reviewers: [{ id: rowId, Reviewers: person }],
      Partners: [{ id: rowId, Partners: link }],
      Work_Log: [
        { id: rowId, Day: "2026-02-02", Hours: 2.5, Engineer: person, Task: { id: task } },
        { id: rowId, Hours: 4, Day: null },
      ],
      Project_Number: "PR-000001",
      Budget_per_Head: 250.13,
      Total_Hours: 6.5,
    });
  });

  test("lists omit subforms and lookups with several values (facts 3.1)", () => {
    const { zoho, user } = start();
    zoho.create("Projects", { Name: "P", Reviewers: [{ Reviewers: { id: user } }] });
    const names = "Name,Reviewers,Partners,Work_Log,Contracts,Total_Hours";
    expect(getRows(zoho.crm("GET", `/Projects?fields=${names}`))).toEqual([
      { id: expect.any(String), Name: "P", Contracts: [], Total_Hours: null },
    ]);
  });

  test.each(["Reviewers", "Contracts", "Pictures", "Partners", "Work_Log"])(
    "COQL does not select %s (facts 4, 14)",
    (name) => {
      const reply = start().zoho.coql(`select ${name} from Projects where id is not null`);
      expect(reply.json).toMatchObject({
        code: "INVALID_QUERY",
        message: "data type not supported",
        details: { column_name: name },
      });
    },
  );

  test.each([
    [{ Code: "x".repeat(21) }, "Code", { maximum_length: "20" }],
    [{ Remarks: "x".repeat(2001) }, "Remarks", { maximum_length: "2000" }],
    [{ Phase: "Unknown" }, "Phase", {}],
    [{ Reviewers: [{ Reviewers: { id: "1" } }] }, "Reviewers", {}],
    [{ Work_Log: [{ Hours: "x" }] }, "Hours", { expected_data_type: "double" }],
    [{ Head_Count: 1.5 }, "Head_Count", { expected_data_type: "integer" }],
  ])("%j is INVALID_DATA", (values, name, details) => {
    const data = [{ Name: "P", ...values }];
    const reply = start().zoho.crm("POST", "/Projects", { body: { data } });
    expect(getFirst(reply)).toMatchObject({
      code: "INVALID_DATA",
      details: { api_name: name, ...details },
    });
  });

  test("Code is unique; computed fields are ignored", () => {
    const { zoho } = start();
    const first = zoho.create("Projects", { Name: "P", Code: "B-1", Total_Hours: 9 });
    expect(getFirst(zoho.crm("GET", `/Projects/${first}`)).Total_Hours).toBeNull();
    const again = zoho.crm("POST", "/Projects", { body: { data: [{ Name: "Q", Code: "b-1" }] } });
    expect(getFirst(again)).toMatchObject({
      code: "DUPLICATE_DATA",
      details: { duplicate_record: { id: first } },
    });
  });
});
