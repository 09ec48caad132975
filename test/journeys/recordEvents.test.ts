import type { LiveFlow } from "../../runner/liveFlow";
import { Platform } from "../../runner/platform";
import { BEHAVIOURS } from "../../runner/platformBehaviour";
import { eventsOf, liveFlow, settled, watches } from "../support/live";
import { idOf, LocalZoho, type Row } from "../support/localZoho";
import { fakeDate, pass } from "../support/polling";

const zoho = new LocalZoho();
let platform: Platform;
beforeAll(async () => {
  fakeDate();
  await zoho.start();
});
afterAll(async () => {
  jest.useRealTimers();
  await zoho.stop();
});
beforeEach(async () => {
  await zoho.reset();
  await pass(zoho, 100);
  platform = await Platform.start();
});
afterEach(() => platform.stop());

const KEY = "crmRecordEvents";
const DEAL = { Deal_Name: "Crane", Stage: "Qualification" };

async function create(recordType: string, values: Row): Promise<string> {
  const params = { recordType, dynamicValues: values };
  const [result] = (await zoho.act("crmCreateRecord", params)) as Row[];
  return idOf(result);
}
const deal = (name = "Crane") => create("Deals", { ...DEAL, Deal_Name: name });
const lead = (name = "Rao") => create("Leads", { Last_Name: name, Company: "Harbor" });
const edit = (recordType: string, recordId: string, values: Row) =>
  zoho.act("crmUpdateRecord", { recordType, recordId, dynamicValues: values });
const remove = (recordType: string, recordId: string) =>
  zoho.act("crmRemoveRecord", { recordType, recordId });

type FlowOptions = Parameters<typeof liveFlow>[3];

/** A deployed flow that watches Deals, unless told otherwise. */
async function deployed(values: Row = {}, options?: FlowOptions): Promise<LiveFlow> {
  const flow = liveFlow(platform, KEY, { modules: ["Deals"], ...values }, options);
  await flow.deploy();
  await pass(zoho, 10);
  return flow;
}

/** "created 4876… notification" for what was handed over since the last look. */
const seen = new WeakMap<LiveFlow, number>();
async function news(flow: LiveFlow): Promise<string[]> {
  await settled(zoho, flow);
  const events = eventsOf(flow);
  const fresh = events.slice(seen.get(flow) ?? 0);
  seen.set(flow, events.length);
  return fresh.map(({ changeType, record, source }) => `${changeType} ${record.id} ${source}`);
}

/** A run of the schedule, in which Zoho has had the time to show everything. */
async function sweep(flow: LiveFlow, seconds = 100) {
  await pass(zoho, seconds);
  const outcome = await flow.scheduled();
  if (outcome.error) throw outcome.error;
  return outcome;
}

const losing = (count = 0) => zoho.scenario({ name: "notifications-lost", count });

