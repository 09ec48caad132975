import { recordType, words } from "./recordType";

/** https://www.zoho.com/books/api/v3/ */

export const creditNote = recordType({
  value: "creditnotes",
  label: "Credit Notes",
  one: "credit note",
  idField: "creditnote_id",
  singularKeys: ["creditnote"],
  pluralKeys: ["creditnotes"],
  scopeFamily: "creditnotes",
  names: ["creditnote_number"],
  detail: "customer_name",
  requiredOnCreate: words("customer_id date creditnote_number line_items"),
  createQuery: words("invoice_id ignore_auto_number_generation"),
  updateQuery: words("ignore_auto_number_generation"),
  lineIdField: "line_item_id",
  filters: words(
    "creditnote_number date status total reference_number customer_name item_name customer_id item_description item_id line_item_id tax_id search_text last_modified_time location_ids",
  ),
  filterBy: words(
    "Status.All Status.Open Status.Closed Status.Void Status.Draft Status.Pending Status.Approved Status.Locked Status.AvalaraSyncFailed Status.TaxAutomationFailed Status.MyApprovals Status.Pushed Status.YetToBePushed Status.Failed Status.CancelInitiated Status.Signed Status.PendingSignature Status.UnsignedAll Status.UnsignedDraft Status.UnsignedApproved Status.UnsignedSent Status.BBPSYetToBePushed Status.BBPSPushed Status.BBPSPushFailed Status.BBPSPendingApproval Status.BBPSAccepted Status.BBPSAcceptFailed Status.BBPSRejected Status.BBPSRejectFailed Status.BBPSReturned Status.BBPSReturnFailed Type.CancellationInvoice Type.DirectReturns WithOutInvoiceNumber ExceptionList MissingAdvancedTrackingDetails InconsistentList Type.All Type.Invoice",
  ),
  sortColumns: words(
    "customer_name creditnote_number balance total date txn_posting_date created_time last_modified_time",
  ),
  newestBy: "created_time",
  changes: "filter",
  filtersByModifiedTime: true,
  files: { path: "attachment", canDownload: false, hasDocuments: true },
  hasPdf: true,
  actions: words("submit approve approve/final reject status/open status/draft status/void"),
});

export const customerPayment = recordType({
  value: "customerpayments",
  label: "Customer Payments",
  one: "customer payment",
  idField: "payment_id",
  singularKeys: ["payment"],
  pluralKeys: ["customerpayments", "customer_payments", "payments"],
  scopeFamily: "customerpayments",
  names: ["payment_number", "reference_number"],
  detail: "customer_name",
  requiredOnCreate: words("customer_id payment_mode amount date invoices"),
  filters: words(
    "customer_name reference_number date amount notes payment_mode search_text customer_id",
  ),
  filterBy: words(
    "PaymentMode.All PaymentMode.Check PaymentMode.Cash PaymentMode.BankTransfer PaymentMode.Paypal PaymentMode.CreditCard PaymentMode.GoogleCheckout PaymentMode.Credit PaymentMode.Authorizenet PaymentMode.BankRemittance PaymentMode.Payflowpro PaymentMode.Stripe PaymentMode.TwoCheckout PaymentMode.Braintree PaymentMode.Others",
  ),
  changes: "scanRows",
  hasPdf: true,
});

export const estimate = recordType({
  value: "estimates",
  label: "Estimates",
  one: "estimate",
  idField: "estimate_id",
  singularKeys: ["estimate"],
  pluralKeys: ["estimates"],
  scopeFamily: "estimates",
  names: ["estimate_number"],
  detail: "customer_name",
  requiredOnCreate: words("customer_id line_items"),
  createQuery: words("send ignore_auto_number_generation"),
  updateQuery: words("ignore_auto_number_generation"),
  lineIdField: "line_item_id",
  filters: words(
    "estimate_number reference_number customer_name total customer_id item_id item_name item_description custom_field expiry_date expiry_date_start expiry_date_end expiry_date_before expiry_date_after date last_modified_time status search_text zcrm_potential_id location_ids",
  ),
  filterBy: words(
    "Status.All Status.Sent Status.Pending Status.Approved Status.Draft Status.Invoiced Status.Accepted Status.Declined Status.Expired Status.Viewed Status.AvalaraSyncFailed Status.TaxAutomationFailed Status.MyApprovals WithAttachment WithoutAttachment ExceptionList EmailScheduled Type.NewSubscription Type.Invoice",
  ),
  sortColumns: words("customer_name estimate_number date total created_time last_modified_time"),
  newestBy: "created_time",
  changes: "filter",
  filtersByModifiedTime: true,
  hasPdf: true,
  actions: words("submit approve status/sent status/accepted status/declined"),
});

