import type { JsonObject, Reply } from "../../http";
import type { SandboxState } from "../../state/sandboxState";
import { storeUploads } from "../files/uploads";
import { type BooksHandler, type BooksRequest, success } from "../request";
import type { RecordType } from "../schema/recordType";
import { readRecord } from "./body";
import { renderFull } from "./render";
import { createRecord, type WriteContext } from "./write";

/** Types whose replies to writes contain no record (facts 3). */
const WITHOUT_RECORD = new Set(["users"]);

const getStatus = (state: SandboxState, type: RecordType): number =>
  type.value === "expenses" ? Number(state.variants.booksExpenseStatus) : 201;

/** The record in the reply to a write; a contact person may be a list of one (facts 6). */
export function getReplyRecord(
  state: SandboxState,
  type: RecordType,
  record: JsonObject,
): Record<string, unknown> {
  if (WITHOUT_RECORD.has(type.value)) return {};
  const isList = type.value === "contactpersons" && state.variants.booksContactPerson === "array";
  return { [type.singularKey]: isList ? [record] : record };
}

/** `send=true` sends the document on creation (facts 7). */
function sendOnCreate(type: RecordType, { query }: BooksRequest): JsonObject {
  const canSend = type.value === "invoices" || type.value === "estimates";
  return canSend && query.get("send") === "true" ? { status: "sent", is_emailed: true } : {};
}

/** Creates a record from a parsed body, with the files of the form. */
export function create(
  state: SandboxState,
  request: BooksRequest,
  context: WriteContext,
  { body, fixed = {} }: { body: JsonObject; fixed?: JsonObject },
): Reply {
  const { organization, type } = context;
  const record = createRecord(context, body, { ...fixed, ...sendOnCreate(type, request) });
  storeUploads(state, request, type, record.id);
  const full = renderFull(organization, type, record);
  return success(type.messages.create, getReplyRecord(state, type, full), getStatus(state, type));
}

/** Creates one record (facts 3, 7). */
export const createOne =
  (type: RecordType, fixedBy?: (request: BooksRequest) => JsonObject): BooksHandler =>
  (state, request, clock) => {
    const { organization, query } = request;
    const context = { state, organization, type, query, now: clock.nowSecond() };
    const fixed = fixedBy?.(request) ?? {};
    return create(state, request, context, { body: readRecord(request), fixed });
  };
