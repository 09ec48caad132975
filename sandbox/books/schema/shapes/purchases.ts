import type { ShapeNames } from "../shape";
import { ADDRESS, SUB_STATUS, SUBMISSION, TEMPLATE } from "./parts";

/** Bills and purchase orders, full and as list rows, with the fields of live replies. */
export const BILL: ShapeNames = {
  text: `
    bill_id vendor_id vendor_name source contact_category status bill_number date due_date
    discount_setting tds_calculation_type payment_terms_label payment_expected_date
    reference_number scanned_po_number scanned_po_id recurring_bill_id due_by_days currency_id
    currency_code currency_symbol currency_name_formatted subject_content client_viewed_time
    tax_rounding bill_order_type adjustment_description discount_account_id
    discount_account_name discount_type computation_type tax_override_preference
    billing_address_id created_time created_by_id last_modified_id last_modified_time
    reference_id notes terms attachment_name entity_type account_id account_name
    adjustment_account_id adjustment_account_name ${SUBMISSION} ${TEMPLATE} ${SUB_STATUS}
  `,
  number: `
    non_catalog_items_count unused_credits_payable_amount payment_terms due_in_days
    price_precision exchange_rate adjustment discount_amount discount discount_applied_on_amount
    sub_total sub_total_inclusive_of_tax tax_total discount_total discount_percent total
    payment_made vendor_credits_applied balance unprocessed_payment_amount
    total_retention_amount
  `,
  flag: `
    is_viewed_by_client is_item_level_tax_calc is_inclusive_tax is_uber_bill is_tally_bill
    track_discount_in_account is_bill_reconciliation_violated is_discount_before_tax
    is_line_item_invoiced is_approval_required can_send_in_mail
  `,
  list: `
    sub_statuses documents custom_fields purchaseorders taxes payments vendor_credits
    allocated_landed_costs unallocated_landed_costs retention_items approvers_list tags
  `,
  group: {
    custom_field_hash: {},
    billing_address: ADDRESS,
  },
  rows: {
    line_items: {
      text: `
        purchaseorder_id purchaseorder_item_id line_item_id item_id line_item_category name
        account_id account_name account_code description sales_rate pricebook_id header_id
        header_name discount_account_id discount_account_name tax_id tax_name tax_type unit
        item_type image_name image_type customer_id receipt_line_item_id customer_name
        project_id project_name invoice_id invoice_number item_matching_type image_document_id
      `,
      number: `
        bcy_rate rate quantity quantity_received discount markup_percent tax_percentage
        item_total item_order
      `,
      flag: "is_billable",
      list: `
        tags discounts line_item_taxes item_custom_fields purchase_request_items
        receive_line_items
      `,
      group: {
        item_code: {},
      },
    },
  },
};

export const BILL_ROW: ShapeNames = {
  text: `
    bill_id vendor_id vendor_name status bill_number reference_number date due_date due_days
    currency_id currency_code created_time last_modified_time created_time_formatted
    last_modified_time_formatted created_by last_modified_by is_opening_balance attachment_name
    entity_type client_viewed_time ${SUB_STATUS}
  `,
  number: `
    price_precision exchange_rate total tds_total balance unprocessed_payment_amount balance_due
  `,
  flag: `
    has_attachment is_uber_bill is_tally_bill is_viewed_by_client
    is_bill_reconciliation_violated
  `,
  list: "tags",
};

export const PURCHASE_ORDER: ShapeNames = {
  text: `
    purchaseorder_id contact_category purchaseorder_number date client_viewed_time
    expected_delivery_date reference_number status order_status received_status billed_status
    vendor_id vendor_name currency_id currency_code currency_symbol delivery_date tax_rounding
    tds_calculation_type adjustment_description discount_account_id discount_account_name
    discount_type computation_type tax_override_preference billing_address_id notes terms
    payment_terms_label ship_via ship_via_id attention delivery_org_address_id
    delivery_customer_id delivery_customer_address_id attachment_name created_time created_by_id
    last_modified_time ${SUBMISSION} ${TEMPLATE} ${SUB_STATUS}
  `,
  number: `
    non_catalog_items_count exchange_rate total_quantity adjustment discount_amount discount
    discount_applied_on_amount sub_total sub_total_inclusive_of_tax tax_total discount_total
    discount_percent total price_precision payment_terms
  `,
  flag: `
    is_viewed_by_client is_emailed is_inclusive_tax is_adv_tracking_in_receive
    is_po_marked_as_received has_qty_cancelled is_discount_before_tax can_send_in_mail
    can_mark_as_bill can_mark_as_unbill
  `,
  list: `
    documents sub_statuses contact_persons contact_persons_associated taxes approvers_list
    custom_fields salesorders bills tags advances
  `,
  group: {
    billing_address: ADDRESS,
    delivery_address: {
      text: "zip country address organization_address_id address2 city phone address1 state",
    },
    custom_field_hash: {},
  },
  rows: {
    line_items: {
      text: `
        item_id line_item_id salesorder_item_id account_id account_name name description
        pricebook_id header_id header_name line_item_category unit tax_id tax_name tax_type
        item_type project_id image_name image_type image_document_id
      `,
      number: `
        item_order bcy_rate rate quantity discount quantity_marked_as_received
        quantity_cancelled quantity_billed item_total tax_percentage
      `,
      flag: "is_receivable",
      list: "discounts line_item_taxes tags item_custom_fields purchase_request_items",
      group: {
        item_code: {},
      },
    },
  },
};

export const PURCHASE_ORDER_ROW: ShapeNames = {
  text: `
    purchaseorder_id vendor_id vendor_name company_name order_status billed_status
    received_status status purchaseorder_number reference_number date delivery_date
    expected_delivery_date delivery_days due_by_days due_in_days currency_id currency_code
    price_precision created_time last_modified_time client_viewed_time ${SUB_STATUS}
  `,
  number: "total quantity_yet_to_receive quantity_marked_as_received",
  flag: "has_attachment is_po_marked_as_received is_viewed_by_client",
  list: "tags receives",
};
