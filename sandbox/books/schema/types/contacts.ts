import type { RecordTypeRow } from "../recordType";
import { CONTACT, CONTACT_ROW } from "../shapes/contacts";
import { CONTACT_PERSON, CONTACT_PERSON_ROW, EMPLOYEE, USER, USER_ROW } from "../shapes/people";

/** People and companies (facts 5, 5a, 5b). */
export const CONTACT_TYPES: readonly RecordTypeRow[] = [
  {
    value: "contacts",
    label: "Contact",
    idField: "contact_id",
    singularKey: "contact",
    pluralKey: "contacts",
    family: "contacts",
    required: "contact_name",
    full: CONTACT,
    row: CONTACT_ROW,
    defaults: {
      contact_type: "customer",
      customer_sub_type: "business",
      status: "active",
      language_code: "en",
      portal_status: "disabled",
      payment_terms_label: "Due on Receipt",
      source: "api",
    },
    statuses: "active inactive",
    computed: `
      status outstanding_receivable_amount outstanding_receivable_amount_bcy
      outstanding_payable_amount outstanding_payable_amount_bcy primary_contact_id
      unused_credits_receivable_amount unused_credits_receivable_amount_bcy
      unused_credits_payable_amount unused_credits_payable_amount_bcy has_transaction
    `,
    upsert: true,
    sort: "contact_name A",
    sortColumns: `
      contact_name first_name last_name email outstanding_receivable_amount created_time
      last_modified_time
    `,
    filters: `
      contact_type contact_name company_name first_name last_name address email phone search_text
      zcrm_contact_id zcrm_account_id zcrm_vendor_id
    `,
    filterBy: `
      Status.Active Status.Inactive Status.Duplicate Status.PortalEnabled Status.PortalDisabled
      Invoice.OverDue Invoice.Unpaid Status.CreditLimitExceed Status.Crm
    `,
    since: "contacts",
    messages: {
      create: "The contact has been added.",
      update: "Contact information has been saved.",
      delete: "The customer has been deleted.",
    },
  },
  {
    value: "contactpersons",
    label: "Contact person",
    idField: "contact_person_id",
    singularKey: "contact_person",
    pluralKey: "contact_persons",
    family: "contacts",
    required: "contact_id first_name",
    full: CONTACT_PERSON,
    row: CONTACT_PERSON_ROW,
    computed: "is_primary_contact",
    sort: "created_time A",
  },
  {
    value: "employees",
    label: "Employee",
    idField: "employee_id",
    singularKey: "employee",
    pluralKey: "employees",
    family: "expenses",
    required: "name email",
    full: EMPLOYEE,
    defaults: { status: "active" },
    sort: "name A",
  },
  {
    value: "users",
    label: "User",
    idField: "user_id",
    singularKey: "user",
    pluralKey: "users",
    family: "settings",
    required: "name email",
    full: USER,
    row: USER_ROW,
    defaults: { status: "active", user_role: "staff", user_type: "zoho" },
    computed: "status is_current_user",
    sort: "name A",
    sortColumns: "name email user_role status",
    filterBy: "Status.Active Status.Inactive Status.Invited Status.Deleted",
    messages: {
      create: "Your invitation has been sent.",
      update: "The user information has been updated.",
    },
  },
];
