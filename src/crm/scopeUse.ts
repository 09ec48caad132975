/**
 * Which scope each action, trigger and data source needs. docs and Validate Connection read it; a test
 * sees to it that every one of them is listed.
 * https://www.zoho.com/crm/developer/docs/api/v8/scopes.html
 */
export interface ScopeUse {
  scope: string;
  /** What the scope is for, as the end of "needed to ...". */
  purpose: string;
  usedBy: readonly string[];
  /** Without it the users still work, only less well. */
  optional?: boolean;
}

export const SCOPE_USE: readonly ScopeUse[] = [
  {
    scope: "ZohoCRM.modules.READ",
    purpose: "read records",
    usedBy: ["crmGetRecord", "crmGetRecords", "selectCrmRecord"],
  },
  { scope: "ZohoCRM.modules.CREATE", purpose: "create records", usedBy: ["crmCreateRecord"] },
  { scope: "ZohoCRM.modules.UPDATE", purpose: "update records", usedBy: ["crmUpdateRecord"] },
  { scope: "ZohoCRM.modules.DELETE", purpose: "delete records", usedBy: ["crmRemoveRecord"] },
  {
    scope: "ZohoCRM.settings.fields.READ",
    purpose: "list fields, return all of them and fit typed values to them",
    usedBy: ["crmGetRecords", "crmCreateRecord", "crmUpdateRecord", "selectCrmField"],
    optional: true,
  },
  {
    scope: "ZohoCRM.settings.modules.READ",
    purpose: "list modules",
    usedBy: ["selectCrmModule"],
  },
  {
    scope: "ZohoCRM.org.READ",
    purpose: "name the organization and its edition",
    usedBy: ["validateConnection"],
    optional: true,
  },
  {
    scope: "ZohoCRM.users.READ",
    purpose: "name the connected user with role and profile",
    usedBy: ["validateConnection"],
    optional: true,
  },
];
