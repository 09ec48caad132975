import type { ShapeNames } from "../shape";

/** Organizations and currencies, with the fields of live replies. */
export const ORGANIZATION: ShapeNames = {
  text: `
    organization_id name contact_name email language_code fiscal_year_start_month
    account_created_date time_zone date_format field_separator industry_type industry_size
    company_id_label company_id_value tax_id_label tax_id_value currency_id currency_code
    currency_symbol currency_format plan_name plan_period country_code country_name portal_name
  `,
  number: "price_precision plan_type",
  flag: "is_default_org is_dst_active",
  group: {
    org_settings: {
      flag: "is_org_active",
    },
  },
};

export const CURRENCY: ShapeNames = {
  text: `
    currency_id currency_code currency_name currency_name_formatted currency_symbol
    currency_format effective_date
  `,
  number: "price_precision exchange_rate",
  flag: "is_base_currency auto_exchange_rate_enabled",
};