describe("a change", () => {
  it("arrives by its notification, and a sweep does not bring it again", async () => {
    const flow = await deployed();
    const id = await deal();
    expect(await news(flow)).toEqual([`created ${id} notification`]);
    await pass(zoho, 30);
    await edit("Deals", id, { Deal_Name: "Größe ✓" });
    expect(await news(flow)).toEqual([`updated ${id} notification`]);
    await pass(zoho, 30);
    await remove("Deals", id);
    expect(await news(flow)).toEqual([`deleted ${id} notification`]);
    const quiet = await sweep(flow);
    expect(quiet).toMatchObject({ resultType: "polled_no_changes", handedOver: [] });
    expect(await news(flow)).toEqual([]);
    expect(eventsOf(flow)[1]).toEqual({
      module: "Deals",
      changeType: "updated",
      record: {
        id,
        Deal_Name: "Größe ✓",
        Created_Time: expect.any(String),
        Modified_Time: expect.any(String),
      },
      source: "notification",
      dedupeId: expect.stringMatching(/^[0-9a-f]{32}$/),
    });
  });

  it.each([
    ["created", async () => void (await deal())],
    ["updated", async (id: string) => void (await edit("Deals", id, { Deal_Name: "Other" }))],
    ["deleted", async (id: string) => void (await remove("Deals", id))],
  ])("that was %s bears the same dedupeId whichever way it comes", async (type, change) => {
    const id = await deal();
    await pass(zoho, 10);
    const told = await deployed();
    const swept = await deployed();
    await zoho.scenario({
      name: "notifications-lost",
      count: 0,
      match: { path: new URL(swept.url).pathname },
    });
    await change(id);
    await settled(zoho, told, swept);
    await sweep(swept);
    const [byNotification] = eventsOf(told);
    const [bySweep] = eventsOf(swept);
    expect(byNotification).toMatchObject({ changeType: type, source: "notification" });
    expect(bySweep).toEqual({ ...byNotification, source: "sweep" });
  });

  it.each(["Leads", "Contacts", "Accounts", "Tasks"])(
    "of %s with all its fields is the same, whichever way it comes",
    async (module) => {
      const told = await deployed({ modules: [module], fields: ["*"] });
      const swept = await deployed({ modules: [module], fields: ["*"] });
      await zoho.scenario({
        name: "notifications-lost",
        count: 0,
        match: { path: new URL(swept.url).pathname },
      });
      await zoho.control("POST", "seed", { module, count: 3, notify: true, spacingMs: 0 });
      await settled(zoho, told, swept);
      await sweep(swept);
      const byId = (flow: LiveFlow) =>
        new Map(eventsOf(flow).map(({ source: _way, ...event }) => [event.record.id, event]));
      expect(byId(told).size).toBe(3);
      expect(byId(swept)).toEqual(byId(told));
    },
  );

  it("that no notification brought comes with the next sweep, once", async () => {
    const flow = await deployed();
    await losing();
    const id = await deal();
    expect(await news(flow)).toEqual([]);
    await sweep(flow);
    expect(await news(flow)).toEqual([`created ${id} sweep`]);
    await sweep(flow);
    expect(await news(flow)).toEqual([]);
  });

  it("before the first sweep is not lost, and nothing older than the deployment is told of", async () => {
    await losing();
    await deal("the minute before");
    await pass(zoho, 30);
    await deal("the very second");
    const flow = liveFlow(platform, KEY, { modules: ["Deals"] });
    await flow.deploy();
    const id = await deal("the same second");
    await pass(zoho, 86_400);
    await sweep(flow);
    expect(await news(flow)).toEqual([`created ${id} sweep`]);
  });

  it("comes as created once, edited or not, and then as updated", async () => {
    const flow = await deployed();
    const id = await deal();
    expect(await news(flow)).toEqual([`created ${id} notification`]);
    for (const name of ["Again", "And again"]) {
      await edit("Deals", id, { Deal_Name: name });
      expect(await news(flow)).toEqual([`updated ${id} notification`]);
    }
    await sweep(flow);
    expect(await news(flow)).toEqual([]);
  });

  it("that Zoho shows in lists only later comes with a sweep, once", async () => {
    const flow = await deployed();
    await zoho.control("POST", "list-lag", { ms: 30_000 });
    const id = await deal();
    expect(await news(flow)).toEqual([]);
    await sweep(flow, 20);
    expect(await news(flow)).toEqual([]);
    await sweep(flow, 30);
    expect(await news(flow)).toEqual([`created ${id} sweep`]);
    await sweep(flow);
    expect(await news(flow)).toEqual([]);
  });

  it("of a record that came back is told as restored", async () => {
    const id = await deal();
    await pass(zoho, 10);
    const flow = await deployed();
    await remove("Deals", id);
    expect(await news(flow)).toEqual([`deleted ${id} notification`]);
    await zoho.control("POST", "restore", { module: "Deals", id });
    await sweep(flow, 86_500);
    expect(await news(flow)).toEqual([`restored ${id} sweep`]);
    expect(new Set(eventsOf(flow).map(({ dedupeId }) => dedupeId)).size).toBe(2);
  });

  it("that is told of by its edit alone, since the notification of its creation got lost, is its creation", async () => {
    const flow = await deployed();
    await losing(1);
    const id = await deal();
    await pass(zoho, 5);
    await edit("Deals", id, { Deal_Name: "Edited" });
    expect(await news(flow)).toEqual([`created ${id} notification`]);
    await sweep(flow);
    expect(await news(flow)).toEqual([]);
  });

  it("of 250 records arrives whole, told of a hundred at a time", async () => {
    const flow = await deployed({ modules: ["Leads"] }, { batch: { batchSize: 1 } });
    await zoho.control("POST", "seed", {
      module: "Leads",
      count: 250,
      notify: true,
      spacingMs: 0,
    });
    await settled(zoho, flow);
    await sweep(flow);
    const ids = eventsOf(flow).map(({ record }) => record.id);
    expect(new Set(ids).size).toBe(250);
    expect(ids.length).toBeLessThanOrEqual(250);
  });
});

