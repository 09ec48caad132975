import { join, type ShapeNames } from "../shape";
import { ESTIMATE, ESTIMATE_ROW } from "./sales";

/** Sales orders, retainer invoices and vendor credits, modelled on similar live replies. */
const DOCUMENT_LINE: ShapeNames = {
  text: `
    line_item_id item_id name description account_id account_name unit tax_id tax_name tax_type
    header_id header_name project_id discount_account_id
  `,
  number: "item_order bcy_rate rate quantity discount discount_amount tax_percentage item_total",
  list: "tags item_custom_fields line_item_taxes discounts",
};

/** A live quote without the fields that only quotes have. */
function withoutQuoteFields(names: ShapeNames): ShapeNames {
  const keepCommon = (text = ""): string =>
    text
      .split(/\s+/)
      .filter((word) => !/^(estimate_|accepted_|declined_|expiry_|retainerinvoices$)/.test(word))
      .join(" ");
  return { ...names, text: keepCommon(names.text), list: keepCommon(names.list) };
}

export const SALES_ORDER: ShapeNames = join(
  {
    text: `
      salesorder_id salesorder_number shipment_date delivery_method delivery_method_id
      order_status invoiced_status paid_status shipped_status source billing_address_id
      shipping_address_id account_identifier
    `,
    number: "quantity total_quantity balance payment_terms",
    flag: "is_emailed has_discount",
    list: "invoices packages purchaseorders",
  },
  withoutQuoteFields(ESTIMATE),
);

export const SALES_ORDER_ROW: ShapeNames = join(
  {
    text: `
      salesorder_id salesorder_number shipment_date delivery_method order_status invoiced_status
      paid_status email
    `,
    number: "quantity quantity_invoiced bcy_total balance",
  },
  withoutQuoteFields(ESTIMATE_ROW),
);

export const RETAINER_INVOICE: ShapeNames = {
  text: `
    retainerinvoice_id retainerinvoice_number date due_date status customer_id customer_name
    reference_number project_id project_name estimate_id currency_id currency_code
    currency_symbol notes terms template_id template_name page_width page_height orientation
    client_viewed_time last_payment_date attachment_name invoice_url color_code
    current_sub_status_id current_sub_status submitter_id approver_id created_time
    last_modified_time created_by_id last_modified_by_id
  `,
  number: `
    exchange_rate price_precision sub_total total balance bcy_total payment_made payment_drawn
    tax_total
  `,
  flag: "is_viewed_by_client is_emailed is_inclusive_tax can_send_in_mail ach_payment_initiated",
  list: "contact_persons documents custom_fields taxes sub_statuses approvers_list tags",
  group: {
    custom_field_hash: {},
    billing_address: { text: "address street2 city state zip country fax phone attention" },
    shipping_address: { text: "address street2 city state zip country fax phone attention" },
    payment_options: { list: "payment_gateways" },
  },
  rows: { line_items: DOCUMENT_LINE },
};

export const RETAINER_INVOICE_ROW: ShapeNames = {
  text: `
    retainerinvoice_id customer_id customer_name company_name retainerinvoice_number
    reference_number status date due_date currency_id currency_code project_name
    last_payment_date client_viewed_time color_code created_time last_modified_time
  `,
  number: "total balance",
  flag: "is_emailed is_viewed_by_client has_attachment",
  list: "tags",
};

export const VENDOR_CREDIT: ShapeNames = {
  text: `
    vendor_credit_id vendor_credit_number date status reference_number vendor_id vendor_name
    currency_id currency_code currency_symbol bill_id bill_number notes discount_type
    color_code current_sub_status_id current_sub_status template_id template_name
    adjustment_description created_time last_modified_time created_by_id
  `,
  number: `
    exchange_rate price_precision sub_total total tax_total total_credits_used
    total_refunded_amount balance adjustment discount discount_amount
  `,
  flag: "is_inclusive_tax is_discount_before_tax has_attachment",
  list: `
    documents custom_fields taxes bills_credited vendor_credit_refunds approvers_list comments
    tags
  `,
  group: {
    custom_field_hash: {},
    billing_address: { text: "address street2 city state zip country fax phone attention" },
  },
  rows: { line_items: DOCUMENT_LINE },
};

export const VENDOR_CREDIT_ROW: ShapeNames = {
  text: `
    vendor_credit_id vendor_credit_number status reference_number date vendor_id vendor_name
    currency_id currency_code color_code created_time last_modified_time
  `,
  number: "exchange_rate price_precision total balance",
  flag: "has_attachment",
  list: "tags",
};
