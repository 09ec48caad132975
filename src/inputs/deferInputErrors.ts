import { InputError } from "../client/errors/errors";

/**
 * Makes `clean` return an InputError instead of throwing it. The platform cleans inputs before a deletion
 * too, which an invalid input must not stop; everything else calls `assertValid` first.
 */
export const deferInputErrors = <Value, Rest>(
  input: Rest & { clean: (value: unknown) => Value },
) => ({
  ...input,
  clean: (value: unknown): Value | InputError => {
    try {
      return input.clean(value);
    } catch (error) {
      if (error instanceof InputError) return error;
      throw error;
    }
  },
});

/** Inputs without deferred errors. */
export type Valid<Inputs> = { [Name in keyof Inputs]: Exclude<Inputs[Name], InputError> };

/** Throws the first deferred error. */
export function assertValid<Inputs extends object>(
  inputs: Inputs,
): asserts inputs is Inputs & Valid<Inputs> {
  for (const value of Object.values(inputs)) if (value instanceof InputError) throw value;
}
