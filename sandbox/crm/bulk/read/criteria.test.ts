import { bulk, readAll } from "../../../testSupport/bulk";
import { getFirst, TestSandbox } from "../../../testSupport/calls";

const contacts = { module: { api_name: "Contacts" }, fields: ["Last_Name"] };
const create = (zoho: TestSandbox, query: unknown) => bulk(zoho, "POST", "/read", { query });

describe("criteria of bulk read (facts 9.1)", () => {
  const zoho = new TestSandbox();
  const account = zoho.create("Accounts", { Account_Name: "Zeta" });
  const rows = [
    { Last_Name: "Rao", Email: "rao@example.test", Loyalty_Points: 5, Languages: ["German"] },
    { Last_Name: "Ng", Loyalty_Points: 10, Date_of_Birth: "2000-02-01", Email_Opt_Out: true },
    { Last_Name: "Smith", Account_Name: { id: account }, Languages: ["English", "German"] },
  ];
  for (const row of rows) {
    zoho.create("Contacts", row);
    zoho.clock.advance(60_000);
  }
  const found = (criteria: unknown) =>
    readAll(zoho, { ...contacts, criteria }).map((row) => row.Last_Name);
  const one = (name: string, comparator: string, value: unknown) => ({
    field: { api_name: name },
    comparator,
    value,
  });
  beforeEach(() => zoho.clock.advance(60_000));

  test.each([
    [one("Last_Name", "equal", "rao"), ["Rao"]],
    [one("Last_Name", "not_equal", "Rao"), ["Ng", "Smith"]],
    [one("Last_Name", "in", ["Rao", "Ng"]), ["Rao", "Ng"]],
    [one("Last_Name", "not_in", ["Rao", "Ng"]), ["Smith"]],
    [one("Last_Name", "contains", "it"), ["Smith"]],
    [one("Last_Name", "not_contains", "a"), ["Ng", "Smith"]],
    [one("Last_Name", "starts_with", "s"), ["Smith"]],
    [one("Last_Name", "ends_with", "g"), ["Ng"]],
    [one("Loyalty_Points", "less_than", 10), ["Rao"]],
    [one("Loyalty_Points", "less_equal", 10), ["Rao", "Ng"]],
    [one("Loyalty_Points", "greater_than", "5"), ["Ng"]],
    [one("Loyalty_Points", "greater_equal", 5), ["Rao", "Ng"]],
    [one("Loyalty_Points", "between", [6, 10]), ["Ng"]],
    [one("Loyalty_Points", "not_between", [6, 10]), ["Rao"]],
    [one("Date_of_Birth", "less_than", "2000-02-02"), ["Ng"]],
    [one("Email_Opt_Out", "equal", true), ["Ng"]],
    [one("Languages", "equal", "German;English"), ["Smith"]],
    [one("Account_Name", "equal", account), ["Smith"]],
    [one("Account_Name.Account_Name", "equal", "Zeta"), ["Smith"]],
    [one("Email", "equal", `\${EMPTY}`), ["Ng", "Smith"]],
    [one("Email", "not_equal", `\${EMPTY}`), ["Rao"]],
    [one("Modified_Time", "greater_equal", "2026-01-01T04:31:00+00:00"), ["Ng", "Smith"]],
    [
      {
        group_operator: "or",
        group: [
          one("Last_Name", "equal", "Smith"),
          {
            group_operator: "and",
            group: [one("Loyalty_Points", "equal", 5), one("Email", "contains", "rao")],
          },
        ],
      },
      ["Rao", "Smith"],
    ],
  ])("%j", (criteria, names) => {
    expect(found(criteria)).toEqual(names);
  });

  test.each([
    [one("Nope", "equal", "x"), "FIELD_IN_CRITERIA_NOT_AVAILABLE"],
    [one("Loyalty_Points", "contains", "1"), "FIELD_AND_COMPARATOR_IN_CRITERIA_NOT_COMPATIBLE"],
    [one("Loyalty_Points", "equal", "x"), "FIELD_AND_VALUE_IN_CRITERIA_NOT_COMPATIBLE"],
    [one("Loyalty_Points", "between", [1]), "FIELD_AND_VALUE_IN_CRITERIA_NOT_COMPATIBLE"],
    [one("Loyalty_Points", "in", 1), "FIELD_AND_VALUE_IN_CRITERIA_NOT_COMPATIBLE"],
    [
      one("Modified_Time", "equal", "2026-01-01T00:00:00.000+00:00"),
      "FIELD_AND_VALUE_IN_CRITERIA_NOT_COMPATIBLE",
    ],
    [one("Last_Name", "equal", "x".repeat(256)), "VALUE_LIMIT_EXCEEDED_IN_CRITERIA"],
    [
      {
        group_operator: "or",
        group: Array.from({ length: 26 }, () => one("Last_Name", "equal", "x")),
      },
      "CRITERIA_LIMIT_EXCEEDED",
    ],
  ])("%j is %s inside data", (criteria, code) => {
    expect(getFirst(create(zoho, { ...contacts, criteria })).code).toBe(code);
  });

  test.each([
    [{}, "INVALID_CRITERIA"],
    [one("Last_Name", "resembles", "x"), "INVALID_CRITERIA"],
    [one("Last_Name", "equal", { a: 1 }), "VALUE_TYPE_NOT_SUPPORTED"],
    [{ group_operator: "xor", group: [] }, "GROUP_OPERATOR_NOT_SUPPORTED"],
    [{ group_operator: "and", group: [] }, "INVALID_CRITERIA"],
    [{ ...one("Last_Name", "equal", "x"), group: [] }, "AMBIGUOUS_CRITERIA"],
  ])("%j is a flat %s", (criteria, code) => {
    expect(create(zoho, { ...contacts, criteria })).toMatchObject({ status: 400, json: { code } });
  });

  test("25 criteria and 255 characters are accepted", () => {
    const group = Array.from({ length: 25 }, () => one("Last_Name", "equal", "x".repeat(255)));
    expect(create(zoho, { ...contacts, criteria: { group_operator: "or", group } }).status).toBe(
      201,
    );
  });
});
