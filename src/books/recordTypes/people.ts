import { recordType, words } from "./recordType";

/** https://www.zoho.com/books/api/v3/ */

export const contact = recordType({
  value: "contacts",
  label: "Contacts",
  one: "contact",
  idField: "contact_id",
  singularKeys: ["contact"],
  pluralKeys: ["contacts"],
  scopeFamily: "contacts",
  names: ["contact_name", "company_name", "email"],
  detail: "email",
  requiredOnCreate: words("contact_name"),
  filters: words(
    "contact_type contact_name company_name first_name last_name address email phone search_text zcrm_contact_id zcrm_account_id zcrm_vendor_id",
  ),
  filterBy: words(
    "Status.All Status.Active Status.Inactive Status.Duplicate Status.PortalEnabled Status.PortalDisabled Invoice.OverDue Invoice.Unpaid Status.CreditLimitExceed Status.Crm",
  ),
  sortColumns: words(
    "contact_name first_name last_name email outstanding_receivable_amount created_time last_modified_time",
  ),
  newestBy: "created_time",
  changes: "sortDescStop",
  movingFields: words(
    "outstanding_receivable_amount outstanding_receivable_amount_bcy outstanding_payable_amount outstanding_payable_amount_bcy unused_credits_receivable_amount unused_credits_receivable_amount_bcy unused_credits_payable_amount unused_credits_payable_amount_bcy",
  ),
  files: { path: "attachment", canDownload: false, hasDocuments: true },
  actions: words(
    "active inactive paymentreminder/enable paymentreminder/disable track1099 untrack1099",
  ),
});

export const contactPerson = recordType({
  value: "contactpersons",
  label: "Contact Persons",
  one: "contact person",
  idField: "contact_person_id",
  singularKeys: ["contact_person"],
  pluralKeys: ["contact_persons"],
  scopeFamily: "contacts",
  names: ["first_name last_name", "email"],
  detail: "email",
  requiredOnCreate: words("contact_id first_name"),
  changes: "fullCompare",
  path: "/contacts/contactpersons",
  parents: [
    {
      type: "contacts",
      path: "/contacts/{parent}/contactpersons",
      isUsual: true,
      nested: ["list", "get"],
      required: ["list", "get", "create"],
      field: "contact_id",
    },
  ],
});

export const employee = recordType({
  value: "employees",
  label: "Employees",
  one: "employee",
  idField: "employee_id",
  singularKeys: ["employee"],
  pluralKeys: ["employees"],
  methods: ["list", "create", "get", "delete"],
  scopeFamily: "expenses",
  names: ["name"],
  detail: "email",
  requiredOnCreate: words("name email"),
  changes: "fullCompare",
  deletePath: "/employee/{id}",
});

export const user = recordType({
  value: "users",
  label: "Users",
  one: "user",
  idField: "user_id",
  singularKeys: ["user"],
  pluralKeys: ["users"],
  scopeFamily: "settings",
  names: ["name"],
  detail: "email",
  requiredOnCreate: words("name email"),
  filterBy: words("Status.All Status.Active Status.Inactive Status.Invited Status.Deleted"),
  sortColumns: words("name email user_role status"),
  changes: "fullCompare",
  parents: [
    {
      type: "projects",
      path: "/projects/{parent}/users",
      nested: ["list", "get", "create", "update", "delete"],
      requiredOnCreate: [],
      required: [],
      scopeFamily: "projects",
    },
  ],
  actions: words("active inactive invite"),
});
