import type { CrmField } from "./fields";
import { typedValue } from "./fieldValues";

const field = (dataType: string, more: Partial<CrmField> = {}): CrmField => ({
  apiName: "F",
  label: "F",
  dataType,
  jsonType: "string",
  options: [],
  ...more,
});

const colours = field("multiselectpicklist", { options: ["Red", "Blue", "Red, dark"] });

describe("typedValue", () => {
  it.each<[string, CrmField, string, unknown]>([
    ["text stays text", field("text"), "12", "12"],
    ["text keeps its blanks", field("text"), " a ", " a "],
    ["empty text clears", field("text"), "", null],
    ["pick-list", field("picklist"), "true", "true"],
    ["integer", field("integer"), "12", 12],
    ["negative integer", field("integer"), " -7 ", -7],
    ["no integer", field("integer"), "12.5", "12.5"],
    ["integer beyond exactness", field("integer"), "9007199254740993", "9007199254740993"],
    ["empty number clears", field("integer"), " ", null],
    ["big integer stays text", field("bigint"), "123456789012345678", "123456789012345678"],
    ["currency", field("currency"), "1250.50", 1250.5],
    ["percent", field("percent"), ".5", 0.5],
    ["double with exponent", field("double"), "1e3", 1000],
    ["double beyond exactness", field("double"), "1234567890.1234567", "1234567890.1234567"],
    ["thousands separator", field("double"), "1,250", "1,250"],
    ["hexadecimal is no number", field("double"), "0x10", "0x10"],
    ["Infinity is no number", field("double"), "Infinity", "Infinity"],
    ["true", field("boolean"), "true", true],
    ["FALSE", field("boolean"), "FALSE", false],
    ["yes is no boolean", field("boolean"), "yes", "yes"],
    ["several options", colours, "Red; Blue", ["Red", "Blue"]],
    ["an option with a comma", colours, "Red, dark", ["Red, dark"]],
    ["options by commas", colours, "Red,Blue", ["Red", "Blue"]],
    ["an unknown option with a comma", colours, "Green, light", ["Green, light"]],
    ["options as JSON", colours, '["Red"]', ["Red"]],
    ["lookup", field("lookup"), "4876876000001234001", { id: "4876876000001234001" }],
    ["owner", field("ownerlookup"), "4876876000001234001", { id: "4876876000001234001" }],
    ["lookup as JSON", field("lookup"), '{"id":"1"}', { id: "1" }],
    ["lookup by name stays text", field("lookup"), "Acme", "Acme"],
    ["cleared lookup", field("lookup"), "", null],
    ["time in UTC", field("datetime"), "2026-01-31T10:00:00.123Z", "2026-01-31T10:00:00+00:00"],
    [
      "time with offset",
      field("datetime"),
      "2026-01-31T10:00:00+05:30",
      "2026-01-31T10:00:00+05:30",
    ],
    ["date", field("date"), "2026-01-31", "2026-01-31"],
    ["rows of a subform", field("subform", { jsonType: "jsonarray" }), '[{"a":1}]', [{ a: 1 }]],
    ["broken JSON stays text", field("subform", { jsonType: "jsonarray" }), "[1", "[1"],
    ["unknown type by its JSON type", field("new", { jsonType: "integer" }), "3", 3],
  ])("%s", (_, ofField, text, value) => {
    expect(typedValue(ofField, text)).toEqual(value);
  });
});
