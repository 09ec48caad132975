import { sandboxConnection } from "../../runner/connections";
import { watches } from "../support/live";
import { EventScene } from "../support/recordEvents";

/** What a flow of CRM Record Events keeps across deployments, connections, refusals and pauses. */
const scene = new EventScene();
const { zoho } = scene;
const DAY = 86_400;

const again = (refresh_token: string) => sandboxConnection({ tokenFields: { refresh_token } });

describe("a connection that is made anew", () => {
  it("leads to another organization without a deployment: the flow begins there, and goes on", async () => {
    const sandbox = { api_domain: "https://sandbox.zohoapis.com" };
    const connection = sandboxConnection({ tokenFields: sandbox });
    const flow = await scene.deployed({}, { connection });
    await scene.sweep(flow);
    await scene.losing();
    connection.token = { ...connection.token, api_domain: "https://www.zohoapis.com" };
    await scene.sweep(flow);
    const ids: string[] = [];
    for (let round = 0; round < 3; round += 1) {
      ids.push(await scene.deal());
      await scene.sweep(flow);
    }
    expect(await scene.news(flow)).toEqual(ids.map((id) => `created ${id} sweep`));
  });

  it("may read the organization, which it might not before: nothing comes twice", async () => {
    await zoho.scenario({ name: "missing-scope", count: 0, match: { path: "/crm/v8/org" } });
    const connection = sandboxConnection();
    const flow = await scene.deployed({}, { connection });
    await scene.sweep(flow);
    await zoho.clearScenarios();
    await scene.losing();
    connection.token = { ...again("another").token };
    const ids: string[] = [];
    for (let round = 0; round < 3; round += 1) {
      ids.push(await scene.deal());
      await scene.sweep(flow);
    }
    expect(await scene.news(flow)).toEqual(ids.map((id) => `created ${id} sweep`));
  });

  it("the same with a deployment: nothing since the last sweep is lost", async () => {
    await zoho.scenario({ name: "missing-scope", count: 0, match: { path: "/crm/v8/org" } });
    const connection = sandboxConnection();
    const flow = await scene.deployed({}, { connection });
    await scene.sweep(flow);
    await zoho.clearScenarios();
    await scene.losing();
    const id = await scene.deal();
    await scene.pass(50);
    connection.token = { ...again("another").token };
    await flow.redeploy();
    await scene.sweep(flow);
    expect(await scene.news(flow)).toEqual([`created ${id} sweep`]);
  });
});

describe("channels that Zoho refuses", () => {
  it("once, to a run of the schedule: the next one renews them", async () => {
    const flow = await scene.deployed();
    const [before] = await watches(zoho);
    await zoho.scenario({
      name: "no-permission",
      count: 1,
      match: { path: "/crm/v8/actions/watch" },
    });
    await scene.sweep(flow);
    await scene.sweep(flow, DAY);
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
    const flow = await scene.deployed();
    await zoho.clearScenarios();
    await scene.sweep(flow);
    expect(await watches(zoho)).toEqual([]);
    await scene.sweep(flow, DAY);
    expect(await watches(zoho)).toHaveLength(1);
    const id = await scene.deal();
    expect(await scene.news(flow)).toEqual([`created ${id} notification`]);
  });

  it("to a notification: it is delivered, and the next ones do not ask for a while", async () => {
    const flow = await scene.deployed();
    await scene.pass(5 * DAY);
    await zoho.scenario({
      name: "server-error",
      count: 0,
      match: { path: "/crm/v8/actions/watch" },
    });
    const { calls } = await zoho.counting(async () => {
      for (let round = 0; round < 5; round += 1) {
        await scene.deal(`${round}`);
        await scene.settled(flow);
      }
    });
    expect(await scene.news(flow)).toHaveLength(5);
    // Five writes, five look-ups, the fields once, and five tries of one renewal.
    expect(calls).toBeLessThanOrEqual(5 * 2 + 1 + 5);
  });
});

describe("the initial sync", () => {
  it("does not lose a deletion since the deployment", async () => {
    const id = await scene.deal();
    await scene.pass(30);
    const flow = scene.flow();
    await flow.deploy();
    await scene.pass(30);
    await scene.losing();
    await scene.remove("Deals", id);
    await scene.pass(30);
    await flow.redeploy(undefined, { initialSync: { lookBackDate: "2020-01-01" } });
    await scene.sweep(flow);
    expect(await scene.news(flow)).toContain(`deleted ${id} sweep`);
  });

  it("of a date after the last sweep goes back to that sweep", async () => {
    const flow = await scene.deployed();
    await scene.sweep(flow);
    await scene.losing();
    const id = await scene.deal();
    await scene.pass(10 * DAY);
    const yesterday = new Date(Date.now() - DAY * 1000).toISOString().slice(0, 10);
    await flow.redeploy(undefined, { initialSync: { lookBackDate: yesterday } });
    await scene.sweep(flow);
    expect((await scene.news(flow)).filter((change) => change.includes(id))).toHaveLength(1);
  });
});

