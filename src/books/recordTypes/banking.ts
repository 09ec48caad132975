import { recordType, words } from "./recordType";

/** https://www.zoho.com/books/api/v3/ */

export const bankAccount = recordType({
  value: "bankaccounts",
  label: "Bank Accounts",
  one: "bank account",
  idField: "account_id",
  singularKeys: ["bankaccount"],
  pluralKeys: ["bankaccounts"],
  scopeFamily: "banking",
  names: ["account_name"],
  requiredOnCreate: words("account_name account_type"),
  filterBy: words("Status.All Status.Active Status.Inactive"),
  sortColumns: words("account_name account_type account_code"),
  changes: "fullCompare",
  movingFields: words(
    "balance bank_balance bcy_balance uncategorized_transactions total_unprinted_checks feeds_last_refresh_date",
  ),
  parents: [
    {
      type: "contacts",
      path: "/contacts/{parent}/bankaccounts",
      nested: ["list"],
      required: [],
      scopeFamily: "contacts",
    },
  ],
  actions: words("active inactive"),
});

export const bankTransaction = recordType({
  value: "banktransactions",
  label: "Bank Transactions",
  one: "bank transaction",
  idField: "transaction_id",
  singularKeys: ["banktransaction"],
  pluralKeys: ["banktransactions"],
  scopeFamily: "banking",
  names: ["payee", "description", "reference_number"],
  detail: "date",
  requiredOnCreate: words("transaction_type"),
  filters: words(
    "account_id transaction_type date amount status reference_number transaction_status search_text",
  ),
  filterBy: words(
    "Status.All Status.Uncategorized Status.Categorized Status.ManuallyAdded Status.Excluded Status.Matched",
  ),
  sortColumns: words("date"),
  newestBy: "date",
  changes: "fullCompare",
  actions: words("uncategorize unmatch"),
});

export const bankRule = recordType({
  value: "bankaccounts/rules",
  isPaged: false,
  label: "Bank Rules",
  one: "bank rule",
  idField: "rule_id",
  singularKeys: ["rule"],
  pluralKeys: ["rules"],
  scopeFamily: "banking",
  names: ["rule_name"],
  requiredOnCreate: words("rule_name rule_category apply_to criteria_type criterion record_as"),
  changes: "fullCompare",
});
