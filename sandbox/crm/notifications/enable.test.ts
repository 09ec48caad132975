import { getFirst, getRows, TestSandbox } from "../../testSupport/calls";

const URL = "https://hooks.example.test/zoho?k=v";
const enable = (zoho: TestSandbox, ...watch: unknown[]) =>
  zoho.crm("POST", "/actions/watch", { body: { watch }, host: "www.zohoapis.com" });
const entry = (more: object = {}) => ({
  channel_id: "10000",
  events: ["Leads.create"],
  notify_url: URL,
  ...more,
});
const moduleId = (zoho: TestSandbox, name: string) => zoho.state.modules.get(name)?.id;
const channel = (zoho: TestSandbox, id = "10000") =>
  zoho.state.watches.active(zoho.clock.now()).find(({ channelId }) => channelId === id);

describe("POST /actions/watch (facts 8)", () => {
  test("replies 201 with a row per module", () => {
    const zoho = new TestSandbox();
    const reply = enable(
      zoho,
      entry({
        events: ["Deals.all", "Leads.create", "Leads.edit"],
        channel_expiry: "2026-01-08T10:00:00+05:30",
      }),
    );
    const row = (name: string) => ({
      channel_expiry: "2026-01-08T10:00:00+05:30",
      resource_uri: `https://www.zohoapis.com/crm/v8/${name}`,
      resource_id: moduleId(zoho, name),
      resource_name: name,
      channel_id: "10000",
    });
    expect(reply).toEqual({
      status: 201,
      json: {
        watch: [
          {
            code: "SUCCESS",
            details: { events: [row("Deals"), row("Leads")] },
            message: "Successfully subscribed for actions-watch of the given module",
            status: "success",
          },
        ],
      },
    });
  });

  test.each([
    ["absent", undefined, "2026-01-01T11:00:00+05:30"],
    ["a day", "2026-01-02T10:00:00+05:30", "2026-01-02T10:00:00+05:30"],
    ["a week in another offset", "2026-01-08T04:30:00+00:00", "2026-01-08T10:00:00+05:30"],
    ["a minute more than a week", "2026-01-08T10:01:00+05:30", "2026-01-01T11:00:00+05:30"],
  ])("expiry %s: an hour by default, a week at most", (_name, requested, granted) => {
    const zoho = new TestSandbox();
    const { details } = getFirst(enable(zoho, entry({ channel_expiry: requested })), "watch");
    expect(details).toMatchObject({ events: [{ channel_expiry: granted }] });
  });

  test("in the variant channelLife an hour; invalid expiries are still refused", () => {
    const zoho = new TestSandbox({}, { channelLife: "hour" });
    const ask = (channel_expiry: unknown, method = "POST") =>
      zoho.crm(method, "/actions/watch", { body: { watch: [entry({ channel_expiry })] } });
    const expiry = (method: string) =>
      getFirst(ask("2026-01-08T10:00:00+05:30", method), "watch").details;
    for (const method of ["POST", "PUT", "PATCH"]) {
      expect(expiry(method)).toMatchObject({
        events: [{ channel_expiry: "2026-01-01T11:00:00+05:30" }],
      });
    }
    expect(channel(zoho)?.expiresAt).toBe(Date.parse("2026-01-01T11:00:00+05:30"));
    expect([ask("2026-01-01T09:00:00+05:30").status, ask("tomorrow").status]).toEqual([400, 400]);
  });

  test("by default related actions are notified, affected values are not sent", () => {
    const zoho = new TestSandbox();
    enable(zoho, entry());
    expect(channel(zoho)).toMatchObject({
      notifyOnRelatedAction: true,
      returnAffectedFieldValues: false,
      token: null,
      condition: null,
    });
  });

  test.each(["1000000068001", "9007199254740993", "9223372036854775807"])(
    "channel id %s is exact as text and as integer literal",
    (id) => {
      const zoho = new TestSandbox();
      const rest = `"events":["Leads.all"],"notify_url":"${URL}"`;
      const body = `{"watch":[{"channel_id" : ${id} ,${rest},"token":"\\"channel_id\\": 7,"}]}`;
      const reply = zoho.crm("POST", "/actions/watch", { body });
      expect(reply.status).toBe(201);
      expect(channel(zoho, id)?.token).toBe('"channel_id": 7,');
      expect(getFirst(enable(zoho, entry({ channel_id: id })), "watch")).toMatchObject({
        details: { events: [{ channel_id: id }] },
      });
    },
  );

  test("in a variant channel ids are exact number literals", () => {
    const zoho = new TestSandbox({}, { channelIds: "number" });
    const reply = enable(
      zoho,
      entry({ channel_id: "9007199254740993", token: '"channel_id":"1"' }),
    );
    expect(reply.status).toBe(201);
    expect(reply.headers?.["content-type"]).toBe("application/json;charset=UTF-8");
    expect(reply.text).toContain('"channel_id":9007199254740993}');
    expect(zoho.crm("GET", "/actions/watch").text).toContain(
      String.raw`"token":"\"channel_id\":\"1\""`,
    );
  });

  test.each([
    ["no channel_id", { channel_id: undefined }, "MANDATORY_NOT_FOUND", "$.watch[0].channel_id"],
    ["a worded channel_id", { channel_id: "abc" }, "INVALID_DATA", "$.watch[0].channel_id"],
    ["2^63", { channel_id: "9223372036854775808" }, "INVALID_DATA", "$.watch[0].channel_id"],
    ["no events", { events: undefined }, "MANDATORY_NOT_FOUND", "$.watch[0].events"],
    ["empty events", { events: [] }, "MANDATORY_NOT_FOUND", "$.watch[0].events"],
    ["a text as events", { events: "Leads.all" }, "INVALID_DATA", "$.watch[0].events"],
    ["an unknown operation", { events: ["Leads.update"] }, "INVALID_DATA", "$.watch[0].events[0]"],
    ["no operation", { events: ["Leads"] }, "INVALID_DATA", "$.watch[0].events[0]"],
    [
      "an unknown module",
      { events: ["Deals.all", "Nope.all"] },
      "INVALID_MODULE",
      "$.watch[0].events[1]",
    ],
    ["Notes", { events: ["Notes.create"] }, "INVALID_MODULE", "$.watch[0].events[0]"],
    ["Attachments", { events: ["Attachments.all"] }, "INVALID_MODULE", "$.watch[0].events[0]"],
    ["no notify_url", { notify_url: undefined }, "MANDATORY_NOT_FOUND", "$.watch[0].notify_url"],
    ["plain http", { notify_url: "http://a.test" }, "INVALID_DATA", "$.watch[0].notify_url"],
    ["a past expiry", { channel_expiry: "2026-01-01T09:00:00+05:30" }, "INVALID_DATA", undefined],
    ["a worded flag", { return_affected_field_values: "true" }, "INVALID_DATA", undefined],
  ])("refuses %s", (_name, more, code, path) => {
    const zoho = new TestSandbox();
    const reply = enable(zoho, entry(more));
    expect(reply.status).toBe(400);
    const error = getFirst(reply, "watch");
    expect(error).toMatchObject({ code, status: "error", message: expect.any(String) });
    if (path) expect(error.details).toHaveProperty("json_path", path);
    expect(channel(zoho)).toBeUndefined();
  });

  test("a token of 51 characters is INVALID_DATA with maximum_length; 50 are accepted", () => {
    const zoho = new TestSandbox();
    expect(getFirst(enable(zoho, entry({ token: "t".repeat(51) })), "watch")).toMatchObject({
      code: "INVALID_DATA",
      details: { maximum_length: 50, api_name: "token", json_path: "$.watch[0].token" },
    });
    expect(enable(zoho, entry({ token: "t".repeat(50) })).status).toBe(201);
    const wide = new TestSandbox({}, { watchTokenLength: "256" });
    expect(enable(wide, entry({ token: "t".repeat(256) })).status).toBe(201);
  });

  test("http is accepted for a loopback address", () => {
    const zoho = new TestSandbox();
    expect(enable(zoho, entry({ notify_url: "http://127.0.0.1:8080/x" })).status).toBe(201);
  });

  test("users are watched under a lower-case name, custom modules under theirs", () => {
    const zoho = new TestSandbox();
    const reply = enable(zoho, entry({ events: ["users.all", "Subscriptions.delete"] }));
    expect(getFirst(reply, "watch").details).toMatchObject({
      events: [{ resource_name: "users" }, { resource_name: "Subscriptions" }],
    });
    expect(enable(zoho, entry({ events: ["Users.all"] })).status).toBe(400);
  });

  test("several entries: 207 with a result each, in order", () => {
    const zoho = new TestSandbox();
    const wrong = entry({ channel_id: "2", events: ["Leads.x"] });
    const reply = enable(zoho, entry({ channel_id: "1" }), wrong, entry({ channel_id: "3" }));
    expect(reply.status).toBe(207);
    expect(getRows(reply, "watch").map(({ status }) => status)).toEqual([
      "success",
      "error",
      "success",
    ]);
    expect([channel(zoho, "1"), channel(zoho, "3")]).not.toContain(undefined);
    expect(channel(zoho, "2")).toBeUndefined();
  });

  test("an existing channel is overwritten", () => {
    const zoho = new TestSandbox();
    enable(zoho, entry({ events: ["Leads.all"], token: "old" }));
    zoho.clock.advance(1_800_000);
    enable(zoho, entry({ events: ["Deals.edit"] }));
    expect(channel(zoho)).toMatchObject({
      token: null,
      expiresAt: Date.parse("2026-01-01T11:30:00+05:30"),
    });
    expect([...(channel(zoho)?.events.keys() ?? [])]).toEqual(["Deals"]);
  });

  test.each([
    ["", "INVALID_DATA"],
    ['{"watch":[]}', "MANDATORY_NOT_FOUND"],
    ['{"watch":1}', "INVALID_DATA"],
  ])("the body %j is refused", (body, code) => {
    const reply = new TestSandbox().crm("POST", "/actions/watch", { body });
    expect(reply).toMatchObject({ status: 400, json: { code, status: "error" } });
  });
});

