import type { RecordTypeRow } from "../recordType";
import { INVOICE, INVOICE_ROW } from "../shapes/invoices";
import {
  RETAINER_INVOICE,
  RETAINER_INVOICE_ROW,
  SALES_ORDER,
  SALES_ORDER_ROW,
} from "../shapes/orders";
import { CREDIT_NOTE, CREDIT_NOTE_ROW, ESTIMATE, ESTIMATE_ROW } from "../shapes/sales";

/** What Zoho computes from a document's lines. */
export const TOTALS = `
  status sub_total sub_total_inclusive_of_tax tax_total total balance bcy_sub_total bcy_tax_total
  bcy_total payment_made credits_applied total_credits_used total_refunded_amount taxes
  currency_code currency_symbol price_precision
`;

/** Documents for customers (facts 5, 5a, 5b, 7). */
export const SALES_TYPES: readonly RecordTypeRow[] = [
  {
    value: "invoices",
    label: "Invoice",
    idField: "invoice_id",
    singularKey: "invoice",
    pluralKey: "invoices",
    family: "invoices",
    required: "customer_id line_items",
    full: INVOICE,
    row: INVOICE_ROW,
    defaults: { status: "draft", transaction_type: "renewal" },
    number: { field: "invoice_number", prefix: "INV-", digits: 6 },
    statuses: "draft sent viewed overdue unpaid partially_paid paid void",
    computed: TOTALS,
    upsert: true,
    sortColumns: "customer_name invoice_number date due_date total balance created_time",
    filters: `
      invoice_number item_name item_id item_description reference_number customer_name
      recurring_invoice_id email total balance custom_field date due_date created_date
      last_modified_time status customer_id search_text zcrm_potential_id
    `,
    filterBy: `
      Status.Sent Status.Draft Status.OverDue Status.Paid Status.Void Status.Unpaid
      Status.PartiallyPaid Status.Viewed Date.PaymentExpectedDate
    `,
    context: "invoices",
    since: "filters",
    messages: {
      create: "The invoice has been created.",
      update: "Invoice information has been updated.",
    },
  },
  {
    value: "estimates",
    label: "Estimate",
    idField: "estimate_id",
    singularKey: "estimate",
    pluralKey: "estimates",
    family: "estimates",
    required: "customer_id line_items",
    full: ESTIMATE,
    row: ESTIMATE_ROW,
    defaults: { status: "draft" },
    number: { field: "estimate_number", prefix: "QT-", digits: 6 },
    statuses: "draft sent viewed accepted declined expired invoiced",
    computed: TOTALS,
    upsert: true,
    reportName: "Quotes",
    sortColumns: "customer_name estimate_number date total created_time last_modified_time",
    filters: `
      estimate_number reference_number customer_name total customer_id item_id item_name
      item_description custom_field expiry_date date last_modified_time status search_text
      zcrm_potential_id location_ids
    `,
    filterBy: `
      Status.Sent Status.Pending Status.Approved Status.Draft Status.Invoiced Status.Accepted
      Status.Declined Status.Expired Status.Viewed Status.AvalaraSyncFailed
      Status.TaxAutomationFailed Status.MyApprovals WithAttachment WithoutAttachment
      ExceptionList EmailScheduled Type.NewSubscription Type.Invoice
    `,
    since: "filters",
    messages: {
      create: "The quote has been created.",
      update: "Quote information has been updated.",
      delete: "The quote has been deleted.",
    },
  },
  {
    value: "salesorders",
    label: "Sales Order",
    idField: "salesorder_id",
    singularKey: "salesorder",
    pluralKey: "salesorders",
    family: "salesorders",
    required: "customer_id",
    full: SALES_ORDER,
    row: SALES_ORDER_ROW,
    defaults: { status: "draft", order_status: "draft", invoiced_status: "not_invoiced" },
    number: { field: "salesorder_number", prefix: "SO-", digits: 5 },
    statuses: "draft open invoiced partially_invoiced overdue void closed",
    computed: `${TOTALS} order_status invoiced_status`,
    upsert: true,
    sortColumns: `
      customer_name salesorder_number reference_number shipment_date total date created_time
      last_modified_time subscription_number first_name company_name
    `,
    filters: `
      search_text salesorder_number item_name item_id item_description reference_number
      customer_name email total date created_date shipment_date expiry_date status customer_id
      salesperson_id salesorder_ids zcrm_potential_id last_modified_time customview_id
      location_ids
    `,
    filterBy: `
      Status.Draft Status.Open Status.Invoiced Status.InvoicedNotShipped Status.Confirmed
      Status.UnFulfilled Status.MarketPlaceSalesOrder Status.ThisCycle Status.PreviousCycle
      Status.PartiallyInvoiced Status.Void Status.Closed Status.Pending Status.Approved
      Status.OverDue Status.Shipped Status.ShippedNotInvoiced Status.ToBeShipped
      Status.ToBeInvoiced Status.Fulfilled Status.ManuallyFulfilled Status.BackOrdered
      Status.OnHold Status.DropShipped Status.ToBePacked Status.AvalaraSyncFailed
      Status.TaxAutomationFailed Status.Network Status.NetworkPending Status.MyApprovals
      Status.Unconfirmed Status.Portal Status.Cancelled Status.NotConfirmed Status.PendingOrders
      Status.ShippedNotCancelledOrFailed Status.Delivered Status.CancelledOrFailed Status.Viewed
      WithAttachment WithoutAttachment ExceptionList
    `,
    since: "filters",
    messages: {
      create: "Sales Order has been created.",
      update: "Sales Order has been updated.",
      delete: "The sales order has been deleted.",
    },
  },
  {
    value: "creditnotes",
    label: "Credit Note",
    idField: "creditnote_id",
    singularKey: "creditnote",
    pluralKey: "creditnotes",
    family: "creditnotes",
    required: "customer_id date line_items",
    full: CREDIT_NOTE,
    row: CREDIT_NOTE_ROW,
    defaults: { status: "open" },
    number: { field: "creditnote_number", prefix: "CN-", digits: 5 },
    statuses: "draft open closed void",
    computed: TOTALS,
    upsert: true,
    sortColumns: `
      customer_name creditnote_number balance total date txn_posting_date created_time
      last_modified_time
    `,
    filters: `
      creditnote_number date status total reference_number customer_name item_name customer_id
      item_description item_id line_item_id tax_id search_text last_modified_time location_ids
    `,
    filterBy: `
      Status.Open Status.Closed Status.Void Status.Draft Status.Pending Status.Approved
      Status.Locked Status.AvalaraSyncFailed Status.TaxAutomationFailed Status.MyApprovals
      Status.Pushed Status.YetToBePushed Status.Failed Status.CancelInitiated Status.Signed
      Status.PendingSignature Type.CancellationInvoice Type.DirectReturns WithOutInvoiceNumber
      ExceptionList MissingAdvancedTrackingDetails InconsistentList Type.All Type.Invoice
    `,
    since: "filters",
    messages: { create: "The credit note has been created." },
  },
  {
    value: "retainerinvoices",
    label: "Retainer Invoice",
    idField: "retainerinvoice_id",
    singularKey: "retainerinvoice",
    pluralKey: "retainerinvoices",
    family: "invoices",
    required: "customer_id line_items",
    full: RETAINER_INVOICE,
    row: RETAINER_INVOICE_ROW,
    defaults: { status: "draft" },
    number: { field: "retainerinvoice_number", prefix: "RET-", digits: 5 },
    computed: TOTALS,
    sortColumns: `
      customer_name retainerinvoice_number date due_date total balance created_time
    `,
    filterBy: `
      Status.Sent Status.Draft Status.OverDue Status.Paid Status.Void Status.Unpaid
      Status.PartiallyPaid Status.Viewed Date.PaymentExpectedDate
    `,
    messages: {
      create: "The retainer invoice has been created.",
      update: "Retainer Invoice information has been updated.",
    },
  },
];