export const invoice = recordType({
  value: "invoices",
  label: "Invoices",
  one: "invoice",
  idField: "invoice_id",
  singularKeys: ["invoice"],
  pluralKeys: ["invoices"],
  scopeFamily: "invoices",
  names: ["invoice_number"],
  detail: "customer_name",
  requiredOnCreate: words("customer_id line_items"),
  createQuery: words("send ignore_auto_number_generation"),
  updateQuery: words("ignore_auto_number_generation"),
  lineIdField: "line_item_id",
  filters: words(
    "invoice_number item_name item_id item_description reference_number customer_name recurring_invoice_id email total balance custom_field date date_start date_end date_before date_after due_date due_date_start due_date_end due_date_before due_date_after created_date created_date_start created_date_end last_modified_time status customer_id search_text zcrm_potential_id response_option",
  ),
  filterBy: words("Status.Sent Status.Paid Date.PaymentExpectedDate"),
  sortColumns: words("customer_name invoice_number date due_date total balance created_time"),
  newestBy: "created_time",
  changes: "filter",
  movingFields: words("due_days unprocessed_payment_amount"),
  filtersByModifiedTime: true,
  files: { path: "attachment", canDownload: true, hasDocuments: true },
  hasPdf: true,
  parents: [
    {
      type: "projects",
      path: "/projects/{parent}/invoices",
      nested: ["list"],
      required: [],
      scopeFamily: "projects",
    },
    {
      type: "recurringinvoices",
      path: "/recurringinvoices/{parent}/invoices",
      nested: ["list"],
      required: [],
      pluralKeys: ["invoice_history"],
    },
    {
      type: "creditnotes",
      path: "/creditnotes/{parent}/invoices",
      nested: ["list", "create", "delete"],
      requiredOnCreate: ["invoices"],
      rowId: "creditnote_invoice_id",
      required: [],
      pluralKeys: ["invoices_credited"],
      scopeFamily: "creditnotes",
    },
  ],
  actions: words(
    "submit approve approve/final reject status/sent status/draft status/void status/cancel writeoff writeoff/cancel paymentreminder/enable paymentreminder/disable",
  ),
});

export const item = recordType({
  value: "items",
  label: "Items",
  one: "item",
  idField: "item_id",
  singularKeys: ["item"],
  pluralKeys: ["items"],
  scopeFamily: "settings",
  names: ["name", "item_name"],
  detail: "sku",
  requiredOnCreate: words("name rate"),
  filters: words(
    "name name_startswith name_contains description description_startswith description_contains rate rate_less_than rate_less_equals rate_greater_than rate_greater_equals tax_id tax_name is_taxable tax_exemption_id account_id search_text sat_item_key_code unitkey_code",
  ),
  filterBy: words("Status.All Status.Active Status.Inactive"),
  sortColumns: words("name rate tax_name"),
  changes: "scanRows",
  actions: words("active inactive addtoportal removefromportal"),
});

