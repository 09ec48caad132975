import { crmScopeFor } from "./client";

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
