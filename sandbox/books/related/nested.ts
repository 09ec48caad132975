import type { JsonObject } from "../../http";
import { asNumber, asRows, asText } from "../effects/effects";
import { listRecords } from "../lists/list";
import { createOne } from "../records/create";
import { requireRecord } from "../records/find";
import { type BooksHandler, success } from "../request";
import { getRecordType } from "../schema/recordTypes";

/** Contact persons of the contact in the path (facts 5). */
export const listContactPersons: BooksHandler = (state, request, clock) => {
  const contactId = request.params.contactId ?? "";
  requireRecord(state, { ...request, params: { id: contactId } }, getRecordType("contacts"));
  const scoped = listRecords(
    getRecordType("contactpersons"),
    () =>
      ({ values }) =>
        values.contact_id === contactId,
  );
  return scoped(state, request, clock);
};

/** Tasks of the project in the path (facts 5). */
export const listProjectTasks: BooksHandler = (state, request, clock) => {
  const projectId = request.params.projectId ?? "";
  requireRecord(state, { ...request, params: { id: projectId } }, getRecordType("projects"));
  const scoped = listRecords(
    getRecordType("projects/tasks"),
    () =>
      ({ values }) =>
        values.project_id === projectId,
  );
  return scoped(state, request, clock);
};

/** Creates a task of the project in the path. */
export const createProjectTask: BooksHandler = (state, request, clock) => {
  const projectId = request.params.projectId ?? "";
  requireRecord(state, { ...request, params: { id: projectId } }, getRecordType("projects"));
  const create = createOne(getRecordType("projects/tasks"), () => ({ project_id: projectId }));
  return create(state, request, clock);
};

/** `/vendors` and `/customers`: contacts of that kind (facts 5). */
export const listContactsOfKind = (kind: string): BooksHandler =>
  listRecords(
    getRecordType("contacts"),
    () =>
      ({ values }) =>
        values.contact_type === kind,
  );

const paymentRow = (row: JsonObject, values: JsonObject, side: string): JsonObject => ({
  payment_id: values.payment_id,
  payment_number: values.payment_number,
  date: values.date,
  payment_mode: values.payment_mode ?? "",
  reference_number: values.reference_number ?? "",
  description: values.description ?? "",
  amount: asNumber(row.amount_applied),
  [`${side}_payment_id`]: row[`${side}_payment_id`],
  [`${side}_id`]: row[`${side}_id`],
});

const listPayments =
  (side: "invoice" | "bill", paymentType: string): BooksHandler =>
  (state, request) => {
    const { id } = requireRecord(state, request, getRecordType(`${side}s`));
    const payments = [...request.organization.store(paymentType).all()].flatMap(({ values }) =>
      asRows(values[`${side}s`])
        .filter((row) => row[`${side}_id`] === id)
        .map((row) => paymentRow(row, values, side)),
    );
    return success("success", { payments });
  };

/** `GET /invoices/{id}/payments`. */
export const listInvoicePayments = listPayments("invoice", "customerpayments");
/** `GET /bills/{id}/payments`. */
export const listBillPayments = listPayments("bill", "vendorpayments");

/** `GET /projects/{id}/users`: who the project is assigned to. */
export const listProjectUsers: BooksHandler = (state, request) => {
  const { values } = requireRecord(state, request, getRecordType("projects"));
  const user = request.organization.store("users").get(asText(values.user_id));
  const row = user && { user_id: user.id, user_name: user.values.name, email: user.values.email };
  return success("success", { users: row ? [row] : [] });
};

/** `GET /users/me`. */
export const getCurrentUser: BooksHandler = (_state, { organization }) =>
  success("success", { user: organization.currentUser().values });
