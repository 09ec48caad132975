import type { JsonObject } from "../../http";
import { type Shape, type ShapeNames, shape, splitWords } from "./shape";

export type SortOrder = "A" | "D";

/** Parameters and reply of a type's list (facts 3, 5a, 5b). */
export interface ListRules {
  reportName: string;
  sort: { column: string; order: SortOrder };
  sortColumns: ReadonlySet<string>;
  filters: ReadonlySet<string>;
  filterBy: ReadonlySet<string>;
  /** The filter without `filter_by`. */
  defaultFilter: string;
  /** Which keys page_context has; "none" where none is documented. */
  context: "full" | "short" | "bankAccounts" | "invoices" | "taxes" | "none";
  /** The effect of `last_modified_time`; "ignored" where it is not documented. */
  since: "filters" | "journals" | "contacts" | "ignored";
  perPage: number;
}

interface Messages {
  create: string;
  update: string;
  delete: string;
}

/** A number that Zoho assigns, e.g. `INV-000012`. */
interface AutoNumber {
  field: string;
  prefix: string;
  digits: number;
}

/** Everything in which record types differ. */
export interface RecordType {
  /** The path of its collection, without the leading slash. */
  value: string;
  /** As in "Invoice does not exist." */
  label: string;
  idField: string;
  singularKey: string;
  pluralKey: string;
  /** The middle part of its scopes. */
  family: string;
  required: readonly string[];
  full: Shape;
  row: Shape;
  /** Default values of a new record. */
  defaults: JsonObject;
  number?: AutoNumber;
  /** Values that the filter `status` accepts; any if empty. */
  statuses: ReadonlySet<string>;
  /** Fields that only Zoho sets. */
  computed: ReadonlySet<string>;
  /** Whether PUT on the collection updates by a unique custom field (facts 5). */
  upsert: boolean;
  list: ListRules;
  messages: Messages;
}

/** A row of the type tables: names separated by blanks, defaults left out. */
export interface RecordTypeRow {
  value: string;
  label: string;
  idField: string;
  singularKey: string;
  pluralKey: string;
  family: string;
  required?: string;
  full: ShapeNames;
  row?: ShapeNames;
  defaults?: JsonObject;
  number?: AutoNumber;
  statuses?: string;
  computed?: string;
  upsert?: boolean;
  reportName?: string;
  sort?: string;
  sortColumns?: string;
  filters?: string;
  filterBy?: string;
  defaultFilter?: string;
  context?: ListRules["context"];
  since?: ListRules["since"];
  perPage?: number;
  messages?: Partial<Messages>;
}

const makeMessages = ({ label, messages }: RecordTypeRow): Messages => ({
  create: `The ${label.toLowerCase()} has been added.`,
  update: `The ${label.toLowerCase()} has been updated.`,
  delete: `The ${label.toLowerCase()} has been deleted.`,
  ...messages,
});

/** Fields of every type that only Zoho sets. */
const ALWAYS_COMPUTED =
  "created_time last_modified_time updated_time created_by created_by_id created_by_name " +
  "last_modified_by last_modified_by_id last_modified_id custom_field_hash";

const PER_PAGE = 200;

function listRules(row: RecordTypeRow): ListRules {
  const [column = "created_time", order = "D"] = splitWords(row.sort);
  const defaultFilter = row.defaultFilter ?? "Status.All";
  return {
    reportName: row.reportName ?? `${row.label}s`,
    sort: { column, order: order === "A" ? "A" : "D" },
    sortColumns: new Set(splitWords(row.sortColumns)),
    filters: new Set(splitWords(row.filters)),
    filterBy: new Set([defaultFilter, ...splitWords(row.filterBy)]),
    defaultFilter,
    context: row.context ?? "full",
    since: row.since ?? "ignored",
    perPage: row.perPage ?? PER_PAGE,
  };
}

export function recordType(row: RecordTypeRow): RecordType {
  const { value, label, idField, singularKey, pluralKey, family, number } = row;
  const full = shape(row.full);
  return {
    value,
    label,
    idField,
    singularKey,
    pluralKey,
    family,
    required: splitWords(row.required),
    full,
    row: row.row ? shape(row.row) : full,
    defaults: row.defaults ?? {},
    number,
    statuses: new Set(splitWords(row.statuses)),
    computed: new Set([idField, ...splitWords(ALWAYS_COMPUTED), ...splitWords(row.computed)]),
    upsert: row.upsert ?? false,
    list: listRules(row),
    messages: makeMessages(row),
  };
}
