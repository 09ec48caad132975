import { MAIN } from "./booksOrganizations";
import type { Kind } from "./faultTable";
import type { LocalZoho, Row } from "./localZoho";

export interface BooksCase {
  key: string;
  kind: Kind;
  values: (recordId: string) => Row;
  needsAttachment?: boolean;
}

const inMain = { organizationId: MAIN };
const invoice = (recordId: string): Row => ({ recordType: "invoices", recordId, ...inMain });

/** Every action on Zoho Books, with values that cost exactly one call. */
export const BOOKS_ACTIONS: BooksCase[] = [
  { key: "booksGetRecord", kind: "read", values: invoice },
  { key: "booksGetRecords", kind: "read", values: () => ({ recordType: "invoices", ...inMain }) },
  { key: "booksListOrganizations", kind: "read", values: () => ({}) },
  { key: "booksGetDocument", kind: "bytes", values: invoice },
  { key: "booksDownloadAttachment", kind: "bytes", needsAttachment: true, values: invoice },
  {
    key: "booksCreateRecord",
    kind: "create",
    values: () => ({ recordType: "contacts", fieldValues: { contact_name: "New" }, ...inMain }),
  },
  {
    key: "booksAddAttachment",
    kind: "create",
    values: (id) => ({ ...invoice(id), file: "text", fileName: "a.pdf" }),
  },
  {
    key: "booksRunAction",
    kind: "create",
    values: (id) => ({ ...invoice(id), recordAction: "status/void" }),
  },
  {
    key: "booksUpdateRecord",
    kind: "byId",
    values: (id) => ({ ...invoice(id), fieldValues: { notes: "Changed" } }),
  },
  { key: "booksRemoveRecord", kind: "byId", values: invoice },
  {
    key: "booksRawRequest",
    kind: "raw",
    values: () => ({ url: "/invoices", method: "GET", responseType: "json", ...inMain }),
  },
];

/** What Zoho Books holds that an action could change. */
export interface BooksHoldings {
  invoices: number;
  contacts: number;
  notes: unknown;
  status: unknown;
}

/** An invoice, with an attachment where the case needs one. */
export async function prepareBooks(
  zoho: LocalZoho,
  { needsAttachment }: Pick<BooksCase, "needsAttachment">,
): Promise<{ recordId: string; before: BooksHoldings }> {
  await zoho.reset({ records: { "*": 0 }, booksRecords: { "*": 1 } });
  const [row] = await zoho.booksHeld("invoices");
  const recordId = String(row?.invoice_id);
  if (needsAttachment) {
    const file = { file: "first", fileName: "first.pdf" };
    await zoho.act("booksAddAttachment", { ...invoice(recordId), ...file });
  }
  return { recordId, before: await booksHoldings(zoho, recordId) };
}

export async function booksHoldings(zoho: LocalZoho, recordId: string): Promise<BooksHoldings> {
  const invoices = await zoho.booksHeld("invoices");
  const held = invoices.find(({ invoice_id }) => invoice_id === recordId);
  return {
    invoices: invoices.length,
    contacts: (await zoho.booksHeld("contacts")).length,
    notes: held?.notes ?? "",
    status: held?.status,
  };
}

/** What the success of an action changes; the others change nothing of this. */
export const BOOKS_EFFECTS: Record<string, (before: BooksHoldings) => Partial<BooksHoldings>> = {
  booksCreateRecord: ({ contacts }) => ({ contacts: contacts + 1 }),
  booksUpdateRecord: () => ({ notes: "Changed" }),
  booksRunAction: () => ({ status: "void" }),
  booksRemoveRecord: ({ invoices }) => ({ invoices: invoices - 1, status: undefined, notes: "" }),
};
