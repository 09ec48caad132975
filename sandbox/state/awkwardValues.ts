import type { StoredRecord } from "./recordStore";
import type { SandboxState } from "./sandboxState";
import type { Field, Module } from "./schema/modules";

/**
 * What breaks careless readers of CSV, JSON and queries: quotes, delimiters, line ends of every kind, a tab,
 * a character beyond 16 bits, a combining one, right-to-left letters with an override, zero-width ones.
 */
const AWKWARD = `"a",b;'c'\\\r\nd\ne\rf\t🚀e\u0301\u202eשלום\u200b\u200d\ufeff.`;
/** What spreadsheets take for a formula, and other beginnings. */
const BEGINNINGS = ["=1+", "@", "+", "-", "\t", "\u200b", " "];
const SHORTEST = 40;

/** Tags are kept apart from the values, whatever their field is called. */
const takesText = ({ apiName, dataType, readOnly, unique, length }: Field): boolean =>
  (dataType === "text" || dataType === "textarea") &&
  apiName !== "Tag" &&
  !readOnly &&
  !unique &&
  length >= SHORTEST;

/**
 * Puts awkward texts, all within 40 characters, into every text field of a record that takes them and need
 * not be unique, as a write of its first user's. Returns them by field.
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
