import { loadComponent } from "../../runner/component";
import { sandboxConnection } from "../../runner/connections";
import type { LiveFlow } from "../../runner/liveFlow";
import { CRM_FAULTS, OTHER_FAULTS, representativeCases } from "../support/faultTable";
import { eventsOf, liveFlow, watches } from "../support/live";
import type { Row } from "../support/localZoho";
import { LiveScene } from "../support/scene";

/** Every fault of the local Zoho against every moment in the life of a live flow. */

const scene = new LiveScene();
const { zoho } = scene;

const KEYS = ["crmRecordEvents", "notificationsTrigger"];

it("are all of the bundle's that Zoho notifies", () => {
  const triggers = Object.values(loadComponent().triggers);
  const live = triggers.filter(({ webhookCreate }) => webhookCreate !== undefined);
  expect(live.map(({ key }) => key).sort()).toEqual(KEYS);
});

const READS = new Map(
  representativeCases(CRM_FAULTS, "read").map(({ name, times, expected }) => [
    `${name} ${times}`,
    expected.error,
  ]),
);
const CASES = representativeCases(CRM_FAULTS, "byId").map(({ expected, ...fault }) => ({
  ...fault,
  /** What a read, and a write that may be repeated, ends with; undefined where that goes well. */
  read: READS.get(`${fault.name} ${fault.times}`),
  write: expected.error,
}));

/** Who may not see the modules, the organization or the fields does without. */
const unlessForbidden = (code: string | undefined): string =>
  code === undefined || ["ZOHO_NO_PERMISSION", "ZOHO_SCOPE_MISSING"].includes(code)
    ? "success"
    : code;

/** What something ends with under a fault: a code or "success". */
async function under(
  { name, count }: { name: string; count: number },
  run: () => Promise<unknown>,
): Promise<unknown> {
  const scenario = { name, count, match: { path: "/crm/v8/" } };
  return (await zoho.underFault(scenario, run)).outcome;
}

/** Creates a lead and waits for what its notification leads to. Throws what that failed with. */
async function notified(flow: LiveFlow, ids: string[]): Promise<void> {
  const ended = flow.executions.length;
  ids.push(await scene.lead());
  await scene.settled(flow);
  const failed = flow.executions.slice(ended).find(({ status }) => status === "failed");
  if (failed) throw failed.error;
}

async function scheduled(flow: LiveFlow): Promise<void> {
  const { error } = await flow.runScheduled();
  if (error !== undefined) throw error;
}

/** Deploys under a fault, and again without it where that failed. */
async function deployedUnder(fault: { name: string; count: number }, flow: LiveFlow) {
  const outcome = await under(fault, () => flow.deploy());
  if (outcome !== "success") await flow.deploy();
  return outcome;
}

/** Deletes under a fault, and again without it. */
async function deletedUnder(fault: { name: string; count: number }, flow: LiveFlow) {
  const outcome = await under(fault, () => flow.delete());
  await flow.delete();
  expect(await watches(zoho)).toEqual([]);
  return outcome;
}

describe("crmRecordEvents", () => {
  it.each(CASES)("under $name $times", async ({ read, ...fault }) => {
    const flow = liveFlow(scene.platform, "crmRecordEvents", { modules: ["Leads"] });
    const deploy = await deployedUnder(fault, flow);
    const ids = [await scene.lead()];
    await scene.settled(flow);
    if ((await watches(zoho)).length === 0) await flow.redeploy();
    await scene.pass(5);

    const before = flow.handedOver.length;
    const notification = await under(fault, () => notified(flow, ids));
    expect(flow.handedOver.length - before).toBe(notification === "success" ? 1 : 0);

    flow.isReachable = false;
    ids.push(await scene.lead());
    await scene.settled(flow);
    flow.isReachable = true;
    await scene.pass(5);
    const schedule = await under(fault, () => scheduled(flow));

    await scene.pass(70);
    await scheduled(flow);
    await notified(flow, ids);
    expect(eventsOf(flow).at(-1)?.source).toBe("notification");
    const told = eventsOf(flow).map(({ changeType, record }) => `${changeType} ${record.id}`);
    expect(told.sort()).toEqual(ids.map((id) => `created ${id}`).sort());

    expect({ deploy, notification, schedule, delete: await deletedUnder(fault, flow) }).toEqual({
      deploy: unlessForbidden(read),
      notification: read ?? "success",
      // That the channels cannot be renewed does not stop a sweep.
      schedule: fault.times === "once" ? "success" : (read ?? "success"),
      delete: "success",
    });
  });
});

