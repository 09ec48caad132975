import { escapeHtml } from "../../html";
import { commaList, type Reply } from "../../http";
import type { SandboxState } from "../../state/sandboxState";
import { asText } from "../effects/effects";
import { invalidValue, notFound, requiredMissing } from "../errors";
import type { BooksHandler, BooksRequest } from "../request";
import type { RecordType } from "../schema/recordType";
import type { BooksRecord } from "../state/recordStore";
import { makePdf } from "./pdf";

/** Types that support `accept=` (facts 8). */
const PRINTED = new Set([
  "invoices",
  "estimates",
  "salesorders",
  "purchaseorders",
  "creditnotes",
  "vendorcredits",
  "customerpayments",
]);
const MAX_IDS = 25;
const ACCEPTED = ["json", "pdf", "html"];

const getName = (type: RecordType, { id, values }: BooksRecord): string =>
  asText(values[type.number?.field ?? ""]) || id;

function toLines(type: RecordType, record: BooksRecord): string[] {
  const { customer_name, vendor_name, total, amount, currency_code } = record.values;
  return [
    `${type.label} ${getName(type, record)}`,
    `${asText(customer_name) || asText(vendor_name)}`,
    `${asText(currency_code)} ${String(total ?? amount ?? 0)}`,
  ];
}

function pdfReply(name: string, lines: readonly string[]): Reply {
  const headers = {
    "content-type": "application/pdf",
    "content-disposition": `attachment; filename="${name}.pdf"`,
  };
  return { status: 200, headers, bytes: makePdf(lines) };
}

function htmlReply(lines: readonly string[]): Reply {
  const text = `<html><body>${lines.map((line) => `<p>${escapeHtml(line)}</p>`).join("")}</body></html>`;
  return { status: 200, headers: { "content-type": "text/html;charset=UTF-8" }, text };
}

/** The requested format: from `accept=`, `print=true` or the Accept header (facts 8). */
function getFormat(state: SandboxState, { query, headers }: BooksRequest): string {
  const accept = query.get("accept");
  if (accept !== null) {
    if (!ACCEPTED.includes(accept)) throw invalidValue("accept");
    return accept;
  }
  if (query.get("print") === "true") return "pdf";
  const byHeader = state.variants.booksPdfByHeader === "honoured";
  return byHeader && headers.accept === "application/pdf" ? "pdf" : "json";
}

/** A record as PDF or HTML; undefined if JSON is requested or the type cannot be printed. */
export function printed(
  state: SandboxState,
  request: BooksRequest,
  type: RecordType,
  record: BooksRecord,
): Reply | undefined {
  if (!PRINTED.has(type.value)) return undefined;
  const format = getFormat(state, request);
  if (format === "json") return undefined;
  const lines = toLines(type, record);
  return format === "html" ? htmlReply(lines) : pdfReply(getName(type, record), lines);
}

/** `GET /invoices/pdf?invoice_ids=` and `/print`: up to 25 records in one PDF (facts 8). */
export const printMany =
  (type: RecordType): BooksHandler =>
  (state, { organization, query }) => {
    const parameter = `${type.idField}s`;
    const ids = commaList(query.get(parameter));
    if (ids.length === 0) throw requiredMissing(parameter);
    if (ids.length > MAX_IDS) throw invalidValue(parameter);
    const lines = ids.flatMap((id) => {
      const record = organization.store(type.value).get(id);
      if (!record) throw notFound(type.label, state.variants);
      return toLines(type, record);
    });
    return pdfReply(type.value, lines);
  };
