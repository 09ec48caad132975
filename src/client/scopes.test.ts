import { crmScopeFor, scopeIsGranted } from "./scopes";

describe("crmScopeFor", () => {
  it.each([
    ["GET", "/Leads", "ZohoCRM.modules.READ"],
    ["POST", "/Leads", "ZohoCRM.modules.CREATE"],
    ["PUT", "/Leads/1", "ZohoCRM.modules.UPDATE"],
    ["DELETE", "/Leads/1", "ZohoCRM.modules.DELETE"],
    ["GET", "/settings/fields", "ZohoCRM.settings.fields.READ"],
    ["GET", "/settings/modules", "ZohoCRM.settings.modules.READ"],
    ["POST", "/coql", "ZohoCRM.coql.READ"],
    ["GET", "/org", "ZohoCRM.org.READ"],
    ["GET", "/users", "ZohoCRM.users.READ"],
    ["POST", "/actions/watch", "ZohoCRM.notifications.CREATE"],
  ])("%s %s needs %s", (method, path, scope) => {
    expect(crmScopeFor(method, path)).toBe(scope);
  });
});

describe("scopeIsGranted", () => {
  it.each([
    ["ZohoCRM.modules.READ", ["ZohoCRM.modules.READ"], true],
    ["ZohoCRM.modules.READ", ["ZohoCRM.modules.ALL"], true],
    ["ZohoCRM.modules.READ", ["zohocrm.Modules.all"], true],
    ["ZohoCRM.settings.fields.READ", ["ZohoCRM.settings.ALL"], true],
    ["ZohoCRM.settings.fields.READ", ["ZohoCRM.settings.READ"], true],
    ["ZohoCRM.modules.CREATE", ["ZohoCRM.modules.WRITE"], true],
    ["ZohoCRM.modules.DELETE", ["ZohoCRM.modules.WRITE"], false],
    ["ZohoCRM.modules.READ", ["ZohoCRM.modules.leads.READ"], true],
    ["ZohoCRM.modules.READ", ["ZohoCRM.modules.leads.CREATE"], false],
    ["ZohoCRM.modules.READ", ["ZohoCRM.modules.CREATE"], false],
    ["ZohoCRM.org.READ", ["ZohoCRM.organization.ALL"], false],
    ["ZohoCRM.org.READ", [], false],
  ])("%s by %j: %s", (needed, granted, expected) => {
    expect(scopeIsGranted(needed, granted)).toBe(expected);
  });
});
