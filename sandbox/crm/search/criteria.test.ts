import { RequestError } from "../errors";
import { CriteriaParser } from "./criteria";

const parse = (text: string) => new CriteriaParser(text).parse();
const criterion = (apiName: string, operator: string, ...values: string[]) => ({
  kind: "criterion",
  apiName,
  operator,
  values,
});

describe("the grammar of criteria (facts 3.8)", () => {
  test("the sample of the facts", () => {
    const text =
      "((Last_Name:equals:Rao)and(Created_Time:between:2026-01-01T00:00:00+00:00,2026-02-01T00:00:00+00:00))";
    expect(parse(text)).toEqual({
      kind: "and",
      parts: [
        criterion("Last_Name", "equals", "Rao"),
        criterion(
          "Created_Time",
          "between",
          "2026-01-01T00:00:00+00:00",
          "2026-02-01T00:00:00+00:00",
        ),
      ],
    });
  });

  test("parentheses nest, conjunctions in any case with blanks, and before or", () => {
    const [a, b, c] = ["a", "b", "c"].map((name) => criterion(name, "equals", "x"));
    const [A, B, C] = ["(a:equals:x)", "(b:equals:x)", "(c:equals:x)"];
    expect(parse(`((${A}and${B})or${C})`)).toEqual({
      kind: "or",
      parts: [{ kind: "and", parts: [a, b] }, c],
    });
    expect(parse(`(${A} AND (${B} Or ${C}))`)).toEqual({
      kind: "and",
      parts: [a, { kind: "or", parts: [b, c] }],
    });
    expect(parse(`${A}or${B}and${C}`)).toEqual({
      kind: "or",
      parts: [a, { kind: "and", parts: [b, c] }],
    });
    expect(parse(`(((${A})))`)).toEqual(a);
  });

  test.each([
    [String.raw`Burns\, Jr. \(US\) \\ Co`, ["Burns, Jr. (US) \\ Co"]],
    [`O'Brien "x": y`, [`O'Brien "x": y`]],
    ["a,b", ["a", "b"]],
    ["", [""]],
    ["佐藤 and (x".replace("(", String.raw`\(`), ["佐藤 and (x"]],
  ])("the value %s", (text, values) => {
    expect(parse(`(Last_Name:in:${text})`)).toEqual(criterion("Last_Name", "in", ...values));
  });

  test.each([
    "",
    "Last_Name:equals:Rao",
    "(Last_Name:equals:Rao",
    "(Last_Name:equals:Rao))",
    "(Last_Name:equals)",
    "(Last_Name)",
    "()",
    "((a:equals:x)(b:equals:x))",
    "((a:equals:x)xor(b:equals:x))",
    "((a:equals:x)and)",
    "(a:equals:R(a)",
    String.raw`(a:equals:x\)`,
    String.raw`(a:equals:x\y)`,
    "('a':equals:x)",
  ])("%j is INVALID_QUERY with a reason", (text) => {
    expect(() => parse(text)).toThrow(RequestError);
    expect(() => parse(text)).toThrow(/^INVALID_QUERY/);
  });
});
