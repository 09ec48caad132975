import { InputError } from "../client/errors/errors";
import {
  toChoice,
  toFlag,
  toInstant,
  toKeyValues,
  toText,
  toTextList,
  toWholeNumber,
} from "./cleaners";

const label = "The Label";

describe("toText", () => {
  it.each([
    [undefined, ""],
    [null, ""],
    ["  a ", "a"],
    [12, "12"],
    [true, "true"],
  ])("reads %j as %j", (value, text) => {
    expect(toText(label)(value)).toBe(text);
  });

  it.each([[{}], [[]], [2 ** 60]])("refuses %j by the name of the input", (value) => {
    expect(() => toText(label)(value)).toThrow(InputError);
    expect(() => toText(label)(value)).toThrow(/The Label/);
  });
});

describe("toWholeNumber", () => {
  const clean = toWholeNumber(label, { fallback: 200, min: 1, max: 200 });

  it.each([
    [undefined, 200],
    ["", 200],
    ["1", 1],
    [" 200 ", 200],
    [50, 50],
  ])("reads %j as %j", (value, number) => {
    expect(clean(value)).toBe(number);
  });

  it.each(["0", "201", "-1", "1.5", "abc", "1e2", "NaN"])("refuses %j", (value) => {
    expect(() => clean(value)).toThrow(/from 1 to 200/);
  });
});

describe("toFlag", () => {
  it.each([
    [undefined, false],
    ["", false],
    ["false", false],
    [false, false],
    ["True", true],
    [true, true],
  ])("reads %j as %j", (value, flag) => {
    expect(toFlag(label)(value)).toBe(flag);
  });

  it("refuses anything else", () => {
    expect(() => toFlag(label)("maybe")).toThrow(InputError);
  });
});

describe("toChoice", () => {
  it("takes the values of the menu and nothing", () => {
    expect(toChoice(label, ["asc", "desc"])("asc")).toBe("asc");
    expect(toChoice(label, ["asc", "desc"])(undefined)).toBe("");
    expect(() => toChoice(label, ["asc", "desc"])("up")).toThrow(/asc, desc/);
  });
});

describe("toTextList", () => {
  it.each([
    [undefined, []],
    ["", []],
    [[], []],
    [
      ["a", " b ", "", null],
      ["a", "b"],
    ],
    ["a, b,", ["a", "b"]],
    ['["a","b"]', ["a", "b"]],
    [["4876876000001234001"], ["4876876000001234001"]],
  ])("reads %j as %j", (value, list) => {
    expect(toTextList(label)(value)).toEqual(list);
  });

  it("refuses objects among the texts", () => {
    expect(() => toTextList(label)([{ id: 1 }])).toThrow(InputError);
  });
});

describe("toKeyValues", () => {
  it.each([
    [undefined, {}],
    ["", {}],
    [[], {}],
    [
      [
        { key: "a", value: "1" },
        { key: " ", value: "2" },
        { key: "a", value: "3" },
      ],
      { a: "3" },
    ],
    [{ a: { b: 1 } }, { a: { b: 1 } }],
    ['{"a":1}', { a: 1 }],
    ['[{"key":"a","value":1}]', { a: 1 }],
    [[{ key: "a" }], { a: "" }],
  ])("reads %j as %j", (value, values) => {
    expect(toKeyValues(label)(value)).toEqual(values);
  });

  it.each([["text"], [12], [["a"]], [[{ name: "a" }]]])("refuses %j", (value) => {
    expect(() => toKeyValues(label)(value)).toThrow(/The Label/);
  });

  it("does not let a key reach the prototype", () => {
    const values = toKeyValues(label)([{ key: "__proto__", value: { polluted: true } }]);
    expect(Object.hasOwn(values, "__proto__")).toBe(true);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});

describe("toInstant", () => {
  it.each([
    [undefined, ""],
    ["2026-01-31", "2026-01-31T00:00:00+00:00"],
    ["2026-01-31T10:00:00Z", "2026-01-31T10:00:00+00:00"],
    ["2026-01-31T10:00:00.999+05:30", "2026-01-31T04:30:00+00:00"],
    [new Date("2026-01-31T10:00:00Z"), "2026-01-31T10:00:00+00:00"],
  ])("reads %j as %j", (value, instant) => {
    expect(toInstant(label)(value)).toBe(instant);
  });

  it.each(["2026-02-31", "2026-01-31T10:00:00", "yesterday", "31.01.2026", "2026-01-31T25:00:00Z"])(
    "refuses %j",
    (value) => {
      expect(() => toInstant(label)(value)).toThrow(InputError);
    },
  );
});
