import { loadComponent } from "../../runner/component";
import { CRM_FAULTS, representativeCases } from "../support/faultTable";
import { changesIn, deployed, PollingScene, short } from "../support/polling";

/** Every fault of the local Zoho against every trigger that polls Zoho CRM: nothing is lost by any of them. */

const scene = new PollingScene();
const { zoho } = scene;

const ALL = representativeCases(CRM_FAULTS, "read");

/** That for contacts differs from that for leads by its module alone: faults without end will do. */
const TRIGGERS = [
  {
    key: "contactsPollingTrigger",
    module: "Contacts",
    values: {},
    isListed: true,
    cases: ALL.filter(({ count }) => count === 0),
  },
  { key: "leadsPollingTrigger", module: "Leads", values: {}, isListed: true, cases: ALL },
  {
    key: "crmRecordsPollingTrigger",
    module: "Leads",
    values: { modules: ["Leads"], showDeletedRecords: "true" },
    isListed: false,
    cases: ALL,
  },
];

it("are all of the bundle's that poll Zoho CRM", () => {
  const polling = Object.values(loadComponent().triggers).filter(
    ({ key, isPollingTrigger }) => isPollingTrigger && !key.startsWith("book"),
  );
  expect(polling.map(({ key }) => key).sort()).toEqual(TRIGGERS.map(({ key }) => key).sort());
});

describe.each(TRIGGERS)("$key", ({ key, module, values, isListed, cases }) => {
  it.each(cases)("under $name $times", async ({ name, count, expected }) => {
    const flow = deployed(key, values);
    await flow.poll();
    await scene.pass(5);
    const id = await scene.create(module, { Last_Name: "Rao", Company: "Harbor" });
    await scene.pass(5);
    const told: string[] = [];
    const { outcome, calls } = await zoho.underFault(
      { name, count, match: { path: "/crm/v8/" } },
      async () => {
        const { handedOver, error } = await flow.tryPoll();
        told.push(...short(changesIn(handedOver)));
        if (error !== undefined) throw error;
      },
    );
    // A query that is refused is made up for by the list, at the price of further calls.
    const outcomes = isListed
      ? [expected.error ?? "success"]
      : [expected.error ?? "success", "success"];
    expect(outcomes).toContain(outcome);
    if (isListed) expect(calls).toBe(expected.calls);
    expect(calls).toBeLessThanOrEqual(20);
    await scene.pass(70);
    told.push(...short(changesIn((await flow.poll()).handedOver)));
    expect(told).toEqual([`created ${id}`]);
  });
});

describe("killed at any call", () => {
  it.each([1, 2, 3, 4, 5, 6])(
    "number %i, in a process of its own, a poll loses nothing",
    async (call) => {
      const values = { modules: ["Leads"], showDeletedRecords: "true", fields: ["Owner"] };
      const flow = deployed("crmRecordsPollingTrigger", values, {
        freshProcess: true,
        batch: { batchSize: 100 },
      });
      await flow.poll();
      await scene.pass(5);
      const ids = await scene.seedAtOnce(450);
      await scene.pass(5);
      await zoho.holdReplies({ match: { path: "/crm/v8/", nth: call } });
      const kill = zoho.when(({ held }) => held === 1);
      const killed = await flow.tryPoll({ kill: kill.promise });
      kill.stop();
      await zoho.clearScenarios();
      const told = short(changesIn(killed.handedOver));
      await scene.pass(5);
      told.push(...short(changesIn((await flow.poll()).handedOver)));
      expect(new Set(told)).toEqual(new Set(ids.map((id) => `created ${id}`)));
      // What was handed over before the kill may come again, and no more than that.
      expect(told.length - ids.length).toBeLessThanOrEqual(killed.handedOver.length);
      await scene.pass(5);
      expect((await flow.poll()).handedOver).toEqual([]);
    },
  );
});

it("polls that overlap repeat at most, and lose nothing", async () => {
  const flow = deployed("crmRecordsPollingTrigger", {
    modules: ["Leads"],
    maxRecordsToFetch: "40",
  });
  await flow.poll();
  await scene.pass(5);
  const ids = await scene.seedAtOnce(100);
  await scene.pass(5);
  const told: string[] = [];
  for (let round = 0; round < 8; round += 1) {
    const both = await Promise.all([flow.poll(), flow.poll()]);
    told.push(...both.flatMap(({ handedOver }) => short(changesIn(handedOver))));
    await scene.pass(5);
  }
  expect(new Set(told)).toEqual(new Set(ids.map((id) => `created ${id}`)));
  expect(told.length).toBeGreaterThan(ids.length);
});
