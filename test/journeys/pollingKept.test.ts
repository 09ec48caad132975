import type { Row } from "../support/localZoho";
import { changesIn, deployed, PollingScene, poll, short } from "../support/polling";

/** What a refusal, a damaged state or an unlucky moment must not cost. */

const scene = new PollingScene();
const { zoho } = scene;

const KEY = "crmRecordsPollingTrigger";
const HOUR = 3_600;
const DAY = 24 * HOUR;
const textOf = (logs: readonly { text: string }[]) => logs.map(({ text }) => text).join("\n");
const readable = (module: string, isReadable: boolean) =>
  zoho.control("POST", "module", { module, readable: isReadable });

describe("a refusal", () => {
  it("of one of all modules costs nothing of it, once it may be read again", async () => {
    const flow = deployed(KEY, { modules: ["*"] });
    await flow.poll();
    await scene.pass(10);
    await readable("Leads", false);
    const id = await scene.lead("A").catch(() => "");
    await scene.pass(10);
    expect(textOf((await flow.poll()).logs)).toContain("Leads could not be read");
    await readable("Leads", true);
    const ids = [id, await scene.lead("B")].filter((one) => one !== "");
    const told: string[] = [];
    for (let hours = 0; hours < 40; hours += 8) {
      await scene.pass(8 * HOUR);
      told.push(...short(await poll(flow)));
    }
    expect(told).toEqual(ids.map((one) => `created ${one}`));
  });

  it("of the deleted ones alone does not touch the records", async () => {
    const flow = await scene.started({ showDeletedRecords: "true" });
    const gone = await scene.lead("A");
    await scene.pass(10);
    expect(short(await poll(flow))).toEqual([`created ${gone}`]);
    await zoho.scenario({
      name: "no-permission",
      count: 0,
      match: { path: "/crm/v8/Leads/deleted" },
    });
    const id = await scene.lead("B");
    await scene.remove("Leads", gone);
    await scene.pass(10);
    const { handedOver, logs } = await flow.poll();
    expect(short(changesIn(handedOver))).toEqual([`created ${id}`]);
    expect(textOf(logs)).toContain("Deleted records could not be read");
    await zoho.clearScenarios();
    await scene.pass(10);
    expect(short(await poll(flow))).toEqual([`deleted ${gone}`]);
  });

  it("of a field that lists do not hold is none for the triggers of the official connector", async () => {
    const flow = deployed("leadsPollingTrigger", { fields: ["Favourite_Products", "City"] });
    expect(textOf((await flow.poll()).logs)).toContain("Favourite_Products is of the type");
    await scene.pass(10);
    const id = await scene.lead("A", { City: "Oslo" });
    await scene.pass(10);
    expect(await poll(flow)).toMatchObject([{ type: "created", record: { id, City: "Oslo" } }]);
  });
});

describe("a record that is edited before the page comes that it was to be on", () => {
  it.each([
    { showUpdatedRecords: "false" },
    { showUpdatedRecords: "true" },
    { showUpdatedRecords: "false", lookBackDate: "2020-01-01" },
  ])("comes as created all the same (%j)", async (values) => {
    await zoho.reset({ records: { "*": 0 } });
    await scene.pass(100);
    const flow = deployed(KEY, { modules: ["Leads"], maxRecordsToFetch: "2", ...values });
    if (!("lookBackDate" in values)) await flow.poll();
    await scene.pass(10);
    const ids: string[] = [];
    for (const name of ["A", "B", "C", "D", "E"]) {
      ids.push(await scene.lead(name));
      await scene.pass(1);
    }
    const told = short(await poll(flow));
    await scene.update("Leads", ids[4] ?? "", { City: "Oslo" });
    for (let polls = 0; polls < 8; polls += 1) {
      await scene.pass(100);
      told.push(...short(await poll(flow)));
    }
    expect(told).toEqual(ids.map((id) => `created ${id}`));
  });
});

describe("restored records", () => {
  it("come as updated, once nobody wants to see deleted ones any more", async () => {
    await zoho.reset({ variants: { restoredTime: "now" } });
    await scene.pass(100);
    const id = await scene.lead("A");
    await scene.pass(100);
    const flow = await scene.started({ showDeletedRecords: "true" });
    await scene.remove("Leads", id);
    await scene.pass(10);
    expect(short(await poll(flow))).toEqual([`deleted ${id}`]);
    const without = deployed(KEY, { modules: ["Leads"] });
    without.setState(flow.state);
    await zoho.control("POST", "restore", { module: "Leads", id });
    await scene.pass(10);
    expect(short(await poll(without))).toEqual([`updated ${id}`]);
    await scene.update("Leads", id, { City: "Oslo" });
    await scene.pass(10);
    expect(short(await poll(without))).toEqual([`updated ${id}`]);
  });

  it("of 2,500 deletions are told of within a day, and none of the deletions twice", async () => {
    await zoho.reset({ records: { "*": 0 } });
    await scene.pass(100);
    // The local Zoho names the first thousand ids of a seed.
    const ids = [
      ...(await scene.seedAtOnce(1_000)),
      ...(await scene.seedAtOnce(1_000)),
      ...(await scene.seedAtOnce(500)),
    ];
    await scene.pass(100);
    const flow = await scene.started({ showDeletedRecords: "true" });
    const bulk = { headers: { Authorization: "Zoho-oauthtoken sandbox" }, method: "DELETE" };
    for (let at = 0; at < ids.length; at += 100) {
      await fetch(`${zoho.origin}/crm/v7/Leads?ids=${ids.slice(at, at + 100)}`, bulk);
    }
    await scene.pass(10);
    expect(await poll(flow)).toHaveLength(2_500);
    const [first = "", last = ""] = [ids[0], ids.at(-1)];
    for (const id of [first, last]) await zoho.control("POST", "restore", { module: "Leads", id });
    const told: string[] = [];
    for (let hours = 0; hours < 48; hours += 6) {
      await scene.pass(6 * HOUR);
      told.push(...short(await poll(flow)));
    }
    expect(told.sort()).toEqual([`restored ${first}`, `restored ${last}`].sort());
    await scene.pass(61 * DAY);
    expect(await poll(flow)).toEqual([]);
  });
});

