import { recordType, words } from "./recordType";

/** https://www.zoho.com/books/api/v3/ */

export const bill = recordType({
  value: "bills",
  label: "Bills",
  one: "bill",
  idField: "bill_id",
  singularKeys: ["bill"],
  pluralKeys: ["bills"],
  scopeFamily: "bills",
  names: ["bill_number"],
  detail: "vendor_name",
  requiredOnCreate: words("vendor_id bill_number"),
  lineIdField: "line_item_id",
  filters: words(
    "bill_number reference_number date due_date created_date status description vendor_name total vendor_id project_id item_name item_description item_id recurring_bill_id purchaseorder_id last_modified_time customer_id search_text location_ids",
  ),
  filterBy: words(
    "Status.All Status.Paid Status.Open Status.Overdue Status.Void Status.PartiallyPaid Status.Unpaid Status.Draft Status.Pending Status.ApprovalOverdue Status.CreditNotes Status.MyApprovals Status.Network Status.NetworkPending Status.EInvoicedBills Status.EInvoicePendingBills Status.MSMEDueBills Status.TDSInvoices Status.BBPSPendingApproval Status.BBPSAccepted Status.BBPSAcceptFailed Status.BBPSRejected Status.BBPSRejectFailed Status.BBPSReturned Status.BBPSReturnFailed Status.PMSAppliedBills Status.ViolatedBills YetToBeReceived Received ExceptionList WithAttachment WithoutAttachment Source.TallyConnector MissingAdvancedTrackingDetails TDSCalculationExceptionList Type.All Type.Bills Type.SelfBilled Type.MyRecentBills",
  ),
  sortColumns: words(
    "vendor_name bill_number date due_date total balance created_time last_modified_time txn_value_date total_retention_amount",
  ),
  newestBy: "created_time",
  changes: "filter",
  movingFields: words("due_days unprocessed_payment_amount"),
  filtersByModifiedTime: true,
  files: { path: "attachment", canDownload: true },
  parents: [
    {
      type: "vendorcredits",
      path: "/vendorcredits/{parent}/bills",
      nested: ["list", "create", "delete"],
      requiredOnCreate: ["bills"],
      rowId: "vendor_credit_bill_id",
      required: [],
      pluralKeys: ["bills_credited"],
      scopeFamily: "debitnotes",
    },
  ],
  actions: words("submit approve status/open status/void"),
});

export const expense = recordType({
  value: "expenses",
  label: "Expenses",
  one: "expense",
  idField: "expense_id",
  lineIdField: "line_item_id",
  singularKeys: ["expense"],
  pluralKeys: ["expenses"],
  scopeFamily: "expenses",
  names: ["description", "account_name", "reference_number"],
  detail: "date",
  requiredOnCreate: words("date account_id amount paid_through_account_id"),
  updateQuery: words("delete_receipt"),
  filters: words(
    "description reference_number date status amount account_name customer_name vendor_name customer_id vendor_id recurring_expense_id paid_through_account_id project_id search_text",
  ),
  filterBy: words(
    "Status.All Status.Billable Status.Nonbillable Status.Reimbursed Status.Invoiced Status.Unbilled",
  ),
  sortColumns: words(
    "date account_name total bcy_total reference_number customer_name created_time",
  ),
  newestBy: "created_time",
  changes: "scanRows",
  files: { path: "receipt", canDownload: true },
  parents: [
    {
      type: "recurringexpenses",
      path: "/recurringexpenses/{parent}/expenses",
      nested: ["list"],
      required: [],
      pluralKeys: ["expensehistory"],
    },
  ],
});

export const purchaseOrder = recordType({
  value: "purchaseorders",
  label: "Purchase Orders",
  one: "purchase order",
  idField: "purchaseorder_id",
  singularKeys: ["purchaseorder"],
  pluralKeys: ["purchaseorders"],
  scopeFamily: "purchaseorders",
  names: ["purchaseorder_number"],
  detail: "vendor_name",
  requiredOnCreate: words("vendor_id line_items"),
  createQuery: words("ignore_auto_number_generation"),
  updateQuery: words("ignore_auto_number_generation"),
  lineIdField: "line_item_id",
  filters: words(
    "purchaseorder_number reference_number date status item_name item_description vendor_name total vendor_id last_modified_time item_id search_text custom_field created_date location_ids",
  ),
  filterBy: words(
    "Status.All Status.Draft Status.Issued Status.Billed Status.PartiallyBilled Status.BilledNotReceived Status.Received Status.ReceivedNotBilled Status.PartiallyReceived Status.Cancelled Status.DropShipped Status.BackOrdered Status.ReplenishedOrder Status.Closed Status.UnbilledBackOrder Status.ToBeReceived Status.Pending Status.Approved Status.ApprovalOverdue Status.MyApprovals Status.Accepted Status.CancelledByVendor Status.CancelledByUser ExceptionList",
  ),
  sortColumns: words(
    "vendor_name purchaseorder_number date delivery_date expected_delivery_date total created_time last_modified_time",
  ),
  newestBy: "created_time",
  changes: "filter",
  movingFields: words("delivery_days due_by_days due_in_days"),
  filtersByModifiedTime: true,
  files: { path: "attachment", canDownload: true },
  hasPdf: true,
  actions: words("submit approve reject status/open status/billed status/cancelled"),
  updateActions: words("reject"),
});