describe("PUT /actions/watch (facts 8)", () => {
  const replace = (zoho: TestSandbox, ...watch: unknown[]) =>
    zoho.crm("PUT", "/actions/watch", { body: { watch } });

  test("replies 200 and replaces all details", () => {
    const zoho = new TestSandbox();
    enable(
      zoho,
      entry({ token: "old", notify_on_related_action: false, return_affected_field_values: true }),
    );
    const reply = replace(zoho, entry({ events: ["Contacts.edit"] }));
    expect(reply.status).toBe(200);
    expect(getFirst(reply, "watch")).toMatchObject({
      message: "Successfully subscribed for actions-watch of the given module",
      details: { events: [{ resource_name: "Contacts", channel_id: "10000" }] },
    });
    expect(channel(zoho)).toMatchObject({
      token: null,
      notifyOnRelatedAction: true,
      returnAffectedFieldValues: false,
    });
  });

  test("an unknown channel is NOT_SUBSCRIBED with 202, in the variant 400; mixed results are 207", () => {
    const zoho = new TestSandbox();
    const unknown = entry({ channel_id: "77" });
    const refused = replace(zoho, unknown);
    expect(refused.status).toBe(202);
    expect(getFirst(refused, "watch")).toMatchObject({ code: "NOT_SUBSCRIBED", status: "error" });
    const strict = new TestSandbox({}, { notSubscribedStatus: "400" });
    expect(replace(strict, unknown).status).toBe(400);
    enable(zoho, entry());
    expect(replace(zoho, entry(), unknown).status).toBe(207);
  });

  test("needs events and notify_url", () => {
    const zoho = new TestSandbox();
    enable(zoho, entry());
    expect(getFirst(replace(zoho, { channel_id: "10000" }), "watch")).toMatchObject({
      code: "MANDATORY_NOT_FOUND",
      details: { api_name: "events" },
    });
  });
});
