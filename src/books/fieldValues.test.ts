import { recordToSend } from "./fieldValues";

const typed = (values: Record<string, unknown>) => recordToSend({ raw: {}, typed: values });

describe("recordToSend", () => {
  it.each([
    ["rate", "12.50", 12.5],
    ["quantity", "3", 3],
    ["exchange_rate", "0.0123", 0.0123],
    ["discount", "10%", "10%"],
    ["is_inclusive_tax", "TRUE", true],
    ["can_be_sold", "false", false],
    ["payment_reminder_enabled", "true", true],
    ["is_active", "maybe", "maybe"],
    ["customer_id", "2608150000002010011", "2608150000002010011"],
    ["invoice_number", "0012", "0012"],
    ["phone", "5550100", "5550100"],
    ["reference_number", "12", "12"],
    ["notes", "true", "true"],
    ["notes", "Größe ✓", "Größe ✓"],
    ["notes", "", ""],
    ["line_items", '[{"item_id": "1", "quantity": 2}]', [{ item_id: "1", quantity: 2 }]],
    ["notes", "[draft", "[draft"],
    ["amount", "12345678901234567890", "12345678901234567890"],
  ])("makes %s %j %j", (name, text, value) => {
    expect(typed({ [name]: text })).toEqual({ [name]: value });
  });

  it("keeps the digits of long ids in typed JSON", () => {
    expect(typed({ line_items: '[{"item_id": 260815000000110007}]' })).toEqual({
      line_items: [{ item_id: "260815000000110007" }],
    });
  });

  it.each([
    ["date", "2026-02-01T23:30:00-05:00", "2026-02-01"],
    ["due_date", "2026-02-01T00:00:00.000Z", "2026-02-01"],
    ["date", "2026-02-01", "2026-02-01"],
    ["start_time", "2026-02-01T10:00:00.123Z", "2026-02-01T10:00:00+0000"],
    ["start_time", "2026-02-01T10:00:00+05:30", "2026-02-01T10:00:00+0530"],
    ["notes", "2026-02-01T10:00:00Z", "2026-02-01T10:00:00Z"],
    ["log_time", "01:30", "01:30"],
    ["date", new Date(2026, 1, 1, 12), "2026-02-01"],
  ])("writes %s %j as Books takes it", (name, value, wanted) => {
    expect(recordToSend({ raw: { [name]: value }, typed: {} })).toEqual({ [name]: wanted });
    expect(typed({ [name]: value })).toEqual({ [name]: wanted });
  });

  it("passes values of earlier steps on as they are; typed ones win", () => {
    const raw = { rate: "12", is_active: "true", notes: "a", tags: [1] };
    expect(recordToSend({ raw, typed: { notes: "b" } })).toEqual({ ...raw, notes: "b" });
  });

  it("puts custom fields into their list, in place of the same one there", () => {
    const custom_fields = [
      { api_name: "cf_region", value: "North" },
      { customfield_id: "1", value: "x" },
    ];
    expect(
      recordToSend({ raw: { name: "A", custom_fields }, typed: { cf_region: "South" } }),
    ).toEqual({
      name: "A",
      custom_fields: [
        { api_name: "cf_region", value: "South" },
        { customfield_id: "1", value: "x" },
      ],
    });
  });

  it("lets typed custom fields win over those of a row, in either form", () => {
    const raw = { cf_region: "North", cf_region_unformatted: "north", custom_fields: [] };
    const list = '[{"api_name": "cf_region", "value": "South"}]';
    const south = { custom_fields: [{ api_name: "cf_region", value: "South" }] };
    expect(recordToSend({ raw, typed: { custom_fields: list } })).toEqual(south);
    expect(recordToSend({ raw, typed: { cf_region: "South" } })).toEqual(south);
  });

  it("refuses custom_fields that are no list", () => {
    expect(() => recordToSend({ raw: { custom_fields: "x", cf_a: "1" }, typed: {} })).toThrow(
      "custom_fields: must be a list",
    );
  });

  it("leaves the values of custom fields and objects with ways of their own as they are", () => {
    const at = "2026-02-01T10:00:00+05:30";
    const rate = { toJSON: () => "1.5" };
    class Decimal {
      date = at;
      toJSON = () => "2";
    }
    const quantity = new Decimal();
    const sent = recordToSend({
      raw: { cf_pickup_date: at, rate, quantity, line_items: [{ date: at }] },
      typed: {},
    });
    expect(sent).toEqual({
      rate,
      quantity,
      line_items: [{ date: "2026-02-01" }],
      custom_fields: [{ api_name: "cf_pickup_date", value: at }],
    });
    expect(sent.quantity).toBe(quantity);
  });

  it.each([
    [{ customer_id: Number("4600000000260490017") }, {}],
    [{ line_items: [{ item_id: Number("4600000000260490017") }] }, {}],
    [{ account_ids: [Number("4600000000260490017")] }, {}],
    [{}, { customer_id: Number("4600000000260490017") }],
  ])("refuses ids that have lost digits: %j %j", (raw, typed) => {
    expect(() => recordToSend({ raw, typed })).toThrow("have lost digits");
  });

  it("takes large amounts, and ids that a typed value puts right", () => {
    const raw = { rate: 1e16, customer_id: Number("4600000000260490017") };
    const typed = { customer_id: "4600000000260490017" };
    expect(recordToSend({ raw, typed })).toEqual({ rate: 1e16, ...typed });
  });
});
