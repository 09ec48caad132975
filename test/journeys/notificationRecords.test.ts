import { randomUUID } from "node:crypto";
import { sandboxConnection } from "../../runner/connections";
import type { LiveFlow } from "../../runner/liveFlow";
import type { Row } from "../support/localZoho";
import { endings, NotificationScene } from "../support/notifications";

/** Fetch Records of CRM Notifications: the records beside the notification. */

const scene = new NotificationScene();
const { zoho } = scene;

async function deployed(values: Row = {}): Promise<LiveFlow> {
  // An organization of its own, of which the process knows no fields yet.
  const connection = sandboxConnection({ tokenFields: { refresh_token: randomUUID() } });
  const flow = scene.flow({ fetchRecords: "true", ...values }, { connection });
  await flow.deploy();
  return flow;
}
const lastOf = (flow: LiveFlow) =>
  flow.handedOver.at(-1)?.data as { ids: string[]; records: Row[]; deletedIds: string[] };
const remove = (id: string) => zoho.crm("DELETE", `/Leads/${id}`);
/** Posts what Zoho would send of these records, and counts the calls that this leads to. */
async function callsFor(flow: LiveFlow, values: Row): Promise<number> {
  const genuine = JSON.parse(await scene.lastText());
  const { calls } = await zoho.counting(async () => {
    await flow.post({ ...genuine, server_time: Date.now(), ...values });
    await flow.waitUntilIdle();
  });
  return calls;
}

it("are added in one call, with the fields that Zoho lists first", async () => {
  const flow = await deployed();
  const { result: id, calls } = await zoho.counting(async () => {
    const created = await scene.lead();
    await scene.settled(flow);
    return created;
  });
  expect(calls - 1).toBe(1);
  const { ids, records, deletedIds } = lastOf(flow);
  expect([ids, deletedIds]).toEqual([[id], []]);
  expect(records).toEqual([
    expect.objectContaining({ id, Last_Name: "Rao", Owner: expect.anything() }),
  ]);
  expect(records[0]).toHaveProperty("Modified_Time");
  expect(Object.keys(records[0] ?? {})).toHaveLength(51);
});

it("are the records as they are when they are read", async () => {
  const flow = await deployed({ fields: ["City", "City", "Full_Name"] });
  await zoho.scenario({ name: "notifications-late", delayMs: 60_000 });
  const id = await scene.lead();
  await scene.update("Leads", id, { City: "Oslo" });
  await zoho.control("POST", "clock", { advanceMs: 60_000 });
  await scene.settled(flow);
  const records = [{ id, City: "Oslo", Full_Name: "Rao" }];
  expect(flow.handedOver.map(({ data }) => data)).toEqual([
    expect.objectContaining({ operation: "update", records, deletedIds: [] }),
    expect.objectContaining({ operation: "insert", records, deletedIds: [] }),
  ]);
});

it("that were deleted are told by their ids, without a call", async () => {
  const flow = await deployed();
  const id = await scene.lead();
  await scene.settled(flow);
  await remove(id);
  await scene.settled(flow);
  expect(lastOf(flow)).toMatchObject({ operation: "delete", records: [], deletedIds: [id] });
  expect(await callsFor(flow, { operation: "delete", ids: ["1", "2"] })).toBe(0);
  expect(lastOf(flow)).toMatchObject({ records: [], deletedIds: ["1", "2"] });
});

it("that Zoho shows only later are not taken for deleted", async () => {
  const flow = await deployed();
  await zoho.control("POST", "list-lag", { ms: 30_000 });
  const id = await scene.lead();
  await scene.settled(flow);
  expect(lastOf(flow)).toMatchObject({ records: [], deletedIds: [], notFoundIds: [id] });
});

it("that were deleted before they are read are told by their ids", async () => {
  const flow = await deployed({ events: '["Leads.create"]' });
  await zoho.scenario({ name: "notifications-late", count: 0, delayMs: 60_000 });
  const ids = [await scene.lead(), await scene.lead()];
  await remove(String(ids[0]));
  await zoho.control("POST", "clock", { advanceMs: 60_000 });
  await scene.settled(flow);
  const found = flow.handedOver.map(({ data }) => data as Row);
  expect(found.map(({ deletedIds }) => deletedIds)).toEqual([[ids[0]], []]);
  expect(found.map(({ records }) => (records as Row[]).map(({ id }) => id))).toEqual([
    [],
    [ids[1]],
  ]);
});

