import { changeStatus, setPercentage } from "../actions/change";
import { TRANSITIONS } from "../actions/transitions";
import {
  deleteAttachment,
  deleteDocument,
  deleteReceipt,
  downloadAttachment,
  downloadDocument,
  downloadReceipt,
  updateAttachmentPreference,
  uploadAttachment,
  uploadReceipt,
} from "../files/attachments";
import { printMany } from "../files/print";
import { getOrganization, listOrganizations } from "../organizations";
import { updateCustomFields } from "../records/update";
import { addComment, deleteComment, listComments, updateComment } from "../related/comments";
import { previewEmail, sendEmail } from "../related/email";
import {
  getCurrentUser,
  listBillPayments,
  listContactsOfKind,
  listInvoicePayments,
  listProjectUsers,
} from "../related/nested";
import type { Route } from "../route";
import { getRecordType } from "../schema/recordTypes";
import { splitWords } from "../schema/shape";
import { route, typeRoute } from "./route";

const statusActions = Object.entries(TRANSITIONS).flatMap(([value, transitions]) =>
  transitions.map((transition) =>
    typeRoute(value, "POST", `/{id}/${transition.path}`, (type) => changeStatus(type, transition)),
  ),
);

const commentRoutes: Route[] = [
  ...splitWords(`
    bills contacts creditnotes estimates expenses invoices projects purchaseorders recurringbills
    recurringexpenses recurringinvoices retainerinvoices salesorders tasks vendorcredits
  `).map((value) => typeRoute(value, "GET", "/{id}/comments", listComments)),
  ...splitWords(`
    bills contacts creditnotes estimates invoices projects purchaseorders retainerinvoices
    salesorders tasks vendorcredits journals
  `).flatMap((value) => [
    typeRoute(value, "POST", "/{id}/comments", addComment),
    typeRoute(value, "DELETE", "/{id}/comments/{commentId}", deleteComment),
  ]),
  ...splitWords("estimates salesorders purchaseorders invoices retainerinvoices").map((value) =>
    typeRoute(value, "PUT", "/{id}/comments/{commentId}", updateComment),
  ),
];

const emailRoutes = splitWords(`
  contacts creditnotes estimates invoices purchaseorders retainerinvoices salesorders
  vendorpayments
`).flatMap((value) => [
  typeRoute(value, "GET", "/{id}/email", previewEmail),
  typeRoute(value, "POST", "/{id}/email", sendEmail),
]);

/** Facts 5c and 8: not every type has all of them. */
const fileRoutes: Route[] = [
  ...splitWords(`
    bills contacts creditnotes expenses invoices journals purchaseorders retainerinvoices
    salesorders tasks
  `).map((value) => typeRoute(value, "POST", "/{id}/attachment", uploadAttachment)),
  ...splitWords("bills invoices purchaseorders retainerinvoices salesorders").map((value) =>
    typeRoute(value, "GET", "/{id}/attachment", downloadAttachment),
  ),
  ...splitWords("bills invoices purchaseorders salesorders").map((value) =>
    typeRoute(value, "DELETE", "/{id}/attachment", deleteAttachment),
  ),
  ...splitWords("invoices purchaseorders salesorders").map((value) =>
    typeRoute(value, "PUT", "/{id}/attachment", updateAttachmentPreference),
  ),
  ...splitWords("contacts creditnotes invoices tasks").map((value) =>
    typeRoute(value, "GET", "/{id}/documents/{documentId}", downloadDocument),
  ),
  ...splitWords("contacts creditnotes invoices retainerinvoices tasks").map((value) =>
    typeRoute(value, "DELETE", "/{id}/documents/{documentId}", deleteDocument),
  ),
  typeRoute("expenses", "POST", "/{id}/receipt", uploadReceipt),
  typeRoute("expenses", "GET", "/{id}/receipt", downloadReceipt),
  typeRoute("expenses", "DELETE", "/{id}/receipt", deleteReceipt),
];

const others: Route[] = [
  { ...route("GET", "/organizations", listOrganizations, "settings"), inOrganization: false },
  { ...route("GET", "/organizations/{id}", getOrganization, "settings"), inOrganization: false },
  route("GET", "/users/me", getCurrentUser, "settings"),
  route("GET", "/vendors", listContactsOfKind("vendor"), "contacts"),
  route("GET", "/customers", listContactsOfKind("customer"), "contacts"),
  typeRoute("invoices", "GET", "/pdf", printMany),
  typeRoute("invoices", "GET", "/print", printMany),
  typeRoute("estimates", "GET", "/pdf", printMany),
  typeRoute("estimates", "GET", "/print", printMany),
  typeRoute("salesorders", "GET", "/pdf", printMany),
  typeRoute("salesorders", "GET", "/print", printMany),
  typeRoute("creditnotes", "GET", "/print", printMany),
  route("GET", "/invoices/{id}/payments", listInvoicePayments, "invoices"),
  route("GET", "/bills/{id}/payments", listBillPayments, "bills"),
  route("GET", "/projects/{id}/users", listProjectUsers, "projects"),
  typeRoute("tasks", "POST", "/{id}/percentage", setPercentage),
  route(
    "POST",
    "/creditnotes/{id}/customfields",
    updateCustomFields(getRecordType("creditnotes")),
    "creditnotes",
  ),
];

/** Actions, comments, mail, files and other parts of records. */
export const partRoutes: readonly Route[] = [
  ...statusActions,
  ...commentRoutes,
  ...emailRoutes,
  ...fileRoutes,
  ...others,
];
