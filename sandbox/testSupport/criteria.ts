import fc from "fast-check";

/** A condition twice: as COQL text and as the plain meaning of it. */
export interface Criterion<Row> {
  text: string;
  matches: (row: Row) => boolean;
}

/** Conditions out of the given ones, nested with `and` and `or`, in brackets. */
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
