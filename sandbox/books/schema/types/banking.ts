import type { RecordTypeRow } from "../recordType";
import { BANK_ACCOUNT, BANK_ACCOUNT_ROW } from "../shapes/accounts";
import { BANK_RULE, BANK_TRANSACTION, BANK_TRANSACTION_ROW } from "../shapes/banking";

/** Banks (facts 5, 5a, 5b). */
export const BANKING_TYPES: readonly RecordTypeRow[] = [
  {
    value: "bankaccounts",
    label: "Bank Account",
    idField: "account_id",
    singularKey: "bankaccount",
    pluralKey: "bankaccounts",
    family: "banking",
    required: "account_name account_type",
    full: BANK_ACCOUNT,
    row: BANK_ACCOUNT_ROW,
    defaults: { is_active: true },
    computed: "is_active currency_code currency_symbol price_precision",
    sort: "account_name A",
    sortColumns: "account_name account_type account_code",
    filterBy: "Status.Active Status.Inactive",
    context: "bankAccounts",
    messages: {
      create: "The account has been created.",
      update: "The details of the account have been updated.",
      delete: "The account has been deleted.",
    },
  },
  {
    value: "banktransactions",
    label: "Transaction",
    idField: "transaction_id",
    singularKey: "banktransaction",
    pluralKey: "banktransactions",
    family: "banking",
    required: "transaction_type",
    full: BANK_TRANSACTION,
    row: BANK_TRANSACTION_ROW,
    defaults: { status: "manually_added", source: "manually_added" },
    computed: "status source currency_code currency_symbol",
    reportName: "Bank Transactions",
    sort: "date D",
    sortColumns: "date",
    filters: `
      account_id transaction_type date amount status reference_number transaction_status
      search_text
    `,
    filterBy: `
      Status.Uncategorized Status.Categorized Status.ManuallyAdded Status.Excluded
      Status.Matched
    `,
    messages: {
      create: "The transaction has been created.",
      update: "The transaction has been updated.",
    },
  },
  {
    value: "bankaccounts/rules",
    label: "Rule",
    idField: "rule_id",
    singularKey: "rule",
    pluralKey: "rules",
    family: "banking",
    required: "rule_name rule_category apply_to criteria_type criterion record_as",
    full: BANK_RULE,
    defaults: { is_active: true },
    sort: "created_time A",
    context: "none",
    messages: {
      create: "The rule has been created.",
      update: "The rule has been updated.",
    },
  },
];
