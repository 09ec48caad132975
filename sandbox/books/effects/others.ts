import { invalidValue, refused, requiredMissing } from "../errors";
import { completeCurrency } from "./documents";
import { asNumber, asText, type Effects } from "./effects";

const CURRENCIES: Record<string, { name: string; symbol: string }> = {
  INR: { name: "Indian Rupee", symbol: "Rs." },
  USD: { name: "US Dollar", symbol: "$" },
  EUR: { name: "Euro", symbol: "€" },
  GBP: { name: "Pound Sterling", symbol: "£" },
  CAD: { name: "Canadian Dollar", symbol: "CAD" },
  JPY: { name: "Japanese Yen", symbol: "¥" },
};

export const currencyEffects: Effects = {
  complete: ({ organization, id, values }) => {
    const code = asText(values.currency_code).toUpperCase();
    const taken = organization
      .store("settings/currencies")
      .find((other) => other.id !== id && other.values.currency_code === code);
    if (taken) throw refused(1038, `The currency ${code} already exists.`);
    const { name = code, symbol = code } = CURRENCIES[code] ?? {};
    values.currency_code = code;
    values.currency_name = `${code}- ${name}`;
    values.currency_name_formatted = values.currency_name;
    values.currency_symbol ||= symbol;
  },
  beforeDelete: (_organization, { values }) => {
    if (values.is_base_currency) throw refused(1039, "The base currency cannot be deleted.");
  },
};

/** Transaction types that a user may enter (facts 7). */
const ENTERED = new Set([
  "deposit",
  "refund",
  "transfer_fund",
  "card_payment",
  "sales_without_invoices",
  "expense_refund",
  "owner_contribution",
  "interest_income",
  "other_income",
  "owner_drawings",
  "sales_return",
]);
const MONEY_OUT = new Set(["transfer_fund", "card_payment", "owner_drawings", "sales_return"]);

export const bankTransactionEffects: Effects = {
  complete: (draft) => {
    const { values } = draft;
    if (!ENTERED.has(asText(values.transaction_type))) throw invalidValue("transaction_type");
    if (!values.from_account_id && !values.to_account_id) throw requiredMissing("from_account_id");
    for (const name of ["amount", "date"]) if (!values[name]) throw requiredMissing(name);
    completeCurrency(draft);
    const isOut = MONEY_OUT.has(asText(values.transaction_type));
    const side = isOut ? "from" : "to";
    const other = isOut ? "to" : "from";
    const named = values[`${side}_account_id`] ? side : other;
    values.account_id = values[`${named}_account_id`];
    values.account_name = values[`${named}_account_name`] ?? "";
    values.account_type = values[`${named}_account_type`] ?? "";
    values.debit_or_credit = isOut ? "credit" : "debit";
  },
};

export const bankAccountEffects: Effects = {
  complete: completeCurrency,
};

const CLOCK_TIME = /^\d{1,3}:[0-5]\d$/;

export const timeEntryEffects: Effects = {
  complete: ({ organization, values }) => {
    const task = organization.store("projects/tasks").get(asText(values.task_id));
    if (task?.values.project_id !== values.project_id) throw invalidValue("task_id");
    const time = asText(values.log_time);
    if (time !== "" && !CLOCK_TIME.test(time)) throw invalidValue("log_time");
    const project = organization.store("projects").get(asText(values.project_id));
    values.customer_id = project?.values.customer_id ?? "";
    values.customer_name = project?.values.customer_name ?? "";
    values.task_rate = asNumber(task?.values.rate);
  },
};

export const projectEffects: Effects = {
  complete: completeCurrency,
  afterDelete: (organization, { id }) => {
    const tasks = organization.store("projects/tasks");
    for (const task of tasks.filter(({ values }) => values.project_id === id)) {
      tasks.delete(task.id);
    }
  },
  render: (organization, { id, values }) => {
    const user = organization.store("users").get(asText(values.user_id));
    return {
      tasks: organization
        .store("projects/tasks")
        .filter((task) => task.values.project_id === id)
        .map((task) => task.values),
      users: user ? [{ ...user.values, user_id: user.id, user_name: user.values.name }] : [],
    };
  },
};

export const itemEffects: Effects = {
  complete: ({ values }) => {
    values.item_name = values.name;
    values.sales_rate = values.rate;
    values.can_be_purchased = values.item_type !== "sales";
  },
  render: (_organization, { values }) => ({
    default_price_brackets: [{ start_quantity: 1, end_quantity: 0, pricebook_rate: values.rate }],
  }),
};

export const userEffects: Effects = {
  complete: ({ values, previous }) => {
    if (!previous) values.status = "invited";
  },
  beforeDelete: (_organization, { values }) => {
    if (values.is_current_user) throw refused(1050, "You cannot delete yourself.");
  },
};

export const taxEffects: Effects = {
  complete: ({ values }) => {
    const percentage = asNumber(values.tax_percentage);
    if (percentage < 0 || percentage > 100) throw invalidValue("tax_percentage");
    values.tax_name_formatted = `${asText(values.tax_name)} [${percentage}%]`;
  },
};
