import { InputError, RejectedError } from "../client/errors/errors";
import { type DownloadedFile, downloadedFile, type File } from "../client/files";
import { pages } from "../client/pages";
import { idSegment, moduleSegment } from "../client/path";
import type { Part } from "../client/payload";
import { ATTACHMENT, CRM_LIST } from "../limits";
import type { CrmClient } from "./client";
import { infoIn, listIn } from "./envelope";
import type { PageCursor } from "./pages";
import { type CrmRecord, deleteOnce, parseResults, type WriteResult } from "./records";

/** Either a file with its name, or a link with a title. */
export interface NewAttachment {
  file?: File;
  fileName: string;
  linkUrl: string;
  linkTitle: string;
}

/**
 * Attaches a file or a link to a record and returns Zoho's results. Not retried when the outcome is
 * unknown. Throws before any call for a file of over 100 MB.
 * https://www.zoho.com/crm/developer/docs/api/v8/upload-attachment.html
 */
export async function addAttachment(
  client: CrmClient,
  module: string,
  recordId: string,
  attachment: NewAttachment,
): Promise<WriteResult[]> {
  const path = attachmentsPath(module, recordId);
  const reply = await client.request({
    method: "POST",
    path,
    payload: { kind: "multipart", parts: makeParts(attachment) },
    isTransfer: true,
  });
  return parseResults(reply);
}

function makeParts({ file, fileName, linkUrl, linkTitle }: NewAttachment): Part[] {
  if (file && linkUrl !== "") {
    throw new InputError("Link URL", "cannot be used together with File. Fill in one of the two.");
  }
  if (linkUrl !== "") return linkParts(linkUrl, linkTitle);
  if (!file) throw new InputError("File", "is empty. Fill in File or Link URL.");
  if (fileName === "") throw new InputError("File Name", "is empty.");
  if (file.data.length > ATTACHMENT.maxBytes) {
    throw new InputError("File", "is larger than the 100 MB that Zoho takes.");
  }
  const { data, contentType } = file;
  return [{ name: "file", value: data, fileName, ...(contentType && { contentType }) }];
}

function linkParts(url: string, title: string): Part[] {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw new InputError("Link URL", "must be a complete address such as https://example.com/a.");
  }
  if (url.length > ATTACHMENT.maxUrlLength) {
    throw new InputError("Link URL", `is longer than ${ATTACHMENT.maxUrlLength} characters.`);
  }
  if (title.length > ATTACHMENT.maxTitleLength) {
    throw new InputError("Link Title", `is longer than ${ATTACHMENT.maxTitleLength} characters.`);
  }
  return [
    { name: "attachmentUrl", value: url },
    ...(title === "" ? [] : [{ name: "title", value: title }]),
  ];
}

/** Zoho wants the fields of attachments named; these are the ones it documents. */
const FIELDS =
  "id,Owner,File_Name,Size,Created_Time,Modified_Time,Created_By,Modified_By,Parent_Id";

/**
 * All attachments of a record, files and links.
 * https://www.zoho.com/crm/developer/docs/api/v8/get-attachments.html
 */
export async function listAttachments(
  client: CrmClient,
  module: string,
  recordId: string,
): Promise<CrmRecord[]> {
  const path = attachmentsPath(module, recordId);
  const attachments: CrmRecord[] = [];
  let hasMore = false;
  const first: AttachmentCursor = { count: 1, at: { page: 1 } };
  for await (const page of pages(first, (cursor) => readPage(client, path, cursor))) {
    attachments.push(...page.rows);
    hasMore = page.hasMore;
    if (attachments.length >= CRM_LIST.maxRecordsByPageToken) break;
  }
  if (hasMore) {
    client.logger.warn(`The record has more than the ${attachments.length} attachments returned.`);
  }
  return attachments;
}

/** Where a page begins, and its number counted from 1. */
interface AttachmentCursor {
  count: number;
  at: PageCursor;
}

/** One page. If a reply has no token although more follows, the page number is used. */
async function readPage(
  client: CrmClient,
  path: string,
  { count, at }: AttachmentCursor,
): Promise<{ rows: CrmRecord[]; hasMore: boolean; next?: AttachmentCursor }> {
  const perPage = CRM_LIST.maxRecordsPerPage;
  const query = { fields: FIELDS, ...at, per_page: perPage };
  const reply = await client.request({ method: "GET", path, query });
  const { more_records, next_page_token: token } = infoIn(reply) ?? {};
  const hasMore = more_records === true;
  const page = count + 1;
  const byNumber = page * perPage <= CRM_LIST.maxRecordsByPageNumber ? { page } : undefined;
  const next = typeof token === "string" && token !== "" ? { page_token: token } : byNumber;
  return {
    rows: listIn(reply, "data"),
    hasMore,
    next: hasMore && next ? { count: page, at: next } : undefined,
  };
}

/**
 * One attached file. Throws when there is no such attachment, or when it is a link.
 * https://www.zoho.com/crm/developer/docs/api/v8/download-attachments.html
 */
export async function downloadAttachment(
  client: CrmClient,
  module: string,
  recordId: string,
  attachmentId: string,
): Promise<DownloadedFile> {
  const reply = await client.request({
    method: "GET",
    path: `${attachmentsPath(module, recordId)}/${idSegment("Attachment ID", attachmentId)}`,
    headers: { Accept: "*/*" },
    responseType: "bytes",
    isTransfer: true,
    maxReplyBytes: 2 * ATTACHMENT.maxBytes,
  });
  if (reply.status === 204) {
    throw new RejectedError({
      code: "ZOHO_RECORD_NOT_FOUND",
      tried: reply.tried,
      facts: [`The record has no attachment with ID "${attachmentId}".`],
    });
  }
  return downloadedFile(reply, attachmentId);
}

/**
 * Deletes one attachment and returns Zoho's results. If it is gone at a retry, it counts as deleted.
 * https://www.zoho.com/crm/developer/docs/api/v8/delete-attachments.html
 */
export async function deleteAttachment(
  client: CrmClient,
  module: string,
  recordId: string,
  attachmentId: string,
): Promise<WriteResult[]> {
  const path = `${attachmentsPath(module, recordId)}/${idSegment("Attachment ID", attachmentId)}`;
  return deleteOnce(client, path, attachmentId);
}

const attachmentsPath = (module: string, recordId: string): string =>
  `/${moduleSegment(module)}/${idSegment("Record ID", recordId)}/Attachments`;
