import type { LiveFlow } from "../../runner/liveFlow";
import { eventsOf, watches } from "../support/live";
import { EventScene } from "../support/recordEvents";

const scene = new EventScene();
const { zoho } = scene;

describe("a change", () => {
  it("arrives by its notification, and a sweep does not bring it again", async () => {
    const flow = await scene.deployed();
    const id = await scene.deal();
    expect(await scene.news(flow)).toEqual([`created ${id} notification`]);
    await scene.pass(30);
    await scene.rename(id, "Größe ✓");
    expect(await scene.news(flow)).toEqual([`updated ${id} notification`]);
    await scene.pass(30);
    await scene.remove("Deals", id);
    expect(await scene.news(flow)).toEqual([`deleted ${id} notification`]);
    const quiet = await scene.sweep(flow);
    expect(quiet).toMatchObject({ resultType: "polled_no_changes", handedOver: [] });
    expect(await scene.news(flow)).toEqual([]);
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
    ["created", async () => void (await scene.deal())],
    ["updated", async (id: string) => void (await scene.rename(id, "Other"))],
    ["deleted", async (id: string) => void (await scene.remove("Deals", id))],
  ])("that was %s bears the same dedupeId whichever way it comes", async (type, change) => {
    const id = await scene.deal();
    await scene.pass(10);
    const told = await scene.deployed();
    const swept = await scene.deployed();
    await scene.losingTo(swept);
    await change(id);
    await scene.settled(told, swept);
    await scene.sweep(swept);
    const [byNotification] = eventsOf(told);
    const [bySweep] = eventsOf(swept);
    expect(byNotification).toMatchObject({ changeType: type, source: "notification" });
    expect(bySweep).toEqual({ ...byNotification, source: "sweep" });
  });

  it.each(["Leads", "Contacts", "Accounts", "Tasks"])(
    "of %s with all its fields is the same, whichever way it comes",
    async (module) => {
      const told = await scene.deployed({ modules: [module], fields: ["*"] });
      const swept = await scene.deployed({ modules: [module], fields: ["*"] });
      await scene.losingTo(swept);
      await zoho.control("POST", "seed", { module, count: 3, notify: true, spacingMs: 0 });
      await scene.settled(told, swept);
      await scene.sweep(swept);
      const byId = (flow: LiveFlow) =>
        new Map(eventsOf(flow).map(({ source: _way, ...event }) => [event.record.id, event]));
      expect(byId(told).size).toBe(3);
      expect(byId(swept)).toEqual(byId(told));
    },
  );

  it("that no notification brought comes with the next sweep, once", async () => {
    const flow = await scene.deployed();
    await scene.losing();
    const id = await scene.deal();
    expect(await scene.news(flow)).toEqual([]);
    await scene.sweep(flow);
    expect(await scene.news(flow)).toEqual([`created ${id} sweep`]);
    await scene.sweep(flow);
    expect(await scene.news(flow)).toEqual([]);
  });

  it("before the first sweep is not lost, and nothing older than the deployment is told of", async () => {
    await scene.losing();
    await scene.deal("the minute before");
    await scene.pass(30);
    await scene.deal("the very second");
    const flow = scene.flow();
    await flow.deploy();
    const id = await scene.deal("the same second");
    await scene.pass(86_400);
    await scene.sweep(flow);
    expect(await scene.news(flow)).toEqual([`created ${id} sweep`]);
  });

  it("comes as created once, edited or not, and then as updated", async () => {
    const flow = await scene.deployed();
    const id = await scene.deal();
    expect(await scene.news(flow)).toEqual([`created ${id} notification`]);
    for (const name of ["Again", "And again"]) {
      await scene.rename(id, name);
      expect(await scene.news(flow)).toEqual([`updated ${id} notification`]);
    }
    await scene.sweep(flow);
    expect(await scene.news(flow)).toEqual([]);
  });

  it("that Zoho shows in lists only later comes with a sweep, once", async () => {
    const flow = await scene.deployed();
    await zoho.control("POST", "list-lag", { ms: 30_000 });
    const id = await scene.deal();
    expect(await scene.news(flow)).toEqual([]);
    await scene.sweep(flow, 20);
    expect(await scene.news(flow)).toEqual([]);
    await scene.sweep(flow, 30);
    expect(await scene.news(flow)).toEqual([`created ${id} sweep`]);
    await scene.sweep(flow);
    expect(await scene.news(flow)).toEqual([]);
  });

  it("of a record that came back is told as restored", async () => {
    const id = await scene.deal();
    await scene.pass(10);
    const flow = await scene.deployed();
    await scene.remove("Deals", id);
    expect(await scene.news(flow)).toEqual([`deleted ${id} notification`]);
    await zoho.control("POST", "restore", { module: "Deals", id });
    await scene.sweep(flow, 86_500);
    expect(await scene.news(flow)).toEqual([`restored ${id} sweep`]);
    expect(new Set(eventsOf(flow).map(({ dedupeId }) => dedupeId)).size).toBe(2);
  });

  it("that is told of by its edit alone, since the notification of its creation got lost, is its creation", async () => {
    const flow = await scene.deployed();
    await scene.losing(1);
    const id = await scene.deal();
    await scene.pass(5);
    await scene.rename(id, "Edited");
    expect(await scene.news(flow)).toEqual([`created ${id} notification`]);
    await scene.sweep(flow);
    expect(await scene.news(flow)).toEqual([]);
  });

  it("of 250 records arrives whole, told of a hundred at a time", async () => {
    const flow = await scene.deployed({ modules: ["Leads"] }, { batch: { batchSize: 1 } });
    await zoho.control("POST", "seed", {
      module: "Leads",
      count: 250,
      notify: true,
      spacingMs: 0,
    });
    await scene.settled(flow);
    await scene.sweep(flow);
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
      if (isLost) await scene.losing();
      const old = await scene.deal();
      await scene.pass(10);
      const flow = await scene.deployed({ operations });
      const made = await scene.deal();
      await scene.settled(flow);
      await scene.pass(10);
      await scene.rename(old, "Edited");
      await scene.settled(flow);
      await scene.sweep(flow, 5);
      await scene.remove("Deals", old);
      await scene.settled(flow);
      await scene.sweep(flow);
      const told = (await scene.news(flow)).map((change) => change.split(" ")[0]);
      expect(told).toEqual(types);
      expect(eventsOf(flow).every(({ record }) => [old, made].includes(String(record.id)))).toBe(
        true,
      );
      await flow.delete();
    }
  });

  it("edits alone, an edit of a record that is itself new to the sweep is told of", async () => {
    const flow = await scene.deployed({ operations: ["edit"] });
    await scene.losing();
    const id = await scene.deal();
    await scene.pass(20);
    await scene.rename(id, "Edited");
    await scene.sweep(flow);
    expect(await scene.news(flow)).toEqual([`updated ${id} sweep`]);
  });

  it("only records that fit the filter come, either way", async () => {
    const flow = await scene.deployed({ modules: ["Leads"], filter: "City = 'Oslo'" });
    const make = (City: string) => scene.create("Leads", { Last_Name: "Rao", Company: "H", City });
    const [told] = [await make("Oslo"), await make("Rome")];
    expect(await scene.news(flow)).toEqual([`created ${told} notification`]);
    await scene.losing();
    const [swept] = [await make("Oslo"), await make("Rome")];
    await scene.sweep(flow);
    expect(await scene.news(flow)).toEqual([`created ${swept} sweep`]);
  });

  it("changes of the connection's own user are left out, either way", async () => {
    const flow = await scene.deployed({ ignoreOwnChanges: "true" });
    await scene.deal();
    expect(await scene.news(flow)).toEqual([]);
    await scene.sweep(flow);
    expect(await scene.news(flow)).toEqual([]);
  });

  it("fields that the module does not have stop the deployment", async () => {
    const flow = scene.flow({ modules: ["Deals"], fields: ["Stagee"] });
    await expect(flow.deploy()).rejects.toThrow(/Stagee\. The nearest one is Stage/);
  });

  it.each([
    ["modules", { modules: [] }, /Modules/],
    ["a module that does not exist", { modules: ["Dealz"] }, /The nearest one is Deals/],
    ["users", { modules: ["users"] }, /Modules/],
    ["operations", { operations: ["edited"] }, /Operations/],
    ["a filter", { filter: "City = 'Oslo' limit 5" }, /Filter/],
    ["a field of the filter", { filter: "Citty = 'Oslo'" }, /Citty.*Filter/s],
    ["a share", { backoffAtCreditPercentage: "0.2" }, /Back Off/],
  ])("what cannot be used stops the deployment: %s", async (_what, values, message) => {
    const flow = scene.flow({ modules: ["Deals"], ...values });
    await expect(flow.deploy()).rejects.toThrow(message);
    expect(await watches(zoho)).toEqual([]);
  });
});
