import { scopeIsGranted } from "./scopes";

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