describe("several modules", () => {
  it("remember what was delivered of one as long as the others leave room", async () => {
    const flow = deployed(KEY, { modules: ["*"] });
    await flow.poll();
    await scene.pass(10);
    await scene.seedAtOnce(6_000);
    await scene.pass(10);
    expect(await poll(flow)).toHaveLength(6_000);
    await scene.pass(10);
    expect(await poll(flow)).toEqual([]);
  });

  it("take turns, however much one of them has", async () => {
    const flow = await scene.started({ modules: ["Leads", "Deals"], maxRecordsToFetch: "100" });
    await scene.seedAtOnce(1_000);
    const id = await scene.deal("A");
    await scene.pass(10);
    await poll(flow);
    expect(short(await poll(flow))).toContain(`created ${id}`);
  });

  it("of which one has only what nobody wants to see do not wait for it", async () => {
    const ids = await scene.seedAtOnce(300);
    await scene.pass(100);
    const flow = await scene.started({
      modules: ["Leads", "Deals"],
      maxRecordsToFetch: "5",
      showUpdatedRecords: "false",
    });
    for (const id of ids.slice(0, 20)) await scene.update("Leads", id, { City: "Oslo" });
    const id = await scene.deal("A");
    await scene.pass(10);
    expect(short(await poll(flow))).toEqual([`created ${id}`]);
  });
});

describe("other fields in the middle of a window", () => {
  it("deliver nothing again", async () => {
    const flow = await scene.started({ maxRecordsToFetch: "400" });
    const ids = await scene.seedAtOnce(1_000);
    await scene.pass(10);
    const told = short(await poll(flow));
    const other = deployed(KEY, { modules: ["Leads"], fields: ["City"], maxRecordsToFetch: "400" });
    other.setState(flow.state);
    for (let polls = 0; polls < 5; polls += 1) {
      told.push(...short(await poll(other)));
      await scene.pass(10);
    }
    expect(told.sort()).toEqual(ids.map((id) => `created ${id}`).sort());
  });

  it("since one was deleted in Zoho deliver nothing of the last minute again", async () => {
    const flow = await scene.started({ fields: ["*"] });
    const ids = await scene.seedAtOnce(20);
    await scene.pass(10);
    expect(await poll(flow)).toHaveLength(20);
    await zoho.control("POST", "field", { module: "Leads", remove: "City" });
    const id = await scene.lead("A");
    await scene.pass(10);
    expect(short(await poll(flow))).toEqual([`created ${id}`]);
    expect(ids).toHaveLength(20);
  });
});

describe("a governor that cannot ask", () => {
  it("says what to fill in, and polls go on until nothing is left", async () => {
    const flow = await scene.started({ backoffAtCreditPercentage: "0.8" });
    await zoho.control("POST", "credits", { allowance: 60_000, used: 35_000 });
    await zoho.scenario({ name: "missing-scope", count: 0, match: { path: "/crm/v8/org" } });
    const id = await scene.lead("A");
    await scene.pass(10);
    const { handedOver, logs } = await flow.poll();
    expect(short(changesIn(handedOver))).toEqual([`created ${id}`]);
    expect(textOf(logs)).toContain("Fill in Daily Credit Allowance");
    await scene.pass(10);
    expect((await flow.poll()).resultType).toBe("polled_no_changes");
    await zoho.control("POST", "credits", { allowance: 60_000, used: 60_000 });
    await scene.pass(10);
    expect(textOf((await flow.poll()).logs)).toContain("Paused: 100 %");
  });
});

describe("a damaged state", () => {
  type StoredState = { streams: { Leads: { plan: Row; records: Row; tombstones?: Row } } };
  it.each<[string, (leads: StoredState["streams"]["Leads"]) => void]>([
    ["columns", ({ plan }) => Object.assign(plan, { maxColumns: 1, maxRows: 0.5 })],
    ["fields", ({ plan }) => Object.assign(plan, { shown: "City" })],
    [
      "times",
      ({ records }) => Object.assign(records, { progress: { end: 9e14, from: 1e300, pages: 1 } }),
    ],
    ["a baseline to come", ({ records }) => Object.assign(records, { baseline: 4_102_444_800 })],
    [
      "a place",
      ({ records }) =>
        Object.assign(records, {
          progress: {
            end: Number(records.watermark) + 5,
            from: Number(records.watermark),
            pages: 1,
            position: { at: 9e15, id: "x" },
          },
        }),
    ],
    [
      "ids of deleted records",
      (leads) => Object.assign(leads, { tombstones: { "../x": 5, __proto__: 7 } }),
    ],
    ["versions", ({ records }) => Object.assign(records, { versions: { now: "1:2", 5: 6 } })],
    [
      "delivered ids",
      ({ records }) => Object.assign(records, { delivered: { ids: 5, from: "x" } }),
    ],
  ])("in its %s is passed over, and the next change comes", async (_, damage) => {
    const flow = await scene.started({ showDeletedRecords: "true" });
    const state = structuredClone(flow.state) as StoredState;
    damage(state.streams.Leads);
    flow.setState(state);
    const id = await scene.lead("A");
    await scene.pass(100);
    const told = short(await poll(flow));
    await scene.pass(DAY + 10);
    told.push(...short(await poll(flow)));
    expect(told).toEqual([`created ${id}`]);
  });
});
