import type { JsonObject } from "../../http";
import { DOCUMENT_SEEDS, expenseAccounts, forCustomer, ofVendor } from "./documents";
import type { SeedSource } from "./source";

const COMPANIES = ["Harbor Supply", "Cedar Foods", "Lumen Works", "Ridge Labs", "Willow Travel"];
const FIRST_NAMES = ["Ada", "Bo", "Chen", "Dara", "Emil", "Farah"];
const LAST_NAMES = ["Moss", "Reyes", "Ito", "Okafor", "Lind"];
const GOODS = ["Cable", "Desk", "Lamp", "Notebook", "Chair", "Monitor"];

function contact(source: SeedSource): JsonObject {
  const company = source.pick(COMPANIES);
  const number = source.index + 1;
  const kind = source.index % 4 === 3 ? "vendor" : "customer";
  const name = `${company} ${number}`;
  return {
    contact_name: name,
    customer_name: name,
    vendor_name: name,
    company_name: `${company} Ltd`,
    contact_type: kind,
    contact_type_formatted: kind === "vendor" ? "Vendor" : "Customer",
    language_code_formatted: "English",
    portal_status_formatted: "Disabled",
    payment_terms: 15,
    payment_terms_label: "Net 15",
    first_name: source.pick(FIRST_NAMES),
    last_name: source.pick(LAST_NAMES),
    email: `contact${number}@example.test`,
    phone: `+1 555 ${String(number).padStart(6, "0")}`,
    ...source.currency(),
    exchange_rate: "",
  };
}

function contactPerson(source: SeedSource): JsonObject {
  const { id, values } = source.one("contacts");
  return {
    contact_id: id,
    contact_name: values.contact_name,
    first_name: source.pick(FIRST_NAMES),
    last_name: source.pick(LAST_NAMES),
    email: `person${source.index + 1}@example.test`,
    is_primary_contact: true,
  };
}

function journal(source: SeedSource): JsonObject {
  const amount = 10 + source.index;
  const line = (debit_or_credit: string, type: string): JsonObject => {
    const { id, values } = source.account(type);
    return {
      line_id: source.organization.takeId(),
      account_id: id,
      account_name: values.account_name,
      debit_or_credit,
      amount,
      bcy_amount: amount,
    };
  };
  return {
    journal_date: source.day(),
    status: "published",
    notes: `Journal ${source.index + 1}`,
    ...source.currency(),
    line_items: [line("debit", "expense"), line("credit", "cash")],
    total: amount,
    bcy_total: amount,
    line_item_total: amount,
  };
}

function expense(source: SeedSource): JsonObject {
  const amount = 5 + ((source.index * 13) % 200);
  return {
    date: source.day(),
    ...expenseAccounts(source),
    ...forCustomer(source),
    ...source.currency(),
    description: `Expense ${source.index + 1}`,
    amount,
    total: amount,
    sub_total: amount,
    bcy_total: amount,
    is_billable: source.index % 2 === 0,
    status: source.pick(["unbilled", "nonbillable"]),
  };
}

function bankTransaction(source: SeedSource): JsonObject {
  const { id, values } = source.one("bankaccounts");
  return {
    date: source.day(),
    transaction_type: "deposit",
    amount: 100 + source.index,
    to_account_id: id,
    to_account_name: values.account_name,
    account_id: id,
    account_name: values.account_name,
    debit_or_credit: "debit",
    reference_number: `DEP-${source.index + 1}`,
    ...source.currency(),
  };
}

/** Project tasks and time entries. */
function projectTask(source: SeedSource): JsonObject {
  const { id, values } = source.one("projects");
  const { project_name, customer_id, customer_name } = values;
  const task_name = source.pick(["Survey", "Design", "Build"]);
  return { project_id: id, project_name, customer_id, customer_name, task_name, rate: 30 };
}

function timeEntry(source: SeedSource): JsonObject {
  const { id, values } = source.one("projects/tasks");
  const { project_id, project_name, task_name, customer_id, customer_name } = values;
  const user = source.one("users");
  return {
    project_id,
    project_name,
    customer_id,
    customer_name,
    task_id: id,
    task_name,
    user_id: user.id,
    user_name: user.values.name,
    log_date: source.day(),
    log_time: "01:30",
  };
}

