import type { JsonObject } from "../../http";
import { type Shape, type ShapeNames, shape } from "./shape";

export type SortOrder = "A" | "D";

/** What a list of a type takes and tells (facts 3, 5a, 5b). */
export interface ListRules {
  reportName: string;
  sort: { column: string; order: SortOrder };
  sortColumns: ReadonlySet<string>;
  filters: ReadonlySet<string>;
  filterBy: ReadonlySet<string>;
  /** The filter that holds while `filter_by` is absent. */
  defaultFilter: string;
  /** Which keys the page_context has; none at all where none is documented. */
  context: "full" | "short" | "bankAccounts" | "invoices" | "taxes" | "none";
  /** What `last_modified_time` does: ignored where it is not documented. */
  since: "filters" | "journals" | "contacts" | "ignored";
  perPage: number;
}

interface Messages {
  create: string;
  update: string;
  delete: string;
}

/** A record's number that Zoho counts up by itself, e.g. `INV-000012`. */
interface AutoNumber {
  field: string;
  prefix: string;
  digits: number;
}

/** Everything that makes one type of records different from another one. */
export interface RecordType {
  /** The path of its collection, without the first slash. */
  value: string;
  /** As in "Invoice does not exist." */
  label: string;
  idField: string;
  singularKey: string;
  pluralKey: string;
  /** The middle of its scopes. */
  family: string;
  required: readonly string[];
  full: Shape;
  row: Shape;
  /** Values of a new record that says nothing else. */
  defaults: JsonObject;
  number?: AutoNumber;
  /** Values of `status` that the filter of that name takes; any when empty. */
  statuses: ReadonlySet<string>;
  /** Fields that only Zoho sets. */
  computed: ReadonlySet<string>;
  /** Whether PUT on the collection finds a record by a unique custom field (facts 5). */
  upsert: boolean;
  list: ListRules;
  messages: Messages;
}

/** A type as its table writes it: names as words, what is common left out. */
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

const words = (text = ""): string[] => text.split(/\s+/).filter(Boolean);

const messagesOf = ({ label, messages }: RecordTypeRow): Messages => ({
  create: `The ${label.toLowerCase()} has been added.`,
  update: `The ${label.toLowerCase()} has been updated.`,
  delete: `The ${label.toLowerCase()} has been deleted.`,
  ...messages,
});

/** Fields that no write of any type changes. */
const ALWAYS_COMPUTED =
  "created_time last_modified_time updated_time created_by created_by_id created_by_name " +
  "last_modified_by last_modified_by_id last_modified_id custom_field_hash";

const PER_PAGE = 200;

function listRules(row: RecordTypeRow): ListRules {
  const [column = "created_time", order = "D"] = words(row.sort);
  const defaultFilter = row.defaultFilter ?? "Status.All";
  return {
    reportName: row.reportName ?? `${row.label}s`,
    sort: { column, order: order === "A" ? "A" : "D" },
    sortColumns: new Set(words(row.sortColumns)),
    filters: new Set(words(row.filters)),
    filterBy: new Set([defaultFilter, ...words(row.filterBy)]),
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
    required: words(row.required),
    full,
    row: row.row ? shape(row.row) : full,
    defaults: row.defaults ?? {},
    ...(number && { number }),
    statuses: new Set(words(row.statuses)),
    computed: new Set([idField, ...words(ALWAYS_COMPUTED), ...words(row.computed)]),
    upsert: row.upsert ?? false,
    list: listRules(row),
    messages: messagesOf(row),
  };
}
