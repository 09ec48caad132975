import type { RecordTypeRow } from "../recordType";
import { CURRENCY } from "../shapes/organization";
import { OPENING_BALANCE, TAX, TAX_ROW } from "../shapes/people";

/** Settings (facts 5, 5a, 5b). */
export const SETTINGS_TYPES: readonly RecordTypeRow[] = [
  {
    value: "settings/currencies",
    label: "Currency",
    idField: "currency_id",
    singularKey: "currency",
    pluralKey: "currencies",
    family: "settings",
    required: "currency_code currency_format",
    full: CURRENCY,
    defaults: { exchange_rate: 1, price_precision: 2 },
    computed: "is_base_currency currency_name currency_name_formatted",
    reportName: "Currencies",
    sort: "created_time A",
    filterBy: "Currencies.ExcludeBaseCurrency",
    defaultFilter: "Currencies.All",
    context: "short",
    messages: {
      create: "The currency has been added.",
      update: "The details of the currency have been updated.",
    },
  },
  {
    value: "settings/taxes",
    label: "Tax",
    idField: "tax_id",
    singularKey: "tax",
    pluralKey: "taxes",
    family: "settings",
    required: "tax_name tax_percentage",
    full: TAX,
    row: TAX_ROW,
    defaults: { tax_type: "tax", status: "Active", is_editable: true },
    computed: "status is_inactive",
    reportName: "Taxes",
    sort: "tax_name A",
    defaultFilter: "Taxes.Active",
    filterBy: "Taxes.All Taxes.Inactive",
    context: "taxes",
    messages: {
      create: "The tax has been added.",
      update: "The details of the tax have been updated.",
    },
  },
  {
    value: "settings/openingbalances",
    label: "Opening balance",
    idField: "opening_balance_id",
    singularKey: "opening_balance",
    pluralKey: "opening_balance",
    family: "settings",
    required: "date",
    full: OPENING_BALANCE,
    computed: "total price_precision",
    context: "none",
    messages: {
      create: "The opening balance has been created.",
      update: "The opening balance has been updated.",
    },
  },
];
