import fc from "fast-check";
import type { JsonObject } from "../../http";
import { getRows, TestSandbox } from "../../testSupport/calls";
import { type Criterion, nested } from "../../testSupport/criteria";

/** A lead; null = not set. */
interface Row {
  Last_Name: string;
  Score: number | null;
  Company: string | null;
  Newsletter: boolean;
  /** The contact in Referred_By. */
  referrer: { points: number | null } | null;
}

const WORDS = ["Rao", "O'Brien", "a\\b", "Müller, Jr.", "x%y", "Ng"];
const quote = (word: string) => `'${word.replace(/[\\']/g, "\\$&")}'`;

const row: fc.Arbitrary<Row> = fc.record({
  Last_Name: fc.constantFrom(...WORDS),
  Score: fc.option(fc.integer({ min: -5, max: 5 })),
  Company: fc.option(fc.constantFrom(...WORDS)),
  Newsletter: fc.boolean(),
  referrer: fc.option(fc.record({ points: fc.option(fc.integer({ min: -5, max: 5 })) })),
});

const getPoints = (one: Row): number | null => one.referrer?.points ?? null;

const present = <T>(value: T | null, test: (value: T) => boolean): boolean =>
  value !== null && test(value);

const onText = fc.tuple(fc.constantFrom("=", "!="), fc.constantFrom(...WORDS)).map(
  ([operator, word]): Criterion<Row> => ({
    text: `Company ${operator} ${quote(word)}`,
    matches: (one) => present(one.Company, (value) => (value === word) === (operator === "=")),
  }),
);