describe("crmRecordEvents, of whose two channels one is refused", () => {
  const TEN = "Accounts Calls Campaigns Contacts Deals Events Products Quotes Tasks Vendors";

  it.each([
    ["the first: its modules are asked for one by one", 0, [1, 10], "notification"],
    ["the second: its module is swept", 1, [10], "sweep"],
  ])("%s", async (_, row, events, source) => {
    const values = { modules: [...TEN.split(" "), "Leads"], operations: ["create"] };
    const flow = liveFlow(scene.platform, "crmRecordEvents", values);
    const match = { method: "POST", path: "/crm/v8/actions/watch" };
    await zoho.scenario({ name: "rows-refused", rows: [row], match });
    await flow.deploy();
    const channels = await watches(zoho);
    expect(channels.map((channel) => channel.events.length).sort()).toEqual(events);
    const id = await scene.lead();
    await scene.settled(flow);
    await scene.pass(70);
    await scheduled(flow);
    expect(eventsOf(flow)).toMatchObject([{ record: { id }, source }]);
  });
});

describe("crmRecordEvents, whose channels a run of the schedule could not renew", () => {
  const DAY = 86_400;

  it.each(["partial-failure", "no-permission", "missing-scope"])(
    "for %s: what still comes is taken, and they are asked for again after a day",
    async (name) => {
      const connection = sandboxConnection();
      const flow = liveFlow(
        scene.platform,
        "crmRecordEvents",
        { modules: ["Leads"] },
        { connection },
      );
      await flow.deploy();
      const end = async (): Promise<number> =>
        Date.parse((await watches(zoho))[0]?.expiresAt ?? "");
      const before = await end();
      await scene.pass(DAY);
      await zoho.scenario({ name, count: 0, match: { path: "/crm/v8/actions/watch" } });
      await scheduled(flow);
      await zoho.clearScenarios();
      expect(await end()).toBe(before);
      // The token is that of the deployment, whatever became of the secret that it was made with.
      connection.fields.clientSecret = "another";
      await notified(flow, []);
      expect(eventsOf(flow).at(-1)?.source).toBe("notification");
      await scene.pass(DAY + 1);
      await scheduled(flow);
      expect(await end()).toBeGreaterThan(before + DAY * 1000);
      await notified(flow, []);
      expect(eventsOf(flow).at(-1)?.source).toBe("notification");
    },
  );
});

describe("notificationsTrigger", () => {
  it.each(CASES)("under $name $times", async ({ read, write, ...fault }) => {
    const values = { events: '["Leads.create"]', fetchRecords: "true" };
    const flow = liveFlow(scene.platform, "notificationsTrigger", values);
    const deploy = await deployedUnder(fault, flow);
    const ids: string[] = [];
    const notification = await under(fault, () => notified(flow, ids));
    expect(flow.handedOver).toHaveLength(notification === "success" ? 1 : 0);
    await notified(flow, ids);
    const [id] = ids.slice(-1);
    expect(flow.handedOver.at(-1)?.data).toMatchObject({ ids: [id], records: [{ id }] });

    expect({ deploy, notification, delete: await deletedUnder(fault, flow) }).toEqual({
      // The modules are read first. One refusal of them is borne, and none of the channel.
      deploy: fault.times === "once" && read ? unlessForbidden(read) : (write ?? "success"),
      notification: read ?? "success",
      delete: "success",
    });
  });
});

