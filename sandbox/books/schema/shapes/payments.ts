import type { ShapeNames } from "../shape";
import { ADDRESS, LOCK_DETAILS, SUBMISSION, TEMPLATE } from "./parts";

/** Payments, full and as list rows, with the fields of live replies. */
export const CUSTOMER_PAYMENT: ShapeNames = {
  text: `
    payment_id payment_number sales_channel account_identifier payment_link_id created_by
    created_time updated_time payment_number_prefix payment_number_suffix beat_id beat_number
    journey_plan_id sales_person_id sales_person_name customer_id customer_name payment_mode
    card_type date offline_created_date_with_time account_id account_name account_type
    customer_advance_account_id customer_advance_account_name currency_id currency_symbol
    currency_code bank_charges_account_id bank_charges_account_name tax_account_id
    tax_account_name description reference_number online_transaction_id payment_gateway
    settlement_status payment_status tender_id last_four_digits attachment_name rounding_mode
    ${TEMPLATE}
  `,
  number: `
    exchange_rate amount unused_amount bank_charges tax_amount_withheld discount_amount
    price_precision
  `,
  flag: `
    is_client_review_settings_enabled is_early_payment_discount_applicable is_ondc_channel
    can_send_in_mail can_send_payment_sms is_payment_details_required
  `,
  list: `
    locked_actions documents payment_refunds deposit_details custom_fields imported_transactions
    tags
  `,
  group: {
    lock_details: LOCK_DETAILS,
    custom_field_hash: {},
  },
  rows: {
    invoices: {
      text: `
        invoice_number invoice_payment_id invoice_id invoice_customer_id invoice_customer_name
        date due_date apply_date allow_partial_payments
      `,
      number: `
        amount_applied tax_amount_withheld discount_amount total balance price_precision
      `,
      flag: "is_early_payment_discount_applicable",
      list: "invoice_installments installments",
    },
  },
};

export const CUSTOMER_PAYMENT_ROW: ShapeNames = {
  text: `
    payment_id payment_number invoice_numbers date payment_mode payment_mode_formatted
    account_id account_name description reference_number customer_id customer_name created_time
    last_modified_time last_four_digits gateway_transaction_id payment_gateway documents
    custom_fields_list tax_account_id tax_account_name payment_type payment_status
    settlement_status sales_channel
  `,
  number: `
    amount bcy_amount unused_amount bcy_unused_amount bcy_refunded_amount tax_amount_withheld
  `,
  flag: "has_attachment",
  list: "applied_invoices tags",
};

export const VENDOR_PAYMENT: ShapeNames = {
  text: `
    payment_id vendor_id vendor_name status transfer_type payment_mode payment_number
    payment_number_prefix payment_number_suffix purpose_code description date reference_number
    tds_tax_id tds_calculation_type tax_account_id tax_account_name bank_charges_account_id
    bank_charges_account_name currency_id currency_code currency_symbol created_time
    last_modified_time created_by_id created_by_name credit_account_id paid_through_account_id
    paid_through_account_name paid_through_account_type offset_account_id offset_account_name
    ach_payment_status gw_reference_number ${SUBMISSION}
  `,
  number: "exchange_rate tax_amount_withheld amount bank_charges balance",
  flag: "is_online_payment is_tds_amount_in_percent is_paid_via_print_check is_ach_payment",
  list: `
    custom_fields documents vendorpayment_refunds imported_transactions approvers_list tags
  `,
  group: {
    custom_field_hash: {},
    check_details: {
      text: "check_id check_number memo amount_in_words check_status template_id",
      flag: "retain_txn_in_void_check",
    },
    billing_address: ADDRESS,
  },
  rows: {
    bills: {
      text: "bill_number bill_payment_id bill_id apply_date date due_date",
      number: `
        price_precision total balance unprocessed_payment_amount amount_applied
        tax_amount_withheld
      `,
      flag: "is_opening_balance",
    },
    comments: {
      text: `
        comment_id description commented_by_id commented_by date date_description time
        operation_type
      `,
    },
  },
};

export const VENDOR_PAYMENT_ROW: ShapeNames = {
  text: `
    payment_id vendor_id currency_id status vendor_name bill_numbers payment_mode payment_number
    description date reference_number paid_through_account_id paid_through_account_name
    currency_code created_time last_modified_time ach_payment_status ach_gw_transaction_id
    gw_reference_number
  `,
  number: "exchange_rate amount bcy_amount balance bcy_balance",
  flag: "is_paid_via_print_check has_attachment is_ach_payment",
  list: "tags",
  group: {
    check_details: {
      text: "check_id check_status check_number memo",
    },
  },
};
