import { createRequire } from "node:module";
import fc from "fast-check";
import * as short from "../../build/lodash";

const lodash = createRequire(require.resolve("@prismatic-io/spectral"))("lodash") as typeof short;

const name = fc.stringMatching(/^[a-zA-Z]\w{0,5}$/);
const value = fc.jsonValue();
const object = fc.dictionary(name, fc.option(value, { nil: undefined }));

/** What definitions of inputs are: objects in objects. */
const { inputs } = fc.letrec<{ inputs: Record<string, unknown> }>((tie) => ({
  inputs: fc.dictionary(
    name,
    fc.oneof(
      { depthSize: "small" },
      fc.string(),
      fc.boolean(),
      fc.constant(undefined),
      tie("inputs"),
    ),
  ),
}));

describe("the functions in place of lodash's", () => {
  it("omit", () => {
    fc.assert(
      fc.property(object, fc.array(name), (members, names) => {
        const some = [...names, ...Object.keys(members).slice(0, 2)];
        expect(short.omit(members, some)).toEqual(lodash.omit(members, some));
      }),
    );
  });

  it("omitBy", () => {
    const isEmpty = (member: unknown, key: string) => !member || key.length > 3;
    fc.assert(
      fc.property(object, (members) => {
        expect(short.omitBy(members, isEmpty)).toEqual(lodash.omitBy(members, isEmpty));
      }),
    );
    expect(short.omitBy(undefined, isEmpty)).toEqual(lodash.omitBy(undefined, isEmpty));
  });

  it("uniq", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constantFrom("a", "b"), value)), (values) => {
        expect(short.uniq(values)).toEqual(lodash.uniq(values));
      }),
    );
  });

  it("merge", () => {
    const copy = <T>(members: T): T => structuredClone(members);
    fc.assert(
      fc.property(inputs, inputs, (target, source) => {
        const merged = short.merge(copy(target), copy(source));
        expect(merged).toStrictEqual(lodash.merge(copy(target), copy(source)));
      }),
    );
  });

  it("snakeCase and camelCase", () => {
    const word = fc.stringMatching(/^[a-z]{2,6}$/);
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 4 }), (words) => {
        const camel = lodash.camelCase(words.join(" "));
        const snake = words.join("_");
        expect(short.snakeCase(camel)).toBe(snake);
        expect(lodash.snakeCase(camel)).toBe(snake);
        expect(short.camelCase(snake.toUpperCase())).toBe(camel);
        expect(lodash.camelCase(snake.toUpperCase())).toBe(camel);
      }),
    );
  });
});
