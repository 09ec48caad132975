import { LocalZoho, type Row } from "../support/localZoho";

const zoho = new LocalZoho();
beforeAll(() => zoho.start());
afterAll(() => zoho.stop());
beforeEach(() => zoho.reset());

const HOUR = 3_600_000;
const channel = { channelId: "1000000068001", notifyUrl: "https://hooks.example.com/zoho" };
const enable = (values: Row = {}) =>
  zoho.act("crmEnableNotification", { ...channel, events: '["Leads.create"]', ...values });
const details = async (values: Row = {}): Promise<Row[]> => {
  const found = await zoho.act("crmGetNotificationDetails", {
    channelId: channel.channelId,
    ...values,
  });
  return (found as { watch: Row[] }).watch;
};
const sentEntry = async (): Promise<Row> => {
  const { watch } = JSON.parse((await zoho.calls()).at(-1)?.body ?? "{}") as { watch: Row[] };
  return watch[0] ?? {};
};
const livesFor = (row: Row | undefined) => Date.parse(String(row?.channel_expiry)) - Date.now();

describe("a channel", () => {
  it("is enabled, told of, changed, narrowed and closed", async () => {
    const enabled = (await enable({ events: '["Leads.create","Contacts.all"]', token: "t" })) as {
      watch: Row[];
    };
    expect(enabled.watch[0]).toMatchObject({ code: "SUCCESS", status: "success" });

    const rows = await details();
    expect(rows.map(({ resource_name }) => resource_name).sort()).toEqual(["Contacts", "Leads"]);
    expect(rows[0]).toMatchObject({ channel_id: channel.channelId, token: "t" });

    await zoho.act("crmUpdateNotification", {
      channelId: channel.channelId,
      events: '["Deals.edit"]',
    });
    expect((await details()).map(({ resource_name }) => resource_name)).toContain("Deals");

    await zoho.act("crmDisableSpecificNotification", {
      channelId: channel.channelId,
      events: '["Deals.edit"]',
    });
    expect((await details()).map(({ resource_name }) => resource_name)).not.toContain("Deals");

    const closed = (await zoho.act("crmDisableNotification", {
      channelIds: channel.channelId,
    })) as {
      watch: Row[];
    };
    expect(closed.watch.every(({ code }) => code === "SUCCESS")).toBe(true);
    expect(await details()).toEqual([]);
  });

  it("sends what saved flows send when new and empty inputs are left out", async () => {
    await zoho.act(
      "crmEnableNotification",
      { ...channel, events: '["Leads.create"]' },
      { fillDefaults: false },
    );
    expect(await sentEntry()).toEqual({
      channel_id: "1000000068001",
      events: ["Leads.create"],
      notify_url: "https://hooks.example.com/zoho",
      notify_on_related_action: true,
      return_affected_field_values: false,
    });
    await zoho.act(
      "crmUpdateNotification",
      { channelId: "1000000068001" },
      { fillDefaults: false },
    );
    expect(await sentEntry()).toEqual({ channel_id: "1000000068001" });
  });

  it.each([
    ["", undefined],
    ["true", true],
    ["false", false],
  ])("changes its switches by the menu value %j", async (value, sent) => {
    await enable();
    await zoho.act("crmUpdateNotification", {
      channelId: channel.channelId,
      notifyOnRelatedAction: value,
      returnAffectedFieldValues: value,
    });
    const entry = await sentEntry();
    expect(entry.notify_on_related_action).toBe(sent);
    expect(entry.return_affected_field_values).toBe(sent);
  });

  it("keeps every digit of its id, both ways", async () => {
    for (const channelIds of ["string", "number"]) {
      await zoho.reset({ variants: { channelIds } });
      const channelId = "9223372036854775807";
      await enable({ channelId });
      expect((await zoho.calls()).at(-1)?.body).toContain(`"channel_id":"${channelId}"`);
      expect((await details({ channelId }))[0]?.channel_id).toBe(channelId);
      const choices = (await zoho.choices("selectNotificationChannel", {})) as Row[];
      expect(choices).toEqual([{ key: channelId, label: expect.stringContaining(channelId) }]);
    }
  });

  it.each(["", "12a", "1e3", "-1", "92233720368547758070", "../org"])(
    "with the id %j is refused without a call",
    async (channelId) => {
      const { result: error, calls } = await zoho.counting(() =>
        zoho.failure(
          "crmEnableNotification",
          { ...channel, events: '["Leads.all"]', channelId },
          { fillDefaults: false },
        ),
      );
      expect(error.message).toMatch(/Channel ID/);
      expect(calls).toBe(0);
    },
  );

  it("carries its condition", async () => {
    const condition = [
      {
        type: "field_selection",
        module: { api_name: "Deals" },
        field_selection: { field: { api_name: "Stage" } },
      },
    ];
    const notificationCondition = JSON.stringify(condition);
    await enable({ events: '["Deals.edit"]', notificationCondition });
    expect((await sentEntry()).notification_condition).toEqual(condition);
    const error = await zoho.failure("crmEnableNotification", {
      ...channel,
      events: '["Deals.edit"]',
      notificationCondition: "{broken",
    });
    expect(error.message).toContain("Notification Condition");
  });
});

