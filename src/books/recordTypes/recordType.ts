/** What Zoho Books can do with a record type. */
export type Method = "list" | "get" | "create" | "update" | "delete";

const ALL_METHODS: readonly Method[] = ["list", "get", "create", "update", "delete"];

/**
 * How changed records of a type can be found. filter: Zoho filters by modification time. sortDescStop: the
 * latest changed come first, so reading can stop. scanRows: every row carries its modification time.
 * createdOnly: rows carry the time of creation only. fullCompare: rows carry no time at all.
 */
type ChangeStrategy = "filter" | "sortDescStop" | "scanRows" | "createdOnly" | "fullCompare";

/** A record that others of the type belong to. */
export interface Parent {
  /** Record type of the parent. */
  type: string;
  /** Path of the collection below the parent, where {parent} stands for its id. */
  path?: string;
  /** Methods that go to that path; all others to the type's own. */
  nested: readonly Method[];
  /** Methods that cannot do without a parent. */
  required: readonly Method[];
  /** The field that holds the parent's id: a filter of lists, a value of writes. */
  field?: string;
  /** The parent that is meant when only its id is given. */
  isUsual?: boolean;
  /** Keys of lists below the parent, where they differ. */
  pluralKeys?: readonly string[];
  /** What tells rows below the parent apart, where it is not the id of the record. */
  rowId?: string;
  /** What a record below the parent needs, where it differs. */
  requiredOnCreate?: readonly string[];
  scopeFamily?: string;
}

/** Files that belong to a record. */
interface Files {
  /** Last part of the address, which is also the name of the form field. */
  path: "attachment" | "receipt";
  /** Zoho also gives the file back. */
  canDownload: boolean;
  /** Files can be read one by one through their document id. */
  hasDocuments?: boolean;
}

/** One record type of Zoho Books: everything that is particular to it. */
export interface RecordType {
  /** The permanent value in menus. */
  value: string;
  label: string;
  /** Name of one record in a sentence. */
  one: string;
  /** Path of the collection. */
  path: string;
  /** Path of one record, where {id} stands for its id. */
  itemPath: string;
  deletePath: string;
  /** Where some documents say that one record is read and deleted, should itemPath be unknown to Zoho. */
  otherItemPath?: string;
  /** One object an organization, without ids in paths. */
  isSingle: boolean;
  /** Lists come in pages. */
  isPaged: boolean;
  idField: string;
  /** Keys of one record in replies: the usual one first, then those that some sources name. */
  singularKeys: readonly [string, ...string[]];
  pluralKeys: readonly [string, ...string[]];
  methods: readonly Method[];
  parents: readonly Parent[];
  scopeFamily: string;
  /** What a record is called in pick-lists: the first that is filled in. Several fields stand in one text. */
  names: readonly string[];
  /** Follows the name in brackets. */
  detail?: string;
  /** Fields that Zoho asks for at creation. */
  requiredOnCreate: readonly string[];
  /** Values of a creation or update that go into the address. */
  createQuery: readonly string[];
  updateQuery: readonly string[];
  /** Records have line_items, which an update replaces as a whole; this field tells lines apart. */
  lineIdField?: string;
  /** Filters of lists, without the endings such as _contains. Zoho ignores others silently. */
  filters: readonly string[];
  /** Values of filter_by. */
  filterBy: readonly string[];
  sortColumns: readonly string[];
  /** Sort column that brings the newest first. */
  newestBy?: string;
  changes: ChangeStrategy;
  /** Rows do not tell when a record was created: a new one looks like an edited one. */
  hidesCreation: boolean;
  /** Fields that change without an edit of the record: over time, or with other records. */
  movingFields: readonly string[];
  /** The value of filter_by that hides nothing, where the usual list leaves inactive records out. */
  fullView?: string;
  /** Lists take last_modified_time as the moment since which records were modified. */
  filtersByModifiedTime: boolean;
  /** Last parts of the addresses of actions that need no values. */
  actions: readonly string[];
  /** Those of them that need the scope of an update; all others need that of a creation. */
  updateActions: readonly string[];
  files?: Files;
  /** Zoho gives the record as a PDF document. */
  hasPdf: boolean;
}

type Given = Pick<
  RecordType,
  "value" | "label" | "one" | "idField" | "singularKeys" | "pluralKeys" | "names" | "changes"
> &
  Partial<RecordType> & { scopeFamily: string };

/** A row of the table, with what is usual where the row says nothing. */
export function recordType(given: Given): RecordType {
  const { path = `/${given.value}` } = given;
  const { itemPath = `${path}/{id}` } = given;
  return {
    path,
    itemPath,
    deletePath: itemPath,
    isSingle: false,
    isPaged: true,
    methods: ALL_METHODS,
    parents: [],
    requiredOnCreate: [],
    createQuery: [],
    updateQuery: [],
    filters: [],
    filterBy: [],
    sortColumns: [],
    hidesCreation: false,
    movingFields: [],
    filtersByModifiedTime: false,
    actions: [],
    updateActions: [],
    hasPdf: false,
    ...given,
  };
}

export const words = (text: string): string[] => text.split(/\s+/).filter((word) => word !== "");
