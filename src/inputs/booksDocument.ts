import { input } from "@prismatic-io/spectral";
import { DOWNLOAD_TYPES, PDF_TYPES, UPLOAD_TYPES } from "../books/documents";
import { ACTION_TYPES } from "../books/recordActions";
import type { RecordType } from "../books/recordTypes";
import { file as crmFile, fileName as crmFileName } from "./attachment";
import { recordId, recordType } from "./books";
import { toText } from "./cleaners";

const menu = (types: readonly RecordType[]) => types.map(({ label, value }) => ({ label, value }));

export const itemId = input({
  ...recordId,
  required: true,
  comments: "The ID of the record, as text.",
});

export const pdfRecordType = input({
  ...recordType,
  comments: "The type of the record. Only types that Zoho Books exports as PDF are listed.",
  model: menu(PDF_TYPES),
});

export const uploadRecordType = input({
  ...recordType,
  comments:
    "The type of the record. Only types that accept files are listed; the file of an expense is its receipt.",
  model: menu(UPLOAD_TYPES),
});

export const downloadRecordType = input({
  ...recordType,
  comments:
    "The type of the record. Only types with downloadable files are listed; the file of an expense is its receipt.",
  model: menu(DOWNLOAD_TYPES),
});

export const actionRecordType = input({
  ...recordType,
  comments: "The type of the record. Only types with actions are listed.",
  model: menu(ACTION_TYPES),
});

export const recordAction = input({
  label: "Action",
  placeholder: "Select an action",
  type: "string",
  required: true,
  dataSource: "selectBooksAction",
  comments:
    "What to do with the record. The available actions depend on the record type; an error lists them.",
  example: "status/sent",
  clean: toText("Action"),
});

export const reason = input({
  label: "Reason",
  placeholder: "Enter a reason",
  type: "string",
  required: false,
  comments: "The reason to show for the action Reject.",
  example: "Wrong amount",
  clean: toText("Reason"),
});

export const file = input({
  ...crmFile,
  required: true,
  comments:
    "The file to attach: text, or a file from an earlier step. All types accept images and PDF, some accept more. Zoho's own apps allow up to 10 MB.",
});

export const fileName = input({
  ...crmFileName,
  required: true,
  comments: "The file name with its extension, which tells Zoho the file type.",
  example: "receipt.pdf",
});

export const documentId = input({
  label: "Document ID",
  placeholder: "Enter document ID",
  type: "string",
  required: false,
  comments:
    "The document_id of the file, listed under documents in the record. When empty, the record's attachment is downloaded. Required for contacts, credit notes and tasks.",
  example: "260815000000410001",
  clean: toText("Document ID"),
});