describe("events", () => {
  it.each([
    ['["Leads.create"]', ["Leads.create"]],
    [
      ["Leads.edit", "Deals.all"],
      ["Leads.edit", "Deals.all"],
    ],
    ["Leads.create, Contacts.delete", ["Leads.create", "Contacts.delete"]],
  ])("%j are understood", async (events, sent) => {
    await enable({ events });
    expect((await sentEntry()).events).toEqual(sent);
  });

  it.each([
    '["Leads"]',
    '["Leads.insert"]',
    '["Leads.create","x y.edit"]',
    "[]",
    "",
    '["Leads.create.edit"]',
  ])("%j are refused without a call", async (events) => {
    const { result: error, calls } = await zoho.counting(() =>
      zoho.failure("crmEnableNotification", { ...channel, events }, { fillDefaults: false }),
    );
    expect(error.message).toMatch(/Events/);
    expect(calls).toBe(0);
  });
});

describe("token and expiry", () => {
  it("take 50 characters and no more", async () => {
    await enable({ token: "x".repeat(50) });
    const error = await zoho.failure("crmEnableNotification", {
      ...channel,
      events: '["Leads.all"]',
      token: "x".repeat(51),
    });
    expect(error.message).toContain("50 characters");
  });

  it("last an hour unless told", async () => {
    await enable();
    expect(livesFor((await details())[0])).toBeLessThanOrEqual(HOUR + 1_000);
  });

  it.each([24, 7 * 24, 30 * 24])(
    "of %i hours are granted up to 6 days and 23 hours",
    async (hours) => {
      const channelExpiry = new Date(Date.now() + hours * HOUR).toISOString();
      await enable({ channelExpiry });
      const granted = livesFor((await details())[0]);
      const wanted = Math.min(hours, 7 * 24 - 1) * HOUR;
      expect(Math.abs(granted - wanted)).toBeLessThan(5_000);
    },
  );

  it.each(["2020-01-01T00:00:00Z", "tomorrow", "2026-02-07T10:00:00"])(
    "%s is refused without a call",
    async (channelExpiry) => {
      const { result: error, calls } = await zoho.counting(() =>
        zoho.failure("crmEnableNotification", {
          ...channel,
          events: '["Leads.all"]',
          channelExpiry,
        }),
      );
      expect(error.message).toContain("Channel Expiry");
      expect(calls).toBe(0);
    },
  );
});

describe("a refusal inside an accepted reply", () => {
  it("of the only entry is an error", async () => {
    const error = await zoho.failure("crmEnableNotification", {
      ...channel,
      events: '["Nowhere.all"]',
    });
    expect(error.name).toMatch(/RecordError|RejectedError/);
    expect(await details()).toEqual([]);
  });

  it("of an unknown channel is an error that says so", async () => {
    const error = await zoho.failure("crmDisableNotification", { channelIds: "42" });
    expect(error).toMatchObject({ code: "ZOHO_CHANNEL_UNKNOWN", zohoCode: "NOT_SUBSCRIBED" });
  });

  it("of some of several reports both", async () => {
    await enable();
    const closed = (await zoho.act("crmDisableNotification", {
      channelIds: `${channel.channelId}, 42`,
    })) as { watch: Row[] };
    expect(closed.watch.map(({ code }) => code).sort()).toEqual(["NOT_SUBSCRIBED", "SUCCESS"]);
  });
});

describe("details", () => {
  beforeEach(async () => {
    for (const id of ["1", "2", "3"]) {
      await enable({ channelId: id, events: '["Leads.all","Contacts.create"]' });
    }
  });

  it("are those of the channel asked for, and of the module", async () => {
    expect((await details({ channelId: "2" })).map(({ channel_id }) => channel_id)).toEqual([
      "2",
      "2",
    ]);
    const leads = await details({ channelId: "2", module: "Leads" });
    expect(leads.map(({ resource_name }) => resource_name)).toEqual(["Leads"]);
  });

  it("come page by page, or all of them", async () => {
    const page = { channelId: "2", per_page: "1" };
    const [first] = await details(page);
    const [second] = await details({ ...page, page: "2" });
    expect(new Set([first?.resource_name, second?.resource_name]).size).toBe(2);
    const { result: all, calls } = await zoho.counting(() =>
      details({ ...page, fetchAll: "true" }),
    );
    expect(all).toHaveLength(2);
    expect(calls).toBe(2);
  });

  it("of an unknown channel are none", async () => {
    expect(await zoho.act("crmGetNotificationDetails", { channelId: "42" })).toMatchObject({
      watch: [],
    });
  });
});

describe("selectNotificationChannel", () => {
  it("lists each channel once, with modules and end, over all pages", async () => {
    for (let id = 1; id <= 120; id += 1) {
      await enable({ channelId: String(id), events: '["Leads.all","Contacts.create"]' });
    }
    const { result, calls } = await zoho.counting(() =>
      zoho.choices("selectNotificationChannel", {}),
    );
    const choices = result as { key: string; label: string }[];
    expect(choices).toHaveLength(120);
    expect(calls).toBe(2);
    expect(choices[0]?.label).toMatch(/^Channel \d+ \(Contacts, Leads; ends \d{4}-.*\)$/);
  });
});
