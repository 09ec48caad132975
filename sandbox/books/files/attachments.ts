import type { Reply } from "../../http";
import type { SandboxState } from "../../state/sandboxState";
import { notFound } from "../errors";
import { readFile } from "../records/body";
import { requireRecord } from "../records/find";
import { type BooksHandler, type BooksRequest, success } from "../request";
import type { RecordType } from "../schema/recordType";
import type { StoredFile } from "../state/files";
import { RECEIPTS, storePart } from "./uploads";

/** The raw bytes with type and name of the file (facts 8). */
function download(file: StoredFile | undefined, state: SandboxState, label: string): Reply {
  if (!file) throw notFound(label, state.variants);
  const { content, contentType, fileName } = file;
  const name = encodeURIComponent(fileName);
  const plain = fileName.replace(/[^\x20-\x7e]|"/g, "_");
  return {
    status: 200,
    headers: {
      "content-type": contentType,
      "content-disposition": `attachment; filename="${plain}"; filename*=UTF-8''${name}`,
    },
    bytes: content,
  };
}

function touch(state: SandboxState, request: BooksRequest, type: RecordType, now: number): void {
  requireRecord(state, request, type).modifiedAt = now;
}

/** Without a file the reply is still a success, but nothing is stored (facts 8). */
const upload =
  (type: RecordType, kind: string, fields: readonly string[], message: string): BooksHandler =>
  (state, request, clock) => {
    const { id: recordId } = requireRecord(state, request, type);
    const part = readFile(request, ...fields);
    if (!part) return success(message);
    const file = storePart(state, request.organization, { kind, recordId, part });
    touch(state, request, type, clock.nowSecond());
    return success(message, {
      documents: [{ document_id: file.documentId, file_name: file.fileName }],
    });
  };

const downloadLast =
  (type: RecordType, kind: string, label: string): BooksHandler =>
  (state, request) => {
    const { id } = requireRecord(state, request, type);
    return download(request.organization.files.of(kind, id).at(-1), state, label);
  };

const removeAll =
  (type: RecordType, kind: string, message: string): BooksHandler =>
  (state, request, clock) => {
    const { id } = requireRecord(state, request, type);
    request.organization.files.removeAll(kind, id);
    touch(state, request, type, clock.nowSecond());
    return success(message);
  };

export const uploadAttachment = (type: RecordType): BooksHandler =>
  upload(type, type.value, ["attachment", "doc"], "Your file has been attached.");
export const downloadAttachment = (type: RecordType): BooksHandler =>
  downloadLast(type, type.value, "Attachment");
export const deleteAttachment = (type: RecordType): BooksHandler =>
  removeAll(type, type.value, "Your file is no longer attached.");

/** An expense has one receipt; a new one replaces it (facts 8). */
export const uploadReceipt = (type: RecordType): BooksHandler =>
  upload(type, RECEIPTS, ["receipt", "attachment"], "The expense receipt has been attached.");
export const downloadReceipt = (type: RecordType): BooksHandler =>
  downloadLast(type, RECEIPTS, "Receipt");
export const deleteReceipt = (type: RecordType): BooksHandler =>
  removeAll(type, RECEIPTS, "The attached expense receipt has been deleted.");

/** `can_send_in_mail` of the attachment (facts 8). */
export const updateAttachmentPreference =
  (type: RecordType): BooksHandler =>
  (state, request, clock) => {
    const record = requireRecord(state, request, type);
    const canSend = request.query.get("can_send_in_mail") === "true";
    record.values = { ...record.values, can_send_in_mail: canSend };
    record.modifiedAt = clock.nowSecond();
    return success("Invoice information has been updated.");
  };

function oneFile(request: BooksRequest, type: RecordType, id: string): StoredFile | undefined {
  const { documentId } = request.params;
  return request.organization.files
    .of(type.value, id)
    .find((file) => file.documentId === documentId);
}

/** `GET /<type>/{id}/documents/{documentId}`. */
export const downloadDocument =
  (type: RecordType): BooksHandler =>
  (state, request) => {
    const { id } = requireRecord(state, request, type);
    return download(oneFile(request, type, id), state, "Document");
  };

/** `DELETE /<type>/{id}/documents/{documentId}`. */
export const deleteDocument =
  (type: RecordType): BooksHandler =>
  (state, request, clock) => {
    const { id } = requireRecord(state, request, type);
    const file = oneFile(request, type, id);
    if (!file) throw notFound("Document", state.variants);
    request.organization.files.remove(type.value, id, file.documentId);
    touch(state, request, type, clock.nowSecond());
    return success("The document has been deleted.");
  };
