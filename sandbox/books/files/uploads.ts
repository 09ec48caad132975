import type { Part } from "../../multipart";
import type { SandboxState } from "../../state/sandboxState";
import { refused } from "../errors";
import { readFile } from "../records/body";
import type { BooksRequest } from "../request";
import type { RecordType } from "../schema/recordType";
import type { BooksOrganization } from "../state/booksOrganization";
import type { StoredFile } from "../state/files";

const MEGABYTE = 1024 * 1024;

const TYPES: Record<string, string> = {
  pdf: "application/pdf",
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  gif: "image/gif",
  bmp: "image/bmp",
  txt: "text/plain",
  csv: "text/csv",
  xls: "application/vnd.ms-excel",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  doc: "application/msword",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
};

/** The file store's key for receipts of expenses, which are no attachments. */
export const RECEIPTS = "expenses receipt";

function getContentType(fileName: string): string {
  const ending = fileName.split(".").pop()?.toLowerCase() ?? "";
  return TYPES[ending] ?? "application/octet-stream";
}

/** Stores the file of a form with a record, unless it is too large (facts 8). */
export function storePart(
  state: SandboxState,
  organization: BooksOrganization,
  { kind, recordId, part }: { kind: string; recordId: string; part: Part },
): StoredFile {
  const limit = Number(state.variants.booksAttachmentMegabytes);
  if (part.content.length > limit * MEGABYTE) {
    throw refused(1060, `The file is larger than ${limit} MB.`);
  }
  const fileName = part.fileName || "attachment";
  const file: StoredFile = {
    documentId: organization.takeId(),
    fileName,
    contentType: getContentType(fileName),
    content: Buffer.from(part.content),
  };
  if (kind === RECEIPTS) organization.files.removeAll(kind, recordId);
  organization.files.add(kind, recordId, file);
  return file;
}

/** Files in the record's multipart form: `attachment`, and `receipt` of expenses (facts 7, 8). */
export function storeUploads(
  state: SandboxState,
  request: BooksRequest,
  type: RecordType,
  recordId: string,
): void {
  const { organization } = request;
  const receipt = type.value === "expenses" ? readFile(request, "receipt") : undefined;
  if (receipt) storePart(state, organization, { kind: RECEIPTS, recordId, part: receipt });
  const part = readFile(request, "attachment", "doc");
  if (part) storePart(state, organization, { kind: type.value, recordId, part });
}
