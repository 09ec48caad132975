import type { Refs } from "./booksSamples";
import type { LocalZoho, Row } from "./localZoho";

/** The organizations of the local Zoho Books: the default one, kept in rupees, and another in dollars. */
export const MAIN = "700100200";
export const OTHER = "700100300";

/** Records that new ones can refer to, made or found without the component. */
export async function booksRefs(zoho: LocalZoho, organization = MAIN): Promise<Refs> {
  const call = (method: string, path: string, body?: Row): Promise<Row> =>
    zoho.books(method, path, { organization, ...(body && { body }) });
  const first = async (path: string, key: string, test: (row: Row) => boolean = () => true) => {
    const found = ((await call("GET", path))[key] as Row[]).find(test);
    if (!found) throw new Error(`no ${key} to refer to`);
    return found;
  };
  const made = async (path: string, key: string, body: Row): Promise<Row> =>
    (await call("POST", path, body))[key] as Row;

  const customer = await made("/contacts", "contact", { contact_name: "Harbor Supply" });
  const vendor = await made("/contacts", "contact", {
    contact_name: "Rope Works",
    contact_type: "vendor",
  });
  const item = await made("/items", "item", { name: "Cable", rate: 50 });
  const invoice = await made("/invoices", "invoice", {
    customer_id: customer.contact_id,
    line_items: [{ item_id: item.item_id, rate: 5_000, quantity: 1 }],
  });
  await call("POST", `/invoices/${invoice.invoice_id}/status/sent`);
  const project = await first("/projects", "projects");
  const task = await made(`/projects/${project.project_id}/tasks`, "task", { task_name: "Survey" });
  const account = await first("/chartofaccounts?filter_by=AccountType.Expense", "chartofaccounts");
  const bank = await first("/bankaccounts", "bankaccounts");
  const user = await first("/users", "users");
  const currency = await first(
    "/settings/currencies",
    "currencies",
    (row) => !row.is_base_currency,
  );
  return {
    customer: String(customer.contact_id),
    vendor: String(vendor.contact_id),
    item: String(item.item_id),
    account: String(account.account_id),
    bank: String(bank.account_id),
    invoice: String(invoice.invoice_id),
    project: String(project.project_id),
    task: String(task.task_id),
    user: String(user.user_id),
    foreignCurrency: String(currency.currency_id),
  };
}
