import { TestSandbox } from "../../testSupport/calls";
import { tokenFor } from "../../testSupport/signIn";

const count = (zoho: TestSandbox, query = "") => zoho.crm("GET", `/Leads/actions/count${query}`);

describe("GET /{module}/actions/count (facts 3.9)", () => {
  test("counts all records, a search, a custom view; 0 is a count", () => {
    const zoho = new TestSandbox({ Leads: 7 });
    zoho.create("Leads", { Last_Name: "Counted", Email: "one@example.test" });
    expect(count(zoho)).toEqual({ status: 200, json: { count: 8 } });
    expect(count(zoho, "?criteria=(Last_Name:equals:Counted)").json).toEqual({ count: 1 });
    expect(count(zoho, "?email=one@example.test").json).toEqual({ count: 1 });
    expect(count(zoho, "?word=nobody")).toEqual({ status: 200, json: { count: 0 } });
    const mine = zoho.state.modules.get("Leads")?.customViews[1]?.id;
    const owned = [...(zoho.state.records.get("Leads")?.all() ?? [])].filter(
      ({ ownerId }) => ownerId === zoho.state.users[0]?.id,
    );
    expect(count(zoho, `?cvid=${mine}`).json).toEqual({ count: owned.length });
    expect(owned.length).toBeGreaterThan(0);
  });

  test("a custom view excludes the others", () => {
    const zoho = new TestSandbox();
    expect(count(zoho, "?cvid=1&word=Rao")).toMatchObject({
      status: 400,
      json: {
        code: "AMBIGUITY_DURING_PROCESSING",
        details: { ambiguity_due_to: [{ param_name: "cvid" }, { param_name: "word" }] },
      },
    });
    expect(count(zoho, "?cvid=1").status).toBe(400);
  });

  test("a search also needs securesearch, a plain count does not (facts 1.8)", () => {
    const zoho = new TestSandbox();
    const status = (query: string, scope: string) =>
      zoho.crm("GET", `/Leads/actions/count${query}`, { token: tokenFor(zoho, scope) }).status;
    expect(status("", "ZohoCRM.modules.READ")).toBe(200);
    expect(status("?word=Rao", "ZohoCRM.modules.READ")).toBe(401);
    expect(status("?word=Rao", "ZohoCRM.modules.READ,ZohoSearch.securesearch.READ")).toBe(200);
  });

  test("costs 50 credits, in the variant 1", () => {
    const zoho = new TestSandbox();
    count(zoho);
    expect(zoho.state.credits.total).toBe(50);
    const cheap = new TestSandbox({}, { countCredits: "1" });
    count(cheap);
    expect(cheap.state.credits.total).toBe(1);
  });
});
