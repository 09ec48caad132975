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
import type { Route } from "../router";
import { typeNamed } from "../schema/recordTypes";
import { on, route, words } from "./route";

const statusActions = Object.entries(TRANSITIONS).flatMap(([value, transitions]) =>
  transitions.map((transition) =>
    on(value, "POST", `/{id}/${transition.path}`, (type) => changeStatus(type, transition)),
  ),
);

const commentRoutes: Route[] = [
  ...words(`
    bills contacts creditnotes estimates expenses invoices projects purchaseorders recurringbills
    recurringexpenses recurringinvoices retainerinvoices salesorders tasks vendorcredits
  `).map((value) => on(value, "GET", "/{id}/comments", listComments)),
  ...words(`
    bills contacts creditnotes estimates invoices projects purchaseorders retainerinvoices
    salesorders tasks vendorcredits journals
  `).flatMap((value) => [
    on(value, "POST", "/{id}/comments", addComment),
    on(value, "DELETE", "/{id}/comments/{commentId}", deleteComment),
  ]),
  ...words("estimates salesorders purchaseorders invoices retainerinvoices").map((value) =>
    on(value, "PUT", "/{id}/comments/{commentId}", updateComment),
  ),
];

const emailRoutes = words(`
  contacts creditnotes estimates invoices purchaseorders retainerinvoices salesorders
  vendorpayments
`).flatMap((value) => [
  on(value, "GET", "/{id}/email", previewEmail),
  on(value, "POST", "/{id}/email", sendEmail),
]);

/** Facts 5c and 8: not every type has all of them. */
const fileRoutes: Route[] = [
  ...words(`
    bills contacts creditnotes expenses invoices journals purchaseorders retainerinvoices
    salesorders tasks
  `).map((value) => on(value, "POST", "/{id}/attachment", uploadAttachment)),
  ...words("bills invoices purchaseorders retainerinvoices salesorders").map((value) =>
    on(value, "GET", "/{id}/attachment", downloadAttachment),
  ),
  ...words("bills invoices purchaseorders salesorders").map((value) =>
    on(value, "DELETE", "/{id}/attachment", deleteAttachment),
  ),
  ...words("invoices purchaseorders salesorders").map((value) =>
    on(value, "PUT", "/{id}/attachment", updateAttachmentPreference),
  ),
  ...words("contacts creditnotes invoices tasks").map((value) =>
    on(value, "GET", "/{id}/documents/{documentId}", downloadDocument),
  ),
  ...words("contacts creditnotes invoices retainerinvoices tasks").map((value) =>
    on(value, "DELETE", "/{id}/documents/{documentId}", deleteDocument),
  ),
  on("expenses", "POST", "/{id}/receipt", uploadReceipt),
  on("expenses", "GET", "/{id}/receipt", downloadReceipt),
  on("expenses", "DELETE", "/{id}/receipt", deleteReceipt),
];

const others: Route[] = [
  { ...route("GET", "/organizations", listOrganizations, "settings"), inOrganization: false },
  { ...route("GET", "/organizations/{id}", getOrganization, "settings"), inOrganization: false },
  route("GET", "/users/me", getCurrentUser, "settings"),
  route("GET", "/vendors", listContactsOfKind("vendor"), "contacts"),
  route("GET", "/customers", listContactsOfKind("customer"), "contacts"),
  on("invoices", "GET", "/pdf", printMany),
  on("invoices", "GET", "/print", printMany),
  on("estimates", "GET", "/pdf", printMany),
  on("estimates", "GET", "/print", printMany),
  on("salesorders", "GET", "/pdf", printMany),
  on("salesorders", "GET", "/print", printMany),
  on("creditnotes", "GET", "/print", printMany),
  route("GET", "/invoices/{id}/payments", listInvoicePayments, "invoices"),
  route("GET", "/bills/{id}/payments", listBillPayments, "bills"),
  route("GET", "/projects/{id}/users", listProjectUsers, "projects"),
  on("tasks", "POST", "/{id}/percentage", setPercentage),
  route(
    "POST",
    "/creditnotes/{id}/customfields",
    updateCustomFields(typeNamed("creditnotes")),
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