const onNumber = fc
  .tuple(fc.constantFrom("=", "!=", "<", "<=", ">", ">="), fc.integer({ min: -5, max: 5 }))
  .map(
    ([operator, number]): Criterion<Row> => ({
      text: `Score ${operator} ${number}`,
      matches: ({ Score }) =>
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
  ([negated, low, width]): Criterion<Row> => ({
    text: `Score ${negated ? "not " : ""}between ${low} and ${low + width}`,
    matches: ({ Score }) =>
      present(Score, (value) => (value >= low && value <= low + width) !== negated),
  }),
);

const onSet = fc
  .tuple(fc.boolean(), fc.uniqueArray(fc.constantFrom(...WORDS), { minLength: 1 }))
  .map(
    ([negated, words]): Criterion<Row> => ({
      text: `Last_Name ${negated ? "not " : ""}in (${words.map(quote).join(", ")})`,
      matches: (one) => words.includes(one.Last_Name) !== negated,
    }),
  );

const onNull = fc.boolean().map(
  (negated): Criterion<Row> => ({
    text: `Company is ${negated ? "not " : ""}null`,
    matches: ({ Company }) => (Company === null) !== negated,
  }),
);

const onBoolean = fc.boolean().map(
  (value): Criterion<Row> => ({
    text: `Newsletter = '${value}'`,
    matches: ({ Newsletter }) => Newsletter === value,
  }),
);

const onJoin = fc.tuple(fc.constantFrom(">=", "<"), fc.integer({ min: -5, max: 5 })).map(
  ([operator, number]): Criterion<Row> => ({
    text: `Referred_By.Loyalty_Points ${operator} ${number}`,
    matches: (one) => present(getPoints(one), (value) => value < number === (operator === "<")),
  }),
);

const criterion = nested(onNumber, onText, onRange, onSet, onNull, onBoolean, onJoin);

/**
 * Stores the rows as leads, each with its own contact; returns them with their ids.
 */
function keep(zoho: TestSandbox, rows: Row[]): (Row & { id: string })[] {
  return rows.map((one) => {
    const { referrer, ...lead } = one;
    const contact = referrer && {
      id: zoho.create("Contacts", { Last_Name: "C", Loyalty_Points: referrer.points }),
    };
    return { ...one, id: zoho.create("Leads", { ...lead, Referred_By: contact }) };
  });
}

test("a query returns what a plain filter returns, in the same order and window", () => {
  const window = fc.record({ limit: fc.integer({ min: 1, max: 8 }), offset: fc.nat(4) });
  fc.assert(
    fc.property(fc.array(row, { maxLength: 12 }), criterion, window, (rows, criteria, cut) => {
      const zoho = new TestSandbox();
      const stored = keep(zoho, rows);
      const expected = stored.filter(criteria.matches).slice(cut.offset, cut.offset + cut.limit);
      const reply = zoho.coql(
        `select Last_Name from Leads where ${criteria.text} limit ${cut.limit} offset ${cut.offset}`,
      );
      const got = reply.status === 204 ? [] : getRows(reply).map((one) => one.id);
      expect(reply.status).toBe(expected.length ? 200 : 204);
      expect(got).toEqual(expected.map((one) => one.id));
    }),
    { numRuns: 300 },
  );
});

type Cell = number | string | boolean | null;

const byValue = (a: Cell, b: Cell): number => {
  if (a === b) return 0;
  if (a === null || b === null) return a === null ? -1 : 1;
  return a < b ? -1 : 1;
};

const SORTABLE: Record<string, (one: Row) => Cell> = {
  Score: (one) => one.Score,
  Newsletter: (one) => String(one.Newsletter),
  "Referred_By.Loyalty_Points": getPoints,
};

const column = fc.constantFrom(...Object.keys(SORTABLE));

test("order by sorts, also by joined columns: empty values first, then by id", () => {
  const order = fc.uniqueArray(column, { minLength: 1 });
  fc.assert(
    fc.property(
      fc.array(row, { minLength: 1, maxLength: 12 }),
      order,
      fc.boolean(),
      (...generated) => {
        const [rows, names, descending] = generated;
        const zoho = new TestSandbox();
        const expected = keep(zoho, rows).toSorted((a, b) => {
          const values = names.map((name) =>
            byValue(SORTABLE[name]?.(a) ?? null, SORTABLE[name]?.(b) ?? null),
          );
          return (descending ? -1 : 1) * (values.find((value) => value !== 0) ?? 0);
        });
        const orders = names.map((name) => `${name} ${descending ? "desc" : "asc"}`).join(", ");
        const reply = zoho.coql(`select Score from Leads where id is not null order by ${orders}`);
        expect(getRows(reply).map((one) => one.id)).toEqual(expected.map((one) => one.id));
      },
    ),
    { numRuns: 100 },
  );
});

/** A plain implementation of the aggregates. */
const AGGREGATES: Record<string, (numbers: number[]) => number | null> = {
  COUNT: (numbers) => numbers.length,
  SUM: (numbers) => (numbers.length ? numbers.reduce((sum, one) => sum + one, 0) : null),
  MIN: (numbers) => (numbers.length ? Math.min(...numbers) : null),
  MAX: (numbers) => (numbers.length ? Math.max(...numbers) : null),
  AVG: (numbers) =>
    numbers.length
      ? Number((numbers.reduce((sum, one) => sum + one, 0) / numbers.length).toFixed(9))
      : null,
};

test("aggregates return what manual grouping returns, sorted by one of them", () => {
  const measured = fc.constantFrom("Score", "Referred_By.Loyalty_Points");
  const shape = fc.record({
    groupBy: fc.uniqueArray(column),
    measured,
    ordered: fc.constantFrom(...Object.keys(AGGREGATES)),
  });
  fc.assert(
    fc.property(fc.array(row, { maxLength: 12 }), criterion, shape, (rows, criteria, query) => {
      const zoho = new TestSandbox();
      const groups = new Map<string, Row[]>(query.groupBy.length ? [] : [["", []]]);
      for (const one of keep(zoho, rows).filter(criteria.matches)) {
        const key = query.groupBy.map((name) => SORTABLE[name]?.(one)).join("|");
        groups.set(key, [...(groups.get(key) ?? []), one]);
      }
      const expected = [...groups.values()].map((group): JsonObject => {
        const numbers = group.flatMap((one) => SORTABLE[query.measured]?.(one) ?? []).map(Number);
        const results = Object.entries(AGGREGATES).map(([name, of]) => [name, of(numbers)]);
        return Object.fromEntries(results);
      });
      expected.sort((a, b) => byValue(a[query.ordered] as Cell, b[query.ordered] as Cell));
      const columns = Object.keys(AGGREGATES).map(
        (name) => `${name}(${query.measured}) as ${name}`,
      );
      const grouping = query.groupBy.length ? `group by ${query.groupBy.join(", ")}` : "";
      const reply = zoho.coql(
        `select ${columns.join(", ")} from Leads where ${criteria.text} ${grouping} order by ${query.ordered}`,
      );
      expect(reply.status).toBe(expected.length ? 200 : 204);
      expect(reply.status === 204 ? [] : getRows(reply)).toEqual(expected);
    }),
    { numRuns: 200 },
  );
});
