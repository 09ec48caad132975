import { makePrimary } from "../actions/change";
import { invalidMethod, invalidUrl } from "../errors";
import { listRecords } from "../lists/list";
import { createOne } from "../records/create";
import { deleteMany, deleteOne } from "../records/delete";
import { getRecord } from "../records/get";
import { updateByCustomField, updateCustomFields, updateOne } from "../records/update";
import { createProjectTask, listContactPersons, listProjectTasks } from "../related/nested";
import {
  createOpeningBalance,
  deleteOpeningBalance,
  getOpeningBalance,
  updateOpeningBalance,
} from "../related/openingBalance";
import type { BooksHandler } from "../request";
import type { Route } from "../route";
import type { RecordType } from "../schema/recordType";
import { getRecordType } from "../schema/recordTypes";
import { splitWords } from "../schema/shape";
import { route, typeRoute } from "./route";

/** Types with list, create, get, update and delete at the same path. */
const REGULAR = splitWords(`
  bankaccounts banktransactions bankaccounts/rules bills chartofaccounts contacts creditnotes
  settings/currencies customerpayments estimates expenses invoices items journals projects
  purchaseorders recurringexpenses recurringinvoices retainerinvoices salesorders tasks
  settings/taxes projects/timeentries users vendorcredits vendorpayments
`);

const regular = (value: string): Route[] => [
  typeRoute(value, "GET", "", (type) => listRecords(type)),
  typeRoute(value, "POST", "", (type) => createOne(type)),
  typeRoute(value, "GET", "/{id}", getRecord),
  typeRoute(value, "PUT", "/{id}", updateOne),
  typeRoute(value, "DELETE", "/{id}", deleteOne),
];

const byCustomField = [
  ...REGULAR.filter((value) => getRecordType(value).upsert),
  "recurringbills",
].map((value) => typeRoute(value, "PUT", "", updateByCustomField));

const persons = getRecordType("contactpersons");
const employees = getRecordType("employees");
const projectTasks = getRecordType("projects/tasks");
const recurringBills = getRecordType("recurringbills");
const OF_PROJECT = "/projects/{projectId}/tasks";

const contactPersonRoutes: Route[] = [
  route("GET", "/contacts/{contactId}/contactpersons", listContactPersons, "contacts"),
  route("GET", "/contacts/{contactId}/contactpersons/{id}", getRecord(persons), "contacts"),
  route("GET", "/contacts/contactpersons", listRecords(persons), "contacts"),
  route("POST", "/contacts/contactpersons", createOne(persons), "contacts"),
  route("GET", "/contacts/contactpersons/{id}", getRecord(persons), "contacts"),
  route("PUT", "/contacts/contactpersons/{id}", updateOne(persons), "contacts"),
  route("DELETE", "/contacts/contactpersons/{id}", deleteOne(persons), "contacts"),
  route("POST", "/contacts/contactpersons/{id}/primary", makePrimary(persons), "contacts"),
];

const projectTaskRoutes: Route[] = [
  route("GET", OF_PROJECT, listProjectTasks, "projects"),
  route("POST", OF_PROJECT, createProjectTask, "projects"),
  route("GET", `${OF_PROJECT}/{id}`, getRecord(projectTasks), "projects"),
  route("PUT", `${OF_PROJECT}/{id}`, updateOne(projectTasks), "projects"),
  route("DELETE", `${OF_PROJECT}/{id}`, deleteOne(projectTasks), "projects"),
];

const employeeRoutes: Route[] = [
  typeRoute("employees", "GET", "", (type) => listRecords(type)),
  typeRoute("employees", "POST", "", (type) => createOne(type)),
  typeRoute("employees", "GET", "/{id}", getRecord),
  route("DELETE", "/employee/{id}", deleteOne(employees), "expenses"),
];

