import type { ShapeNames } from "../shape";

/** Fields of several types. */
export const SUBMISSION = `
  submitted_date submitted_by submitted_by_name submitted_by_email submitted_by_photo_url
  submitter_id approver_id
`;
export const TEMPLATE =
  "template_id template_name template_type page_width page_height orientation";
export const SHIPPING_CHARGE = `
  shipping_charge_tax_id shipping_charge_tax_name shipping_charge_tax_type
  shipping_charge_tax_percentage shipping_charge_tax_exemption_id
  shipping_charge_tax_exemption_code shipping_charge_tax bcy_shipping_charge_tax
  shipping_charge_tax_formatted shipping_charge_exclusive_of_tax_formatted
  shipping_charge_inclusive_of_tax_formatted shipping_charge_account_id
  shipping_charge_account_name
`;
export const SUB_STATUS = "color_code current_sub_status_id current_sub_status";

/** Groups of several types. */
export const LOCK_DETAILS: ShapeNames = {
  flag: "can_lock",
};
export const LOCK_DETAIL: ShapeNames = {
  flag: "can_lock",
  list: "custom_locks system_locks",
};
export const ADDRESS: ShapeNames = {
  text: "address attention city country fax phone state street2 zip",
};
export const STREET_ADDRESS: ShapeNames = {
  text: "address attention city country country_code fax phone state street street2 zip",
};
export const CONTACT_ADDRESS: ShapeNames = {
  text: `
    address address_id attention city country country_code county fax latitude longitude phone
    state state_code street2 zip
  `,
};
export const DEFAULT_ADDRESS: ShapeNames = {
  text: "address city city_code country fax phone state state_code street2 zip",
};
export const ROW_ADDRESS: ShapeNames = {
  text: "address attention city country fax phone state street2 zipcode",
};
export const CONSENT: ShapeNames = {
  text: "consent_remaining_days is_consent_expired",
};
