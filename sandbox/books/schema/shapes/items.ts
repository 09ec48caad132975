import type { ShapeNames } from "../shape";
import { LOCK_DETAIL, LOCK_DETAILS, TEMPLATE } from "./parts";

/** Items and expenses, full and as list rows, with the fields of live replies. */
export const ITEM: ShapeNames = {
  text: `
    group_id item_id name sku brand manufacturer product_subtype purpose_of_use image_name
    image_type status source zcrm_product_id crm_owner_id unit unit_id description account_id
    account_name tax_id tax_name tax_type tax_status tax_start_date tax_end_date
    tax_groups_details tax_country_code tax_information is_tax_expired purchase_tax_information
    associated_template_id purchase_description pricing_scheme sales_margin purchase_account_id
    purchase_account_name created_at created_time offline_created_date_with_time
    last_modified_time item_type product_type minimum_order_quantity maximum_order_quantity
    attribute_name1 attribute_name2 attribute_name3 attribute_option_name1
    attribute_option_name2 attribute_option_name3 default_hosted_page_url
  `,
  number: "rate tax_percentage pricebook_rate sales_rate purchase_rate",
  flag: `
    is_linked_with_zohocrm is_default_tax_applied can_be_sold can_be_purchased track_inventory
    is_fulfillable is_modifier_item has_variant
  `,
  list: `
    documents price_brackets tags locked_actions custom_fields sales_channels
    integration_references
  `,
  group: {
    item_code: {},
    lock_details: LOCK_DETAILS,
    lock_detail: LOCK_DETAIL,
    locked_fields: {},
    custom_field_hash: {},
  },
  rows: {
    default_price_brackets: {
      number: "start_quantity end_quantity pricebook_rate",
    },
  },
};

export const ITEM_ROW: ShapeNames = {
  text: `
    item_id name item_name unit status source zcrm_product_id description tax_id tax_name
    purchase_account_id purchase_account_name account_id account_name purchase_description
    item_type product_type sku image_name image_type image_document_id created_time
    last_modified_time product_subtype purpose_of_use vendor_name
  `,
  number: "rate tax_percentage purchase_rate",
  flag: "is_linked_with_zohocrm can_be_sold can_be_purchased track_inventory has_attachment",
  list: "tags",
};

export const EXPENSE: ShapeNames = {
  text: `
    expense_id transaction_type transaction_type_formatted expense_item_id account_id
    account_name paid_through_account_id paid_through_account_name vendor_id vendor_name date
    tax_id tax_name tax_override_preference currency_id currency_code reference_number
    description customer_id customer_name expense_receipt_name expense_receipt_type created_time
    created_by_id last_modified_by_id last_modified_time employee_id employee_name
    employee_email vehicle_id vehicle_name mileage_unit mileage_type expense_type start_reading
    end_reading status invoice_id invoice_number report_id report_name report_number user_id
    user_name user_email approver_id approver_name approver_email report_status trip_id
    trip_number location merchant_id merchant_name payment_mode project_id project_name
    zcrm_potential_id zcrm_potential_name ${TEMPLATE}
  `,
  number: `
    markup_percent tax_percentage exchange_rate tax_amount sub_total total bcy_total amount
    mileage_rate fcy_surcharge_amount bcy_surcharge_amount
  `,
  flag: `
    is_inclusive_tax is_billable is_personal is_reimbursable is_recurring_applicable
    is_surcharge_applicable
  `,
  list: "documents taxes tags custom_fields imported_transactions",
  group: {
    custom_field_hash: {},
  },
  rows: {
    line_items: {
      text: "line_item_id account_id account_name description tax_id tax_name tax_type",
      number: "tax_amount tax_percentage item_total amount item_order",
      list: "line_item_taxes tags",
    },
  },
};

export const EXPENSE_ROW: ShapeNames = {
  text: `
    expense_id date user_name paid_through_account_name account_name description currency_id
    currency_code reference_number customer_id customer_name vendor_id vendor_name status
    created_time last_modified_time expense_receipt_name mileage_unit mileage_type expense_type
    report_id start_reading end_reading report_name report_number custom_fields_list
  `,
  number: `
    bcy_total bcy_total_without_tax total total_without_tax exchange_rate distance mileage_rate
  `,
  flag: "is_billable is_personal has_attachment",
  list: "tags",
};
