import type { StoredRecord } from "./recordStore";
import type { SandboxState } from "./sandboxState";
import type { Field, Module } from "./schema/modules";

/**
 * Breaks careless parsers of CSV, JSON and queries: quotes, delimiters, all line endings, a tab, a
 * surrogate pair, a combining character, right-to-left letters with an override, zero-width
 * characters.
 */
const AWKWARD = `"a",b;'c'\\\r\nd\ne\rf\t🚀e\u0301\u202eשלום\u200b\u200d\ufeff.`;
/** Beginnings that spreadsheets take for formulas, and others. */
const BEGINNINGS = ["=1+", "@", "+", "-", "\t", "\u200b", " "];
const SHORTEST = 40;

/** Excludes Tag, which is not stored in `values`. */
const takesText = ({ apiName, dataType, readOnly, unique, length }: Field): boolean =>
  (dataType === "text" || dataType === "textarea") &&
  apiName !== "Tag" &&
  !readOnly &&
  !unique &&
  length >= SHORTEST;

/**
 * Writes awkward texts of up to 40 characters into every text field of a record that accepts them
 * and is not unique, as the first user. Returns them by field.
 */
export function writeAwkwardValues(
  state: SandboxState,
  module: Module,
  record: StoredRecord,
): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const [index, { apiName }] of module.fields.filter(takesText).entries()) {
    texts[apiName] = `${BEGINNINGS[index % BEGINNINGS.length]}${AWKWARD}`;
  }
  state.store(module).update(record, {
    values: { ...record.values, ...texts },
    modifiedAt: Math.floor(state.now() / 1000) * 1000,
    modifiedBy: state.users[0]?.id ?? record.modifiedBy,
  });
  return texts;
}
