import { InputError } from "../client/errors/errors";
import { idSegment } from "../client/path";
import { type Method, type Parent, RECORD_TYPES, type RecordType } from "./recordTypes";

/** The inputs that locate a record. An empty string means "not set". */
export interface EndpointInputs {
  recordType: string;
  parentRecordType: string;
  parentRecordId: string;
}

/** Where one method reaches the records of a type. */
export interface Endpoint {
  type: RecordType;
  /** Path of the collection, below the base path of Zoho Books. */
  path: string;
  /** The path is below a parent; lists there accept none of the type's filters. */
  isNested: boolean;
  /** The parent's field and ID, if the path does not contain it. */
  parentField: Record<string, string>;
  /** Keys of lists, the usual one first. */
  pluralKeys: readonly string[];
  /** The field that identifies a row. */
  rowId: string;
  requiredOnCreate: readonly string[];
  /** The scope that the method needs. */
  scope: string;
}

/** The row of the table for a value of the menu. */
export function getRecordType(value: string): RecordType {
  const type = RECORD_TYPES.find((candidate) => candidate.value === value);
  if (type) return type;
  const problem = value === "" ? "is empty." : "is not a record type of Zoho Books.";
  throw new InputError("Record Type", problem);
}

/**
 * Where a method reaches the records. Throws an InputError if the type lacks the method, a required parent is
 * missing, or the type has no such parent: a write never falls back to records outside the parent.
 */
export function endpointFor(method: Method, params: EndpointInputs): Endpoint {
  const type = getRecordType(params.recordType);
  if (!type.methods.includes(method))
    throw new InputError("Record Type", describeMissingMethod(type, method));
  const parent = findParent(type, method, params);
  const own: Endpoint = {
    type,
    path: type.path,
    isNested: false,
    parentField: {},
    pluralKeys: type.pluralKeys,
    rowId: type.idField,
    requiredOnCreate: type.requiredOnCreate,
    scope: scopeOf(type.scopeFamily, method),
  };
  if (!parent) return own;
  const id = idSegment("Parent Record ID", params.parentRecordId);
  if (parent.path === undefined || !parent.nested.includes(method)) {
    if (parent.field !== undefined) return { ...own, parentField: { [parent.field]: id } };
    throw new InputError(
      "Parent Record ID",
      `must be empty. ${describeNestedMethods(type, parent)}`,
    );
  }
  return {
    ...own,
    path: parent.path.replace("{parent}", id),
    isNested: true,
    pluralKeys: [...type.pluralKeys, ...(parent.pluralKeys ?? [])],
    rowId: parent.rowId ?? type.idField,
    requiredOnCreate: parent.requiredOnCreate ?? type.requiredOnCreate,
    scope: scopeOf(parent.scopeFamily ?? type.scopeFamily, method),
  };
}

/** The path of one record. The id is left out for a type with one object an organization. */
export function itemPath(
  { type, path, isNested }: Endpoint,
  method: Method,
  recordId: string,
): string {
  if (type.isSingle) return type.itemPath;
  const id = idSegment("Record ID", recordId);
  if (isNested) return `${path}/${id}`;
  return (method === "delete" ? type.deletePath : type.itemPath).replace("{id}", id);
}

/** https://www.zoho.com/books/api/v3/oauth/#scopes */
export function scopeOf(family: string, method: Method | "action"): string {
  return `ZohoBooks.${family}.${OPERATIONS[method]} or ZohoBooks.fullaccess.all`;
}

/** Zoho counts actions on a record as creations, not updates. */
const OPERATIONS: Record<Method | "action", string> = {
  list: "READ",
  get: "READ",
  create: "CREATE",
  update: "UPDATE",
  delete: "DELETE",
  action: "CREATE",
};

function findParent(type: RecordType, method: Method, params: EndpointInputs): Parent | undefined {
  const { parentRecordType, parentRecordId } = params;
  const mandatory = type.parents.find(({ required }) => required.includes(method));
  if (parentRecordId === "") {
    if (!mandatory) return undefined;
    const { label } = getRecordType(mandatory.type);
    throw new InputError(
      "Parent Record ID",
      `is empty. ${type.label} belong to ${label}: fill in the ID of one.`,
    );
  }
  const possible = type.parents.map((parent) => getRecordType(parent.type).label).join(", ");
  if (possible === "") {
    throw new InputError("Parent Record ID", `must be empty: ${type.label} have no parent.`);
  }
  const parentType = parentRecordType || type.parents.find(({ isUsual }) => isUsual)?.type || "";
  const parent = type.parents.find((candidate) => candidate.type === parentType);
  if (parent) return parent;
  const problem = parentType === "" ? "is empty." : `does not go with ${type.label}.`;
  throw new InputError("Parent Record Type", `${problem} Possible: ${possible}.`);
}

function describeNestedMethods({ label }: RecordType, { type, nested }: Parent): string {
  const parents = getRecordType(type).label;
  return `Of ${label} below ${parents}, Zoho Books can only ${nested.join(", ")}.`;
}

/**
 * The type of parent to choose first, if records of the type cannot be listed without one and none is set.
 */
export function missingParentType({
  recordType,
  parentRecordType,
  parentRecordId,
}: EndpointInputs): string | undefined {
  if (parentRecordId !== "") return undefined;
  if (parentRecordType !== "") return parentRecordType;
  return getRecordType(recordType).parents.find(({ required }) => required.includes("list"))?.type;
}

function describeMissingMethod({ label, one }: RecordType, method: Method): string {
  const instead = method === "update" ? ` Delete the ${one} and create a new one.` : "";
  return `Zoho Books cannot ${method} ${label}.${instead}`;
}
