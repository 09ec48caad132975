import type { LiveFlow } from "../../runner/liveFlow";
import { BEHAVIOURS } from "../../runner/platformBehaviour";
import { eventsOf, watches } from "../support/live";
import type { Row } from "../support/localZoho";
import { EventScene } from "../support/recordEvents";

const scene = new EventScene();
const { zoho } = scene;

describe("channels", () => {
  it("several modules share one, and many spread over several", async () => {
    const flow = await scene.deployed({ modules: ["*"] });
    const open = await watches(zoho);
    const modules = open.flatMap(({ events }) => events.map((event) => event.split(".")[0]));
    expect(open.length).toBeGreaterThan(1);
    expect(new Set(modules).size).toBeGreaterThan(10);
    expect(open.every(({ events }) => events.length <= 30)).toBe(true);
    expect(new Set(open.map(({ channelId }) => channelId)).size).toBe(open.length);
    expect(open.every(({ channelId }) => Number(channelId) <= Number.MAX_SAFE_INTEGER)).toBe(true);
    const id = await scene.lead();
    expect(await scene.news(flow)).toEqual([`created ${id} notification`]);
    await flow.delete();
    expect(await watches(zoho)).toEqual([]);
  });

  it("are those of the flow, however often it is deployed, and gone with it, also twice", async () => {
    const one = await scene.deployed({ modules: ["Deals", "Leads"] });
    const other = await scene.deployed({ modules: ["Leads"] });
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
    expect(scene.platform.state.load().crossFlow).toEqual({});
  });

  it("of modules that a deployment no longer has are closed", async () => {
    const all = ["Deals", "Leads", "Contacts", "Accounts", "Tasks", "Calls", "Events", "Products"];
    const modules = [...all, "Quotes", "Vendors", "Campaigns", "Cases"];
    const flow = await scene.deployed({ modules });
    expect(await watches(zoho)).toHaveLength(2);
    await flow.redeploy({ modules: ["Deals"] });
    const [only, ...others] = await watches(zoho);
    expect([only?.events.every((event) => event.startsWith("Deals.")), others]).toEqual([true, []]);
  });

  it("of a module that a deployment adds: what happens before the next sweep is not lost", async () => {
    const flow = await scene.deployed();
    await scene.sweep(flow);
    await scene.losing();
    await scene.lead("before");
    await scene.pass(10);
    await flow.redeploy({ modules: ["Deals", "Leads"] });
    const id = await scene.lead("after");
    await scene.sweep(flow);
    expect(await scene.news(flow)).toEqual([`created ${id} sweep`]);
  });

  it("of a test run in the designer do not touch those of the instance", async () => {
    const flow = await scene.deployed();
    const before = await watches(zoho);
    const test = await flow.enterTestMode();
    expect(await watches(zoho)).toHaveLength(2);
    const id = await scene.deal();
    await scene.settled(flow);
    expect(eventsOf(flow).map(({ record }) => record.id)).toEqual([id, id]);
    await test.leave();
    expect(await watches(zoho)).toEqual(before);
  });

  it("are renewed by every run of the schedule, and opened anew when they are gone", async () => {
    const flow = await scene.deployed();
    const [first] = await watches(zoho);
    await scene.sweep(flow, 3_600);
    const [renewed] = await watches(zoho);
    const ends = (watch?: { expiresAt: string }) => Date.parse(watch?.expiresAt ?? "");
    expect(ends(renewed) - ends(first)).toBe(3_610_000);
    await zoho.control("DELETE", `watches?channel_id=${first?.channelId}`);
    await scene.sweep(flow);
    expect((await watches(zoho)).map(({ channelId }) => channelId)).toEqual([first?.channelId]);
    await scene.pass(30 * 86_400);
    expect(await watches(zoho)).toEqual([]);
    const id = await scene.deal();
    await scene.sweep(flow);
    expect(await scene.news(flow)).toEqual([`created ${id} sweep`]);
    expect(await watches(zoho)).toHaveLength(1);
  });

  it("live as long as notifications arrive, where the flow has no schedule", async () => {
    const flow = await scene.deployed();
    const id = await scene.deal();
    for (let day = 0; day < 30; day += 2) {
      await scene.pass(2 * 86_400);
      await scene.rename(id, `Day ${day}`);
      await scene.settled(flow);
    }
    expect(await scene.news(flow)).toHaveLength(16);
  });

  it("that Zoho refuses leave the sweeps, and the log says so", async () => {
    await zoho.scenario({
      name: "missing-scope",
      count: 0,
      match: { path: "/crm/v8/actions/watch" },
    });
    const flow = scene.flow();
    const { logs } = await flow.deploy();
    expect(logs.map(({ text }) => text).join()).toMatch(/only scheduled runs find changes.*scope/s);
    await scene.pass(10);
    const id = await scene.deal();
    await scene.sweep(flow);
    expect(await scene.news(flow)).toEqual([`created ${id} sweep`]);
    const { calls } = await zoho.counting(() => scene.sweep(flow));
    expect(calls).toBe(2);
  });

  it("that Zoho refuses one module of do without it, and keep the others", async () => {
    const flow = await scene.deployed({ modules: ["Notes", "Deals"] });
    const [watch] = await watches(zoho);
    expect(watch?.events.every((event) => event.startsWith("Deals."))).toBe(true);
    const id = await scene.deal();
    expect(await scene.news(flow)).toEqual([`created ${id} notification`]);
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
    await scene.pass(5);
    const present = await zoho.count("Contacts");
    const flow = scene.flow({ modules: ["Contacts"] });
    await flow.deploy({ initialSync: { lookBackDate: "2000-01-01" } });
    expect(flow.executions.map(({ status }) => status)).toEqual(["completed"]);
    const events = eventsOf(flow);
    expect(events).toHaveLength(present);
    expect(new Set(events.map(({ record }) => record.id)).size).toBe(present);
    expect(events.every(({ changeType }) => changeType === "created")).toBe(true);
    expect(ids.every((id) => events.some(({ record }) => record.id === id))).toBe(true);
    await scene.news(flow);
    await scene.losing();
    await zoho.act("crmUpdateRecord", {
      recordType: "Contacts",
      recordId: ids[0],
      dynamicValues: { Last_Name: "Edited" },
    });
    await scene.sweep(flow);
    expect(await scene.news(flow)).toEqual([`updated ${ids[0]} sweep`]);
    await flow.redeploy(undefined, { initialSync: { lookBackDate: "2000-01-01" } });
    expect(await scene.news(flow)).toEqual([]);
  });

  it("without a date brings nothing", async () => {
    await zoho.seed("Deals", 3);
    const flow = scene.flow();
    await flow.deploy({ initialSync: {} });
    await scene.sweep(flow);
    expect(await scene.news(flow)).toEqual([]);
  });
});

