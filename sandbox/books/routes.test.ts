import { BooksSandbox } from "../testSupport/books";
import { routes } from "./routes";

const toShape = (pattern: string): string => pattern.replace(/\{[^}]*\}/g, "{}");

describe("routes", () => {
  test("no operation is defined twice", () => {
    const names = routes.map(({ method, pattern }) => `${method} ${toShape(pattern)}`);
    const twice = names.filter((name, index) => names.indexOf(name) !== index);
    expect(twice).toEqual([]);
  });

  test("operations that are not implemented get 501 with their names", () => {
    const zoho = new BooksSandbox();
    const absent = routes.filter(({ scope }) => scope === "");
    expect(absent.length).toBeGreaterThan(400);
    for (const { method, pattern } of absent) {
      const path = pattern.replace(/\{[^}]*\}/g, "1");
      const reply = zoho.call(method, path);
      expect({ path, status: reply.status }).toEqual({ path, status: 501 });
      expect(JSON.stringify(reply.json)).toContain(`${method} /books/v3${path} exists at Zoho`);
    }
  });

  test.each([
    ["POST", "/contacts/{id}/inactive", "contacts.CREATE"],
    ["POST", "/invoices/{id}/status/void", "invoices.CREATE"],
    ["DELETE", "/employee/{id}", "expenses.DELETE"],
    ["PUT", "/invoice/{id}/customfields", "invoices.UPDATE"],
    ["PUT", "/item/{id}/customfields", "settings.UPDATE"],
    ["GET", "/bankaccounts/rules/{id}", "banking.READ"],
    ["POST", "/vendorcredits", "debitnotes.CREATE"],
    ["PUT", "/projects/{projectId}/tasks/{id}", "projects.UPDATE"],
    ["PUT", "/tasks/{id}", "settings.UPDATE"],
    ["GET", "/settings/openingbalances", "settings.READ"],
    ["DELETE", "/recurring_bills/{id}", "bills.DELETE"],
    ["GET", "/expenses/{id}/receipt", "expenses.READ"],
    ["DELETE", "/retainerinvoices/{id}/documents/{documentId}", "invoices.DELETE"],
  ])("%s %s needs %s (facts 1)", (method, pattern, scope) => {
    const route = routes.find((one) => one.method === method && one.pattern === pattern);
    expect(route?.scope).toBe(scope);
  });
});