describe("notifications", () => {
  /** How many of the notifications of two leads bring something. */
  const ARRIVED: Record<string, number> = {
    "notifications-duplicated": 2,
    "notifications-late": 2,
    "notifications-lost": 0,
    "notifications-out-of-order": 2,
  };
  const NAMES = Object.keys(ARRIVED);

  it("have these faults", () => {
    const others = OTHER_FAULTS.filter((name) => name.startsWith("notifications-"));
    expect(NAMES).toEqual(others);
  });

  it.each(NAMES)("under %s: crmRecordEvents tells of everything", async (name) => {
    const flow = liveFlow(scene.platform, "crmRecordEvents", { modules: ["Leads"] });
    await flow.deploy();
    await zoho.scenario({ name, count: 0 });
    const ids = [await scene.lead(), await scene.lead()];
    await scene.settled(flow);
    await scene.pass(70);
    await scheduled(flow);
    await scene.settled(flow);
    await scheduled(flow);
    const events = eventsOf(flow);
    expect(new Set(events.map(({ record }) => record.id))).toEqual(new Set(ids));
    // Notifications that are told of within a moment may come again with a sweep, under the same id.
    expect(new Set(events.map(({ dedupeId }) => dedupeId)).size).toBe(ids.length);
  });

  it.each(NAMES)("under %s: notificationsTrigger passes on what arrives, once", async (name) => {
    const flow = liveFlow(scene.platform, "notificationsTrigger", { events: '["Leads.create"]' });
    await flow.deploy();
    await zoho.scenario({ name, count: 0 });
    const ids = [await scene.lead(), await scene.lead()];
    await scene.settled(flow);
    await scene.pass(70);
    await scene.settled(flow);
    const told = flow.handedOver.flatMap(({ data }) => (data as { ids: string[] }).ids);
    expect(told.sort()).toEqual(ids.sort().slice(0, ARRIVED[name]));
  });
});

describe("while a notification is on its way", () => {
  const FLOWS = [
    { key: "crmRecordEvents", values: { modules: ["Leads"], fields: ["City"] } },
    {
      key: "notificationsTrigger",
      values: { events: '["Leads.create"]', fetchRecords: "true", fields: ["Full_Name", "City"] },
    },
  ];

  /** The records that a flow got. */
  const records = (flow: LiveFlow): Row[] =>
    flow.handedOver.flatMap(({ data }) => {
      const { record, records = [record] } = data as { record: Row; records?: Row[] };
      return records;
    });

  async function deployed(
    { key, values }: (typeof FLOWS)[number],
    scenario: Row & { name: string },
  ) {
    const flow = liveFlow(scene.platform, key, values);
    await flow.deploy();
    await zoho.scenario({ match: { path: "/crm/v8/" }, ...scenario });
    return flow;
  }

  it.each(FLOWS)("a module is hidden: $key says so, and goes on afterwards", async (made) => {
    const flow = await deployed(made, { name: "module-unreadable", module: "Leads" });
    const ids: string[] = [];
    await expect(notified(flow, ids)).rejects.toMatchObject({ code: "ZOHO_NO_PERMISSION" });
    expect(flow.handedOver).toEqual([]);
    await zoho.control("POST", "module", { module: "Leads", readable: true });
    await notified(flow, ids);
    expect(records(flow)).toMatchObject([{ id: ids[1] }]);
    if (made.key !== "crmRecordEvents") return;
    await scene.pass(70);
    await scheduled(flow);
    expect(records(flow)).toMatchObject([{ id: ids[1] }, { id: ids[0] }]);
  });

  it.each(FLOWS)("a field is renamed: what $key brings is without it", async (made) => {
    const names = { module: "Leads", from: "City", to: "Town" };
    const flow = await deployed(made, { name: "field-renamed", ...names });
    const ids: string[] = [];
    await notified(flow, ids);
    expect(records(flow)).toMatchObject([{ id: ids[0], Full_Name: "Rao" }]);
    expect(records(flow)[0]).not.toHaveProperty("City");
    if (made.key !== "crmRecordEvents") return;
    await scene.pass(70);
    await expect(scheduled(flow)).rejects.toMatchObject({
      code: "ZOHO_INPUT_INVALID",
      message: expect.stringContaining("City"),
    });
    expect(records(flow)).toHaveLength(1);
  });

  it.each(FLOWS)("a record gets awkward values: $key brings them", async (made) => {
    await zoho.reset({ records: { Leads: 0 } });
    const flow = await deployed(made, { name: "awkward-values", module: "Leads" });
    const ids: string[] = [];
    await notified(flow, ids);
    const { City } = (await zoho.held("Leads", String(ids[0]))) ?? {};
    expect(String(City)).toMatch(/[^\x20-\x7e]/);
    expect(records(flow)).toMatchObject([{ id: ids[0], City }]);
  });
});
