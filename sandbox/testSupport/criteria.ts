import fc from "fast-check";

/** A condition as COQL text and as a predicate. */
export interface Criterion<Row> {
  text: string;
  matches: (row: Row) => boolean;
}

/** Combines conditions with `and` and `or`, in parentheses. */
export function nested<Row>(
  ...leaves: fc.Arbitrary<Criterion<Row>>[]
): fc.Arbitrary<Criterion<Row>> {
  return fc.letrec<{ any: Criterion<Row>; pair: Criterion<Row> }>((tie) => ({
    any: fc.oneof({ maxDepth: 4 }, ...leaves, tie("pair")),
    pair: fc
      .tuple(tie("any"), fc.constantFrom("and", "or"), tie("any"))
      .map(([left, kind, right]) => ({
        text: `(${left.text} ${kind} ${right.text})`,
        matches: (one: Row) =>
          kind === "and"
            ? left.matches(one) && right.matches(one)
            : left.matches(one) || right.matches(one),
      })),
  })).any;
}
