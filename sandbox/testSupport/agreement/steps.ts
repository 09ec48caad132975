import fc from "fast-check";
import type { Values } from "./model";

/**
 * A step that changes leads; numbers refer to the leads that exist at that time.
 */
export type Act =
  | { kind: "create"; rows: Values[] }
  | { kind: "upsert"; rows: Values[] }
  | { kind: "update"; which: number; values: Values }
  | { kind: "updateMany"; rows: { which: number; values: Values }[] }
  | { kind: "delete"; which: number[] }
  | { kind: "restore" | "purge" | "convert"; which: number }
  | { kind: "merge"; which: number; loser: number }
  | { kind: "bulkRead" };

export interface Step {
  /** How far the clock is moved before. */
  waitMs: number;
  user: number;
  act: Act;
}

const TEXTS = [
  "Rao",
  'O"Brien, Jr.; & "Sons"',
  "two\r\nlines\nand\rmore",
  "one\rreturn",
  "\ttab ",
  "=SUM(A1:A9)",
  "@home",
  "🚀 e\u0301 Zoë",
  "שלום עולם",
  "a\u200bb\ufeffc",
  "it's 100%\\",
];
const text = fc.constantFrom(...TEXTS);
const orEmpty = <T>(value: fc.Arbitrary<T>) => fc.option(value, { freq: 3 });

const optional = {
  Company: orEmpty(text),
  Score: orEmpty(fc.integer({ min: -20, max: 20 }).map((quarters) => quarters / 4)),
  Newsletter: orEmpty(fc.boolean()),
  Interests: orEmpty(fc.subarray(["Analytics", "Billing", "Mobile"])),
  External_Key: orEmpty(fc.constantFrom("k1", "K1", "k2", "K2", "k3")),
  Last_Contact_At: orEmpty(
    fc.constantFrom("2024-02-29T23:59:59+05:30", "2026-01-01T00:00:00+05:30"),
  ),
};
const changes: fc.Arbitrary<Values> = fc.record(
  { Last_Name: text, ...optional },
  { requiredKeys: [] },
);
const row: fc.Arbitrary<Values> = fc.record(
  { Last_Name: text, ...optional },
  { requiredKeys: ["Last_Name"] },
);
const rows = fc.array(row, { minLength: 1, maxLength: 4 });
const which = fc.nat(20);
const onOne = fc.record({ which, values: changes });

const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("create"), rows }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("upsert"), rows }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("update"), which, values: changes }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("updateMany"),
      rows: fc.array(onOne, { minLength: 1, maxLength: 3 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("delete"),
      which: fc.array(which, { minLength: 1, maxLength: 2 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constantFrom("restore", "restore", "purge", "convert"),
      which,
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("merge"), which, loser: which }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("bulkRead") }) },
);

const DAY_MS = 86_400_000;

/** The time between two steps: none, parts of a second, seconds, or months. */
export const forwards = fc.constantFrom(
  0,
  0,
  300,
  1_000,
  7_000,
  3_600_000,
  30 * DAY_MS,
  60 * DAY_MS,
);
export const anywhere = fc.oneof(forwards, fc.constant(-3_000));

export const stepsWith = (waitMs: fc.Arbitrary<number>): fc.Arbitrary<Step[]> =>
  fc.array(fc.record({ waitMs, user: fc.nat(1), act }), { minLength: 1, maxLength: 18 });
