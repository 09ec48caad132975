import type { RecordTypeRow } from "../recordType";
import {
  CUSTOMER_PAYMENT,
  CUSTOMER_PAYMENT_ROW,
  VENDOR_PAYMENT,
  VENDOR_PAYMENT_ROW,
} from "../shapes/payments";

const MODES = `
  PaymentMode.Check PaymentMode.Cash PaymentMode.BankTransfer PaymentMode.Paypal
  PaymentMode.CreditCard PaymentMode.GoogleCheckout PaymentMode.Credit PaymentMode.Authorizenet
  PaymentMode.BankRemittance PaymentMode.Payflowpro PaymentMode.Others
`;

/** Payments in and out (facts 5, 5a, 5b). Both have a `payment_id`. */
export const PAYMENT_TYPES: readonly RecordTypeRow[] = [
  {
    value: "customerpayments",
    label: "Payment",
    idField: "payment_id",
    singularKey: "payment",
    pluralKey: "customerpayments",
    family: "customerpayments",
    required: "customer_id payment_mode amount date invoices",
    full: CUSTOMER_PAYMENT,
    row: CUSTOMER_PAYMENT_ROW,
    defaults: { payment_status: "paid" },
    number: { field: "payment_number", prefix: "", digits: 1 },
    computed: "unused_amount bcy_amount currency_code currency_symbol price_precision",
    upsert: true,
    reportName: "Payments Received",
    sort: "date D",
    defaultFilter: "PaymentMode.All",
    filters: `
      customer_name reference_number date amount notes payment_mode search_text customer_id
    `,
    filterBy: `${MODES} PaymentMode.Stripe PaymentMode.TwoCheckout PaymentMode.Braintree`,
    messages: {
      create: "The payment from the customer has been recorded",
      update: "The details of the payment received from the customer have been updated",
      delete: "The payment has been deleted.",
    },
  },
  {
    value: "vendorpayments",
    label: "Payment",
    idField: "payment_id",
    singularKey: "vendorpayment",
    pluralKey: "vendorpayments",
    family: "vendorpayments",
    required: "amount",
    full: VENDOR_PAYMENT,
    row: VENDOR_PAYMENT_ROW,
    defaults: { status: "paid" },
    number: { field: "payment_number", prefix: "", digits: 1 },
    computed: "balance bcy_amount bcy_balance currency_code currency_symbol",
    upsert: true,
    reportName: "Payments Made",
    sort: "date D",
    sortColumns: "vendor_name date reference_number amount balance",
    defaultFilter: "PaymentMode.All",
    filters: `
      vendor_name reference_number payment_number date amount payment_mode notes vendor_id
      last_modified_time bill_id description search_text
    `,
    filterBy: MODES,
    since: "filters",
    messages: {
      create: "The payment made to the vendor has been recorded",
      update: "The details of the payment made to the vendor have been updated",
      delete: "The payment has been deleted.",
    },
  },
];
