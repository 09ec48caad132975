import type { ShapeNames } from "../shape";

/** Bank records with the documented fields; no live reply is known. */
export const BANK_TRANSACTION: ShapeNames = {
  text: `
    transaction_id date transaction_type transaction_type_formatted status source account_id
    account_name account_type from_account_id from_account_name to_account_id to_account_name
    customer_id customer_name vendor_id vendor_name payee description reference_number
    payment_mode currency_id currency_code currency_symbol debit_or_credit offset_account_name
    user_id tax_id tax_name imported_transaction_id
  `,
  number: "amount exchange_rate price_precision bank_charges tax_percentage tax_amount",
  flag: "is_offsetaccount_matched is_paid_via_print_check is_inclusive_tax",
  list: "documents tags custom_fields imported_transactions line_items",
};

export const BANK_TRANSACTION_ROW: ShapeNames = {
  text: `
    transaction_id date transaction_type status source account_id account_name account_type
    customer_id vendor_id payee description reference_number currency_id currency_code
    debit_or_credit offset_account_name imported_transaction_id
  `,
  number: "amount price_precision",
  flag: "is_offsetaccount_matched is_paid_via_print_check",
};

export const BANK_RULE: ShapeNames = {
  text: `
    rule_id rule_name rule_category apply_to criteria_type record_as account_id account_name
    tax_id customer_id customer_name vendor_id reference_number payment_mode target_account_id
  `,
  number: "rule_order",
  flag: "is_reconcile_enabled is_active",
  rows: { criterion: { text: "criteria_id field comparator value" } },
};

export const BASE_CURRENCY_ADJUSTMENT: ShapeNames = {
  text: `
    base_currency_adjustment_id adjustment_date currency_id currency_code notes created_time
    last_modified_time
  `,
  number: "exchange_rate gain_or_loss",
  rows: {
    accounts: {
      text: "account_id account_name",
      number: "bcy_balance fcy_balance adjusted_balance gain_or_loss",
    },
  },
};

export const BASE_CURRENCY_ADJUSTMENT_ROW: ShapeNames = {
  text: `
    base_currency_adjustment_id adjustment_date currency_id currency_code notes
  `,
  number: "exchange_rate gain_or_loss",
};
