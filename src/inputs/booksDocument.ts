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
  comments: "The identifier of the record: digits, passed on as text.",
});

export const pdfRecordType = input({
  ...recordType,
  comments: "The type of the record. These can be had as PDF.",
  model: menu(PDF_TYPES),
});

export const uploadRecordType = input({
  ...recordType,
  comments: "The type of the record. These take files; that of an expense is its receipt.",
  model: menu(UPLOAD_TYPES),
});

export const downloadRecordType = input({
  ...recordType,
  comments: "The type of the record. These give files back; that of an expense is its receipt.",
  model: menu(DOWNLOAD_TYPES),
});

export const actionRecordType = input({
  ...recordType,
  comments: "The type of the record. These have actions.",
  model: menu(ACTION_TYPES),
});

export const recordAction = input({
  label: "Action",
  placeholder: "Select an action",
  type: "string",
  required: true,
  dataSource: "selectBooksAction",
  comments:
    "What to do with the record. Which actions there are depends on the record type; the error for a wrong one lists them.",
  example: "status/sent",
  clean: toText("Action"),
});

export const reason = input({
  label: "Reason",
  placeholder: "Enter a reason",
  type: "string",
  required: false,
  comments: "The reason that Zoho shows with the action Reject.",
  example: "Wrong amount",
  clean: toText("Reason"),
});

export const file = input({
  ...crmFile,
  required: true,
  comments:
    "The file to attach: text, or a file from an earlier step. Images and PDF everywhere, further kinds by record type; Zoho's own applications take up to 10 MB.",
});

export const fileName = input({
  ...crmFileName,
  required: true,
  comments: "The name of the file with its ending, by which Zoho knows its kind.",
  example: "receipt.pdf",
});

export const documentId = input({
  label: "Document ID",
  placeholder: "Enter document ID",
  type: "string",
  required: false,
  comments:
    "Which file, by the document_id in documents of the record. When empty, the attachment of the record. Contacts, credit notes and tasks need it.",
  example: "260815000000410001",
  clean: toText("Document ID"),
});
