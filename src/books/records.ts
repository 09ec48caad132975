import { InputError, RejectedError } from "../client/errors/errors";
import { idSegment } from "../client/path";
import type { ZohoReply } from "../client/request";
import type { BooksClient } from "./client";
import {
  type Endpoint,
  type EndpointInputs,
  endpointFor,
  getRecordType,
  itemPath,
} from "./endpoints";
import { mergeLines } from "./lineItems";
import type { RecordType } from "./recordTypes";
import { type BooksBody, type BooksRecord, bodyOf, bodyWithRecord, parseRecord } from "./replies";

/** One record: its type, its parent where it has one, its id. */
export interface RecordInputs extends EndpointInputs {
  /** Empty only for a type with one object an organization. */
  recordId: string;
}

/**
 * The full record, under the usual key of its type. Throws if there is no record with this ID.
 * https://www.zoho.com/books/api/v3/
 */
export async function getRecord(client: BooksClient, params: RecordInputs): Promise<BooksBody> {
  const { type, reply } = await readRecord(client, params);
  parseRecord(type, reply);
  return bodyWithRecord(type, reply);
}

async function readRecord(
  client: BooksClient,
  params: RecordInputs,
): Promise<{ type: RecordType; reply: ZohoReply }> {
  const endpoint = endpointFor("get", params);
  const path = itemPath(endpoint, "get", params.recordId);
  const reply = await atEitherPath(endpoint, path, params.recordId, (where) =>
    client.request({ method: "GET", path: where, scope: endpoint.scope }),
  );
  return { type: endpoint.type, reply };
}

/** Calls a record's path, or the type's alternative path if Zoho does not know the first. */
async function atEitherPath(
  { type }: Endpoint,
  path: string,
  recordId: string,
  call: (path: string) => Promise<ZohoReply>,
): Promise<ZohoReply> {
  try {
    return await call(path);
  } catch (error) {
    const isUnknown = error instanceof RejectedError && error.code === "ZOHO_URL_UNKNOWN";
    if (!isUnknown || type.otherItemPath === undefined) throw error;
    return call(type.otherItemPath.replace("{id}", idSegment("Record ID", recordId)));
  }
}

/** Creates a record and returns Zoho's body. Not retried when the outcome is unknown. */
export async function createRecord(
  client: BooksClient,
  params: EndpointInputs,
  record: BooksRecord,
): Promise<BooksBody> {
  const endpoint = endpointFor("create", withParentId(params, record));
  refuseEmpty(record);
  const full = belowParent(endpoint, record);
  const { query, values } = splitValues(full, endpoint.type.createQuery);
  const missing = endpoint.requiredOnCreate.filter((name) => isMissing(full[name]));
  const reply = await client.request({
    method: "POST",
    path: endpoint.path,
    query,
    payload: { kind: "json", value: values },
    scope: endpoint.scope,
    hints:
      missing.length === 0
        ? []
        : [`Zoho asks for these fields of a new ${endpoint.type.one}: ${missing.join(", ")}.`],
  });
  return bodyWithRecord(endpoint.type, reply);
}

/** The record with the ID of its parent. Throws if it names another parent. */
function belowParent({ parentField }: Endpoint, record: BooksRecord): BooksRecord {
  for (const [name, id] of Object.entries(parentField)) {
    if (!isMissing(record[name]) && String(record[name]) !== id) {
      throw new InputError("Parent Record ID", `differs from ${name} among the values.`);
    }
  }
  return { ...record, ...parentField };
}

/** The parent ID may also be one of the values. */
function withParentId(params: EndpointInputs, record: BooksRecord): EndpointInputs {
  if (params.parentRecordId !== "") return params;
  const { parents } = getRecordType(params.recordType);
  const field = parents.find(({ required }) => required.includes("create"))?.field;
  const id = field === undefined ? undefined : record[field];
  return typeof id === "string" ? { ...params, parentRecordId: id } : params;
}

export interface UpdateOptions {
  /** Keeps lines that the values do not name. */
  keepLines: boolean;
}

/**
 * Updates the named fields of a record and returns Zoho's body. line_items are replaced as a whole; with
 * keepLines the record is read first and its other lines are sent along.
 */
export async function updateRecord(
  client: BooksClient,
  params: RecordInputs,
  record: BooksRecord,
  { keepLines }: UpdateOptions,
): Promise<BooksBody> {
  const endpoint = endpointFor("update", params);
  const path = itemPath(endpoint, "update", params.recordId);
  refuseEmpty(record);
  if (keepLines && endpoint.type.lineIdField === undefined) {
    throw new InputError("Keep Other Lines", `${endpoint.type.label} have no line_items.`);
  }
  const { query, values } = splitValues(belowParent(endpoint, record), endpoint.type.updateQuery);
  const isMerging = keepLines && values.line_items !== undefined;
  const value = isMerging ? await withOtherLines(client, params, values) : values;
  const reply = await client.request({
    method: "PUT",
    path,
    query,
    payload: { kind: "json", value: await withOwnId(client, params, value) },
    scope: endpoint.scope,
  });
  return bodyWithRecord(endpoint.type, reply);
}

/** Puts the ID of a type's only object into the body, because its path has none. */
async function withOwnId(
  client: BooksClient,
  params: RecordInputs,
  values: BooksRecord,
): Promise<BooksRecord> {
  const { isSingle, idField } = getRecordType(params.recordType);
  if (!isSingle || idField in values) return values;
  if (params.recordId !== "") return { [idField]: params.recordId, ...values };
  const { type, reply } = await readRecord(client, params);
  return { [idField]: parseRecord(type, reply)[idField], ...values };
}

async function withOtherLines(
  client: BooksClient,
  params: RecordInputs,
  values: BooksRecord,
): Promise<BooksRecord> {
  const { type, reply } = await readRecord(client, params);
  const present = parseRecord(type, reply).line_items;
  return { ...values, line_items: mergeLines(type.lineIdField ?? "", present, values.line_items) };
}

/**
 * Deletes a record permanently. A record that is gone after an attempt with a lost reply counts as deleted;
 * otherwise a missing record is an error.
 */
export async function removeRecord(client: BooksClient, params: RecordInputs): Promise<BooksBody> {
  const endpoint = endpointFor("delete", params);
  const path = itemPath(endpoint, "delete", params.recordId);
  try {
    const reply = await atEitherPath(endpoint, path, params.recordId, (where) =>
      client.request({ method: "DELETE", path: where, scope: endpoint.scope }),
    );
    return bodyOf(reply);
  } catch (error) {
    const isGone = error instanceof RejectedError && error.code === "ZOHO_RECORD_NOT_FOUND";
    if (isGone && error.outcomeUnknown) {
      return { code: 0, message: `The ${endpoint.type.one} has been deleted.` };
    }
    throw error;
  }
}

/** Separates values for the query from those for the body. */
function splitValues(
  record: BooksRecord,
  inQuery: readonly string[],
): { query: Record<string, string>; values: BooksRecord } {
  const entries = Object.entries(record);
  const query = entries
    .filter(([name, value]) => inQuery.includes(name) && !isMissing(value))
    .map(([name, value]) => [name, Array.isArray(value) ? value.join(",") : String(value)]);
  const values = entries.filter(([name]) => !inQuery.includes(name));
  return { query: Object.fromEntries(query), values: Object.fromEntries(values) };
}

const isMissing = (value: unknown): boolean =>
  value === undefined || value === null || value === "";

function refuseEmpty(record: BooksRecord): void {
  if (Object.keys(record).length === 0) {
    throw new InputError("Values", "are empty. Fill in Values or Dynamic Fields.");
  }
}