it("that were converted are no deleted ones", async () => {
  const flow = await deployed();
  const id = await scene.lead();
  await zoho.crm("POST", `/Leads/${id}/actions/convert`, { data: [{}] });
  await scene.settled(flow);
  expect(lastOf(flow)).toMatchObject({ operation: "update", records: [{ id }], deletedIds: [] });
});

it.each([
  [1, 1],
  [100, 1],
  [101, 2],
  [250, 3],
])("%i cost %i calls", async (count, calls) => {
  const flow = await deployed({ fields: ["City"] });
  await scene.lead();
  await scene.settled(flow);
  const ids = await zoho.seed("Leads", count);
  expect(await callsFor(flow, { ids: [...ids, ...ids] })).toBe(calls);
  const { records, deletedIds } = lastOf(flow);
  expect(records.map(({ id }) => id)).toEqual(ids);
  expect(deletedIds).toEqual([]);
});

it("of a mass edit arrive in notifications of a hundred", async () => {
  const flow = await deployed({ fields: ["City"] });
  const { calls } = await zoho.counting(async () => {
    await zoho.control("POST", "seed", { module: "Leads", count: 250, notify: true });
    await scene.settled(flow);
  });
  expect(calls).toBe(3);
  expect(flow.handedOver.map(({ data }) => (data as { records: Row[] }).records.length)).toEqual([
    100, 100, 50,
  ]);
});

it.each(["missing-scope", "no-permission"])(
  "of a module without readable fields (%s) have their names and times",
  async (name) => {
    await zoho.scenario({ name, count: 0, match: { path: "settings/fields" } });
    const flow = await deployed();
    const id = await scene.lead();
    await scene.settled(flow);
    expect(lastOf(flow).records).toEqual([
      {
        ...{ id, Last_Name: "Rao", Full_Name: "Rao" },
        ...{ Owner: expect.anything(), Created_Time: expect.any(String) },
        Modified_Time: expect.any(String),
      },
    ]);
  },
);

it("of fields that could not be looked up at deployment look them up later", async () => {
  await zoho.scenario({ name: "server-error", count: 0, match: { path: "settings/fields" } });
  const flow = await deployed();
  await zoho.clearScenarios();
  await scene.lead();
  await scene.settled(flow);
  expect(Object.keys(lastOf(flow).records[0] ?? {})).toHaveLength(51);
});

it("of users are none, with a warning", async () => {
  const flow = await deployed({ events: '["users.all","Leads.all"]' });
  await scene.lead();
  await scene.settled(flow);
  expect(await callsFor(flow, { module: "users", operation: "update", ids: ["1"] })).toBe(0);
  expect(lastOf(flow)).toMatchObject({ module: "users", records: [], deletedIds: [] });
});

it("may have 50 fields and no more", async () => {
  const fields = Array.from({ length: 51 }, (_, at) => `Custom_Text_${at + 1}`);
  await expect(deployed({ fields })).rejects.toThrow("Fields: has 51 names. The maximum is 50.");
  await deployed({ fields: fields.slice(0, 50) });
});

it("that can not be read fail the execution, and come when the notification comes again", async () => {
  const flow = await deployed();
  await zoho.scenario({ name: "no-permission", count: 0, match: { path: "/crm/v8/Leads" } });
  await scene.lead();
  await scene.settled(flow);
  await zoho.clearScenarios();
  await flow.post(await scene.lastText());
  await flow.waitUntilIdle();
  expect(endings(flow)).toEqual(["ZOHO_NO_PERMISSION", "completed"]);
  expect(lastOf(flow).records).toHaveLength(1);
});

it("are not fetched unless that is wanted", async () => {
  const flow = await deployed({ fetchRecords: undefined });
  await scene.lead();
  await scene.settled(flow);
  expect(lastOf(flow)).not.toHaveProperty("records");
  expect(await callsFor(flow, {})).toBe(0);
});
