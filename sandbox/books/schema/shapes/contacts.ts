import type { ShapeNames } from "../shape";
import { CONTACT_ADDRESS, LOCK_DETAIL, LOCK_DETAILS, SUBMISSION } from "./parts";

/** Contacts, full and as list rows, with the fields of live replies. */
export const CONTACT: ShapeNames = {
  text: `
    contact_id contact_name company_name contact_tax_information first_name last_name
    designation department website language_code language_code_formatted contact_salutation
    email phone mobile photo_url invited_by portal_status contact_type customer_sub_type
    contact_relation_type owner_id owner_name source twitter facebook primary_contact_id
    zcrm_account_id zcrm_contact_id crm_owner_id payment_terms_label payment_terms_id
    currency_id currency_code currency_symbol exchange_rate opening_balance_amount_bcy status
    consent_date tax_id_type tax_id_value tax_reg_label account_id account_name contact_category
    sales_channel entity_address_id pricebook_id pricebook_name notes created_time created_date
    created_by_name created_by_id last_modified_by_id last_modified_time zohopeople_client_id
    ${SUBMISSION}
  `,
  number: `
    payment_terms credit_limit_exceeded_amount price_precision opening_balance_amount
    outstanding_ob_receivable_amount outstanding_ob_payable_amount outstanding_receivable_amount
    outstanding_receivable_amount_bcy outstanding_payable_amount outstanding_payable_amount_bcy
    unused_credits_receivable_amount unused_credits_receivable_amount_bcy
    unused_credits_payable_amount unused_credits_payable_amount_bcy unused_retainer_payments
    portal_receipt_count
  `,
  flag: `
    is_bcy_only_contact is_credit_limit_migration_completed is_client_review_asked
    has_transaction is_crm_customer is_linked_with_zohocrm can_show_customer_ob
    can_show_vendor_ob payment_reminder_enabled is_sms_enabled is_consent_agreed
    is_client_review_settings_enabled track_1099 ach_supported associated_with_square
  `,
  list: `
    documents locked_actions custom_fields opening_balances contact_persons addresses cards
    checks upi_mandates bank_accounts vpa_list tags approvers_list integration_references
  `,
  group: {
    lock_details: LOCK_DETAILS,
    lock_detail: LOCK_DETAIL,
    custom_field_hash: {},
    billing_address: CONTACT_ADDRESS,
    shipping_address: CONTACT_ADDRESS,
    default_templates: {
      text: `
        statement_template_id statement_template_name invoice_template_id invoice_template_name
        bill_template_id bill_template_name estimate_template_id estimate_template_name
        creditnote_template_id creditnote_template_name paymentthankyou_template_id
        paymentthankyou_template_name invoice_email_template_id invoice_email_template_name
        estimate_email_template_id estimate_email_template_name creditnote_email_template_id
        creditnote_email_template_name paymentthankyou_email_template_id
        paymentthankyou_email_template_name payment_remittance_email_template_id
        payment_remittance_email_template_name
      `,
    },
  },
  rows: {
    customer_currency_summaries: {
      text: "currency_id currency_code currency_symbol currency_name_formatted",
      number: "price_precision outstanding_receivable_amount unused_credits_receivable_amount",
      flag: "is_base_currency",
    },
  },
};

export const CONTACT_ROW: ShapeNames = {
  text: `
    contact_id contact_name customer_name vendor_name company_name website language_code
    language_code_formatted contact_type contact_type_formatted status customer_sub_type source
    payment_terms_id payment_terms_label currency_id twitter facebook currency_code first_name
    last_name email phone mobile portal_status portal_status_formatted created_time
    created_time_formatted last_modified_time last_modified_time_formatted
  `,
  number: `
    payment_terms outstanding_receivable_amount outstanding_receivable_amount_bcy
    outstanding_payable_amount outstanding_payable_amount_bcy unused_credits_receivable_amount
    unused_credits_receivable_amount_bcy unused_credits_payable_amount
    unused_credits_payable_amount_bcy
  `,
  flag: "is_linked_with_zohocrm track_1099 ach_supported has_attachment",
  list: "custom_fields contactperson_custom_fields tags",
  group: {
    custom_field_hash: {},
  },
};
