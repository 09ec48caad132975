// Stand-ins for the functions of lodash that spectral uses. They cover what spectral passes: plain
// objects, member names without dots, and names in camelCase or CONSTANT_CASE.
// test/definition/lodash.test.ts compares them with lodash.

type Members = Record<string, unknown>;

/** The members of an object whose names are not listed. */
export const omit = (object: Members, names: readonly string[]): Members =>
  omitBy(object, (_value, name) => names.includes(name));

/** The members of an object for which the predicate is false. */
export const omitBy = (
  object: Members | null | undefined,
  isOmitted: (value: unknown, name: string) => boolean,
): Members =>
  Object.fromEntries(
    Object.entries(object ?? {}).filter(([name, value]) => !isOmitted(value, name)),
  );

/** The values without duplicates, in their order. */
export const uniq = <T>(values: readonly T[]): T[] => [...new Set(values)];

const isObject = (value: unknown): value is Members => typeof value === "object" && value !== null;

/** Copies the members of `source` into `target`, recursively where both have an object. */
export function merge(target: Members, source: Members): Members {
  for (const [name, value] of Object.entries(source)) {
    const present = target[name];
    if (isObject(value) && isObject(present)) merge(present, value);
    else if (value !== undefined || !(name in target)) target[name] = value;
  }
  return target;
}

/** notAllowed -> not_allowed */
export const snakeCase = (name: string): string => name.replace(/[A-Z]/g, "_$&").toLowerCase();

/** NOT_ALLOWED -> notAllowed */
export const camelCase = (name: string): string =>
  name.toLowerCase().replace(/_(.)/g, (_match, letter: string) => letter.toUpperCase());