const OTHER_SEEDS: Record<string, (source: SeedSource) => JsonObject> = {
  contacts: contact,
  contactpersons: contactPerson,
  items: (source) => ({
    name: `${source.pick(GOODS)} ${source.index + 1}`,
    item_name: `${source.pick(GOODS)} ${source.index + 1}`,
    rate: 10 + (source.index % 90),
    sku: `SKU-${source.index + 1}`,
    unit: "pcs",
    account_id: source.account("income").id,
    account_name: source.account("income").values.account_name,
  }),
  "settings/currencies": (source) => {
    const code = source.pick(["JPY", "EUR", "GBP", "CAD"]);
    return {
      currency_code: source.index <= 4 ? code : `X${source.index}`,
      currency_symbol: code,
      currency_name: code,
      currency_name_formatted: code,
      currency_format: "1,234,567.89",
      exchange_rate: 1.1,
    };
  },
  "settings/taxes": (source) => ({
    tax_name: `Tax ${source.index + 1}`,
    tax_percentage: source.pick([5, 12, 18]),
    tax_name_formatted: `Tax ${source.index + 1}`,
  }),
  chartofaccounts: (source) => ({
    account_name: `Project costs ${source.index + 1}`,
    account_type: "expense",
    account_type_formatted: "Expense",
  }),
  bankaccounts: (source) => ({
    account_name: `Bank ${source.index + 1}`,
    account_type: source.pick(["bank", "credit_card"]),
    account_number: String(1000 + source.index),
    bank_name: "Test Bank",
    ...source.currency(),
  }),
  banktransactions: bankTransaction,
  "bankaccounts/rules": (source) => ({
    rule_name: `Rule ${source.index + 1}`,
    rule_category: "withdrawals",
    apply_to: "withdrawals",
    criteria_type: "and",
    record_as: "expense",
    criterion: [{ criteria_id: "1", field: "payee", comparator: "is", value: "Shop" }],
  }),
  basecurrencyadjustment: (source) => ({
    adjustment_date: source.day(),
    currency_id: source.one("settings/currencies").id,
    currency_code: source.one("settings/currencies").values.currency_code,
    exchange_rate: 1.2,
    notes: `Adjustment ${source.index + 1}`,
  }),
  employees: (source) => ({
    name: `${source.pick(FIRST_NAMES)} ${source.pick(LAST_NAMES)}`,
    email: `employee${source.index + 1}@example.test`,
  }),
  users: (source) => ({
    name: `${source.pick(FIRST_NAMES)} ${source.pick(LAST_NAMES)}`,
    email: `user${source.index + 1}@example.test`,
  }),
  expenses: expense,
  journals: journal,
  customerpayments: (source) => ({
    ...forCustomer(source),
    ...source.currency(),
    date: source.day(),
    payment_mode: source.pick(["cash", "check", "banktransfer"]),
    amount: 50 + source.index,
    bcy_amount: 50 + source.index,
    unused_amount: 50 + source.index,
    invoices: [],
  }),
  vendorpayments: (source) => ({
    ...ofVendor(source),
    ...source.currency(),
    date: source.day(),
    payment_mode: "cash",
    amount: 40 + source.index,
    bcy_amount: 40 + source.index,
    balance: 40 + source.index,
    bills: [],
  }),
  projects: (source) => ({
    project_name: `Project ${source.index + 1}`,
    ...forCustomer(source),
    ...source.currency(),
    billing_type: "based_on_project_hours",
    rate: 50,
    user_id: source.one("users").id,
  }),
  "projects/tasks": projectTask,
  "projects/timeentries": timeEntry,
  tasks: (source) => ({
    title: `To do ${source.index + 1}`,
    due_date: source.day(3),
    owner_id: source.one("users").id,
    owner_name: source.one("users").values.name,
  }),
  "settings/openingbalances": (source) => ({ date: source.day(), accounts: [], total: 0 }),
};

/** The values of a seeded record. */
export function seedValues(value: string, source: SeedSource): JsonObject {
  const seed = DOCUMENT_SEEDS[value] ?? OTHER_SEEDS[value];
  if (!seed) throw new Error(`${value} cannot be seeded`);
  return seed(source);
}
