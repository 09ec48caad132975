/** What fields of Zoho Books hold, as far as replies of it show. A name means the same in every record type. */

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

const NUMBERS = words(`
  adjustment amount amount_applied amount_withheld bank_charges budget_amount budget_hours
  closing_balance cost_amount credit credit_limit depth discount discount_amount discount_percent
  distance due_in_days early_payment_discount_amount early_payment_discount_percentage exchange_rate
  initial_stock initial_stock_rate item_order item_total line_item_total markup_percent mileage_rate
  opening_balance_amount payment_terms price_precision pricebook_rate purchase_rate quantity
  quantity_billed quantity_cancelled quantity_received rate reorder_level repeat_every roundoff_value
  sales_rate shipping_charge start_quantity end_quantity sub_total tax_amount tax_amount_withheld
  tax_percentage tax_total tds_total total total_retention_amount write_off_amount
`);

const BOOLEANS = words(`
  ach_supported allow_partial_payments associated_with_square auto_exchange_rate_enabled
  payment_reminder_enabled show_in_storefront sync_to_crm update_timesheet
  stop_reminder_until_payment_expected_date
`);

/** These beginnings are used for nothing else. */
const BOOLEAN_NAME = /^(is|can|has|track)_(?!number$|id$)/;

export const isNumberField = (name: string): boolean => NUMBERS.has(name);

export const isBooleanField = (name: string): boolean =>
  BOOLEANS.has(name) || BOOLEAN_NAME.test(name);
