import { input, util } from "@prismatic-io/spectral";
import { InputError } from "../client/errors/errors";
import type { File } from "../client/files";
import { ATTACHMENT } from "../limits";
import { toText } from "./cleaners";
import { recordType } from "./crmRecord";

/** The menu as flows know it: labels that stand for API names. Calls was added. */
const MENU = [
  "Accounts",
  "Calls",
  "Campaigns",
  "Cases",
  "Contacts",
  "Custom",
  "Deals",
  "Events",
  "Invoices",
  "Leads",
  "Notes",
  "Price Books",
  "Products",
  "Purchase Orders",
  "Quotes",
  "Sales Orders",
  "Solutions",
  "Tasks",
  "Vendors",
];

const DEFAULT_RECORD_TYPE = "Leads";

export const attachmentRecordType = input({
  ...recordType,
  default: DEFAULT_RECORD_TYPE,
  comments:
    "The CRM module of the record. For a module that is not listed, select Custom and fill in Module API Name.",
  model: MENU.map((label) => ({ label, value: label })),
  clean: (value: unknown) => recordType.clean(value) || DEFAULT_RECORD_TYPE,
});

export const file = input({
  label: "File",
  placeholder: "Reference a file",
  type: "data",
  required: false,
  comments: `The file to attach: text, or a file from an earlier step. At most ${ATTACHMENT.maxBytes / 1024 / 1024} MB; your Zoho plan may allow less. Leave empty to attach a link.`,
  example: "Text of a small file",
  clean: (value: unknown): File | undefined => {
    if (value === undefined || value === null || value === "") return undefined;
    try {
      return util.types.toBufferDataPayload(value);
    } catch {
      throw new InputError("File", "must be a text or a file from an earlier step.");
    }
  },
});

export const fileName = input({
  label: "File Name",
  placeholder: "Enter file name",
  type: "string",
  required: false,
  comments: "The file name with its extension. Required for a file, ignored for a link.",
  example: "offer.pdf",
  clean: toText("File Name"),
});

export const linkUrl = input({
  label: "Link URL",
  placeholder: "Enter link",
  type: "string",
  required: false,
  comments: `The URL to attach instead of a file, at most ${ATTACHMENT.maxUrlLength} characters.`,
  example: "https://www.example.com/offer.pdf",
  clean: toText("Link URL"),
});

export const linkTitle = input({
  label: "Link Title",
  placeholder: "Enter title",
  type: "string",
  required: false,
  comments: `The title of the link, at most ${ATTACHMENT.maxTitleLength} characters.`,
  example: "Our offer",
  clean: toText("Link Title"),
});

export const attachmentId = input({
  label: "Attachment ID",
  placeholder: "Enter attachment ID",
  type: "string",
  required: true,
  comments: "The ID of the attachment, as returned by CRM - List Attachments.",
  example: "4876876000001256001",
  clean: toText("Attachment ID"),
});
