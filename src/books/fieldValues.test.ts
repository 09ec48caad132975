import { recordToSend } from "./fieldValues";

const typed = (values: Record<string, unknown>) => recordToSend({ given: {}, typed: values });

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
    expect(recordToSend({ given: { [name]: value }, typed: {} })).toEqual({ [name]: wanted });
    expect(typed({ [name]: value })).toEqual({ [name]: wanted });
  });

  it("passes values of earlier steps on as they are; typed ones win", () => {
    const given = { rate: "12", is_active: "true", notes: "a", tags: [1] };
    expect(recordToSend({ given, typed: { notes: "b" } })).toEqual({ ...given, notes: "b" });
  });

  it("puts custom fields into their list, in place of the same one there", () => {
    const custom_fields = [
      { api_name: "cf_region", value: "North" },
      { customfield_id: "1", value: "x" },
    ];
    expect(
      recordToSend({ given: { name: "A", custom_fields }, typed: { cf_region: "South" } }),
    ).toEqual({
      name: "A",
      custom_fields: [
        { customfield_id: "1", value: "x" },
        { api_name: "cf_region", value: "South" },
      ],
    });
  });
});
