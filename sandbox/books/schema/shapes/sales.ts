import type { ShapeNames } from "../shape";
import {
  ADDRESS,
  DEFAULT_ADDRESS,
  LOCK_DETAIL,
  LOCK_DETAILS,
  SHIPPING_CHARGE,
  SUB_STATUS,
  SUBMISSION,
  TEMPLATE,
} from "./parts";

/** Quotes and credit notes, full and as list rows, with the fields of live replies. */
export const ESTIMATE: ShapeNames = {
  text: `
    estimate_id estimate_number zcrm_potential_id zcrm_potential_name date created_date
    reference_number status customer_id customer_name contact_category currency_id currency_code
    currency_symbol expiry_date discount_type client_viewed_time tax_rounding
    tds_calculation_type estimate_url cart_id beat_id beat_number journey_plan_id
    adjustment_description transaction_rounding_type rounding_mode bcy_rounding_mode
    tax_override_preference notes terms created_time last_modified_time created_by_id
    last_modified_by_id salesperson_id salesperson_name attachment_name estimate_type
    subject_content ${SUBMISSION} ${TEMPLATE} ${SHIPPING_CHARGE} ${SUB_STATUS}
  `,
  number: `
    uninvoiced_amount invoiced_amount exchange_rate discount discount_applied_on_amount
    shipping_charge_exclusive_of_tax shipping_charge_inclusive_of_tax shipping_charge
    bcy_shipping_charge adjustment bcy_adjustment roundoff_value sub_total bcy_sub_total
    sub_total_inclusive_of_tax sub_total_exclusive_of_discount discount_total bcy_discount_total
    discount_percent total bcy_total tax_total bcy_tax_total price_precision
  `,
  flag: `
    is_transaction_created is_converted_to_open is_progressive_quote is_discount_before_tax
    is_viewed_by_client is_inclusive_tax can_send_in_mail can_send_estimate_sms
    allow_partial_payments
  `,
  list: `
    sub_statuses documents exceptions contact_persons locked_actions shipping_charge_taxes taxes
    invoice_ids subscription_ids custom_fields contact_persons_associated
    contact_persons_details retainerinvoices salesorders approvers_list tags
  `,
  group: {
    lock_details: LOCK_DETAILS,
    lock_detail: LOCK_DETAIL,
    billing_address: ADDRESS,
    shipping_address: ADDRESS,
    customer_default_billing_address: DEFAULT_ADDRESS,
    custom_field_hash: {},
    payment_options: {
      list: "payment_gateways",
    },
  },
  rows: {
    line_items: {
      text: `
        item_id line_item_id name internal_name description header_id header_name unit
        pricing_scheme pricebook_id line_item_category tax_id tax_name tax_type combo_type
        image_document_id
      `,
      number: `
        item_order bcy_rate rate quantity discount_amount discount tax_percentage item_total
      `,
      list: "documents discounts line_item_taxes tags item_custom_fields mapped_items",
      group: {
        item_code: {},
      },
    },
  },
};

export const ESTIMATE_ROW: ShapeNames = {
  text: `
    estimate_id zcrm_potential_id zcrm_potential_name customer_name customer_id company_name
    status estimate_number reference_number date currency_id currency_code created_time
    last_modified_time accepted_date declined_date expiry_date client_viewed_time template_type
    template_id salesperson_id salesperson_name ${SUB_STATUS}
  `,
  number: "total",
  flag: "has_attachment is_viewed_by_client is_emailed",
  list: "tags",
};

export const CREDIT_NOTE: ShapeNames = {
  text: `
    creditnote_id creditnote_number status date issued_date reference_number notes terms
    created_time created_by_id last_modified_by_id last_modified_time subject_content
    created_by_name offline_created_date_with_time invoice_id sales_channel customer_id
    customer_name client_viewed_time salesperson_id salesperson_name tds_calculation_type
    contact_category tax_rounding tax_override_preference currency_id currency_code
    currency_symbol currency_name_formatted discount_type discount_account_id
    discount_account_name account_id account_name adjustment_account_id adjustment_account_name
    adjustment_description transaction_rounding_type rounding_mode bcy_rounding_mode
    computation_type ${SUBMISSION} ${TEMPLATE} ${SHIPPING_CHARGE} ${SUB_STATUS}
  `,
  number: `
    exchange_rate price_precision discount discount_applied_on_amount
    shipping_charge_exclusive_of_tax shipping_charge_inclusive_of_tax shipping_charge adjustment
    roundoff_value sub_total sub_total_inclusive_of_tax tax_total total total_credits_used
    total_refunded_amount balance
  `,
  flag: "is_emailed is_viewed_by_client is_inclusive_tax is_discount_before_tax",
  list: `
    invoices_credited contact_persons contact_persons_associated exceptions sub_statuses
    documents custom_fields shipping_charge_taxes taxes creditnote_refunds locked_actions
    approvers_list tags
  `,
  group: {
    custom_field_hash: {},
    billing_address: ADDRESS,
    shipping_address: ADDRESS,
    lock_details: LOCK_DETAILS,
    lock_detail: LOCK_DETAIL,
  },
  rows: {
    line_items: {
      text: `
        item_id line_item_id account_id account_name name internal_name description invoice_id
        invoice_item_id pricing_scheme unit line_item_category project_id pricebook_id
        discount_account_id discount_account_name tax_id tax_name tax_type item_type
        sales_margin image_document_id
      `,
      number: `
        item_order quantity discount_amount discount bcy_rate rate tax_percentage item_total
      `,
      flag: "can_skip_stock_tracking is_credit_only_item is_modifier_item",
      list: "item_custom_fields discounts line_item_taxes tags mapped_items",
      group: {
        item_code: {},
      },
    },
  },
};

export const CREDIT_NOTE_ROW: ShapeNames = {
  text: `
    creditnote_id creditnote_number status reference_number date issued_date customer_id
    customer_name applied_invoices salesperson_name salesperson_id client_viewed_time
    currency_id currency_code created_time last_modified_time template_id template_type
    rounding_mode ${SUB_STATUS}
  `,
  number: "total balance exchange_rate price_precision",
  flag: "is_emailed has_attachment is_viewed_by_client",
  list: "tags",
};
