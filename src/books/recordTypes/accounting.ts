import { recordType, words } from "./recordType";

/** https://www.zoho.com/books/api/v3/ */

export const baseCurrencyAdjustment = recordType({
  value: "basecurrencyadjustment",
  label: "Base Currency Adjustments",
  one: "base currency adjustment",
  idField: "base_currency_adjustment_id",
  singularKeys: ["data"],
  pluralKeys: ["base_currency_adjustments"],
  methods: ["list", "create", "get", "delete"],
  scopeFamily: "accountants",
  names: ["adjustment_date"],
  detail: "currency_code",
  requiredOnCreate: words("currency_id adjustment_date exchange_rate notes account_ids"),
  createQuery: words("account_ids"),
  filters: words("last_modified_time"),
  filterBy: words(
    "Date.All Date.Today Date.ThisWeek Date.ThisMonth Date.ThisQuarter Date.ThisYear",
  ),
  sortColumns: words("adjustment_date exchange_rate currency_code debit_or_credit gain_or_loss"),
  newestBy: "adjustment_date",
  // Zoho filters by a time that no row shows; adjustments are never edited, only made and deleted.
  changes: "fullCompare",
  filtersByModifiedTime: true,
});

export const chartAccount = recordType({
  value: "chartofaccounts",
  label: "Chart Of Accounts",
  one: "account",
  idField: "account_id",
  singularKeys: ["chart_of_account"],
  pluralKeys: ["chartofaccounts"],
  scopeFamily: "accountants",
  names: ["account_name"],
  detail: "account_code",
  requiredOnCreate: words("account_name account_type"),
  filters: words(
    "showbalance last_modified_time customview_id account_id account_code account_name search_text",
  ),
  filterBy: words(
    "AccountType.All AccountType.Active AccountType.Inactive AccountType.Asset AccountType.Liability AccountType.Equity AccountType.Income AccountType.Expense",
  ),
  sortColumns: words("account_name account_type account_code"),
  changes: "filter",
  movingFields: words("child_count is_child_present"),
  fullView: "AccountType.All",
  filtersByModifiedTime: true,
  actions: words("active inactive"),
});

export const journal = recordType({
  value: "journals",
  label: "Journals",
  one: "journal",
  idField: "journal_id",
  singularKeys: ["journal"],
  pluralKeys: ["journals"],
  scopeFamily: "accountants",
  names: ["entry_number", "reference_number"],
  detail: "notes",
  requiredOnCreate: words("journal_date"),
  lineIdField: "line_id",
  filters: words(
    "entry_number reference_number date notes last_modified_time total customer_id vendor_id status journal_type account_id account_code customview_id journal_ids currency tax_id tax_exemption_id tax_authority_id search_text branch_ids location_ids project_id journal_entity_type period_closure_id",
  ),
  filterBy: words(
    "JournalDate.All JournalDate.Today JournalDate.ThisWeek JournalDate.ThisMonth JournalDate.ThisQuarter JournalDate.ThisYear",
  ),
  sortColumns: words("journal_date entry_number reference_number total last_modified_time"),
  newestBy: "journal_date",
  changes: "sortDescStop",
  hidesCreation: true,
  files: { path: "attachment", canDownload: false },
  actions: words("submit approve reject status/publish"),
});

export const openingBalance = recordType({
  value: "settings/openingbalances",
  label: "Opening Balances",
  one: "opening balance",
  idField: "opening_balance_id",
  singularKeys: ["opening_balance"],
  pluralKeys: ["opening_balance"],
  scopeFamily: "settings",
  names: ["date"],
  requiredOnCreate: words("date"),
  changes: "fullCompare",
  itemPath: "/settings/openingbalances",
  isSingle: true,
  isPaged: false,
});

export const currency = recordType({
  value: "settings/currencies",
  label: "Currency",
  one: "currency",
  idField: "currency_id",
  singularKeys: ["currency"],
  pluralKeys: ["currencies"],
  scopeFamily: "settings",
  names: ["currency_code"],
  detail: "currency_name",
  requiredOnCreate: words("currency_code currency_format"),
  filterBy: words("Currencies.ExcludeBaseCurrency"),
  changes: "fullCompare",
});

export const tax = recordType({
  value: "settings/taxes",
  label: "Taxes",
  one: "tax",
  idField: "tax_id",
  singularKeys: ["tax"],
  pluralKeys: ["taxes"],
  scopeFamily: "settings",
  names: ["tax_name"],
  requiredOnCreate: words("tax_name tax_percentage"),
  changes: "fullCompare",
  // Named like those of all other types; only that the usual list hides inactive taxes is known.
  fullView: "Taxes.All",
});
