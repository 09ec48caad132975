import type { ShapeNames } from "../shape";
import {
  DEFAULT_ADDRESS,
  LOCK_DETAIL,
  LOCK_DETAILS,
  ROW_ADDRESS,
  SHIPPING_CHARGE,
  STREET_ADDRESS,
  SUB_STATUS,
  SUBMISSION,
  TEMPLATE,
} from "./parts";

/** Invoices, full and as list rows, with the fields of live replies. */
export const INVOICE: ShapeNames = {
  text: `
    invoice_id channel_invoice_id account_identifier invoice_number date due_date issued_date
    offline_created_date_with_time customer_id customer_name email currency_id invoice_source
    currency_code currency_symbol currency_name_formatted status recurring_invoice_id
    payment_terms_label payment_terms_id early_payment_discount_due_days zcrm_potential_id
    zcrm_potential_name reference_number retention_override_preference discount_type
    discount_account_id discount_account_name account_id account_name adjustment_account_id
    adjustment_account_name tax_override_preference adjustment_description
    transaction_rounding_type rounding_mode bcy_rounding_mode contact_category tax_rounding
    tds_calculation_type payment_expected_date last_payment_date attachment_name
    computation_type merchant_id merchant_name ecomm_operator_id ecomm_operator_name
    salesorder_id salesorder_number salesperson_id salesperson_name last_reminder_sent_date
    next_reminder_date_formatted client_viewed_time notes terms invoice_url subject_content
    created_time last_modified_time created_date created_by_id created_by_name
    last_modified_by_id is_backorder sales_channel estimate_id schedule_time ${SUBMISSION}
    ${TEMPLATE} ${SHIPPING_CHARGE} ${SUB_STATUS}
  `,
  number: `
    unprocessed_payment_amount payment_terms early_payment_discount_percentage
    early_payment_discount_amount payment_made total_retention_amount exchange_rate
    price_precision sub_total tax_total total_taxable_amount discount_total discount_percent
    discount discount_applied_on_amount adjustment shipping_charge_exclusive_of_tax
    shipping_charge_inclusive_of_tax shipping_charge bcy_shipping_charge bcy_adjustment
    bcy_sub_total bcy_discount_total bcy_tax_total bcy_total total balance write_off_amount
    roundoff_value sub_total_inclusive_of_tax payment_discount reminders_sent
    unused_retainer_payments credits_applied tax_amount_withheld
  `,
  flag: `
    is_last_child_invoice payment_reminder_enabled is_early_payment_discount_applicable
    is_progress_invoice can_show_kit_return is_kit_partial_return is_autobill_enabled
    inprocess_transaction_present allow_partial_payments is_discount_before_tax is_inclusive_tax
    can_send_invoice_sms stop_reminder_until_payment_expected_date ach_supported
    ach_payment_initiated reader_offline_payment_initiated is_emailed is_viewed_by_client
    can_send_in_mail is_client_review_settings_enabled includes_package_tracking_info
  `,
  list: `
    customer_custom_fields custom_fields invoice_installments locked_actions retention_items
    taxes shipping_charge_taxes exceptions contact_persons contact_persons_associated documents
    in_process_payments deliverychallans salesorders shipping_bills contact_persons_details
    sub_statuses approvers_list tags exchange_invoices
  `,
  group: {
    customer_custom_field_hash: {},
    custom_field_hash: {},
    lock_details: LOCK_DETAILS,
    lock_detail: LOCK_DETAIL,
    payment_options: {
      list: "payment_gateways",
    },
    contact: {
      number: "customer_balance credit_limit unused_customer_credits",
      flag: "is_credit_limit_migration_completed",
    },
    billing_address: STREET_ADDRESS,
    shipping_address: STREET_ADDRESS,
    customer_default_billing_address: DEFAULT_ADDRESS,
    qr_code: {
      text: "qr_source qr_value qr_description",
      flag: "is_qr_enabled",
    },
  },
  rows: {
    line_items: {
      text: `
        line_item_id item_id name internal_name description discount_account_id
        discount_account_name unit account_id account_name header_id header_name pricebook_id
        tax_id tax_name tax_type pricing_scheme bill_id bill_item_id stock_on_hand
        available_stock committed_stock available_for_sale_stock project_id expense_id item_type
        expense_receipt_name purchase_rate salesorder_item_id line_item_category
        image_document_id
      `,
      number: `
        item_order quantity discount_amount discount bcy_rate rate tax_percentage item_total
        sales_rate cost_amount markup_percent
      `,
      flag: "is_modifier_item",
      list: `
        discounts item_custom_fields tags documents line_item_taxes time_entry_ids mapped_items
      `,
      group: {
        item_code: {},
      },
    },
  },
};

export const INVOICE_ROW: ShapeNames = {
  text: `
    invoice_id zcrm_potential_id customer_id zcrm_potential_name customer_name company_name
    status invoice_number reference_number date due_date issued_date due_days email project_name
    country phone created_by payment_expected_date salesperson_name created_time
    last_modified_time updated_time client_viewed_time currency_id schedule_time currency_code
    currency_symbol template_type invoice_source sales_channel transaction_type
    last_reminder_sent_date last_payment_date template_id documents salesperson_id invoice_url
    ${SUB_STATUS}
  `,
  number: `
    total balance shipping_charge adjustment reminders_sent write_off_amount exchange_rate
    unprocessed_payment_amount
  `,
  flag: "ach_payment_initiated is_viewed_by_client has_attachment is_emailed",
  list: "custom_fields tags",
  group: {
    billing_address: ROW_ADDRESS,
    shipping_address: ROW_ADDRESS,
    custom_field_hash: {},
  },
};
