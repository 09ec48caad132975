import { commaList, type JsonObject } from "../../http";
import { invalidValue, refused, requiredMissing } from "../errors";
import type { BooksOrganization } from "../state/booksOrganization";
import { localDate } from "../state/zonedTime";
import { completeCurrency } from "./documents";
import { asNumber, asRows, asText, type Draft, type Effects, roundToCents } from "./effects";
import { renderHistory } from "./history";

const SIDES = ["debit", "credit"];

const sideTotal = (rows: readonly Record<string, unknown>[], side: string): number =>
  roundToCents(
    rows
      .filter((row) => row.debit_or_credit === side)
      .reduce((sum, row) => sum + asNumber(row.amount), 0),
  );

function completeJournalLines({ organization, values, input, previous }: Draft): void {
  if (input.line_items === undefined) return;
  const rows = asRows(values.line_items);
  values.line_items = rows.map((row, index) => {
    if (!row.account_id) throw requiredMissing("account_id");
    if (!SIDES.includes(asText(row.debit_or_credit))) throw invalidValue("debit_or_credit");
    const keepsId = asRows(previous?.line_items).some((old) => old.line_id === row.line_id);
    const id = keepsId ? row.line_id : organization.takeId();
    return {
      ...row,
      line_id: id,
      item_order: index + 1,
      bcy_amount: row.amount,
      tax_percentage: String(row.tax_percentage ?? ""),
    };
  });
}

/** Debits and credits must be equal (facts 7). */
export const journalEffects: Effects = {
  complete: (draft) => {
    const { values } = draft;
    completeCurrency(draft);
    if (!["draft", "published"].includes(asText(values.status))) throw invalidValue("status");
    completeJournalLines(draft);
    const rows = asRows(values.line_items);
    const debit = sideTotal(rows, "debit");
    if (debit !== sideTotal(rows, "credit")) {
      throw refused(8001, "The totals of debits and credits must be equal.");
    }
    Object.assign(values, { total: debit, bcy_total: debit, line_item_total: debit });
    values.fiscal_year = Number(asText(values.journal_date).slice(0, 4));
  },
  render: (organization, record) => renderHistory(organization, "journals", record),
};

/** Journal entries on an account, as its full reply shows them. */
function bookedOn(organization: BooksOrganization, accountId: string): JsonObject[] {
  return [...organization.store("journals").all()].flatMap(({ id, values }) =>
    asRows(values.line_items)
      .filter((row) => row.account_id === accountId)
      .map((row) => {
        const isDebit = row.debit_or_credit === "debit";
        const amount = asNumber(row.amount);
        return {
          date: values.journal_date,
          transaction_id: id,
          entity_type: "journal",
          entity_type_formatted: "Journal",
          reference_number: values.reference_number ?? "",
          debit: isDebit ? String(amount) : "",
          fcy_debit: isDebit ? String(amount) : "",
          credit: isDebit ? 0 : amount,
          fcy_credit: isDebit ? 0 : amount,
        };
      }),
  );
}

export const accountEffects: Effects = {
  complete: ({ organization, values }) => {
    const base = organization.baseCurrency().values;
    values.currency_id ||= base.currency_id;
    values.currency_code ||= base.currency_code;
    values.account_type_formatted = asText(values.account_type)
      .split("_")
      .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
      .join(" ");
    values.is_standalone_account = false;
    values.closing_balance_formatted ??= "0.00";
  },
  render: (organization, { id }) => ({ transactions: bookedOn(organization, id) }),
  beforeDelete: (_organization, { values }) => {
    if (values.is_system_account) throw refused(2003, "A system account cannot be deleted.");
  },
};

export const expenseEffects: Effects = {
  complete: (draft) => {
    const { values, organization } = draft;
    completeCurrency(draft);
    const amount = asNumber(values.amount);
    if (amount <= 0) throw invalidValue("amount");
    const rate = asNumber(values.tax_percentage) / 100;
    const tax = roundToCents(
      values.is_inclusive_tax ? (amount * rate) / (1 + rate) : amount * rate,
    );
    const total = roundToCents(values.is_inclusive_tax ? amount : amount + tax);
    Object.assign(values, {
      tax_amount: tax,
      sub_total: roundToCents(total - tax),
      total,
      total_without_tax: roundToCents(total - tax),
      bcy_total: roundToCents(total * asNumber(values.exchange_rate)),
      bcy_total_without_tax: roundToCents((total - tax) * asNumber(values.exchange_rate)),
      status: values.is_billable ? "unbilled" : "nonbillable",
    });
    if (asRows(values.line_items).length > 0 && draft.input.line_items === undefined) return;
    values.line_items = [
      {
        line_item_id: organization.takeId(),
        account_id: values.account_id,
        account_name: values.account_name,
        description: values.description ?? "",
        amount,
        item_total: amount,
        item_order: 1,
      },
    ];
  },
};

export const openingBalanceEffects: Effects = {
  complete: ({ values }) => {
    const rows = asRows(values.accounts);
    for (const row of rows) {
      if (!SIDES.includes(asText(row.debit_or_credit))) throw requiredMissing("debit_or_credit");
    }
    values.price_precision = 2;
    values.total = roundToCents(sideTotal(rows, "debit") + sideTotal(rows, "credit"));
  },
};

/** The query names the accounts to adjust (facts 5). */
export const currencyAdjustmentEffects: Effects = {
  complete: ({ organization, values, query, now }) => {
    const ids = commaList(query.get("account_ids"));
    if (ids.length === 0) throw requiredMissing("account_ids");
    values.accounts = ids.map((id) => {
      const account = organization.find(["chartofaccounts", "bankaccounts"], id);
      if (!account) throw invalidValue("account_ids");
      return { account_id: id, account_name: account.values.account_name };
    });
    values.adjustment_date ||= localDate(now, organization.timeZone);
  },
};