describe("calls that are no notifications", () => {
  const GENUINE = async (flow: LiveFlow): Promise<string> => {
    await scene.settled(flow);
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
    const flow = await scene.deployed();
    await scene.deal();
    const text = await GENUINE(flow);
    await scene.news(flow);
    const before = scene.platform.state.load();
    await flow.post(made(text));
    await flow.waitUntilIdle();
    expect(flow.executions.at(-1)).toMatchObject({
      status: "failed",
      error: { code: "ZOHO_NOTIFICATION_REFUSED" },
    });
    expect(scene.platform.state.load()).toEqual(before);
    await scene.pass(10);
    const next = await scene.deal();
    expect(await scene.news(flow)).toEqual([`created ${next} notification`]);
  });

  it("replayed, at once or a month later, run no step", async () => {
    const flow = await scene.deployed();
    await scene.deal();
    const text = await GENUINE(flow);
    await scene.news(flow);
    for (const seconds of [0, 30, 3_600, 30 * 86_400]) {
      await scene.pass(seconds);
      await flow.post(text);
      await flow.waitUntilIdle();
      expect(flow.executions.at(-1)?.status).toBe("polled_no_changes");
      await scene.sweep(flow, 5);
    }
    expect(await scene.news(flow)).toEqual([]);
  });

  it("with a forged mark of a scheduled run do what the schedule does, and no more", async () => {
    const flow = await scene.deployed();
    await scene.losing();
    const id = await scene.deal();
    await scene.pass(100);
    for (let call = 0; call < 3; call += 1) {
      await flow.post({ module: "Deals", ids: ["1"] }, { "Prismatic-Invoke-Type": "Scheduled" });
      await flow.waitUntilIdle();
    }
    expect(await scene.news(flow)).toEqual([`created ${id} sweep`]);
    expect(await watches(zoho)).toHaveLength(1);
  });

  it("in a test run of the designer pass: a notification brings its records, anything else a sweep", async () => {
    const flow = await scene.deployed();
    const id = await scene.deal();
    const text = await GENUINE(flow);
    await flow.simulate(changed(text, { token: "none" }));
    expect(eventsOf(flow).at(-1)).toMatchObject({ record: { id }, source: "notification" });
    const outcome = await flow.simulate({ hello: "world" });
    expect(outcome.error).toBeUndefined();
  });
});

describe.each(BEHAVIOURS)("on $name", ({ behaviour }) => {
  it("nothing is lost, and what is at rest comes once", async () => {
    const flow = await scene.deployed({ modules: ["Deals", "Leads"] }, { behaviour });
    const ids: string[] = [];
    for (let round = 0; round < 6; round += 1) {
      if (round % 2 === 1) await scene.losing(1);
      ids.push(await (round % 3 === 0 ? scene.lead(`${round}`) : scene.deal(`${round}`)));
      await scene.settled(flow);
      await scene.sweep(flow);
    }
    await scene.sweep(flow);
    const events = eventsOf(flow);
    expect(new Set(events.map(({ record }) => record.id))).toEqual(new Set(ids));
    expect(new Set(events.map(({ dedupeId }) => dedupeId)).size).toBe(ids.length);
    if (behaviour.savesWithoutChanges) expect(events).toHaveLength(ids.length);
  });
});

it("pauses for the sake of API credits, and brings everything afterwards", async () => {
  const flow = await scene.deployed({
    backoffAtCreditPercentage: "0.6",
    dailyCreditAllowance: "1000",
  });
  await zoho.control("POST", "credits", { allowance: 1_000, used: 700 });
  await scene.sweep(flow);
  const id = await scene.deal();
  const { calls } = await zoho.counting(() => scene.news(flow));
  expect([await scene.news(flow), calls]).toEqual([[], 0]);
  await zoho.control("POST", "credits", { allowance: 1_000, used: 100 });
  await scene.sweep(flow, 3_700);
  expect(await scene.news(flow)).toEqual([`created ${id} sweep`]);
});
