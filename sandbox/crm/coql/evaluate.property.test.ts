import fc from "fast-check";
import { rowsOf, TestSandbox } from "../../testCalls";

/** A lead as the property sees it; null = not set. */
interface Row {
  Last_Name: string;
  Score: number | null;
  Company: string | null;
  Newsletter: boolean;
}

/** A condition twice: as COQL text and as the plain meaning of it. */
interface Criterion {
  text: string;
  fits: (row: Row) => boolean;
}

const WORDS = ["Rao", "O'Brien", "a\\b", "Müller, Jr.", "x%y", "Ng"];
const quote = (word: string) => `'${word.replace(/[\\']/g, "\\$&")}'`;

const row: fc.Arbitrary<Row> = fc.record({
  Last_Name: fc.constantFrom(...WORDS),
  Score: fc.option(fc.integer({ min: -5, max: 5 })),
  Company: fc.option(fc.constantFrom(...WORDS)),
  Newsletter: fc.boolean(),
});

const present = <T>(value: T | null, test: (value: T) => boolean): boolean =>
  value !== null && test(value);

const onText = fc.tuple(fc.constantFrom("=", "!="), fc.constantFrom(...WORDS)).map(
  ([operator, word]): Criterion => ({
    text: `Company ${operator} ${quote(word)}`,
    fits: (one) => present(one.Company, (value) => (value === word) === (operator === "=")),
  }),
);

const onNumber = fc
  .tuple(fc.constantFrom("=", "!=", "<", "<=", ">", ">="), fc.integer({ min: -5, max: 5 }))
  .map(
    ([operator, number]): Criterion => ({
      text: `Score ${operator} ${number}`,
      fits: ({ Score }) =>
        present(Score, (value) => {
          if (operator === "=" || operator === "!=")
            return (value === number) === (operator === "=");
          if (operator.startsWith("<"))
            return value < number || (operator === "<=" && value === number);
          return value > number || (operator === ">=" && value === number);
        }),
    }),
  );

const onRange = fc.tuple(fc.boolean(), fc.integer({ min: -5, max: 5 }), fc.nat(5)).map(
  ([negated, low, width]): Criterion => ({
    text: `Score ${negated ? "not " : ""}between ${low} and ${low + width}`,
    fits: ({ Score }) =>
      present(Score, (value) => (value >= low && value <= low + width) !== negated),
  }),
);

const onSet = fc
  .tuple(fc.boolean(), fc.uniqueArray(fc.constantFrom(...WORDS), { minLength: 1 }))
  .map(
    ([negated, words]): Criterion => ({
      text: `Last_Name ${negated ? "not " : ""}in (${words.map(quote).join(", ")})`,
      fits: (one) => words.includes(one.Last_Name) !== negated,
    }),
  );

const onNull = fc.boolean().map(
  (negated): Criterion => ({
    text: `Company is ${negated ? "not " : ""}null`,
    fits: ({ Company }) => (Company === null) !== negated,
  }),
);

const onBoolean = fc.boolean().map(
  (wanted): Criterion => ({
    text: `Newsletter = '${wanted}'`,
    fits: ({ Newsletter }) => Newsletter === wanted,
  }),
);

const criterion: fc.Arbitrary<Criterion> = fc.letrec<{ any: Criterion; pair: Criterion }>(
  (tie) => ({
    any: fc.oneof(
      { maxDepth: 4 },
      onNumber,
      onText,
      onRange,
      onSet,
      onNull,
      onBoolean,
      tie("pair"),
    ),
    pair: fc
      .tuple(tie("any"), fc.constantFrom("and", "or"), tie("any"))
      .map(([left, kind, right]) => ({
        text: `(${left.text} ${kind} ${right.text})`,
        fits: (one: Row) =>
          kind === "and" ? left.fits(one) && right.fits(one) : left.fits(one) || right.fits(one),
      })),
  }),
).any;

test("a query returns what a plain filter returns, in the same order and window", () => {
  const window = fc.record({ limit: fc.integer({ min: 1, max: 8 }), offset: fc.nat(4) });
  fc.assert(
    fc.property(fc.array(row, { maxLength: 12 }), criterion, window, (rows, wanted, cut) => {
      const zoho = new TestSandbox();
      const stored = rows.map((one) => ({ ...one, id: zoho.create("Leads", { ...one }) }));
      const expected = stored.filter(wanted.fits).slice(cut.offset, cut.offset + cut.limit);
      const reply = zoho.coql(
        `select Last_Name from Leads where ${wanted.text} limit ${cut.limit} offset ${cut.offset}`,
      );
      const got = reply.status === 204 ? [] : rowsOf(reply).map((one) => one.id);
      expect(reply.status).toBe(expected.length ? 200 : 204);
      expect(got).toEqual(expected.map((one) => one.id));
    }),
    { numRuns: 300 },
  );
});

test("order by returns the rows sorted, empty values first, ties by id", () => {
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 12 }), (rows) => {
      const zoho = new TestSandbox();
      const stored = rows.map((one) => ({ ...one, id: zoho.create("Leads", { ...one }) }));
      const value = (one: Row) => one.Score ?? Number.NEGATIVE_INFINITY;
      const expected = stored.toSorted(
        (a, b) => (value(a) === value(b) ? 0 : value(a) - value(b)) || (a.id < b.id ? -1 : 1),
      );
      const reply = zoho.coql("select Score from Leads where id is not null order by Score asc");
      expect(rowsOf(reply).map((one) => one.id)).toEqual(expected.map((one) => one.id));
    }),
    { numRuns: 100 },
  );
});
