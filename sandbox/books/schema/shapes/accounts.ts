import type { ShapeNames } from "../shape";
import { CONSENT, SUBMISSION } from "./parts";

/** Accounts, bank accounts and journals, full and as list rows, with the fields of live replies. */
export const BANK_ACCOUNT: ShapeNames = {
  text: `
    account_id account_name account_code account_code_prefix generation_number currency_id
    currency_code currency_symbol account_type account_sub_type account_number institution_id
    institution_name bank_name routing_number description feeds_last_refresh_date
    partner_bank_source_formatted partner_bank_source payout_bank_name migrate_to_partner_bank
    feed_status latest_transaction_date sub_corporate_cards_count
  `,
  number: `
    price_precision uncategorized_transactions last_import_duplicate_count
    total_unprinted_checks balance bank_balance bcy_balance
  `,
  flag: `
    is_pdf_password_stored is_zlabs_supported is_active is_primary_account is_paypal_account
    can_show_in_ze is_direct_paypal can_show_paypal_direct_integ_banner is_feeds_owner
    is_beta_feed mfa_required can_access_all_branches can_access_all_locations
    can_access_all_locations_of_bank_account is_rule_update_required is_undeposited_funds
  `,
  list: "custom_fields",
  group: {
    custom_field_hash: {},
    consent_info: CONSENT,
  },
};

export const BANK_ACCOUNT_ROW: ShapeNames = {
  text: `
    account_id account_name account_code currency_id currency_code account_type account_sub_type
    bank_name feeds_last_refresh_date account_number routing_number
    partner_bank_source_formatted partner_bank_source payout_bank_name feed_status
  `,
  number: "uncategorized_transactions total_unprinted_checks balance bank_balance bcy_balance",
  flag: `
    is_active is_direct_paypal mfa_required is_primary_account is_paypal_account is_beta_feed
  `,
  group: {
    consent_info: CONSENT,
  },
};

export const ACCOUNT: ShapeNames = {
  text: `
    account_id account_name account_code account_code_prefix generation_number status
    account_type account_type_formatted currency_id currency_code description parent_account_id
    parent_account_name created_time last_modified_time closing_balance_formatted placeholder
  `,
  number: "closing_balance",
  flag: `
    is_active can_show_in_ze is_standalone_account is_bulk_update_supported
    is_register_supported_account is_involved_in_transaction is_system_account isdebit
  `,
  list: "custom_fields documents opening_balances",
  group: {
    custom_field_hash: {},
  },
  rows: {
    transactions: {
      text: `
        date transaction_id entity_type_formatted reference_number credit_formatted
        debit_formatted entity_type date_formatted fcy_debit_formatted fcy_credit_formatted
        customer_name customer_id debit fcy_debit
      `,
      number: "fcy_credit credit",
    },
  },
};

export const ACCOUNT_ROW: ShapeNames = {
  text: `
    account_id account_name account_code account_type description placeholder parent_account_id
    parent_account_name child_count created_time last_modified_time
  `,
  number: "depth",
  flag: `
    is_register_supported_account is_user_created is_system_account is_active can_show_in_ze
    has_attachment is_child_present is_standalone_account
  `,
  list: "documents",
};

export const JOURNAL: ShapeNames = {
  text: `
    journal_id entry_number reversal_date journal_template_name reference_number
    journal_number_prefix journal_number_suffix notes currency_id currency_code currency_symbol
    journal_date journal_type status created_time last_modified_time project_id project_name
    custom_fields ${SUBMISSION}
  `,
  number: `
    fiscal_year exchange_rate line_item_total total bcy_total price_precision
    available_receivables_credits available_payables_credits
  `,
  flag: "is_period_end_journal is_scheduled_reversal is_accrual_journal",
  list: `
    branch_difference documents taxes imported_transactions invoices_credited bills_credited
    tags approvers_list
  `,
  rows: {
    line_items: {
      text: `
        line_id account_id customer_id customer_name account_name description debit_or_credit
        tax_exemption_id tax_exemption_type tax_authority_id tax_id tax_name tax_type
        tax_percentage project_name project_id
      `,
      number: "item_order amount bcy_amount",
      list: "line_item_taxes tags",
    },
    comments: {
      text: `
        comment_id comment_type commented_by_id commented_by description date operation_type
        transaction_type
      `,
    },
  },
};

export const JOURNAL_ROW: ShapeNames = {
  text: `
    journal_id journal_date entry_number reference_number currency_id status notes journal_type
    entity_type last_modified_time created_by_id created_by_name
  `,
  number: "total bcy_total",
  list: "tags",
};
