import { isJsonObject, type JsonObject } from "../../http";
import { getEffects } from "../effects/byType";
import { asText } from "../effects/effects";
import { invalidValue, refused } from "../errors";
import { readJson } from "../records/body";
import { requireRecord } from "../records/find";
import { type BooksHandler, success } from "../request";
import type { RecordType } from "../schema/recordType";
import { localDate } from "../state/zonedTime";
import type { Transition } from "./transitions";

/** Drops the flags and statuses that the type does not have. */
function supportedValues(type: RecordType, sets: JsonObject): JsonObject {
  const names = Object.keys(sets).filter((name) => type.full.has(name) || type.row.has(name));
  return Object.fromEntries(names.map((name) => [name, sets[name]]));
}

/** An invoice past its due date is overdue as soon as it is sent. */
function actualStatus(values: JsonObject, today: string): JsonObject {
  const isLate =
    values.status === "sent" && asText(values.due_date) !== "" && asText(values.due_date) < today;
  return isLate ? { ...values, status: "overdue" } : values;
}

/**
 * A status action has no body, returns code and message, and updates last_modified_time (facts 7).
 */
export const changeStatus =
  (type: RecordType, transition: Transition): BooksHandler =>
  (state, request, clock) => {
    const { organization } = request;
    const record = requireRecord(state, request, type);
    const status = asText(record.values.status);
    const { from, sets, message } = transition;
    if (from && !from.includes(status)) {
      throw refused(
        1045,
        `The ${type.label.toLowerCase()} cannot be changed while it is ${status}.`,
      );
    }
    const now = clock.nowSecond();
    const previous = record.values;
    const today = localDate(now, organization.timeZone);
    const changed = { ...previous, ...supportedValues(type, sets) };
    const values = type.value === "invoices" ? actualStatus(changed, today) : changed;
    if ("order_status" in previous) values.order_status = values.status;
    record.values = values;
    record.modifiedAt = now;
    if (type.value === "invoices" || type.value === "bills") {
      const draft = { state, organization, type, id: record.id, values, input: {}, previous };
      getEffects(type.value).afterSave?.({ ...draft, query: request.query, now });
    }
    return success(message);
  };

/** `POST /tasks/{id}/percentage {percentage}`. */
export const setPercentage =
  (type: RecordType): BooksHandler =>
  (state, request, clock) => {
    const record = requireRecord(state, request, type);
    const body = readJson(request);
    const input = isJsonObject(body) ? (body.percentage ?? body.completion_percentage) : undefined;
    const percentage = Number(input ?? request.query.get("percentage") ?? Number.NaN);
    if (!(percentage >= 0 && percentage <= 100)) throw invalidValue("percentage");
    record.values = { ...record.values, completion_percentage: percentage };
    record.modifiedAt = clock.nowSecond();
    return success("The percentage of the task has been updated.");
  };

/** `POST /contacts/contactpersons/{id}/primary`. */
export const makePrimary =
  (type: RecordType): BooksHandler =>
  (state, request, clock) => {
    const record = requireRecord(state, request, type);
    const contactId = record.values.contact_id;
    const store = request.organization.store(type.value);
    for (const person of store.filter(({ values }) => values.contact_id === contactId)) {
      person.values = { ...person.values, is_primary_contact: person.id === record.id };
    }
    record.modifiedAt = clock.nowSecond();
    return success("The contact person has been marked as your primary contact person.");
  };