const adjustmentRoutes: Route[] = [
  typeRoute("basecurrencyadjustment", "GET", "", (type) => listRecords(type)),
  typeRoute("basecurrencyadjustment", "POST", "", (type) => createOne(type)),
  typeRoute("basecurrencyadjustment", "GET", "/{id}", getRecord),
  typeRoute("basecurrencyadjustment", "DELETE", "/{id}", deleteOne),
];

const openingBalanceRoutes: Route[] = [
  route("GET", "/settings/openingbalances", getOpeningBalance, "settings"),
  route("POST", "/settings/openingbalances", createOpeningBalance, "settings"),
  route("PUT", "/settings/openingbalances", updateOpeningBalance, "settings"),
  route("DELETE", "/settings/openingbalances", deleteOpeningBalance, "settings"),
];

/** A recurring bill is read and deleted at both paths, or at one of them (a variant; facts 5). */
const recurringBillItem = (
  method: string,
  makeHandler: (type: RecordType) => BooksHandler,
  path: "recurringbills" | "recurring_bills",
): Route => {
  const handler: BooksHandler = (state, request, clock) => {
    const { booksRecurringBillPath } = state.variants;
    const isServed = booksRecurringBillPath === "both" || booksRecurringBillPath === path;
    if (!isServed) throw path === "recurringbills" ? invalidMethod() : invalidUrl();
    return makeHandler(recurringBills)(state, request, clock);
  };
  return route(method, `/${path}/{id}`, handler, "bills");
};

const recurringBillRoutes: Route[] = [
  typeRoute("recurringbills", "GET", "", (type) => listRecords(type)),
  typeRoute("recurringbills", "POST", "", (type) => createOne(type)),
  typeRoute("recurringbills", "PUT", "/{id}", updateOne),
  recurringBillItem("GET", getRecord, "recurringbills"),
  recurringBillItem("GET", getRecord, "recurring_bills"),
  recurringBillItem("DELETE", deleteOne, "recurringbills"),
  recurringBillItem("DELETE", deleteOne, "recurring_bills"),
];

const bulkDeletes: Route[] = [
  typeRoute("contacts", "DELETE", "", (type) => deleteMany(type, "contact_ids")),
  typeRoute("invoices", "DELETE", "", (type) => deleteMany(type, "invoice_ids")),
  typeRoute("customerpayments", "DELETE", "", (type) => deleteMany(type, "payment_ids")),
  typeRoute("vendorpayments", "DELETE", "", (type) => deleteMany(type, "vendorpayment_id")),
  typeRoute("projects/timeentries", "DELETE", "", (type) => deleteMany(type, "time_entry_ids")),
  typeRoute("journals", "DELETE", "/bulkdelete", (type) => deleteMany(type, "journal_ids")),
  typeRoute("chartofaccounts", "DELETE", "/bulkdelete", (type) => deleteMany(type, "account_ids")),
  typeRoute("basecurrencyadjustment", "DELETE", "/bulkdelete", (type) =>
    deleteMany(type, "base_currency_adjustment_ids"),
  ),
  typeRoute("bankaccounts/rules", "DELETE", "", (type) => deleteMany(type, "rule_ids")),
  typeRoute("tasks", "DELETE", "", (type) => deleteMany(type, "task_ids")),
];

const customFieldRoutes: Route[] = Object.entries({
  invoice: "invoices",
  bill: "bills",
  estimate: "estimates",
  purchaseorder: "purchaseorders",
  salesorder: "salesorders",
  customerpayment: "customerpayments",
  item: "items",
}).map(([path, value]) => {
  const type = getRecordType(value);
  return route("PUT", `/${path}/{id}/customfields`, updateCustomFields(type), type.family);
});

/** List, create, get, update and delete of every type. */
export const recordRoutes: readonly Route[] = [
  ...REGULAR.flatMap(regular),
  ...byCustomField,
  ...contactPersonRoutes,
  ...projectTaskRoutes,
  ...employeeRoutes,
  ...adjustmentRoutes,
  ...openingBalanceRoutes,
  ...recurringBillRoutes,
  ...bulkDeletes,
  ...customFieldRoutes,
];
