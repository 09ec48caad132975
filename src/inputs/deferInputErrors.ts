import { InputError } from "../client/errors/errors";

/**
 * The input, with what is wrong with its value in place of the value: inputs are cleaned before a deletion as well,
 * which they must not stop.
 */
export const deferInputErrors = <Value, Rest>(
  input: Rest & { clean: (value: unknown) => Value },
) => ({
  ...input,
  clean: (given: unknown): Value | InputError => {
    try {
      return input.clean(given);
    } catch (error) {
      if (error instanceof InputError) return error;
      throw error;
    }
  },
});

/** Inputs, if all of them can be used. */
export type Valid<Given> = { [Name in keyof Given]: Exclude<Given[Name], InputError> };

/** Throws the InputError of an input that cannot be used. */
export function assertValid<Given extends object>(given: Given): Valid<Given> {
  if (areValid(given)) return given;
  throw Object.values(given).find((value) => value instanceof InputError);
}

const areValid = <Given extends object>(given: Given): given is Given & Valid<Given> =>
  !Object.values(given).some((value) => value instanceof InputError);