describe("a deletion of the instance", () => {
  it.each([{ operations: ["edited"] }, { modules: [" "] }, { filter: "City = 'Oslo' limit 5" }])(
    "is not stopped by the input %j, which stops a deployment",
    async (values) => {
      const flow = await scene.deployed();
      await expect(flow.redeploy({ modules: ["Deals"], ...values })).rejects.toThrow(
        /INPUT_INVALID/,
      );
      const other = scene.flow({ modules: ["Deals"], ...values });
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
    const flow = await scene.deployed({ modules: ["*"] });
    const before = (await watches(zoho)).length;
    await readable(true);
    await scene.sweep(flow, DAY + 100);
    await scene.sweep(flow);
    expect((await watches(zoho)).length).toBeGreaterThan(before);
    await flow.delete();
    expect(await watches(zoho)).toEqual([]);
  });

  it("leaves nothing where Zoho lists no channel without its id", async () => {
    await zoho.reset({ variants: { watchChannelId: "mandatory" } });
    const all = ["Deals", "Leads", "Contacts", "Accounts", "Tasks", "Calls", "Events", "Products"];
    const flow = await scene.deployed({
      modules: [...all, "Quotes", "Vendors", "Campaigns", "Cases"],
    });
    expect(await watches(zoho)).toHaveLength(2);
    await flow.redeploy({ modules: ["Deals"] });
    expect(await watches(zoho)).toHaveLength(1);
    await flow.delete();
    expect(await watches(zoho)).toEqual([]);
  });
});

it("calls that claim to be runs of the schedule get one sweep in half a minute", async () => {
  const flow = await scene.deployed({ modules: ["*"] });
  await scene.sweep(flow);
  const { calls } = await zoho.counting(async () => {
    for (let call = 0; call < 10; call += 1) {
      await flow.post({}, { "prismatic-invoke-type": "Scheduled" });
      await flow.waitUntilIdle();
    }
  });
  expect(calls).toBe(0);
});

it("notifications that never rest stop writing, so that the next sweep is kept", async () => {
  const flow = await scene.deployed();
  const id = await scene.deal("0");
  await scene.sweep(flow);
  let writes = 0;
  for (let round = 0; round < 320; round += 1) {
    const before = JSON.stringify(scene.platform.state.load());
    await scene.rename(id, `${round}`);
    await scene.settled(flow);
    if (JSON.stringify(scene.platform.state.load()) !== before) writes += 1;
  }
  expect(writes).toBeGreaterThan(50);
  expect(writes).toBeLessThanOrEqual(301);
  await scene.pass(60);
  await scene.rename(id, "a while later");
  const before = JSON.stringify(scene.platform.state.load());
  await scene.settled(flow);
  expect(JSON.stringify(scene.platform.state.load())).not.toBe(before);
});

it("a module that hangs at the deployment does not cost the channel", async () => {
  await zoho.scenario({ name: "server-error", count: 0, match: { path: "/crm/v8/coql" } });
  const flow = await scene.deployed();
  expect(await watches(zoho)).toHaveLength(1);
  await zoho.clearScenarios();
  await scene.losing();
  const id = await scene.deal();
  await scene.sweep(flow);
  expect(await scene.news(flow)).toEqual([`created ${id} sweep`]);
});

it.each([8, -8])("a Zoho %i days ahead has its channel renewed by notifications", async (days) => {
  await zoho.control("POST", "clock", { skewMs: days * DAY * 1000 });
  const flow = await scene.deployed();
  for (let day = 0; day < 12; day += 2) {
    await scene.pass(2 * DAY);
    await scene.deal(`${day}`);
    await scene.settled(flow);
  }
  expect(await scene.news(flow)).toHaveLength(6);
  const asked = (await zoho.calls()).filter(({ url }) => url.includes("/actions/watch"));
  // Three renewals, each asked for once more when the first answer has told what time it is for Zoho.
  expect(asked.filter(({ method }) => method === "POST")).toHaveLength(1 + 3 * 2);
});

it("the log of the deployment names the modules that sweeps alone can tell of", async () => {
  const flow = scene.flow({ modules: ["Notes", "Deals"] });
  const { logs } = await flow.deploy();
  const warnings = logs.filter(({ level }) => level === "warn").map(({ text }) => text);
  expect(warnings).toEqual([
    expect.stringMatching(/no notifications about Notes: .* scheduled runs/),
  ]);
});
