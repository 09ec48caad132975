import fc from "fast-check";
import { formatTime } from "../../clock";
import { getRows, TestSandbox } from "../../testSupport/calls";
import { type Criterion, nested } from "../../testSupport/criteria";

interface Row {
  id: string;
  modifiedAt: number;
}

const START = Date.parse("2026-01-01T10:00:00+05:30");
const FIRST_ID = 4_876_876_000_001_000_000n;

const timeText = (second: number) => `'${formatTime(START + second * 1000, "+00:00")}'`;

/** Evaluates `value operator operand`. */
const compares = <T extends number | bigint>(value: T, operator: string, operand: T): boolean => {
  if (operator === "=") return value === operand;
  if (operator.startsWith("<")) return value < operand || (operator === "<=" && value === operand);
  return value > operand || (operator === ">=" && value === operand);
};

const operator = fc.constantFrom("=", "<", "<=", ">", ">=");

const onTime = fc.tuple(operator, fc.integer({ min: -1, max: 6 })).map(
  ([sign, second]): Criterion<Row> => ({
    text: `Modified_Time ${sign} ${timeText(second)}`,
    matches: ({ modifiedAt }) => compares(modifiedAt, sign, START + second * 1000),
  }),
);

const onPeriod = fc.tuple(fc.integer({ min: -1, max: 6 }), fc.nat(3)).map(
  ([second, width]): Criterion<Row> => ({
    text: `Modified_Time between ${timeText(second)} and ${timeText(second + width)}`,
    matches: ({ modifiedAt }) =>
      modifiedAt >= START + second * 1000 && modifiedAt <= START + (second + width) * 1000,
  }),
);

const onId = fc.tuple(operator, fc.integer({ min: 0, max: 12 })).map(
  ([sign, number]): Criterion<Row> => ({
    text: `id ${sign} '${FIRST_ID + BigInt(number)}'`,
    matches: ({ id }) => compares(BigInt(id), sign, FIRST_ID + BigInt(number)),
  }),
);

/** Leads created in sequence, some in the same second. */
function rowsOver(zoho: TestSandbox, pauses: number[]): Row[] {
  let second = 0;
  return pauses.map((pause) => {
    second += pause;
    zoho.clock.set(START + second * 1000);
    return { id: zoho.create("Leads", { Last_Name: "R" }), modifiedAt: START + second * 1000 };
  });
}

test("conditions on time and id find the same rows whatever the order and range of reading", () => {
  const pauses = fc.array(fc.nat(2), { minLength: 1, maxLength: 10 });
  const order = fc.constantFrom(
    "Modified_Time, id",
    "Modified_Time desc, id desc",
    "id",
    "id desc",
  );
  const criterion = nested(onTime, onPeriod, onId);
  fc.assert(
    fc.property(pauses, criterion, order, (gaps, criteria, by) => {
      const zoho = new TestSandbox();
      const sign = by.endsWith("desc") ? -1 : 1;
      const expected = rowsOver(zoho, gaps)
        .filter(criteria.matches)
        .map(({ id }) => id);
      const reply = zoho.coql(`select id from Leads where ${criteria.text} order by ${by}`);
      const found = reply.status === 204 ? [] : getRows(reply).map(({ id }) => id);
      expect(found).toEqual(sign === 1 ? expected : expected.reverse());
    }),
    { numRuns: 500 },
  );
});

test("keyset pages by Modified_Time and id return every row once (facts 4)", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(1), { minLength: 1, maxLength: 20 }), (pauses) => {
      const zoho = new TestSandbox();
      const all = rowsOver(zoho, pauses).map(({ id }) => id);
      const read: unknown[] = [];
      let after = { time: timeText(-1), id: "0" };
      while (read.length <= all.length) {
        const tie = `(Modified_Time > ${after.time} or id > '${after.id}')`;
        const reply = zoho.coql(
          `select Modified_Time from Leads where (Modified_Time >= ${after.time} and ${tie}) order by Modified_Time, id limit 3`,
        );
        const page = reply.status === 204 ? [] : getRows(reply);
        read.push(...page.map(({ id }) => id));
        const last = page.at(-1);
        if (!last || page.length < 3) break;
        after = { time: `'${String(last.Modified_Time)}'`, id: String(last.id) };
      }
      expect(read).toEqual(all);
    }),
    { numRuns: 100 },
  );
});
