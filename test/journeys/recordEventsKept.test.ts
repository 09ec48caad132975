import { sandboxConnection } from "../../runner/connections";
import type { LiveFlow } from "../../runner/liveFlow";
import { Platform } from "../../runner/platform";
import { eventsOf, liveFlow, settled, watches } from "../support/live";
import { idOf, LocalZoho, type Row } from "../support/localZoho";
import { fakeDate, pass } from "../support/polling";

/** What a flow of CRM Record Events keeps across deployments, connections, refusals and pauses. */
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
const DAY = 86_400;

type FlowOptions = Parameters<typeof liveFlow>[3];

async function deployed(values: Row = {}, options?: FlowOptions): Promise<LiveFlow> {
  const flow = liveFlow(platform, KEY, { modules: ["Deals"], ...values }, options);
  await flow.deploy();
  await pass(zoho, 10);
  return flow;
}

async function deal(name = "Crane"): Promise<string> {
  const dynamicValues = { Deal_Name: name, Stage: "Qualification" };
  const params = { recordType: "Deals", dynamicValues };
  const [result] = (await zoho.act("crmCreateRecord", params)) as Row[];
  return idOf(result);
}
const edit = (recordId: string, Deal_Name: string) =>
  zoho.act("crmUpdateRecord", { recordType: "Deals", recordId, dynamicValues: { Deal_Name } });
const remove = (recordId: string) => zoho.act("crmRemoveRecord", { recordType: "Deals", recordId });
const losing = () => zoho.scenario({ name: "notifications-lost", count: 0 });

async function sweep(flow: LiveFlow, seconds = 100): Promise<void> {
  await pass(zoho, seconds);
  const { error } = await flow.scheduled();
  if (error) throw error;
}

const seen = new WeakMap<LiveFlow, number>();
async function news(flow: LiveFlow): Promise<string[]> {
  await settled(zoho, flow);
  const events = eventsOf(flow);
  const fresh = events.slice(seen.get(flow) ?? 0);
  seen.set(flow, events.length);
  return fresh.map(({ changeType, record, source }) => `${changeType} ${record.id} ${source}`);
}

const again = (refresh_token: string) => sandboxConnection({ tokenFields: { refresh_token } });

describe("a connection that is made anew", () => {
  it("leads to another organization without a deployment: the flow begins there, and goes on", async () => {
    const sandbox = { api_domain: "https://sandbox.zohoapis.com" };
    const connection = sandboxConnection({ tokenFields: sandbox });
    const flow = await deployed({}, { connection });
    await sweep(flow);
    await losing();
    connection.token = { ...connection.token, api_domain: "https://www.zohoapis.com" };
    await sweep(flow);
    const ids: string[] = [];
    for (let round = 0; round < 3; round += 1) {
      ids.push(await deal());
      await sweep(flow);
    }
    expect(await news(flow)).toEqual(ids.map((id) => `created ${id} sweep`));
  });

  it("may read the organization, which it might not before: nothing comes twice", async () => {
    await zoho.scenario({ name: "missing-scope", count: 0, match: { path: "/crm/v8/org" } });
    const connection = sandboxConnection();
    const flow = await deployed({}, { connection });
    await sweep(flow);
    await zoho.clearScenarios();
    await losing();
    connection.token = { ...again("another").token };
    const ids: string[] = [];
    for (let round = 0; round < 3; round += 1) {
      ids.push(await deal());
      await sweep(flow);
    }
    expect(await news(flow)).toEqual(ids.map((id) => `created ${id} sweep`));
  });

  it("the same with a deployment: nothing since the last sweep is lost", async () => {
    await zoho.scenario({ name: "missing-scope", count: 0, match: { path: "/crm/v8/org" } });
    const connection = sandboxConnection();
    const flow = await deployed({}, { connection });
    await sweep(flow);
    await zoho.clearScenarios();
    await losing();
    const id = await deal();
    await pass(zoho, 50);
    connection.token = { ...again("another").token };
    await flow.redeploy();
    await sweep(flow);
    expect(await news(flow)).toEqual([`created ${id} sweep`]);
  });
});

describe("channels that Zoho refuses", () => {
  it("once, to a run of the schedule: the next one renews them", async () => {
    const flow = await deployed();
    const [before] = await watches(zoho);
    await zoho.scenario({
      name: "no-permission",
      count: 1,
      match: { path: "/crm/v8/actions/watch" },
    });
    await sweep(flow);
    await sweep(flow, DAY);
    const [after] = await watches(zoho);
    expect(Date.parse(after?.expiresAt ?? "")).toBeGreaterThan(
      Date.parse(before?.expiresAt ?? "") + DAY * 1000,
    );
  });

  it("at the deployment: they are asked for a day later, and come once they are granted", async () => {
    await zoho.scenario({
      name: "missing-scope",
      count: 0,
      match: { path: "/crm/v8/actions/watch" },
    });
    const flow = await deployed();
    await zoho.clearScenarios();
    await sweep(flow);
    expect(await watches(zoho)).toEqual([]);
    await sweep(flow, DAY);
    expect(await watches(zoho)).toHaveLength(1);
    const id = await deal();
    expect(await news(flow)).toEqual([`created ${id} notification`]);
  });

  it("to a notification: it is delivered, and the next ones do not ask for a while", async () => {
    const flow = await deployed();
    await pass(zoho, 5 * DAY);
    await zoho.scenario({
      name: "server-error",
      count: 0,
      match: { path: "/crm/v8/actions/watch" },
    });
    const { calls } = await zoho.counting(async () => {
      for (let round = 0; round < 5; round += 1) {
        await deal(`${round}`);
        await settled(zoho, flow);
      }
    });
    expect(await news(flow)).toHaveLength(5);
    // Five writes, five look-ups, the fields once, and five tries of one renewal.
    expect(calls).toBeLessThanOrEqual(5 * 2 + 1 + 5);
  });
});

