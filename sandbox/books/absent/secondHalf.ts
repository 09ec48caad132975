import type { AbsentOperations } from "./absent";

/** Operations under /invoices … /vendorpayments that the sandbox does not implement. */
export const I_TO_Z: AbsentOperations = {
  invoices: {
    POST: `
      email fromsalesorder mapwithorder {}/paymentreminder paymentreminder
      {}/paymentreminder/disable {}/paymentreminder/enable {}/writeoff {}/writeoff/cancel
      {}/credits {}/documents/{} approve status/void fromprojects {}/approve/final {}/reject
      {}/snailmail {}/onlinepayments/bankaccount submit status/sent writeoff markasshipped
      unship fromestimates coupons/preview {}/sms {}/dsign {}/dsign/upload
      {}/documents/{}/upload {}/cfdi/status {}/status/cancel {}/status/readytopush
      {}/substatus/{} {}/email/schedule {}/forcepay {}/mailpdf {}/onlinepayments/synchronous
      {}/onlinepayments/asynchronous {}/senddunningnotifications {}/sendretrysms
      einvoice/push einvoice/cancel {}/einvoice/push {}/einvoice/cancel {}/einvoice/fetch
      {}/einvoice/status/push {}/einvoice/status/cancel {}/einvoice/status/recall
    `,
    GET: `
      {}/paymentreminder templates {}/creditsapplied deliverynotes packingslips dashboard
      reference/{} {}/customfields {}/advancedtrackingdetails {}/deliverynote/print
      {}/packingslip/print {}/qrcode {}/sms {}/dsign/template {}/onlinepayments/qr
      {}/onlinepayments/qr/status {}/metadata/{} einvoice {}/einvoice
    `,
    PUT: `
      {}/address/billing {}/address/shipping {}/templates/{} {}/pricebooks/{}
      unmap/salesorders {}/advancedtrackingdetails {}/metadata/{} {}/einvoice/paymentstatus
    `,
    DELETE: `
      {}/payments/{} {}/creditsapplied/{} expenses/{}/receipt {}/substatus/{}
      {}/lineitems/{} {}/email/schedule {}/einvoice/status
    `,
  },
  itemdetails: {
    GET: ".",
  },
  items: {
    POST: "addtoportal {}/addtoportal {}/removefromportal",
  },
  journals: {
    POST: `
      {}/reverse {}/reject {}/credits/{}/invoices {}/credits/{}/bills submit approve
      status/publish
    `,
    GET: "{}/credits",
    DELETE: "{}/credits/{}/receivables {}/credits/{}/payables",
  },
  locations: {
    GET: ".",
    POST: ". {}/active {}/inactive {}/markasprimary",
    DELETE: "{}",
    PUT: "{}",
  },
  openingbalances: {
    GET: "transactions",
    POST: "{}/writeoff {}/writeoff/cancel",
  },
  organizations: {
    POST: `
      . address {}/copysettings {}/downgradetoinvoice {}/upgradetobooks {}/inactive
    `,
    PUT: "{} address/{}",
    GET: "user address",
    DELETE: "address/{}",
  },
  pricebooks: {
    GET: ". bulkfetch items",
    POST: ". {}/active {}/inactive",
    DELETE: "{}",
    PUT: "{}",
  },
  projects: {
    POST: `
      {}/clone {}/users {}/users/invite timeentries/{}/timer/start timeentries/timer/stop
    `,
    DELETE: "{}/users/{}",
    GET: "{}/users/{} {}/invoices timeentries/runningtimer/me",
    PUT: "{}/users/{}",
  },
  purchaseorders: {
    PUT: "{}/address/billing {}/templates/{}",
    GET: "templates",
    POST: "{}/reject",
  },
  recurringexpenses: {
    GET: "{}/expenses",
  },
  recurringinvoices: {
    PUT: "{}/templates/{}",
    POST: `
      status/resume status/stop {}/autobill/enable {}/autobill/disable {}/bankaccount/{}
      {}/card/{}
    `,
    GET: "dashboard {}/invoices",
    DELETE: "{}/bankaccount {}/card",
  },
  recurringjournals: {
    GET: ". {} {}/journals",
    POST: ". {}/status/resume {}/status/stop",
    DELETE: "{}",
    PUT: "{}",
  },
  registers: {
    GET: `
      {}/transactions {}/bulkhistory {}/bulkhistory/{} {}/bulkupdate/editpage
      {}/budgetvsactuals
    `,
    PUT: "{}/transactions/bulkupdate {}/transactions/bulkdelete",
  },
  reportingtags: {
    GET: ". options {}/options/all",
    POST: ". {} {}/active {}/inactive {}/option/{}/active {}/option/{}/inactive",
    DELETE: "{}",
    PUT: "{} {}/options {}/criteria reorder",
  },
  retainerinvoices: {
    PUT: "{}/templates/{} {}/address/billing",
    GET: "templates",
    POST: "{}/invoices {}/onlinepayments/asynchronous",
    DELETE: "{}/invoices/{}",
  },
  salesorders: {
    POST: "{}/substatus/{}",
    PUT: "{}/address/billing {}/address/shipping {}/templates/{}",
    GET: "templates",
  },
  salesreceipts: {
    GET: ". {}",
    POST: ". {}/email",
    DELETE: "{}",
    PUT: "{}",
  },
  settings: {
    GET: `
      currencies/{}/exchangerates currencies/{}/exchangerates/{} modules modules/{}
      openingbalancedetails taxgroups/{} taxauthorities taxauthorities/{} taxexemptions
      taxexemptions/{}
    `,
    POST: `
      currencies/{}/exchangerates modules locations/enable taxgroups taxauthorities
      taxexemptions
    `,
    DELETE: `
      currencies/{}/exchangerates/{} modules/{} taxgroups/{} taxauthorities/{}
      taxexemptions/{}
    `,
    PUT: `
      currencies/{}/exchangerates/{} modules/{} taxgroups/{} taxauthorities/{}
      taxexemptions/{}
    `,
  },
  share: {
    GET: "paymentlink",
  },
  tasks: {
    PUT: ".",
  },
  transactionlock: {
    DELETE: ".",
    GET: ".",
    PUT: ". partialunlock",
  },
  transactionlocks: {
    GET: ".",
  },
  transactions: {
    GET: "{}/journals",
  },
  vendorcredits: {
    GET: "{}/bills {}/refunds {}/refunds/{} refunds",
    POST: "{}/bills {}/refunds",
    DELETE: "{}/bills/{} {}/refunds/{}",
    PUT: "{}/refunds/{}",
  },
  vendorpayments: {
    GET: "{}/refunds {}/refunds/{}",
    POST: "{}/refunds",
    DELETE: "{}/refunds/{}",
    PUT: "{}/refunds/{}",
  },
};
