import type { ShapeNames } from "../shape";

/** Recurring documents with the documented fields; no live reply is known. */
const LINE: ShapeNames = {
  text: `
    line_item_id item_id name description account_id account_name unit tax_id tax_name tax_type
    header_id header_name project_id customer_id
  `,
  number: "item_order bcy_rate rate quantity discount discount_amount tax_percentage item_total",
  flag: "is_billable",
  list: "tags item_custom_fields line_item_taxes",
};

const ADDRESSES: Record<string, ShapeNames> = {
  custom_field_hash: {},
  billing_address: { text: "address street2 city state zip country fax phone attention" },
  shipping_address: { text: "address street2 city state zip country fax phone attention" },
};

export const RECURRING_BILL: ShapeNames = {
  text: `
    recurring_bill_id vendor_id vendor_name status recurrence_name recurrence_frequency
    start_date end_date last_sent_date next_bill_date reference_number source currency_id
    currency_code currency_symbol notes terms discount_type payment_terms_label created_time
    created_by_id last_modified_time last_modified_by_id
  `,
  number: `
    repeat_every payment_terms exchange_rate price_precision sub_total tax_total total adjustment
    discount discount_amount
  `,
  flag: "is_inclusive_tax is_item_level_tax_calc is_discount_before_tax",
  list: "documents custom_fields taxes tags",
  group: ADDRESSES,
  rows: { line_items: LINE },
};

export const RECURRING_BILL_ROW: ShapeNames = {
  text: `
    recurring_bill_id vendor_id vendor_name recurrence_name recurrence_frequency status
    start_date end_date last_sent_date next_bill_date reference_number created_time
    last_modified_time
  `,
  number: "repeat_every total",
  list: "tags",
};

export const RECURRING_EXPENSE: ShapeNames = {
  text: `
    recurring_expense_id recurrence_name start_date end_date recurrence_frequency status
    last_created_date next_expense_date account_id account_name paid_through_account_id
    paid_through_account_name vendor_id vendor_name customer_id customer_name project_id
    project_name currency_id currency_code tax_id tax_name description reference_number
    created_time last_modified_time created_by_id
  `,
  number: `
    repeat_every exchange_rate tax_percentage tax_amount sub_total total bcy_total amount
  `,
  flag: "is_inclusive_tax is_billable",
  list: "documents custom_fields tags line_items",
  group: { custom_field_hash: {} },
};

export const RECURRING_EXPENSE_ROW: ShapeNames = {
  text: `
    recurring_expense_id recurrence_name recurrence_frequency last_created_date
    next_expense_date account_name paid_through_account_name description currency_id
    currency_code customer_id customer_name vendor_name status start_date end_date created_time
    last_modified_time
  `,
  number: "repeat_every amount total",
  flag: "is_billable",
};

export const RECURRING_INVOICE: ShapeNames = {
  text: `
    recurring_invoice_id recurrence_name reference_number status customer_id customer_name
    recurrence_frequency start_date end_date last_sent_date next_invoice_date currency_id
    currency_code currency_symbol payment_terms_label notes terms discount_type salesperson_id
    salesperson_name project_id project_name template_id template_name email created_time
    created_by_id last_modified_time last_modified_by_id
  `,
  number: `
    repeat_every payment_terms exchange_rate price_precision sub_total tax_total total adjustment
    discount discount_amount shipping_charge
  `,
  flag: "is_inclusive_tax is_discount_before_tax allow_partial_payments",
  list: "contact_persons documents custom_fields taxes tags",
  group: { ...ADDRESSES, payment_options: { list: "payment_gateways" } },
  rows: { line_items: LINE },
};

export const RECURRING_INVOICE_ROW: ShapeNames = {
  text: `
    recurring_invoice_id recurrence_name status reference_number customer_id customer_name
    currency_id currency_code currency_symbol start_date end_date last_sent_date
    next_invoice_date recurrence_frequency
  `,
  number: "repeat_every total",
};
