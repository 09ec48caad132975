import type { JsonObject } from "../../http";
import { requiredMissing } from "../errors";
import { asNumber, asRows, asText, type Draft, roundToCents } from "./effects";

/** Fields that a line copies from its item unless it sets them. */
const FROM_ITEM: Record<string, string> = {
  name: "name",
  description: "description",
  unit: "unit",
  account_id: "account_id",
  account_name: "account_name",
  tax_id: "tax_id",
  tax_name: "tax_name",
  tax_percentage: "tax_percentage",
};

function getDiscount(line: JsonObject, gross: number): number {
  const discount = asNumber(line.discount);
  return roundToCents(line.$discount_percent ? (gross * discount) / 100 : discount);
}

function completeLine(draft: Draft, input: JsonObject, position: number): JsonObject {
  const { organization, previous, type } = draft;
  const item = input.item_id
    ? organization.store("items").get(asText(input.item_id))?.values
    : undefined;
  const hasContent = ["item_id", "name", "account_id", "description", "rate"].some(
    (name) => input[name],
  );
  if (!hasContent) throw requiredMissing("item_id");
  const line: JsonObject = { quantity: 1, rate: item?.rate ?? 0, ...input };
  for (const [here, there] of Object.entries(FROM_ITEM)) {
    if (item && !line[here]) line[here] = item[there] ?? "";
  }
  if (line.tax_percentage === "") line.tax_percentage = 0;
  const keepsId = asRows(previous?.line_items).some(
    (old) => old.line_item_id === input.line_item_id,
  );
  const gross = roundToCents(asNumber(line.quantity) * asNumber(line.rate));
  const discountAmount = getDiscount(line, gross);
  return {
    ...line,
    line_item_id: keepsId ? input.line_item_id : organization.takeId(),
    item_order: position,
    bcy_rate: line.rate,
    discount_amount: discountAmount,
    item_total: roundToCents(gross - discountAmount),
    ...(item && { item_type: item.item_type }),
    ...(type.value === "bills" && { customer_id: line.customer_id ?? "" }),
  };
}

/**
 * The lines of a document: the caller's lines replace all previous ones. A line that names a
 * previous line keeps its id; all others get new ids (facts 5).
 */
export function completeLines(draft: Draft): void {
  if (!Array.isArray(draft.input.line_items)) {
    draft.values.line_items ??= [];
    return;
  }
  const lines = asRows(draft.values.line_items);
  draft.values.line_items = lines.map((line, index) => completeLine(draft, line, index + 1));
}

interface Totals {
  sub_total: number;
  discount_total: number;
  tax_total: number;
  total: number;
}

/** The totals of a document. Tax is per line; with `is_inclusive_tax` prices include it. */
export function getTotals(values: JsonObject): Totals {
  const lines = asRows(values.line_items);
  const subTotal = roundToCents(lines.reduce((sum, line) => sum + asNumber(line.item_total), 0));
  const discount = getDiscount(values, subTotal);
  const rate = (line: JsonObject): number => asNumber(line.tax_percentage) / 100;
  const tax = roundToCents(
    lines.reduce((sum, line) => {
      const amount = asNumber(line.item_total);
      const part = values.is_inclusive_tax ? rate(line) / (1 + rate(line)) : rate(line);
      return sum + amount * part;
    }, 0),
  );
  const extra = asNumber(values.shipping_charge) + asNumber(values.adjustment);
  const added = values.is_inclusive_tax ? 0 : tax;
  return {
    sub_total: subTotal,
    discount_total: discount,
    tax_total: tax,
    total: roundToCents(subTotal - discount + added + extra),
  };
}
