import { isJsonObject } from "../../http";
import { customValue } from "../records/customFields";
import type { BooksOrganization } from "../state/booksOrganization";
import type { BooksRecord } from "../state/recordStore";
import { localDate } from "../state/zonedTime";

/** Filters on a field with another name. */
const FIELDS: Record<string, string> = {
  transaction_status: "status",
  contact_ids: "contact_id",
  client_ids: "client_id",
  owner_ids: "owner_id",
  journal_ids: "journal_id",
  salesorder_ids: "salesorder_id",
  location_ids: "location_id",
  branch_ids: "branch_id",
  currency: "currency_code",
};

/** Filters on a field of the lines. */
const LINE_FIELDS: Record<string, string> = {
  item_name: "name",
  item_description: "description",
  item_id: "item_id",
  line_item_id: "line_item_id",
  account_id: "account_id",
  tax_id: "tax_id",
  project_id: "project_id",
  customer_id: "customer_id",
  vendor_id: "vendor_id",
};

const rows = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

function inRows(value: unknown, field: string): unknown[] {
  return rows(value).flatMap((row) => (isJsonObject(row) && row[field] ? [row[field]] : []));
}

/** The values that a filter looks at: a field of the record and of its lines. */
export function filterValues(
  organization: BooksOrganization,
  record: BooksRecord,
  name: string,
): unknown[] {
  const { values } = record;
  if (name.startsWith("cf_")) return [customValue(values, name)];
  if (name === "created_date") return [localDate(record.createdAt, organization.timeZone)];
  if (name === "address") {
    return isJsonObject(values.billing_address) ? Object.values(values.billing_address) : [];
  }
  if (name === "custom_field") return inRows(values.custom_fields, "value");
  if (name === "bill_id") return inRows(values.bills, "bill_id");
  const own = values[FIELDS[name] ?? name];
  const lineField = LINE_FIELDS[name];
  const ofLines = lineField ? inRows(values.line_items, lineField) : [];
  if (own === undefined && name.startsWith("is_")) return [false];
  return own === undefined || own === "" ? ofLines : [own, ...ofLines];
}

/** The record's own texts and numbers, which `search_text` looks at. */
export const searchedTexts = ({ values }: BooksRecord): string[] =>
  Object.values(values).flatMap((value) =>
    typeof value === "string" || typeof value === "number" ? [String(value).toLowerCase()] : [],
  );