describe("of what was asked for", () => {
  it.each([
    [["create"], ["created"]],
    [["edit"], ["updated"]],
    [["delete"], ["deleted"]],
    [
      ["Create", " delete "],
      ["created", "deleted"],
    ],
    [[], ["created", "updated", "deleted"]],
  ])("operations %j", async (operations, types) => {
    for (const isLost of [false, true]) {
      await zoho.clearScenarios();
      if (isLost) await losing();
      const old = await deal();
      await pass(zoho, 10);
      const flow = await deployed({ operations });
      const made = await deal();
      await settled(zoho, flow);
      await pass(zoho, 10);
      await edit("Deals", old, { Deal_Name: "Edited" });
      await settled(zoho, flow);
      await sweep(flow, 5);
      await remove("Deals", old);
      await settled(zoho, flow);
      await sweep(flow);
      const told = (await news(flow)).map((change) => change.split(" ")[0]);
      expect(told).toEqual(types);
      expect(eventsOf(flow).every(({ record }) => [old, made].includes(String(record.id)))).toBe(
        true,
      );
      await flow.delete();
    }
  });

  it("edits alone, an edit of a record that is itself new to the sweep is told of", async () => {
    const flow = await deployed({ operations: ["edit"] });
    await losing();
    const id = await deal();
    await pass(zoho, 20);
    await edit("Deals", id, { Deal_Name: "Edited" });
    await sweep(flow);
    expect(await news(flow)).toEqual([`updated ${id} sweep`]);
  });

  it("only records that fit the filter come, either way", async () => {
    const flow = await deployed({ modules: ["Leads"], filter: "City = 'Oslo'" });
    const make = (City: string) => create("Leads", { Last_Name: "Rao", Company: "H", City });
    const [told] = [await make("Oslo"), await make("Rome")];
    expect(await news(flow)).toEqual([`created ${told} notification`]);
    await losing();
    const [swept] = [await make("Oslo"), await make("Rome")];
    await sweep(flow);
    expect(await news(flow)).toEqual([`created ${swept} sweep`]);
  });

  it("changes of the connection's own user are left out, either way", async () => {
    const flow = await deployed({ ignoreOwnChanges: "true" });
    await deal();
    expect(await news(flow)).toEqual([]);
    await sweep(flow);
    expect(await news(flow)).toEqual([]);
  });

  it("fields that the module does not have stop the deployment", async () => {
    const flow = liveFlow(platform, KEY, { modules: ["Deals"], fields: ["Stagee"] });
    await expect(flow.deploy()).rejects.toThrow(/Stagee\. The nearest one is Stage/);
  });

  it.each([
    ["modules", { modules: [] }, /Modules/],
    ["a module that does not exist", { modules: ["Dealz"] }, /The nearest one is Deals/],
    ["users", { modules: ["users"] }, /Modules/],
    ["operations", { operations: ["edited"] }, /Operations/],
    ["a filter", { filter: "City = 'Oslo' limit 5" }, /Filter/],
    ["a share", { backoffAtCreditPercentage: "0.2" }, /Back Off/],
  ])("%s that cannot be used stop the deployment", async (_what, values, message) => {
    const flow = liveFlow(platform, KEY, { modules: ["Deals"], ...values });
    await expect(flow.deploy()).rejects.toThrow(message);
    expect(await watches(zoho)).toEqual([]);
  });
});