export const recurringInvoice = recordType({
  value: "recurringinvoices",
  label: "Recurring Invoices",
  one: "recurring invoice",
  idField: "recurring_invoice_id",
  singularKeys: ["recurring_invoice"],
  pluralKeys: ["recurring_invoices", "recurringinvoices"],
  scopeFamily: "invoices",
  names: ["recurrence_name"],
  detail: "customer_name",
  requiredOnCreate: words("recurrence_name customer_id recurrence_frequency"),
  lineIdField: "line_item_id",
  filters: words(
    "recurrence_name item_name item_description customer_name line_item_id item_id tax_id notes start_date end_date customer_id status search_text",
  ),
  filterBy: words("Status.All Status.Active Status.Stopped Status.Expired"),
  changes: "fullCompare",
  actions: words("status/stop status/resume autobill/enable autobill/disable"),
});

export const retainerInvoice = recordType({
  value: "retainerinvoices",
  label: "Retainer Invoices",
  one: "retainer invoice",
  idField: "retainerinvoice_id",
  singularKeys: ["retainerinvoice"],
  pluralKeys: ["retainerinvoices"],
  scopeFamily: "invoices",
  names: ["retainerinvoice_number"],
  detail: "customer_name",
  requiredOnCreate: words("customer_id line_items"),
  createQuery: words("ignore_auto_number_generation"),
  lineIdField: "line_item_id",
  filterBy: words(
    "Status.All Status.Sent Status.Draft Status.OverDue Status.Paid Status.Void Status.Unpaid Status.PartiallyPaid Status.Viewed Date.PaymentExpectedDate",
  ),
  sortColumns: words(
    "customer_name retainerinvoice_number date due_date total balance created_time",
  ),
  newestBy: "created_time",
  changes: "scanRows",
  files: { path: "attachment", canDownload: true },
  actions: words("submit approve status/sent status/draft status/void"),
});

export const salesOrder = recordType({
  value: "salesorders",
  label: "Sales Orders",
  one: "sales order",
  idField: "salesorder_id",
  singularKeys: ["salesorder"],
  pluralKeys: ["salesorders"],
  scopeFamily: "salesorders",
  names: ["salesorder_number"],
  detail: "customer_name",
  requiredOnCreate: words("customer_id"),
  createQuery: words("ignore_auto_number_generation can_send_in_mail"),
  updateQuery: words("ignore_auto_number_generation can_send_in_mail"),
  lineIdField: "line_item_id",
  filters: words(
    "search_text salesorder_number item_name item_id item_description reference_number customer_name email total date created_date shipment_date expiry_date_start expiry_date_end expiry_date_before expiry_date_after status customer_id salesperson_id salesorder_ids zcrm_potential_id last_modified_time customview_id location_ids",
  ),
  filterBy: words(
    "Status.All Status.Draft Status.Open Status.Invoiced Status.InvoicedNotShipped Status.Confirmed Status.UnFulfilled Status.MarketPlaceSalesOrder Status.ThisCycle Status.PreviousCycle Status.PartiallyInvoiced Status.Void Status.Closed Status.Pending Status.Approved Status.OverDue Status.Shipped Status.ShippedNotInvoiced Status.ToBeShipped Status.ToBeInvoiced Status.Fulfilled Status.ManuallyFulfilled Status.BackOrdered Status.OnHold Status.DropShipped Status.ToBePacked Status.AvalaraSyncFailed Status.TaxAutomationFailed Status.Network Status.NetworkPending Status.MyApprovals Status.Unconfirmed Status.Portal Status.Cancelled Status.NotConfirmed Status.PendingOrders Status.ShippedNotCancelledOrFailed Status.Delivered Status.CancelledOrFailed Status.Viewed Status.BBPSPendingApproval Status.BBPSAccepted Status.BBPSAcceptFailed Status.BBPSRejected Status.BBPSRejectFailed Status.BBPSReturned Status.BBPSReturnFailed WithAttachment WithoutAttachment ExceptionList",
  ),
  sortColumns: words(
    "customer_name salesorder_number reference_number shipment_date total date created_time last_modified_time subscription_number first_name company_name",
  ),
  newestBy: "created_time",
  changes: "filter",
  filtersByModifiedTime: true,
  files: { path: "attachment", canDownload: true },
  hasPdf: true,
  actions: words("submit approve status/open status/void"),
});