describe("the initial sync", () => {
  it("does not lose a deletion since the deployment", async () => {
    const id = await deal();
    await pass(zoho, 30);
    const flow = liveFlow(platform, KEY, { modules: ["Deals"] });
    await flow.deploy();
    await pass(zoho, 30);
    await losing();
    await remove(id);
    await pass(zoho, 30);
    await flow.redeploy(undefined, { initialSync: { lookBackDate: "2020-01-01" } });
    await sweep(flow);
    expect(await news(flow)).toContain(`deleted ${id} sweep`);
  });

  it("of a date after the last sweep goes back to that sweep", async () => {
    const flow = await deployed();
    await sweep(flow);
    await losing();
    const id = await deal();
    await pass(zoho, 10 * DAY);
    const yesterday = new Date(Date.now() - DAY * 1000).toISOString().slice(0, 10);
    await flow.redeploy(undefined, { initialSync: { lookBackDate: yesterday } });
    await sweep(flow);
    expect((await news(flow)).filter((change) => change.includes(id))).toHaveLength(1);
  });
});

describe("a deletion of the instance", () => {
  it.each([{ operations: ["edited"] }, { modules: [" "] }, { filter: "City = 'Oslo' limit 5" }])(
    "is not stopped by the input %j, which stops a deployment",
    async (values) => {
      const flow = await deployed();
      await expect(flow.redeploy({ modules: ["Deals"], ...values })).rejects.toThrow(
        /INPUT_INVALID/,
      );
      const other = liveFlow(platform, KEY, { modules: ["Deals"], ...values });
      await other.delete();
      await flow.delete();
      expect(await watches(zoho)).toEqual([]);
    },
  );

  it("closes channels that runs of the schedule opened since the deployment", async () => {
    const hidden = "Campaigns Cases Solutions Vendors Price_Books Quotes Sales_Orders".split(" ");
    const all = [...hidden, "Purchase_Orders", "Invoices", "Products", "Calls", "Events"];
    const readable = async (isReadable: boolean) => {
      for (const module of all) {
        await zoho.control("POST", "module", { module, readable: isReadable });
      }
    };
    await readable(false);
    const flow = await deployed({ modules: ["*"] });
    const before = (await watches(zoho)).length;
    await readable(true);
    await sweep(flow, DAY + 100);
    await sweep(flow);
    expect((await watches(zoho)).length).toBeGreaterThan(before);
    await flow.delete();
    expect(await watches(zoho)).toEqual([]);
  });

  it("leaves nothing where Zoho lists no channel without its id", async () => {
    await zoho.reset({ variants: { watchChannelId: "mandatory" } });
    const all = ["Deals", "Leads", "Contacts", "Accounts", "Tasks", "Calls", "Events", "Products"];
    const flow = await deployed({ modules: [...all, "Quotes", "Vendors", "Campaigns", "Cases"] });
    expect(await watches(zoho)).toHaveLength(2);
    await flow.redeploy({ modules: ["Deals"] });
    expect(await watches(zoho)).toHaveLength(1);
    await flow.delete();
    expect(await watches(zoho)).toEqual([]);
  });
});

it("calls that claim to be runs of the schedule get one sweep in half a minute", async () => {
  const flow = await deployed({ modules: ["*"] });
  await sweep(flow);
  const { calls } = await zoho.counting(async () => {
    for (let call = 0; call < 10; call += 1) {
      await flow.post({}, { "prismatic-invoke-type": "Scheduled" });
      await flow.rests();
    }
  });
  expect(calls).toBe(0);
});

it("notifications that never rest stop writing, so that the next sweep is kept", async () => {
  const flow = await deployed();
  const id = await deal("0");
  await sweep(flow);
  let writes = 0;
  for (let round = 0; round < 320; round += 1) {
    const before = JSON.stringify(platform.state.load());
    await edit(id, `${round}`);
    await settled(zoho, flow);
    if (JSON.stringify(platform.state.load()) !== before) writes += 1;
  }
  expect(writes).toBeGreaterThan(250);
  expect(writes).toBeLessThanOrEqual(301);
  await pass(zoho, 60);
  await edit(id, "a while later");
  const before = JSON.stringify(platform.state.load());
  await settled(zoho, flow);
  expect(JSON.stringify(platform.state.load())).not.toBe(before);
});
