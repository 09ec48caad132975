/** A field that refers to another record: the allowed types, and the values copied from it. */
export interface Lookup {
  types: readonly string[];
  /** Field here → field there. */
  copies: Readonly<Record<string, string>>;
}

const ACCOUNTS = ["chartofaccounts", "bankaccounts"] as const;

const account = (prefix: string): Lookup => ({
  types: ACCOUNTS,
  copies: {
    [`${prefix}account_name`]: "account_name",
    [`${prefix}account_type`]: "account_type",
    [`${prefix}account_code`]: "account_code",
  },
});

/** Lookup fields by name, the same in every type and in lines. */
export const LOOKUPS: Readonly<Record<string, Lookup>> = {
  customer_id: { types: ["contacts"], copies: { customer_name: "contact_name" } },
  vendor_id: { types: ["contacts"], copies: { vendor_name: "contact_name" } },
  contact_id: { types: ["contacts"], copies: { contact_name: "contact_name" } },
  item_id: { types: ["items"], copies: {} },
  account_id: account(""),
  from_account_id: account("from_"),
  to_account_id: account("to_"),
  paid_through_account_id: account("paid_through_"),
  purchase_account_id: account("purchase_"),
  parent_account_id: account("parent_"),
  currency_id: {
    types: ["settings/currencies"],
    copies: { currency_code: "currency_code", currency_symbol: "currency_symbol" },
  },
  tax_id: {
    types: ["settings/taxes"],
    copies: { tax_name: "tax_name", tax_type: "tax_type", tax_percentage: "tax_percentage" },
  },
  project_id: { types: ["projects"], copies: { project_name: "project_name" } },
  task_id: { types: ["projects/tasks"], copies: { task_name: "task_name" } },
  user_id: { types: ["users"], copies: { user_name: "name", user_email: "email" } },
  employee_id: { types: ["employees"], copies: { employee_name: "name", employee_email: "email" } },
  invoice_id: { types: ["invoices"], copies: { invoice_number: "invoice_number" } },
  bill_id: { types: ["bills"], copies: { bill_number: "bill_number" } },
};
