import type { JsonObject } from "../../http";
import { getEffects } from "../effects/byType";
import { asNumber, asText } from "../effects/effects";
import type { RecordType } from "../schema/recordType";
import { fill } from "../schema/shape";
import type { BooksOrganization } from "../state/booksOrganization";
import type { BooksRecord } from "../state/recordStore";
import { localDate, localTime } from "../state/zonedTime";
import { flattened } from "./customFields";

function times({ timeZone }: BooksOrganization, record: BooksRecord): JsonObject {
  const created = localTime(record.createdAt, timeZone);
  const modified = localTime(record.modifiedAt, timeZone);
  return {
    created_time: created,
    created_at: created,
    created_date: created.slice(0, 10),
    created_time_formatted: created.slice(0, 16).replace("T", " "),
    last_modified_time: modified,
    updated_time: modified,
    last_modified_time_formatted: modified.slice(0, 16).replace("T", " "),
    timestamp: modified,
  };
}

function customFields({ values }: BooksRecord): JsonObject {
  const hash = flattened(values);
  return { custom_fields: values.custom_fields, custom_field_hash: hash };
}

/** Custom fields, unless the type shows them in a form of its own. */
function ownFields(type: RecordType, record: BooksRecord): JsonObject {
  const kind = type.full.get("custom_fields")?.kind;
  return kind === "list" ? customFields(record) : {};
}

/** A record with every field of its type. */
export function renderFull(
  organization: BooksOrganization,
  type: RecordType,
  record: BooksRecord,
): JsonObject {
  const files = organization.files.of(type.value, record.id);
  return fill(type.full, {
    ...record.values,
    ...times(organization, record),
    ...ownFields(type, record),
    documents: files.map(({ documentId, fileName, content }) => ({
      document_id: documentId,
      file_name: fileName,
      file_type: fileName.split(".").pop() ?? "",
      file_size: content.length,
    })),
    attachment_name: files.at(-1)?.fileName ?? "",
    ...getEffects(type.value).render?.(organization, record),
  });
}

/** Days until a document is due, in the words of the lists. */
function dueDays(organization: BooksOrganization, values: JsonObject, now: number): string {
  const due = asText(values.due_date);
  if (due === "" || asNumber(values.balance) === 0) return "";
  const today = localDate(now, organization.timeZone);
  const days = Math.round((Date.parse(due) - Date.parse(today)) / 86_400_000);
  if (days === 0) return "Due Today";
  return days > 0 ? `Due in ${days} day(s)` : `Overdue by ${-days} day(s)`;
}

/** A record as a row of a list: fewer fields, no lines, custom fields flattened (facts 7, 12.4). */
export function renderRow(
  organization: BooksOrganization,
  type: RecordType,
  record: BooksRecord,
  now: number,
): JsonObject {
  const files = organization.files.of(type.value, record.id);
  const { values } = record;
  const row = fill(type.row, {
    ...values,
    ...times(organization, record),
    ...ownFields(type, record),
    ...(type.row.get("documents")?.kind === "text" && { documents: "" }),
    due_days: dueDays(organization, values, now),
    attachment_name: files.at(-1)?.fileName ?? "",
    has_attachment: files.length > 0,
    balance_due: asNumber(values.balance),
  });
  return Object.assign(row, flattened(values));
}
