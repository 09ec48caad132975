import type { AbsentOperations } from "./absent";

/** Operations under /accountingperiods … /invoice that the sandbox does not implement. */
export const A_TO_I: AbsentOperations = {
  accountingperiods: {
    GET: "transactionlock",
  },
  bankaccounts: {
    GET: `
      {}/statement/lastimported {}/reconciliations {}/reconciliations/{}
      {}/reconciliations/{}/documents/{} balances overview {}/balance {}/balances
      {}/insights {}/overview {}/statementsummary {}/subaccounts {}/statements
      {}/statements/unreviewed {}/transactions {}/preferences import/encryptionkey
      matchfilters
    `,
    DELETE: `
      {}/statement/{} {}/reconciliations/{} {}/reconciliations/{}/documents/{}
      matchfilters/{}
    `,
    POST: `
      {}/reconciliations {}/reconciliations/{}/attachment rules/order rules/skipsuggest
      matchfilters
    `,
    PUT: `
      {}/reconciliations/{} {}/reconciliations/{}/draft {}/preferences rules matchfilters/{}
    `,
  },
  bankstatements: {
    POST: ".",
  },
  banktransactions: {
    GET: "uncategorized/{}/match",
    POST: `
      uncategorized/{}/match {}/unmatch uncategorized/{}/exclude uncategorized/{}/restore
      uncategorized/{}/categorize uncategorized/{}/categorize/expenses {}/uncategorize
      uncategorized/{}/categorize/vendorpayments
      uncategorized/{}/categorize/customerpayments
      uncategorized/{}/categorize/creditnoterefunds
      uncategorized/{}/categorize/vendorcreditrefunds
      uncategorized/{}/categorize/paymentrefunds
      uncategorized/{}/categorize/vendorpaymentrefunds
    `,
  },
  basecurrencyadjustment: {
    POST: "{}/reevaluate",
    GET: "accounts contacts",
  },
  bills: {
    PUT: "{}/address/billing",
    POST: "{}/credits",
    DELETE: "{}/payments/{}",
    GET: "editpage/frompurchaseorders",
  },
  chartofaccounts: {
    POST: "active inactive",
    GET: "accounttransactions",
    DELETE: "transactions/{}",
  },
  contacts: {
    POST: `
      {}/owner owner track1099 {}/bankaccount/{}/verify {}/portal/enable
      {}/paymentreminder/enable {}/paymentreminder/disable {}/statements/email {}/address
      {}/track1099 {}/untrack1099 {}/bankaccount {}/bankaccount/{}/approve
      {}/bankaccount/{}/decline {}/card contactpersons/{}/portal/invite
      contactpersons/{}/portal/invite/resend contactpersons/{}/sms/enable
      contactpersons/{}/sms/disable documents/restore {}/taxinfo {}/address/{}/markasbilling
      {}/address/{}/markasshipping {}/address/{}/verify {}/merge {}/einvoice/verify
      {}/portal/disable sms {}/sms {}/trnstatus {}/clientreviews/email
      {}/paymentmethod/email {}/vendorstatements/email
    `,
    GET: `
      address/verify {}/card/{}/recurringinvoices {}/statements/email {}/address {}/refunds
      {}/receivables/unusedretainerpayments {}/bankaccount/{} {}/bankaccounts bankaccounts
      {}/card/{} {}/cards cardcount {}/taxinfo address sms {}/sms reference/{} {}/statements
      {}/unpaidinvoices {}/receivables/unusedcredits {}/paymentrefunds {}/incomeandexpense
      {}/profitandloss {}/inventorysummary {}/openingbalances {}/clientreviews/email
      {}/paymentmethod/email {}/vendorstatements/email
    `,
    DELETE: "{}/address/{} {}/bankaccount/{} {}/card/{} {}/tags/{} {}/taxinfo/{}",
    PUT: `
      {}/address/{} {}/bankaccount/{} {}/card/{} {}/documents/{} {}/tags {}/taxinfo/{}
    `,
  },
  creditnotes: {
    GET: `
      {}/emailhistory templates {}/invoices refunds {}/refunds {}/refunds/{}
      {}/dsign/template {}/customfields {}/mailcontent refunds/{} einvoice {}/einvoice
    `,
    PUT: `
      {}/address/billing {}/address/shipping {}/templates/{} {}/refunds/{} {}/documents/{}
    `,
    POST: `
      {}/invoices {}/refunds approve submit {}/approve/final {}/reject {}/dsign
      {}/dsign/upload {}/substatus/{} einvoice/push einvoice/cancel {}/einvoice/push
      {}/einvoice/cancel {}/einvoice/fetch {}/einvoice/status/push {}/einvoice/status/cancel
      {}/einvoice/status/recall {}/refunds/einvoice/push {}/status/readytopush
      {}/cfdi/status
    `,
    DELETE: "{}/invoices/{} {}/refunds/{} {}/substatus/{} {}/einvoice/status",
  },
  crm: {
    POST: "account/{}/import contact/{}/import vendor/{}/import item/{}/import",
  },
  customerpayments: {
    GET: "{}/refunds {}/refunds/{}",
    POST: "{}/refunds",
    DELETE: "{}/refunds/{}",
    PUT: "{}/refunds/{}",
  },
  deliverychallans: {
    GET: ". {} {}/documents/{} templates",
    POST: `
      . {}/status/open {}/status/delivered {}/status/returned {}/status/undelivered
      {}/attachment
    `,
    DELETE: "{} {}/documents/{}",
    PUT: "{} return undo/return {}/templates/{} {}/address/shipping",
  },
  einvoices: {
    POST: "creditnotes/{}/cancel invoices/{}/cancel",
  },
  estimates: {
    POST: "email",
    PUT: "{}/address/billing {}/address/shipping {}/templates/{}",
    GET: "templates",
  },
  fixedassets: {
    GET: ". {} {}/history {}/forecast",
    POST: `
      . {}/status/active {}/status/cancel {}/status/draft {}/writeoff {}/sell {}/comments
    `,
    DELETE: "{} {}/comments/{}",
    PUT: "{}",
  },
  fixedassettypes: {
    GET: ".",
    POST: ".",
    DELETE: "{}",
    PUT: "{}",
  },
};
