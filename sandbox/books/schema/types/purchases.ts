import type { RecordTypeRow } from "../recordType";
import { EXPENSE, EXPENSE_ROW, ITEM, ITEM_ROW } from "../shapes/items";
import { VENDOR_CREDIT, VENDOR_CREDIT_ROW } from "../shapes/orders";
import { BILL, BILL_ROW, PURCHASE_ORDER, PURCHASE_ORDER_ROW } from "../shapes/purchases";
import { TOTALS } from "./sales";

/** Items, expenses and documents of vendors (facts 5, 5a, 5b, 7). */
export const PURCHASE_TYPES: readonly RecordTypeRow[] = [
  {
    value: "items",
    label: "Item",
    idField: "item_id",
    singularKey: "item",
    pluralKey: "items",
    family: "settings",
    required: "name rate",
    full: ITEM,
    row: ITEM_ROW,
    defaults: {
      status: "active",
      item_type: "sales",
      product_type: "goods",
      source: "api",
      can_be_sold: true,
    },
    statuses: "active inactive",
    computed: "status",
    upsert: true,
    sort: "name A",
    sortColumns: "name rate tax_name",
    filters: `
      name description rate tax_id tax_name is_taxable tax_exemption_id account_id search_text
      sat_item_key_code unitkey_code
    `,
    filterBy: "Status.Active Status.Inactive",
    messages: {
      create: "The item has been added.",
      update: "Item details have been saved.",
    },
  },
  {
    value: "expenses",
    label: "Expense",
    idField: "expense_id",
    singularKey: "expense",
    pluralKey: "expenses",
    family: "expenses",
    required: "date account_id amount paid_through_account_id",
    full: EXPENSE,
    row: EXPENSE_ROW,
    defaults: { transaction_type: "expense", expense_type: "non_mileage", status: "nonbillable" },
    statuses: "unbilled invoiced reimbursed nonbillable billable",
    computed: "status total bcy_total sub_total tax_amount currency_code",
    upsert: true,
    sortColumns: `
      date account_name total bcy_total reference_number customer_name created_time
    `,
    filters: `
      description reference_number date status amount account_name customer_name vendor_name
      customer_id vendor_id recurring_expense_id paid_through_account_id project_id search_text
    `,
    filterBy: `
      Status.Billable Status.Nonbillable Status.Reimbursed Status.Invoiced Status.Unbilled
    `,
    messages: {
      create: "The expense has been recorded.",
      update: "Expense information has been updated.",
    },
  },
  {
    value: "bills",
    label: "Bill",
    idField: "bill_id",
    singularKey: "bill",
    pluralKey: "bills",
    family: "bills",
    required: "vendor_id bill_number",
    full: BILL,
    row: BILL_ROW,
    defaults: { status: "open", entity_type: "bill" },
    statuses: "draft open overdue paid partially_paid void",
    computed: `${TOTALS} vendor_credits_applied`,
    upsert: true,
    sortColumns: `
      vendor_name bill_number date due_date total balance created_time last_modified_time
      txn_value_date total_retention_amount
    `,
    filters: `
      bill_number reference_number date due_date created_date status description vendor_name
      total vendor_id project_id item_name item_description item_id recurring_bill_id
      purchaseorder_id last_modified_time customer_id search_text location_ids
    `,
    filterBy: `
      Status.Paid Status.Open Status.OverDue Status.Overdue Status.Void Status.PartiallyPaid
      Status.Unpaid Status.Draft Status.Pending Status.ApprovalOverdue Status.CreditNotes
      Status.MyApprovals Status.Network Status.NetworkPending Status.MSMEDueBills
      Status.TDSInvoices Status.ViolatedBills YetToBeReceived Received ExceptionList
      WithAttachment WithoutAttachment Source.TallyConnector MissingAdvancedTrackingDetails
      TDSCalculationExceptionList Type.All Type.Bills Type.SelfBilled Type.MyRecentBills
    `,
    since: "filters",
    messages: {
      create: "The bill has been created.",
      update: "Bill information has been updated.",
    },
  },
  {
    value: "purchaseorders",
    label: "Purchase Order",
    idField: "purchaseorder_id",
    singularKey: "purchaseorder",
    pluralKey: "purchaseorders",
    family: "purchaseorders",
    required: "vendor_id line_items",
    full: PURCHASE_ORDER,
    row: PURCHASE_ORDER_ROW,
    defaults: { status: "draft", order_status: "draft", billed_status: "", received_status: "" },
    number: { field: "purchaseorder_number", prefix: "PO-", digits: 5 },
    statuses: "draft open issued billed partially_billed cancelled closed",
    computed: `${TOTALS} order_status billed_status received_status total_quantity`,
    upsert: true,
    sortColumns: `
      vendor_name purchaseorder_number date delivery_date expected_delivery_date total
      created_time last_modified_time
    `,
    filters: `
      purchaseorder_number reference_number date status item_name item_description vendor_name
      total vendor_id last_modified_time item_id search_text custom_field created_date
      location_ids
    `,
    filterBy: `
      Status.Draft Status.Issued Status.Billed Status.PartiallyBilled Status.BilledNotReceived
      Status.Received Status.ReceivedNotBilled Status.PartiallyReceived Status.Cancelled
      Status.DropShipped Status.BackOrdered Status.ReplenishedOrder Status.Closed
      Status.UnbilledBackOrder Status.ToBeReceived Status.Pending Status.Approved
      Status.ApprovalOverdue Status.MyApprovals Status.Accepted Status.CancelledByVendor
      Status.CancelledByUser ExceptionList
    `,
    since: "filters",
    messages: {
      create: "Purchase Order has been added.",
      update: "Purchase Order has been updated.",
    },
  },
  {
    value: "vendorcredits",
    label: "Vendor Credit",
    idField: "vendor_credit_id",
    singularKey: "vendor_credit",
    pluralKey: "vendor_credits",
    family: "debitnotes",
    required: "vendor_id",
    full: VENDOR_CREDIT,
    row: VENDOR_CREDIT_ROW,
    defaults: { status: "open" },
    number: { field: "vendor_credit_number", prefix: "VC-", digits: 5 },
    statuses: "draft open closed void",
    computed: TOTALS,
    sortColumns: `
      vendor_name vendor_credit_number balance total date created_time last_modified_time
      reference_number txn_posting_date
    `,
    filters: `
      vendor_credit_number date status total reference_number customer_name item_name
      item_description notes custom_field last_modified_time customer_id line_item_id item_id
      tax_id search_text location_ids
    `,
    filterBy: `
      Status.Open Status.Closed Status.Void Status.Draft Status.Pending Status.ApprovalOverdue
      Status.MyApprovals Status.EInvoicedDebitnotes Status.EInvoicePendingDebitnotes
      ExceptionList MissingAdvancedTrackingDetails
    `,
    since: "filters",
    messages: { create: "The vendor credit has been created." },
  },
];