describe("channels", () => {
  it("several modules share one, and many spread over several", async () => {
    const flow = await deployed({ modules: ["*"] });
    const open = await watches(zoho);
    const modules = open.flatMap(({ events }) => events.map((event) => event.split(".")[0]));
    expect(open.length).toBeGreaterThan(1);
    expect(new Set(modules).size).toBeGreaterThan(10);
    expect(open.every(({ events }) => events.length <= 30)).toBe(true);
    expect(new Set(open.map(({ channelId }) => channelId)).size).toBe(open.length);
    expect(open.every(({ channelId }) => Number(channelId) <= Number.MAX_SAFE_INTEGER)).toBe(true);
    const id = await lead();
    expect(await news(flow)).toEqual([`created ${id} notification`]);
    await flow.delete();
    expect(await watches(zoho)).toEqual([]);
  });

  it("are those of the flow, however often it is deployed, and gone with it, also twice", async () => {
    const one = await deployed({ modules: ["Deals", "Leads"] });
    const other = await deployed({ modules: ["Leads"] });
    const before = (await watches(zoho)).map(({ channelId }) => channelId).sort();
    expect(before).toHaveLength(2);
    await one.redeploy();
    await other.redeploy();
    expect((await watches(zoho)).map(({ channelId }) => channelId).sort()).toEqual(before);
    await one.delete();
    await one.delete();
    expect((await watches(zoho)).map(({ notifyUrl }) => notifyUrl)).toEqual([other.url]);
    await other.delete();
    expect(await watches(zoho)).toEqual([]);
    expect(platform.state.load().crossFlow).toEqual({});
  });

  it("of modules that a deployment no longer has are closed", async () => {
    const all = ["Deals", "Leads", "Contacts", "Accounts", "Tasks", "Calls", "Events", "Products"];
    const modules = [...all, "Quotes", "Vendors", "Campaigns", "Cases"];
    const flow = await deployed({ modules });
    expect(await watches(zoho)).toHaveLength(2);
    await flow.redeploy({ modules: ["Deals"] });
    const [only, ...others] = await watches(zoho);
    expect([only?.events.every((event) => event.startsWith("Deals.")), others]).toEqual([true, []]);
  });

  it("of a module that a deployment adds: what happens before the next sweep is not lost", async () => {
    const flow = await deployed();
    await sweep(flow);
    await losing();
    await lead("before");
    await pass(zoho, 10);
    await flow.redeploy({ modules: ["Deals", "Leads"] });
    const id = await lead("after");
    await sweep(flow);
    expect(await news(flow)).toEqual([`created ${id} sweep`]);
  });

  it("of a test run in the designer do not touch those of the instance", async () => {
    const flow = await deployed();
    const before = await watches(zoho);
    const test = await flow.enterTestMode();
    expect(await watches(zoho)).toHaveLength(2);
    const id = await deal();
    await settled(zoho, flow);
    expect(eventsOf(flow).map(({ record }) => record.id)).toEqual([id, id]);
    await test.leave();
    expect(await watches(zoho)).toEqual(before);
  });

  it("are renewed by every run of the schedule, and opened anew when they are gone", async () => {
    const flow = await deployed();
    const [first] = await watches(zoho);
    await sweep(flow, 3_600);
    const [renewed] = await watches(zoho);
    const ends = (watch?: { expiresAt: string }) => Date.parse(watch?.expiresAt ?? "");
    expect(ends(renewed) - ends(first)).toBe(3_610_000);
    await zoho.control("DELETE", `watches?channel_id=${first?.channelId}`);
    await sweep(flow);
    expect((await watches(zoho)).map(({ channelId }) => channelId)).toEqual([first?.channelId]);
    await pass(zoho, 30 * 86_400);
    expect(await watches(zoho)).toEqual([]);
    const id = await deal();
    await sweep(flow);
    expect(await news(flow)).toEqual([`created ${id} sweep`]);
    expect(await watches(zoho)).toHaveLength(1);
  });

  it("live as long as notifications arrive, where the flow has no schedule", async () => {
    const flow = await deployed();
    const id = await deal();
    for (let day = 0; day < 30; day += 2) {
      await pass(zoho, 2 * 86_400);
      await edit("Deals", id, { Deal_Name: `Day ${day}` });
      await settled(zoho, flow);
    }
    expect(await news(flow)).toHaveLength(16);
  });

  it("that Zoho refuses leave the sweeps, and the log says so", async () => {
    await zoho.scenario({
      name: "missing-scope",
      count: 0,
      match: { path: "/crm/v8/actions/watch" },
    });
    const flow = liveFlow(platform, KEY, { modules: ["Deals"] });
    const { logs } = await flow.deploy();
    expect(logs.map(({ text }) => text).join()).toMatch(/sweeps of the schedule alone.*scope/s);
    await pass(zoho, 10);
    const id = await deal();
    await sweep(flow);
    expect(await news(flow)).toEqual([`created ${id} sweep`]);
    const { calls } = await zoho.counting(() => sweep(flow));
    expect(calls).toBe(2);
  });

  it("that Zoho refuses one module of do without it, and keep the others", async () => {
    const flow = await deployed({ modules: ["Notes", "Deals"] });
    const [watch] = await watches(zoho);
    expect(watch?.events.every((event) => event.startsWith("Deals."))).toBe(true);
    const id = await deal();
    expect(await news(flow)).toEqual([`created ${id} notification`]);
  });
});

