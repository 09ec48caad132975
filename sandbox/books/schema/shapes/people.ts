import type { ShapeNames } from "../shape";

/** People and settings with the documented fields; no live reply is known. */
export const CONTACT_PERSON: ShapeNames = {
  text: `
    contact_person_id contact_id contact_name salutation first_name last_name email phone mobile
    designation department skype fax currency_code created_time last_modified_time
  `,
  flag: "is_primary_contact enable_portal is_added_in_portal can_invite",
  list: "custom_fields",
  group: { communication_preference: { flag: "is_email_enabled is_sms_enabled" } },
};

export const CONTACT_PERSON_ROW: ShapeNames = {
  text: `
    contact_person_id salutation first_name last_name email phone mobile designation department
    skype
  `,
  flag: "is_primary_contact enable_portal is_added_in_portal",
};

export const EMPLOYEE: ShapeNames = {
  text: "employee_id name email status",
};

export const USER: ShapeNames = {
  text: `
    user_id name email user_role role_id user_type status photo_url created_time
  `,
  number: "cost_rate",
  flag: "is_current_user is_customer_segmented is_vendor_segmented",
  list: "email_ids custom_fields",
};

export const USER_ROW: ShapeNames = {
  text: "user_id role_id name email user_role user_type status photo_url",
  number: "cost_rate",
  flag: "is_current_user",
};

export const TAX: ShapeNames = {
  text: `
    tax_id tax_name tax_name_formatted tax_type tax_specific_type tax_authority_id
    tax_authority_name output_tax_account_name purchase_tax_account_id purchase_tax_account_name
    tax_account_id country country_code status start_date end_date description
    last_modified_time
  `,
  number: "tax_percentage",
  flag: "is_value_added is_default_tax is_editable is_non_advol_tax is_inactive",
};

/** Rows have no timestamps (facts 5a). */
export const TAX_ROW: ShapeNames = {
  text: `
    tax_id tax_name tax_name_formatted tax_type tax_specific_type tax_authority_id
    tax_authority_name output_tax_account_name purchase_tax_account_id country country_code
    status
  `,
  number: "tax_percentage",
  flag: "is_value_added is_default_tax is_editable",
};

export const OPENING_BALANCE: ShapeNames = {
  text: "opening_balance_id date",
  number: "price_precision total",
  rows: {
    accounts: {
      text: `
        acount_split_id account_id account_name debit_or_credit currency_id currency_code
        location_id location_name
      `,
      number: "exchange_rate amount bcy_amount",
    },
  },
};
