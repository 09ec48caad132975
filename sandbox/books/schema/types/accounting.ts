import type { RecordTypeRow } from "../recordType";
import { ACCOUNT, ACCOUNT_ROW, JOURNAL, JOURNAL_ROW } from "../shapes/accounts";
import { BASE_CURRENCY_ADJUSTMENT, BASE_CURRENCY_ADJUSTMENT_ROW } from "../shapes/banking";

const ACCOUNTS_PER_PAGE = 5000;

/** Accountants' records (facts 5, 5a, 5b). */
export const ACCOUNTING_TYPES: readonly RecordTypeRow[] = [
  {
    value: "chartofaccounts",
    label: "Account",
    idField: "account_id",
    singularKey: "chart_of_account",
    pluralKey: "chartofaccounts",
    family: "accountants",
    required: "account_name account_type",
    full: ACCOUNT,
    row: ACCOUNT_ROW,
    defaults: { is_active: true, is_user_created: true, status: "active" },
    computed: "status is_active closing_balance transactions",
    reportName: "List Chart Of Accounts",
    sort: "account_type A",
    sortColumns: "account_name account_type account_code",
    defaultFilter: "AccountType.Active",
    filters: `
      showbalance last_modified_time customview_id account_id account_code account_name
      search_text
    `,
    filterBy: `
      AccountType.All AccountType.Inactive AccountType.Asset AccountType.Liability
      AccountType.Equity AccountType.Income AccountType.Expense
    `,
    since: "filters",
    perPage: ACCOUNTS_PER_PAGE,
    messages: {
      create: "The account has been created.",
      update: "The details of the account have been updated.",
    },
  },
  {
    value: "journals",
    label: "Journal",
    idField: "journal_id",
    singularKey: "journal",
    pluralKey: "journals",
    family: "accountants",
    required: "journal_date",
    full: JOURNAL,
    row: JOURNAL_ROW,
    defaults: { journal_type: "both", entity_type: "journal", status: "published" },
    number: { field: "entry_number", prefix: "", digits: 1 },
    statuses: "draft published",
    computed: "total bcy_total line_item_total currency_code currency_symbol price_precision",
    reportName: "Manual Journals",
    sort: "journal_date D",
    sortColumns: "journal_date entry_number reference_number total last_modified_time",
    defaultFilter: "JournalDate.All",
    filters: `
      entry_number reference_number date notes last_modified_time total customer_id vendor_id
      status journal_type account_id account_code customview_id journal_ids currency tax_id
      tax_exemption_id tax_authority_id search_text branch_ids location_ids project_id
      journal_entity_type period_closure_id
    `,
    filterBy: `
      JournalDate.Today JournalDate.ThisWeek JournalDate.ThisMonth JournalDate.ThisQuarter
      JournalDate.ThisYear
    `,
    since: "journals",
    messages: {
      create: "The journal entry has been created.",
      update: "The journal entry has been updated.",
      delete: "The selected journal entry has been deleted.",
    },
  },
  {
    value: "basecurrencyadjustment",
    label: "Base Currency Adjustment",
    idField: "base_currency_adjustment_id",
    singularKey: "data",
    pluralKey: "base_currency_adjustments",
    family: "accountants",
    required: "currency_id adjustment_date exchange_rate notes",
    full: BASE_CURRENCY_ADJUSTMENT,
    row: BASE_CURRENCY_ADJUSTMENT_ROW,
    computed: "gain_or_loss currency_code accounts",
    sort: "adjustment_date D",
    sortColumns: "adjustment_date exchange_rate currency_code debit_or_credit gain_or_loss",
    defaultFilter: "Date.All",
    filters: "last_modified_time",
    filterBy: "Date.Today Date.ThisWeek Date.ThisMonth Date.ThisQuarter Date.ThisYear",
    since: "filters",
  },
];
