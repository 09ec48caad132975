import { isJsonObject, type JsonObject } from "../../http";

/** `group` is an object, `rows` a list of objects, `list` a list of anything. */
export type FieldKind = "text" | "number" | "flag" | "list" | "group" | "rows";

interface Field {
  kind: FieldKind;
  /** The fields of the group, or of each row. */
  shape?: Shape;
}

/** The fields of a record or a part of one, in the order of replies. */
export type Shape = ReadonlyMap<string, Field>;

/** Field names by kind, separated by blanks. */
export interface ShapeNames {
  text?: string;
  number?: string;
  flag?: string;
  list?: string;
  group?: Record<string, ShapeNames>;
  rows?: Record<string, ShapeNames>;
}

/** Names separated by blanks. */
export const splitWords = (text = ""): string[] => text.split(/\s+/).filter(Boolean);

/** Builds a shape from names. */
export function shape(names: ShapeNames): Shape {
  const fields = new Map<string, Field>();
  for (const kind of ["text", "number", "flag", "list"] as const) {
    for (const name of splitWords(names[kind])) fields.set(name, { kind });
  }
  for (const kind of ["group", "rows"] as const) {
    for (const [name, inner] of Object.entries(names[kind] ?? {})) {
      fields.set(name, { kind, shape: shape(inner) });
    }
  }
  return fields;
}

/** Merges the names of several parts. */
export function join(...parts: ShapeNames[]): ShapeNames {
  const together = (kind: "text" | "number" | "flag" | "list"): string =>
    parts.map((part) => part[kind] ?? "").join(" ");
  return {
    text: together("text"),
    number: together("number"),
    flag: together("flag"),
    list: together("list"),
    group: Object.assign({}, ...parts.map(({ group }) => group)),
    rows: Object.assign({}, ...parts.map(({ rows }) => rows)),
  };
}

const EMPTY = { text: "", number: 0, flag: false } as const;

function fillField({ kind, shape: inner }: Field, value: unknown): unknown {
  if (kind === "group") return fill(inner ?? new Map(), isJsonObject(value) ? value : {});
  if (kind === "rows") {
    const rows = Array.isArray(value) ? value : [];
    return rows.map((row) => fill(inner ?? new Map(), isJsonObject(row) ? row : {}));
  }
  if (kind === "list") return Array.isArray(value) ? value : [];
  if (value === undefined || value === null) return EMPTY[kind];
  return kind === "text" ? String(value) : value;
}

/**
 * The values in the order of the shape; missing ones are "", 0, false, [] or {}. An empty shape
 * keeps all.
 */
export function fill(fields: Shape, values: JsonObject): JsonObject {
  if (fields.size === 0) return values;
  const filled: JsonObject = {};
  for (const [name, field] of fields) filled[name] = fillField(field, values[name]);
  return filled;
}
