import { asText } from "../effects/effects";
import type { BooksRecord } from "../state/recordStore";

/** A condition on a record. */
export type Condition = (record: BooksRecord) => boolean;

const isActive: Condition = ({ values }) =>
  values.is_active === undefined
    ? asText(values.status).toLowerCase() === "active"
    : values.is_active === true;

const UNPAID = new Set(["sent", "viewed", "overdue", "open", "partially_paid"]);

/** Records with a status; some names mean several statuses or a flag. */
export function statusCondition(status: string): Condition {
  if (status === "active") return isActive;
  if (status === "inactive") return (record) => !isActive(record);
  if (status === "unpaid") return ({ values }) => UNPAID.has(asText(values.status));
  const names = status === "over_due" ? ["overdue"] : status === "issued" ? ["open"] : [status];
  return ({ values }) =>
    names.includes(asText(values.status)) || names.includes(asText(values.billed_status));
}
