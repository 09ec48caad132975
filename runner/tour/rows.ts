/** A JSON object, such as a record or a reply. */
export type Row = Record<string, unknown>;

export const isObject = (value: unknown): value is Row =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const asRow = (value: unknown): Row => (isObject(value) ? value : {});

/** The objects in a list; none if `value` is not a list. */
export const asRows = (value: unknown): Row[] =>
  Array.isArray(value) ? value.filter(isObject) : [];

export const getIds = (rows: readonly Row[]): string[] => rows.map(({ id }) => String(id));

/** The named fields of a row. */
export const pick = (row: Row, names: readonly string[]): Row =>
  Object.fromEntries(names.map((name) => [name, row[name]]));
