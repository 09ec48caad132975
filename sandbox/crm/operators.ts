import type { StoredRecord } from "../state/recordStore";

export type Predicate = (record: StoredRecord) => boolean;

/** A value or operand in comparable form. */
type Operand = string | number | bigint | boolean;

/** Turns the operands of a criterion into a predicate on non-empty values. */
export type Comparator = (operands: readonly Operand[]) => (value: Operand) => boolean;

/** A comparator with one operand. */
const binary =
  (compare: (value: Operand, operand: Operand) => boolean): Comparator =>
  ([operand = ""]) =>
  (value) =>
    compare(value, operand);

export const not =
  (comparator: Comparator): Comparator =>
  (operands) => {
    const matches = comparator(operands);
    return (value) => !matches(value);
  };

// What the operators of COQL, search and bulk read are made of.

export const equals = binary((value, operand) => value === operand);
export const lessThan = binary((value, operand) => value < operand);
export const lessOrEqual = binary((value, operand) => value <= operand);
export const greaterThan = binary((value, operand) => value > operand);
export const greaterOrEqual = binary((value, operand) => value >= operand);
export const contains = binary((value, operand) => String(value).includes(String(operand)));
export const startsWith = binary((value, operand) => String(value).startsWith(String(operand)));
export const endsWith = binary((value, operand) => String(value).endsWith(String(operand)));

/** Both ends are inclusive. */
export const between: Comparator =
  ([low = "", high = ""]) =>
  (value) =>
    value >= low && value <= high;

export const oneOf: Comparator = (operands) => {
  const values = new Set(operands);
  return (value) => values.has(value);
};

export const allOf =
  (predicates: readonly Predicate[]): Predicate =>
  (record) =>
    predicates.every((predicate) => predicate(record));

export const anyOf =
  (predicates: readonly Predicate[]): Predicate =>
  (record) =>
    predicates.some((predicate) => predicate(record));
