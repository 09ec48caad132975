import type { StoredRecord } from "../../state/recordStore";
import type { SandboxState } from "../../state/sandboxState";
import type { DataType } from "../../state/schema/field";
import type { Field, Module } from "../../state/schema/modules";
import { invalidParameter } from "../errors";
import type { Predicate } from "../operators";
import { fieldValue } from "../records/fieldValue";
import { compileCriteria } from "./compile";

const MIN_CHARACTERS = 2;
/** Types that `word` looks into. */
const WORDS = new Set<DataType>([
  "text",
  "textarea",
  "email",
  "phone",
  "website",
  "picklist",
  "multiselectpicklist",
  "autonumber",
]);

/** Some field of the module whose text passes the test. */
function anyField(
  module: Module,
  isSearched: (field: Field) => boolean,
  test: (text: string) => boolean,
): Predicate {
  const fields = module.fields.filter(isSearched);
  return (record: StoredRecord) =>
    fields.some((field) => test(String(fieldValue(field, record) ?? "").toLowerCase()));
}

const digits = (text: string): string => text.replace(/\D/g, "");

type SearchCompiler = (state: SandboxState, module: Module, text: string) => Predicate;

/** The ways to search, the strongest first (facts 3.8). */
const SEARCHES: Record<string, SearchCompiler> = {
  criteria: compileCriteria,
  email: (_state, module, text) =>
    anyField(
      module,
      ({ dataType }) => dataType === "email",
      (value) => value === text.toLowerCase(),
    ),
  phone: (_state, module, text) =>
    anyField(
      module,
      ({ dataType }) => dataType === "phone",
      (value) => digits(value) !== "" && digits(value) === digits(text),
    ),
  word: (_state, module, text) =>
    anyField(
      module,
      ({ dataType }) => WORDS.has(dataType),
      (value) => value.includes(text.toLowerCase()),
    ),
};

export const SEARCH_PARAMETERS: readonly string[] = Object.keys(SEARCHES);

/** What the call searches for; undefined when it names nothing to search for. */
export function compileSearch(
  state: SandboxState,
  module: Module,
  query: URLSearchParams,
): Predicate | undefined {
  for (const [name, compile] of Object.entries(SEARCHES)) {
    const text = query.get(name);
    if (!text) continue;
    if ([...text].length < MIN_CHARACTERS) {
      throw invalidParameter(name, { minimum_length: MIN_CHARACTERS });
    }
    return compile(state, module, text);
  }
  return undefined;
}
