import { type EndpointInputs, endpointFor, itemPath } from "./endpoints";
import { type Method, RECORD_TYPES } from "./recordTypes";

const at = (recordType: string, parentRecordType = "", parentRecordId = ""): EndpointInputs => ({
  recordType,
  parentRecordType,
  parentRecordId,
});

function addressOf(method: Method, params: EndpointInputs, recordId = "7"): string {
  const endpoint = endpointFor(method, params);
  return method === "list" || method === "create"
    ? endpoint.path
    : itemPath(endpoint, method, recordId);
}

describe("endpointFor", () => {
  it.each<[Method, EndpointInputs, string]>([
    ["list", at("invoices"), "/invoices"],
    ["get", at("settings/taxes"), "/settings/taxes/7"],
    ["delete", at("employees"), "/employee/7"],
    ["get", at("employees"), "/employees/7"],
    ["get", at("bankaccounts/rules"), "/bankaccounts/rules/7"],
    ["update", at("settings/openingbalances"), "/settings/openingbalances"],
    ["delete", at("projects/timeentries"), "/projects/timeentries/7"],
    ["list", at("contactpersons", "contacts", "5"), "/contacts/5/contactpersons"],
    ["get", at("contactpersons", "", "5"), "/contacts/5/contactpersons/7"],
    ["create", at("contactpersons", "contacts", "5"), "/contacts/contactpersons"],
    ["update", at("contactpersons"), "/contacts/contactpersons/7"],
    ["delete", at("contactpersons"), "/contacts/contactpersons/7"],
    ["list", at("tasks"), "/tasks"],
    ["list", at("tasks", "projects", "5"), "/projects/5/tasks"],
    ["update", at("tasks", "", "5"), "/projects/5/tasks/7"],
    ["list", at("invoices", "projects", "5"), "/projects/5/invoices"],
    ["list", at("expenses", "recurringexpenses", "5"), "/recurringexpenses/5/expenses"],
    ["delete", at("users", "projects", "5"), "/projects/5/users/7"],
    ["create", at("invoices", "creditnotes", "5"), "/creditnotes/5/invoices"],
    ["delete", at("bills", "vendorcredits", "5"), "/vendorcredits/5/bills/7"],
    ["list", at("bankaccounts", "contacts", "5"), "/contacts/5/bankaccounts"],
  ])("%s %j goes to its address", (method, params, address) => {
    expect(addressOf(method, params)).toBe(address);
  });

  it("passes a parent that is no part of the address on as a field", () => {
    expect(endpointFor("list", at("projects/timeentries", "projects", "5")).parentField).toEqual({
      project_id: "5",
    });
    expect(endpointFor("create", at("contactpersons", "", "5")).parentField).toEqual({
      contact_id: "5",
    });
    expect(endpointFor("list", at("contactpersons", "", "5")).parentField).toEqual({});
  });

  it.each<[string, Method, EndpointInputs, string]>([
    ["no type", "list", at(""), "Record Type: is empty"],
    ["an unknown type", "list", at("widgets"), "Record Type: is not a record type"],
    ["a method that the type lacks", "update", at("employees"), "cannot update Employees"],
    ["another one", "update", at("basecurrencyadjustment"), "cannot update Base Currency"],
    ["a missing parent", "list", at("contactpersons"), "Parent Record ID: is empty"],
    ["a missing parent of a new one", "create", at("contactpersons"), "belong to Contacts"],
    ["a parent where there is none", "list", at("items", "", "5"), "must be empty"],
    ["a stray parent", "list", at("bills", "", "5"), "Parent Record Type: is empty"],
    [
      "a write below a parent that is for lists only",
      "delete",
      at("invoices", "projects", "5"),
      "Of Invoices below Projects, Zoho Books can only list.",
    ],
    [
      "an update below a parent that has none",
      "update",
      at("bills", "vendorcredits", "5"),
      "can only list, create, delete",
    ],
    ["a wrong parent", "list", at("tasks", "contacts", "5"), "does not go with Tasks"],
    ["one of several parents", "list", at("invoices", "", "5"), "Possible: Projects, Recurring"],
    ["a parent id that is none", "list", at("tasks", "projects", "../x"), "may not hold"],
  ])("refuses %s", (_, method, params, text) => {
    expect(() => endpointFor(method, params)).toThrow(text);
  });

  it.each(["", "..", "7/../8", "7?x=1", "abc"])("refuses %j as an id", (id) => {
    expect(() => itemPath(endpointFor("get", at("invoices")), "get", id)).toThrow("Record ID");
  });
});

describe("the table", () => {
  it("has 31 types, each once, in terms of Zoho's alone", () => {
    expect(new Set(RECORD_TYPES.map(({ value }) => value)).size).toBe(31);
    for (const { value, path, itemPath: item, idField, names } of RECORD_TYPES) {
      expect({ value, path }).toEqual({ value, path: expect.stringMatching(/^\/[a-z/]+$/) });
      expect(item.startsWith(path)).toBe(true);
      expect(idField).toMatch(/_id$/);
      expect(names.length).toBeGreaterThan(0);
    }
  });

  it("names parents that exist", () => {
    const values = RECORD_TYPES.map(({ value }) => value);
    const parents = RECORD_TYPES.flatMap((type) => type.parents.map((parent) => parent.type));
    expect(values).toEqual(expect.arrayContaining(parents));
  });

  it("says the same about changes and about the filter", () => {
    for (const { value, changes, filtersByModifiedTime, sortColumns } of RECORD_TYPES) {
      // Zoho filters these by a time that their rows do not show.
      const isBlind = value === "basecurrencyadjustment";
      expect({ value, changes: changes === "filter" || isBlind }).toEqual({
        value,
        changes: filtersByModifiedTime,
      });
      if (changes === "sortDescStop") expect(sortColumns).toContain("last_modified_time");
    }
  });
});
