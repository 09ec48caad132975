import fc from "fast-check";
import { InputError } from "./errors/errors";
import { segment } from "./path";

describe("segment", () => {
  it.each([
    ["4876876000001234001", "4876876000001234001"],
    [" 4876876000001234001 ", "4876876000001234001"],
    [42, "42"],
    ["Appointments__s", "Appointments__s"],
    ["Straße", "Stra%C3%9Fe"],
    ["a b", "a%20b"],
    ["a&b=c", "a%26b%3Dc"],
    ["..x", "..x"],
  ])("escapes %j", (value, escaped) => {
    expect(segment("Record ID", value)).toBe(escaped);
  });

  it.each([
    "",
    "   ",
    undefined,
    null,
    {},
    [],
    "../settings/modules",
    "..",
    ".",
    "a/b",
    "a\\b",
    "1?fields=id",
    "1#x",
    "%2e%2e%2fsettings",
    "1\n2",
    "1\u0000",
    "\ud800",
  ])("refuses %j and names the input", (value) => {
    expect(() => segment("Record ID", value)).toThrow(InputError);
    expect(() => segment("Record ID", value)).toThrow(/Record ID/);
  });

  it("never lets a value leave its place in a URL", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (value) => {
        let escaped: string;
        try {
          escaped = segment("Record ID", value);
        } catch (error) {
          return error instanceof InputError;
        }
        const url = new URL(`https://www.zohoapis.com/crm/v8/Leads/${escaped}`);
        return (
          url.pathname === `/crm/v8/Leads/${escaped}` &&
          url.search === "" &&
          url.hash === "" &&
          decodeURIComponent(escaped) === value.trim()
        );
      }),
    );
  });
});