export const recurringBill = recordType({
  value: "recurringbills",
  otherItemPath: "/recurring_bills/{id}",
  label: "Recurring Bills",
  one: "recurring bill",
  idField: "recurring_bill_id",
  singularKeys: ["recurring_bill"],
  pluralKeys: ["recurring_bills", "recurringbills"],
  scopeFamily: "bills",
  names: ["recurrence_name"],
  detail: "vendor_name",
  requiredOnCreate: words("vendor_id recurrence_name start_date repeat_every recurrence_frequency"),
  lineIdField: "line_item_id",
  filters: words("recurring_bill_id vendor_id vendor_name status recurrence_name start_date"),
  changes: "scanRows",
  actions: words("status/stop status/resume"),
});

export const recurringExpense = recordType({
  value: "recurringexpenses",
  label: "Recurring Expenses",
  one: "recurring expense",
  idField: "recurring_expense_id",
  singularKeys: ["recurring_expense"],
  pluralKeys: ["recurring_expenses", "recurringexpenses"],
  scopeFamily: "expenses",
  names: ["recurrence_name"],
  detail: "account_name",
  requiredOnCreate: words(
    "account_id recurrence_name start_date recurrence_frequency repeat_every amount",
  ),
  lineIdField: "line_item_id",
  filters: words(
    "recurrence_name last_created_date next_expense_date status account_id account_name amount customer_name customer_id paid_through_account_id search_text",
  ),
  filterBy: words("Status.All Status.Active Status.Expired Status.Stopped"),
  sortColumns: words(
    "next_expense_date account_name total last_created_date recurrence_name customer_name created_time",
  ),
  newestBy: "created_time",
  changes: "scanRows",
  actions: words("status/stop status/resume"),
});

export const vendorCredit = recordType({
  value: "vendorcredits",
  label: "Vendor Credits",
  one: "vendor credit",
  idField: "vendor_credit_id",
  singularKeys: ["vendor_credit"],
  pluralKeys: ["vendor_credits", "vendorcredits"],
  scopeFamily: "debitnotes",
  names: ["vendor_credit_number"],
  detail: "vendor_name",
  requiredOnCreate: words("vendor_id"),
  createQuery: words("ignore_auto_number_generation bill_id"),
  lineIdField: "line_item_id",
  filters: words(
    "vendor_credit_number date status total reference_number customer_name item_name item_description notes custom_field last_modified_time customer_id line_item_id item_id tax_id search_text location_ids",
  ),
  filterBy: words(
    "Status.All Status.Open Status.Closed Status.Void Status.Draft Status.Pending Status.ApprovalOverdue Status.MyApprovals Status.EInvoicedDebitnotes Status.EInvoicePendingDebitnotes Status.BBPSYetToBePushed Status.BBPSPushed Status.BBPSPushFailed Status.BBPSPendingApproval Status.BBPSAccepted Status.BBPSAcceptFailed Status.BBPSRejected Status.BBPSRejectFailed Status.BBPSReturned Status.BBPSReturnFailed ExceptionList MissingAdvancedTrackingDetails",
  ),
  sortColumns: words(
    "vendor_name vendor_credit_number balance total date created_time last_modified_time reference_number txn_posting_date",
  ),
  newestBy: "created_time",
  changes: "filter",
  filtersByModifiedTime: true,
  hasPdf: true,
  actions: words("submit approve status/open status/void"),
});

export const vendorPayment = recordType({
  value: "vendorpayments",
  label: "Vendor Payments",
  one: "vendor payment",
  idField: "payment_id",
  singularKeys: ["vendorpayment"],
  pluralKeys: ["vendorpayments"],
  scopeFamily: "vendorpayments",
  names: ["payment_number", "reference_number"],
  detail: "vendor_name",
  requiredOnCreate: words("amount"),
  filters: words(
    "vendor_name reference_number payment_number date amount payment_mode notes vendor_id last_modified_time bill_id description search_text",
  ),
  filterBy: words(
    "PaymentMode.All PaymentMode.Check PaymentMode.Cash PaymentMode.BankTransfer PaymentMode.Paypal PaymentMode.CreditCard PaymentMode.GoogleCheckout PaymentMode.Credit PaymentMode.Authorizenet PaymentMode.BankRemittance PaymentMode.Payflowpro PaymentMode.Others",
  ),
  sortColumns: words("vendor_name date reference_number amount balance"),
  newestBy: "date",
  changes: "filter",
  filtersByModifiedTime: true,
});
