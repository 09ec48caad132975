import type { JsonObject } from "../../http";
import type { BooksOrganization } from "../state/booksOrganization";

/** Accounts that every organization has: name, type, and whether it is a system account. */
const ACCOUNTS: readonly [string, string, boolean][] = [
  ["Accounts Receivable", "accounts_receivable", true],
  ["Accounts Payable", "accounts_payable", true],
  ["Sales", "income", true],
  ["Interest Income", "income", false],
  ["Cost of Goods Sold", "cost_of_goods_sold", true],
  ["Office Supplies", "expense", false],
  ["Travel Expense", "expense", false],
  ["Petty Cash", "cash", true],
  ["Tax Payable", "other_current_liability", true],
  ["Opening Balance Offset", "equity", true],
];

const formatType = (type: string): string =>
  type
    .split("_")
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(" ");

function addCurrency(organization: BooksOrganization, createdAt: number): JsonObject {
  const { currencyCode, currencySymbol } = organization.profile;
  const values = {
    currency_code: currencyCode,
    currency_symbol: currencySymbol,
    currency_name: `${currencyCode}- ${currencyCode === "INR" ? "Indian Rupee" : "US Dollar"}`,
    currency_name_formatted: currencyCode,
    currency_format: "1,234,567.89",
    price_precision: 2,
    exchange_rate: 1,
    is_base_currency: true,
  };
  return organization.add("settings/currencies", values, { createdAt }).values;
}

/**
 * Adds what every organization has: the base currency, the calling user and a chart of accounts.
 * `createdAt` precedes all other records.
 */
export function seedFoundations(organization: BooksOrganization, createdAt: number): void {
  const currency = addCurrency(organization, createdAt);
  const user = {
    name: "Ana",
    email: "ana@example.test",
    user_role: "admin",
    role_id: organization.takeId(),
    user_type: "zoho",
    status: "active",
    is_current_user: true,
  };
  organization.add("users", user, { createdAt });
  for (const [account_name, account_type, is_system_account] of ACCOUNTS) {
    organization.add(
      "chartofaccounts",
      {
        account_name,
        account_type,
        account_type_formatted: formatType(account_type),
        is_system_account,
        is_user_created: !is_system_account,
        is_active: true,
        status: "active",
        currency_id: currency.currency_id,
        currency_code: currency.currency_code,
      },
      { createdAt },
    );
  }
}
