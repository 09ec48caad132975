import { InputError } from "../client/errors";

/**
 * The input, with what is wrong with its value in place of the value: inputs are cleaned before a deletion as well,
 * which they must not stop.
 */
export const lenient = <Value, Rest>(input: Rest & { clean: (value: unknown) => Value }) => ({
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
export type Usable<Given> = { [Name in keyof Given]: Exclude<Given[Name], InputError> };

/** Throws the InputError of an input that cannot be used. */
export function usable<Given extends object>(given: Given): Usable<Given> {
  if (areUsable(given)) return given;
  throw Object.values(given).find((value) => value instanceof InputError);
}

const areUsable = <Given extends object>(given: Given): given is Given & Usable<Given> =>
  !Object.values(given).some((value) => value instanceof InputError);
