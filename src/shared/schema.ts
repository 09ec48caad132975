import * as v from "valibot";

type AnySchema = v.GenericSchema;

/** An optional part that is left out when it is broken, instead of failing the whole. */
export const orLeftOut = <Schema extends AnySchema>(schema: Schema) =>
  v.fallback(v.optional(schema), undefined);

/** The value as the schema describes it; undefined when it does not fit. */
export function parseOr<Schema extends AnySchema>(
  schema: Schema,
  value: unknown,
): v.InferOutput<Schema> | undefined {
  const { success, output } = v.safeParse(schema, value);
  return success ? output : undefined;
}
