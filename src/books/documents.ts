import { InputError, RejectedError, UnavailableError } from "../client/errors/errors";
import { type DownloadedFile, downloadedFile, type File, hasFileName } from "../client/files";
import { idSegment } from "../client/path";
import type { ZohoReply } from "../client/request";
import { ATTACHMENT, BOOKS_ATTACHMENT } from "../limits";
import type { BooksClient } from "./client";
import { getRecordType, scopeOf } from "./endpoints";
import { RECORD_TYPES, type RecordType } from "./recordTypes";
import { type BooksBody, bodyOf, unexpected } from "./replies";

interface Target {
  recordType: string;
  recordId: string;
}

/** Record types that Zoho exports as PDF, accepts files for, and returns files of. */
export const PDF_TYPES = RECORD_TYPES.filter(({ hasPdf }) => hasPdf);
export const UPLOAD_TYPES = RECORD_TYPES.filter(({ files }) => files !== undefined);
export const DOWNLOAD_TYPES = UPLOAD_TYPES.filter(
  ({ files }) => files?.canDownload || files?.hasDocuments,
);

/** The record as a PDF document. https://www.zoho.com/books/api/v3/invoices/#get-an-invoice */
export async function getDocument(client: BooksClient, params: Target): Promise<DownloadedFile> {
  const type = getTypeAmong(PDF_TYPES, params.recordType, "cannot be had as PDF");
  const { path, id } = getItem(type, params.recordId);
  const reply = await download(client, type, path, { accept: "pdf" }, "application/pdf");
  const file = downloadedFile(reply, `${type.one.replaceAll(" ", "-")}-${id}.pdf`);
  if (!file.bytes.subarray(0, 1_024).includes("%PDF-")) throw unexpected(reply, "It is no PDF.");
  return file;
}

/**
 * Attaches a file to a record and returns Zoho's body. A second receipt of an expense replaces the first.
 * Not retried when the outcome is unknown.
 * https://www.zoho.com/books/api/v3/invoices/#add-attachment-to-an-invoice
 */
export async function addAttachment(
  client: BooksClient,
  params: Target,
  { file, fileName }: { file?: File; fileName: string },
): Promise<BooksBody> {
  const type = getTypeAmong(UPLOAD_TYPES, params.recordType, "take no files");
  const { path } = getItem(type, params.recordId);
  if (!file) throw new InputError("File", "is empty.");
  if (fileName === "") throw new InputError("File Name", "is empty.");
  const { data, contentType } = file;
  if (data.length > BOOKS_ATTACHMENT.maxBytes) {
    client.logger.warn("The file is larger than the 10 MB that Zoho's own applications take.");
  }
  const name = getFiles(type).path;
  const part = { name, value: data, fileName, ...(contentType && { contentType }) };
  const reply = await client.request({
    method: "POST",
    path: `${path}/${name}`,
    payload: { kind: "multipart", parts: [part] },
    isTransfer: true,
    scope: scopeOf(type.scopeFamily, "action"),
  });
  return bodyOf(reply);
}

/**
 * A file of a record: the one with the document id, else the attachment or receipt itself. Throws when there
 * is none. https://www.zoho.com/books/api/v3/invoices/#get-an-invoice-attachment
 */
export async function downloadAttachment(
  client: BooksClient,
  params: Target & { documentId: string },
): Promise<DownloadedFile> {
  const type = getTypeAmong(DOWNLOAD_TYPES, params.recordType, "give no files back");
  const { path, id } = getItem(type, params.recordId);
  const { path: name, canDownload, hasDocuments } = getFiles(type);
  const { documentId } = params;
  if (documentId === "" && !canDownload) {
    throw new InputError(
      "Document ID",
      `is empty. Files of ${type.label} can be read only by it: see documents in the ${type.one}.`,
    );
  }
  if (documentId !== "" && !hasDocuments) {
    throw new InputError("Document ID", `must be empty for ${type.label}.`);
  }
  const below = documentId === "" ? name : `documents/${idSegment("Document ID", documentId)}`;
  const reply = await download(client, type, `${path}/${below}`, {}, "*/*");
  const file = downloadedFile(reply, `${name}-${documentId || id}`);
  refuseOther(reply, file);
  if (file.bytes.length > 0) return file;
  throw new RejectedError({
    code: "ZOHO_RECORD_NOT_FOUND",
    status: reply.status,
    tried: reply.tried,
    facts: [`The ${type.one} has no such file.`],
  });
}

/** JSON or HTML without a file name is a message from Zoho, not the file. */
function refuseOther(reply: ZohoReply, { contentType }: DownloadedFile): void {
  if (hasFileName(reply.headers)) return;
  if (/json/i.test(contentType)) throw unexpected(reply, "It is no file.");
  const { status, tried } = reply;
  if (/html/i.test(contentType)) {
    throw new UnavailableError({ code: "ZOHO_HTML_PAGE", status, tried });
  }
}

const download = (
  client: BooksClient,
  type: RecordType,
  path: string,
  query: Record<string, string>,
  accept: string,
): Promise<ZohoReply> =>
  client.request({
    method: "GET",
    path,
    query,
    headers: { Accept: accept },
    responseType: "bytes",
    isTransfer: true,
    maxReplyBytes: ATTACHMENT.maxBytes,
    scope: scopeOf(type.scopeFamily, "get"),
  });

function getTypeAmong(types: readonly RecordType[], value: string, otherwise: string): RecordType {
  const type = getRecordType(value);
  if (types.includes(type)) return type;
  const possible = types.map(({ label }) => label).join(", ");
  throw new InputError("Record Type", `${type.label} ${otherwise}. Possible: ${possible}.`);
}

function getItem({ itemPath }: RecordType, recordId: string): { path: string; id: string } {
  const id = idSegment("Record ID", recordId);
  return { path: itemPath.replace("{id}", id), id };
}

function getFiles({ files, label }: RecordType): NonNullable<RecordType["files"]> {
  if (files) return files;
  throw new InputError("Record Type", `${label} take no files.`);
}
