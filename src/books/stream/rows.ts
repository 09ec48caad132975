import { contentDigest } from "../../shared/digest";
import type { SourceRow } from "../../sync/changes";
import type { Endpoint } from "../endpoints";
import type { BooksRecord } from "../replies";
import type { ReadStrategy } from "./readStrategy";

/** The content of rows that are only found as new: all their versions are the same. */
const NEW = "new";

/** A row of a list as one version of its record. */
export function sourceRow(
  row: BooksRecord,
  { type, rowId }: Endpoint,
  { changes }: ReadStrategy,
): SourceRow {
  const id = idIn(row[rowId]) || (type.isSingle ? type.value : "");
  if (changes === "fullCompare") {
    return {
      id,
      at: 0,
      content: contentDigest(row, movingIn(row, type.movingFields)),
      record: row,
    };
  }
  const createdAt = parseInstant(row.created_time);
  const times = createdAt === undefined ? {} : { createdAt };
  if (changes === "createdOnly") {
    return { id, at: createdAt ?? Number.NaN, ...times, content: NEW, record: row };
  }
  const at = parseInstant(row.last_modified_time) ?? createdAt ?? Number.NaN;
  return {
    id,
    at,
    ...times,
    content: contentDigest(row, movingIn(row, type.movingFields)),
    record: row,
  };
}

/** Texts for display depend on other fields, the clock and the language. */
function movingIn(row: BooksRecord, movingFields: readonly string[]): Set<string> {
  const texts = Object.keys(row).filter((name) => name.endsWith("_formatted"));
  return new Set([...movingFields, ...texts]);
}

const idIn = (id: unknown): string =>
  typeof id === "string" || typeof id === "number" ? String(id) : "";

const INSTANT = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d+)?(?:Z|([+-]\d\d):?(\d\d))$/;

/** Seconds of a time such as 2026-06-09T13:15:33-0400; undefined for anything else. */
function parseInstant(text: unknown): number | undefined {
  const [, time, hours = "+00", minutes = "00"] = INSTANT.exec(String(text)) ?? [];
  const milliseconds = time === undefined ? Number.NaN : Date.parse(`${time}${hours}:${minutes}`);
  return Number.isNaN(milliseconds) ? undefined : milliseconds / 1000;
}
