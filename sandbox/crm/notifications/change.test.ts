import { getFirst, getRows, TestSandbox } from "../../testSupport/calls";

const change = (zoho: TestSandbox, ...watch: unknown[]) =>
  zoho.crm("PATCH", "/actions/watch", { body: { watch } });

function withChannel(variants: Record<string, unknown> = {}): TestSandbox {
  const zoho = new TestSandbox({}, variants);
  const entry = {
    channel_id: "10000",
    events: ["Leads.create", "Deals.all"],
    notify_url: "https://hooks.example.test/a",
    token: "first",
  };
  zoho.crm("POST", "/actions/watch", { body: { watch: [entry] } });
  return zoho;
}

const getEvents = (zoho: TestSandbox) =>
  getRows(zoho.crm("GET", "/actions/watch"), "watch").flatMap(({ events }) => events);

describe("PATCH /actions/watch (facts 8)", () => {
  test("adds events to the channel and changes only the details in the entry", () => {
    const zoho = withChannel();
    const reply = change(zoho, {
      channel_id: "10000",
      events: ["Leads.edit", "Contacts.delete"],
      return_affected_field_values: true,
      channel_expiry: "2026-01-03T10:00:00+05:30",
    });
    expect(reply.status).toBe(200);
    expect(getFirst(reply, "watch")).toMatchObject({
      code: "SUCCESS",
      message: "Successfully updated the subscribe details",
      details: { events: [{ resource_name: "Leads" }, { resource_name: "Deals" }, {}] },
    });
    expect(getEvents(zoho)).toEqual([
      "Leads.create",
      "Leads.edit",
      "Deals.edit",
      "Deals.create",
      "Deals.delete",
      "Contacts.delete",
    ]);
    expect(getFirst(zoho.crm("GET", "/actions/watch"), "watch")).toMatchObject({
      token: "first",
      notify_url: "https://hooks.example.test/a",
      return_affected_field_values: true,
      notify_on_related_action: true,
      channel_expiry: "2026-01-03T10:00:00+05:30",
    });
  });

  test("an expiry beyond a week becomes an hour; without one it stays", () => {
    const zoho = withChannel();
    const expiry = () => getFirst(zoho.crm("GET", "/actions/watch"), "watch").channel_expiry;
    zoho.clock.advance(60_000);
    change(zoho, { channel_id: "10000", token: null });
    expect(expiry()).toBe("2026-01-01T11:00:00+05:30");
    change(zoho, { channel_id: "10000", channel_expiry: "2027-01-01T10:00:00+05:30" });
    expect(expiry()).toBe("2026-01-01T11:01:00+05:30");
  });

  test("_delete_events removes those events; the rows have no expiry", () => {
    const zoho = withChannel();
    const reply = change(zoho, {
      channel_id: "10000",
      events: ["Deals.create", "Leads.create"],
      _delete_events: true,
    });
    expect(reply).toMatchObject({
      status: 200,
      json: { watch: [{ message: "Successfully removed the subscribe details" }] },
    });
    expect(getFirst(reply, "watch").details).toEqual({
      events: ["Deals", "Leads"].map((name) => ({
        resource_uri: `https://127.0.0.1/crm/v8/${name}`,
        resource_id: zoho.state.modules.get(name)?.id,
        resource_name: name,
        channel_id: "10000",
      })),
    });
    expect(getEvents(zoho)).toEqual(["Deals.edit", "Deals.delete"]);
  });

  test("a channel without events is removed", () => {
    const zoho = withChannel();
    const all = ["Deals.all", "Leads.all"];
    change(zoho, { channel_id: "10000", events: all, _delete_events: true });
    expect(zoho.crm("GET", "/actions/watch").status).toBe(204);
    expect(getFirst(change(zoho, { channel_id: "10000", token: "x" }), "watch").code).toBe(
      "NOT_SUBSCRIBED",
    );
  });

  test("_delete_events: false removes nothing", () => {
    const zoho = withChannel();
    change(zoho, { channel_id: "10000", events: ["Deals.all"], _delete_events: false });
    expect(getEvents(zoho)).toHaveLength(4);
  });

  test("_delete_events without events is MANDATORY_NOT_FOUND", () => {
    const reply = change(withChannel(), { channel_id: "10000", _delete_events: true });
    expect(reply.status).toBe(400);
    expect(getFirst(reply, "watch")).toMatchObject({
      code: "MANDATORY_NOT_FOUND",
      details: { api_name: "events", json_path: "$.watch[0].events" },
    });
  });

  test("events and channels that are not subscribed are NOT_SUBSCRIBED", () => {
    const zoho = withChannel();
    const unknown = { channel_id: "77", token: "x" };
    expect(change(zoho, unknown)).toMatchObject({
      status: 202,
      json: { watch: [{ code: "NOT_SUBSCRIBED", details: { channel_id: "77" } }] },
    });
    const never = { channel_id: "10000", events: ["Tasks.all"], _delete_events: true };
    expect(getFirst(change(zoho, never), "watch").code).toBe("NOT_SUBSCRIBED");
    expect(change(zoho, unknown, { channel_id: "10000", token: "y" }).status).toBe(207);
    expect(change(withChannel({ notSubscribedStatus: "400" }), unknown).status).toBe(400);
  });

  test("notify_url is optional in practice, mandatory in the docs", () => {
    const patch = { channel_id: "10000", events: ["Tasks.all"] };
    expect(change(withChannel(), patch).status).toBe(200);
    expect(
      getFirst(change(withChannel({ patchNotifyUrl: "mandatory" }), patch), "watch"),
    ).toMatchObject({ code: "MANDATORY_NOT_FOUND", details: { api_name: "notify_url" } });
  });
});
