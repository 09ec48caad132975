import { getFirst, TestSandbox } from "../../testSupport/calls";

const zoho = new TestSandbox();
const deals = zoho.state.modules.get("Deals");
const fieldId = (name: string) => deals?.byName.get(name)?.id;
const named = (name: string) => ({ api_name: name, id: fieldId(name) });
const DEALS = { api_name: "Deals", id: deals?.id };

const enable = (condition: unknown) =>
  zoho.crm("POST", "/actions/watch", {
    body: {
      watch: [
        {
          channel_id: "1",
          events: ["Deals.edit", "Leads.edit"],
          notify_url: "https://hooks.example.test",
          notification_condition: condition,
        },
      ],
    },
  });

const selection = (field_selection: unknown, more: object = {}) => [
  { type: "field_selection", module: DEALS, field_selection, ...more },
];
const leaf = (name: string) => ({
  comparator: null,
  field: named(name),
  value: null,
  group_operator: null,
  group: null,
});
const group = (...members: unknown[]) => ({ group_operator: "or", group: members });

describe("notification_condition (facts 8)", () => {
  test("nested groups are shown with names, ids and nulls, only for their module", () => {
    const expected = group(
      { field: { api_name: "Stage" } },
      {
        group_operator: "and",
        group: [{ field: { id: fieldId("Amount") } }, { field: named("Lead_Source") }],
      },
    );
    expect(enable(selection(expected, { module: { api_name: "Deals" } })).status).toBe(201);
    const [ofDeals, ofLeads] = ["Deals", "Leads"].map((module) =>
      getFirst(zoho.crm("GET", `/actions/watch?module=${module}`), "watch"),
    );
    const shared = { comparator: null, field: null, value: null };
    expect(ofDeals?.notification_condition).toEqual([
      {
        type: "field_selection",
        module: DEALS,
        field_selection: {
          ...shared,
          group_operator: "or",
          group: [
            leaf("Stage"),
            { ...shared, group_operator: "and", group: [leaf("Amount"), leaf("Lead_Source")] },
          ],
        },
      },
    ]);
    expect(ofLeads?.notification_condition).toBeNull();
  });

  test("one field needs no group; null and [] mean no condition", () => {
    expect(enable(selection({ field: named("Stage") })).status).toBe(201);
    expect(getFirst(zoho.crm("GET", "/actions/watch"), "watch")).toMatchObject({
      notification_condition: [{ field_selection: leaf("Stage") }],
    });
    expect(enable(null).status).toBe(201);
    expect(enable([]).status).toBe(201);
    expect(getFirst(zoho.crm("GET", "/actions/watch"), "watch").notification_condition).toBeNull();
  });

  const stage = { field: named("Stage") };
  const pair = group(stage, stage);
  const four = group(pair, pair);
  const eight = group(four, four);
  test.each([
    ["no array", {}, "INVALID_DATA", ""],
    ["no type", selection(stage, { type: undefined }), "DEPENDENT_FIELD_MISSING", "[0].type"],
    ["another type", selection(stage, { type: "criteria" }), "INVALID_DATA", "[0].type"],
    ["no module", selection(stage, { module: undefined }), "MANDATORY_NOT_FOUND", "[0].module"],
    ["an empty module", selection(stage, { module: {} }), "EXPECTED_FIELD_MISSING", undefined],
    [
      "name and id of two modules",
      selection(stage, { module: { api_name: "Leads", id: deals?.id } }),
      "AMBIGUITY_DURING_PROCESSING",
      undefined,
    ],
    [
      "an unknown field",
      selection({ field: { api_name: "Nope" } }),
      "INVALID_DATA",
      "[0].field_selection.field.api_name",
    ],
    [
      "name and id of two fields",
      selection({ field: { api_name: "Stage", id: fieldId("Amount") } }),
      "AMBIGUITY_DURING_PROCESSING",
      undefined,
    ],
    ["no operator", selection({ group: [stage] }), "MANDATORY_NOT_FOUND", undefined],
    [
      "a wrong operator",
      selection({ group_operator: "xor", group: [] }),
      "INVALID_DATA",
      undefined,
    ],
    [
      "three in a group",
      selection(group(stage, stage, stage)),
      "LIMIT_EXCEEDED",
      "[0].field_selection.group",
    ],
    ["twelve fields", selection(group(eight, four)), "LIMIT_EXCEEDED", "[0].field_selection"],
    [
      "a broken member",
      selection(group(stage, {})),
      "MANDATORY_NOT_FOUND",
      "[0].field_selection.group[1].field",
    ],
  ])("refuses %s", (_name, condition, code, path) => {
    const error = getFirst(enable(condition), "watch");
    expect(error).toMatchObject({ code, status: "error" });
    if (path === undefined) return;
    const start = "$.watch[0].notification_condition";
    expect(error.details).toHaveProperty("json_path", `${start}${path}`);
  });

  test("ten fields are accepted", () => {
    expect(enable(selection(group(eight, pair))).status).toBe(201);
  });
});