describe("the initial sync", () => {
  it("brings everything since the look-back date once, page by page, and the sweeps go on from there", async () => {
    await zoho.seed("Contacts", 0);
    const { ids } = (await zoho.control("POST", "seed", {
      module: "Contacts",
      count: 1_000,
      spacingMs: 60_000,
    })) as { ids: string[] };
    await zoho.seed("Contacts", 700);
    await pass(zoho, 5);
    const present = await zoho.count("Contacts");
    const flow = liveFlow(platform, KEY, { modules: ["Contacts"] });
    await flow.deploy({ initialSync: { lookBackDate: "2000-01-01" } });
    expect(flow.executions.map(({ status }) => status)).toEqual(["completed"]);
    const events = eventsOf(flow);
    expect(events).toHaveLength(present);
    expect(new Set(events.map(({ record }) => record.id)).size).toBe(present);
    expect(events.every(({ changeType }) => changeType === "created")).toBe(true);
    expect(ids.every((id) => events.some(({ record }) => record.id === id))).toBe(true);
    await news(flow);
    await losing();
    await edit("Contacts", ids[0] ?? "", { Last_Name: "Edited" });
    await sweep(flow);
    expect(await news(flow)).toEqual([`updated ${ids[0]} sweep`]);
    await flow.redeploy(undefined, { initialSync: { lookBackDate: "2000-01-01" } });
    expect(await news(flow)).toEqual([]);
  });

  it("without a date brings nothing", async () => {
    await zoho.seed("Deals", 3);
    const flow = liveFlow(platform, KEY, { modules: ["Deals"] });
    await flow.deploy({ initialSync: {} });
    await sweep(flow);
    expect(await news(flow)).toEqual([]);
  });
});

