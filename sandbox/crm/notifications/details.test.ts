import { getInfo, getRows, TestSandbox } from "../../testSupport/calls";
import { tokenFor } from "../../testSupport/signIn";

const post = (zoho: TestSandbox, channelId: string, events: string[], more: object = {}) =>
  zoho.crm("POST", "/actions/watch", {
    body: {
      watch: [{ channel_id: channelId, events, notify_url: "https://hooks.example.test", ...more }],
    },
  });
const rows = (zoho: TestSandbox, query = "") =>
  getRows(zoho.crm("GET", `/actions/watch${query}`), "watch");

describe("GET /actions/watch (facts 8)", () => {
  test("a row per channel and module, X.all expanded", () => {
    const zoho = new TestSandbox();
    post(zoho, "10000", ["Deals.all", "Leads.create"], { token: "tok" });
    const row = (name: string, events: string[]) => ({
      channel_id: "10000",
      notify_url: "https://hooks.example.test",
      events,
      token: "tok",
      channel_expiry: "2026-01-01T11:00:00+05:30",
      resource_uri: `https://127.0.0.1/crm/v8/${name}`,
      resource_id: zoho.state.modules.get(name)?.id,
      resource_name: name,
      fields: null,
      notify_on_related_action: true,
      return_affected_field_values: false,
      notification_condition: null,
    });
    expect(zoho.crm("GET", "/actions/watch")).toEqual({
      status: 200,
      json: {
        watch: [
          row("Deals", ["Deals.edit", "Deals.create", "Deals.delete"]),
          row("Leads", ["Leads.create"]),
        ],
        info: { per_page: 200, count: 2, page: 1, more_records: false },
      },
    });
  });

  test("channel_id and module filter; there are pages", () => {
    const zoho = new TestSandbox();
    for (const id of ["1", "2", "3"]) post(zoho, id, ["Leads.edit", "Deals.edit"]);
    expect(rows(zoho, "?channel_id=2").map(({ resource_name }) => resource_name)).toEqual([
      "Leads",
      "Deals",
    ]);
    expect(rows(zoho, "?module=Deals").map(({ channel_id }) => channel_id)).toEqual([
      "1",
      "2",
      "3",
    ]);
    const second = zoho.crm("GET", "/actions/watch?page=2&per_page=4");
    expect(getInfo(second)).toEqual({ per_page: 4, count: 2, page: 2, more_records: false });
    expect(getRows(second, "watch").map(({ channel_id }) => channel_id)).toEqual(["3", "3"]);
    expect(getInfo(zoho.crm("GET", "/actions/watch?per_page=4")).more_records).toBe(true);
    expect(zoho.crm("GET", "/actions/watch?page=3&per_page=4").status).toBe(204);
  });

  test("204 for none, an unknown and an expired channel", () => {
    const zoho = new TestSandbox();
    expect(zoho.crm("GET", "/actions/watch")).toEqual({ status: 204 });
    post(zoho, "1", ["Leads.edit"]);
    expect(zoho.crm("GET", "/actions/watch?channel_id=2").status).toBe(204);
    zoho.clock.advance(3_590_000);
    expect(rows(zoho)).toHaveLength(1);
    zoho.clock.advance(10_000);
    expect(zoho.crm("GET", "/actions/watch").status).toBe(204);
  });

  test("shows only the caller's channels", () => {
    const zoho = new TestSandbox();
    const other = tokenFor(zoho, "ZohoCRM.notifications.ALL", zoho.state.users[1]?.id);
    post(zoho, "1", ["Leads.edit"]);
    expect(zoho.crm("GET", "/actions/watch", { token: other }).status).toBe(204);
    const remove = zoho.crm("DELETE", "/actions/watch?channel_ids=1", { token: other });
    expect(remove.status).toBe(202);
    expect(rows(zoho)).toHaveLength(1);
  });

  test.each([
    ["POST", "CREATE"],
    ["PUT", "UPDATE"],
    ["PATCH", "UPDATE"],
    ["GET", "READ"],
    ["DELETE", "DELETE"],
  ])("%s needs ZohoCRM.notifications.%s (facts 1.8)", (method, operation) => {
    const zoho = new TestSandbox();
    const call = (scope: string) =>
      zoho.crm(method, "/actions/watch", { token: tokenFor(zoho, scope), body: "{}" }).status;
    expect(call("ZohoCRM.modules.ALL")).toBe(401);
    expect(call(`ZohoCRM.notifications.${operation}`)).not.toBe(401);
    expect(call("ZohoCRM.notifications.ALL")).not.toBe(401);
  });

  test("invalid parameters are 400; channel_id is mandatory in the variant", () => {
    const status = (zoho: TestSandbox, query: string) =>
      zoho.crm("GET", `/actions/watch${query}`).status;
    const zoho = new TestSandbox();
    expect(
      ["?module=Notes", "?channel_id=x", "?per_page=201", "?page=0"].map((query) =>
        status(zoho, query),
      ),
    ).toEqual([400, 400, 400, 400]);
    expect(status(new TestSandbox({}, { watchChannelId: "mandatory" }), "")).toBe(400);
  });

  test("resource_uri shows v2 in the variant", () => {
    const zoho = new TestSandbox({}, { watchUriVersion: "v2" });
    post(zoho, "1", ["Leads.edit"]);
    expect(rows(zoho)[0]?.resource_uri).toBe("https://127.0.0.1/crm/v2/Leads");
  });
});