describe("calls that are no notifications", () => {
  const GENUINE = async (flow: LiveFlow): Promise<string> => {
    await settled(zoho, flow);
    const { notifications } = (await zoho.control("GET", "notifications?limit=1")) as {
      notifications: { text: string }[];
    };
    return notifications[0]?.text ?? "";
  };
  const changed = (text: string, values: Row): string =>
    JSON.stringify({ ...(JSON.parse(text) as Row), ...values });

  it.each<[string, (text: string) => string]>([
    ["forged without a token", (text) => changed(text, { token: null })],
    ["forged with another token", (text) => changed(text, { token: "x".repeat(43) })],
    ["of another channel", (text) => changed(text, { channel_id: "42" })],
    ["malformed", (text) => text.slice(0, -2)],
    ["a list", (text) => `[${text}]`],
    ["with 1,001 ids", (text) => changed(text, { ids: Array(1_001).fill("4876876000000001") })],
    ["with ids that lead elsewhere", (text) => changed(text, { ids: ["1/../../org"] })],
    ["of a module that leads elsewhere", (text) => changed(text, { module: "../org" })],
    ["oversized", (text) => changed(text, { more: "x".repeat(3 * 1024 * 1024) })],
    ["empty", () => ""],
  ])("%s: no step runs, and the next real one arrives", async (_what, made) => {
    const flow = await deployed();
    await deal();
    const text = await GENUINE(flow);
    await news(flow);
    const before = platform.state.load();
    await flow.post(made(text));
    await flow.rests();
    expect(flow.executions.at(-1)).toMatchObject({
      status: "failed",
      error: { code: "ZOHO_NOTIFICATION_REFUSED" },
    });
    expect(platform.state.load()).toEqual(before);
    await pass(zoho, 10);
    const next = await deal();
    expect(await news(flow)).toEqual([`created ${next} notification`]);
  });

  it("replayed, at once or a month later, run no step", async () => {
    const flow = await deployed();
    await deal();
    const text = await GENUINE(flow);
    await news(flow);
    for (const seconds of [0, 30, 3_600, 30 * 86_400]) {
      await pass(zoho, seconds);
      await flow.post(text);
      await flow.rests();
      expect(flow.executions.at(-1)?.status).toBe("polled_no_changes");
      await sweep(flow, 5);
    }
    expect(await news(flow)).toEqual([]);
  });

  it("with a forged mark of a scheduled run do what the schedule does, and no more", async () => {
    const flow = await deployed();
    await losing();
    const id = await deal();
    await pass(zoho, 100);
    for (let call = 0; call < 3; call += 1) {
      await flow.post({ module: "Deals", ids: ["1"] }, { "Prismatic-Invoke-Type": "Scheduled" });
      await flow.rests();
    }
    expect(await news(flow)).toEqual([`created ${id} sweep`]);
    expect(await watches(zoho)).toHaveLength(1);
  });

  it("in a test run of the designer pass: a notification brings its records, anything else a sweep", async () => {
    const flow = await deployed();
    const id = await deal();
    const text = await GENUINE(flow);
    await flow.simulate(changed(text, { token: "none" }));
    expect(eventsOf(flow).at(-1)).toMatchObject({ record: { id }, source: "notification" });
    const outcome = await flow.simulate({ hello: "world" });
    expect(outcome.error).toBeUndefined();
  });
});

describe.each(BEHAVIOURS)("on $name", ({ behaviour }) => {
  it("nothing is lost, and what is at rest comes once", async () => {
    const flow = await deployed({ modules: ["Deals", "Leads"] }, { behaviour });
    const ids: string[] = [];
    for (let round = 0; round < 6; round += 1) {
      if (round % 2 === 1) await losing(1);
      ids.push(await (round % 3 === 0 ? lead(`${round}`) : deal(`${round}`)));
      await settled(zoho, flow);
      await sweep(flow);
    }
    await sweep(flow);
    const events = eventsOf(flow);
    expect(new Set(events.map(({ record }) => record.id))).toEqual(new Set(ids));
    expect(new Set(events.map(({ dedupeId }) => dedupeId)).size).toBe(ids.length);
    if (behaviour.savesWithoutChanges) expect(events).toHaveLength(ids.length);
  });
});

it("pauses for the sake of API credits, and brings everything afterwards", async () => {
  const flow = await deployed({ backoffAtCreditPercentage: "0.6", dailyCreditAllowance: "1000" });
  await zoho.control("POST", "credits", { allowance: 1_000, used: 700 });
  await sweep(flow);
  const id = await deal();
  const { calls } = await zoho.counting(() => news(flow));
  expect([await news(flow), calls]).toEqual([[], 0]);
  await zoho.control("POST", "credits", { allowance: 1_000, used: 100 });
  await sweep(flow, 3_700);
  expect(await news(flow)).toEqual([`created ${id} sweep`]);
});
