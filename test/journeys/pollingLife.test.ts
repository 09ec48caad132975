import { loadComponent } from "../../runner/component";
import { sandboxConnection } from "../../runner/connections";
import { runTrigger } from "../../runner/run";
import type { Row } from "../support/localZoho";
import { changesIn, deployed, PollingScene, poll, short } from "../support/polling";

/** What happens to a deployed instance in a year. */

const scene = new PollingScene();
const { zoho } = scene;

const HOUR = 3_600;
const DAY = 24 * HOUR;
const KEY = "crmRecordsPollingTrigger";
const textOf = (logs: readonly { text: string }[]) => logs.map(({ text }) => text).join("\n");

describe("a connection", () => {
  it("that is dead for ten days loses nothing, once it is connected again", async () => {
    const flow = await scene.started({ showDeletedRecords: "true" });
    const [first, gone] = [await scene.lead("A"), await scene.lead("B")];
    await zoho.scenario({ name: "expired-token", count: 0 });
    for (let day = 0; day < 10; day += 1) {
      const { error } = await flow.tryPoll();
      expect(error).toMatchObject({ name: "ZohoConnectionError", code: "ZOHO_TOKEN_REJECTED" });
      await scene.pass(DAY);
    }
    await zoho.clearScenarios();
    await zoho.act("crmRemoveRecord", { recordType: "Leads", recordId: gone });
    const last = await scene.lead("C");
    await scene.pass(10);
    // A new sign-in of the same organization has a grant of its own.
    const connection = sandboxConnection({ tokenFields: { refresh_token: "another" } });
    const again = deployed(KEY, { modules: ["Leads"], showDeletedRecords: "true" }, { connection });
    again.setState(flow.state);
    const { handedOver, logs } = await again.poll();
    expect(short(changesIn(handedOver)).sort()).toEqual(
      [`created ${first}`, `created ${last}`, `deleted ${gone}`].sort(),
    );
    expect(textOf(logs)).not.toContain("another organization");
  });

  it("to another environment begins anew there, with a warning", async () => {
    const token = { api_domain: "https://sandbox.zohoapis.com" };
    const flow = await scene.started({}, { connection: sandboxConnection({ tokenFields: token }) });
    await scene.lead("A");
    await scene.pass(10);
    const production = deployed(KEY, { modules: ["Leads"] });
    production.setState(flow.state);
    const { handedOver, logs } = await production.poll();
    expect([handedOver, textOf(logs)]).toEqual([
      [],
      expect.stringContaining("another organization"),
    ]);
    await scene.pass(10);
    const id = await scene.lead("B");
    await scene.pass(10);
    expect(short(await poll(production))).toEqual([`created ${id}`]);
  });

  it("whose token cannot tell its grant is asked for its organization when the token changes", async () => {
    const tokens = (access_token: string) =>
      sandboxConnection({ token: access_token, tokenFields: { refresh_token: undefined } });
    const flow = await scene.started({}, { connection: tokens("sandbox") });
    const id = await scene.lead("A");
    await scene.pass(10);
    const later = deployed(KEY, { modules: ["Leads"] }, { connection: tokens("sandbox-ana") });
    later.setState(flow.state);
    expect(short(await poll(later))).toEqual([`created ${id}`]);
  });
});

describe("the credits of the day (G3)", () => {
  const used = (credits: number) =>
    zoho.control("POST", "credits", { allowance: 60_000, used: credits });
  const values = { backoffAtCreditPercentage: "0.8" };

  it("are left to others from the mark on; an hour later one call looks, and nothing is lost", async () => {
    const flow = await scene.started(values);
    const first = await scene.lead("A");
    await used(48_500);
    await scene.pass(10);
    const reached = await flow.poll();
    expect(textOf(reached.logs)).toMatch(/Paused: 80\.\d % of 60000/);
    const told = short(changesIn(reached.handedOver));
    const second = await scene.lead("B");
    await scene.pass(600);
    expect((await zoho.counting(() => poll(flow))).calls).toBe(0);
    await scene.pass(HOUR);
    const still = await zoho.counting(() => poll(flow));
    expect([still.result, still.calls]).toEqual([[], 1]);
    // Just below the mark is not enough.
    await used(46_500);
    await scene.pass(HOUR + 1);
    expect((await zoho.counting(() => poll(flow))).calls).toBe(1);
    await used(30_000);
    await scene.pass(HOUR + 1);
    told.push(...short(await poll(flow)));
    expect(told).toEqual([`created ${first}`, `created ${second}`]);
  });

  it("that are gone end the run well, and come back", async () => {
    const flow = await scene.started(values);
    const id = await scene.lead("A");
    await used(60_000);
    await scene.pass(10);
    const { resultType, logs } = await flow.poll();
    expect([resultType, textOf(logs)]).toEqual([
      "polled_no_changes",
      expect.stringContaining("Paused: 100 %"),
    ]);
    await used(100);
    await scene.pass(HOUR + 1);
    expect(short(await poll(flow))).toEqual([`created ${id}`]);
  });

  it("that are gone are an error without the input, and nothing is lost", async () => {
    const flow = await scene.started({});
    const id = await scene.lead("A");
    await used(60_000);
    await scene.pass(10);
    expect((await flow.tryPoll()).error).toMatchObject({ code: "ZOHO_CREDITS_EXHAUSTED" });
    await used(100);
    await scene.pass(DAY);
    expect(short(await poll(flow))).toEqual([`created ${id}`]);
  });

  it("cost nothing more to watch while under half of them are used", async () => {
    const flow = await scene.started(values);
    await scene.pass(200);
    expect((await zoho.counting(() => poll(flow))).calls).toBe(1);
  });

  it("of an unknown edition are not guessed, unless an allowance is given", async () => {
    const flow = await scene.started({ ...values, dailyCreditAllowance: "1000" });
    await zoho.control("POST", "credits", { allowance: 1_000, used: 900 });
    await scene.pass(10);
    await flow.poll();
    await scene.pass(10);
    expect((await zoho.counting(() => poll(flow))).calls).toBe(0);
  });
});

describe("modules (G1, S5, S9)", () => {
  it.each([
    { unreadableModule: "NO_PERMISSION" },
    { unreadableModule: "INVALID_MODULE", notModifiedStatus: "204", timeOffset: "-07:00" },
  ])(
    "each have a state of their own, and one that fails does not stop the others (%j)",
    async (variants) => {
      await zoho.reset({ variants });
      await scene.pass(100);
      const flow = await scene.started({ modules: ["Leads", "Deals"] });
      const first = await scene.lead("A");
      await zoho.control("POST", "module", { module: "Leads", readable: false });
      const second = await scene.deal("B");
      await scene.pass(10);
      const { handedOver, logs } = await flow.poll();
      expect(short(changesIn(handedOver))).toEqual([`created ${second}`]);
      expect(textOf(logs)).toContain("Leads could not be read");
      await zoho.control("POST", "module", { module: "Leads", readable: true });
      await scene.pass(300);
      expect(await poll(flow)).toMatchObject([
        { type: "created", module: "Leads", record: { id: first } },
      ]);
    },
  );

  it("of which none can be read are an error", async () => {
    const flow = await scene.started({ modules: ["Leads", "Deals"] });
    for (const module of ["Leads", "Deals"]) {
      await zoho.control("POST", "module", { module, readable: false });
    }
    await scene.pass(10);
    expect((await flow.tryPoll()).error).toMatchObject({ code: "ZOHO_NO_PERMISSION" });
  });

  it("* are all that the API can read, custom ones too; the others are left out from then on (G2)", async () => {
    const flow = deployed(KEY, { modules: ["*"] });
    const first = await flow.poll();
    expect(textOf(first.logs)).toMatch(/708850000: .*Subscriptions/);
    expect(textOf(first.logs)).not.toMatch(/708850000: .*(CTI_Entry|Email_Analytics|Home)/);
    await scene.pass(10);
    const ids = [
      await scene.lead("A"),
      await scene.deal("B"),
      await scene.create("Subscriptions", { Name: "C" }),
    ];
    await scene.pass(10);
    expect((await poll(flow)).map(({ record }) => record.id).sort()).toEqual([...ids].sort());
    await scene.pass(200);
    const modules =
      /708850000: (.*?);/.exec(textOf((await flow.poll()).logs))?.[1]?.split(", ") ?? [];
    await scene.pass(200);
    expect((await zoho.counting(() => poll(flow))).calls).toBe(modules.length);
  });

  it("that join later begin then", async () => {
    const flow = await scene.started({});
    await scene.deal("A");
    await scene.pass(10);
    const wider = deployed(KEY, { modules: ["Leads", "Deals"] });
    wider.setState(flow.state);
    const id = await scene.lead("B");
    await scene.pass(10);
    expect(short(await poll(wider))).toEqual([`created ${id}`]);
    await scene.pass(10);
    const later = await scene.deal("C");
    await scene.pass(10);
    expect(short(await poll(wider))).toEqual([`created ${later}`]);
  });

  it("with more changes than a poll may bring take turns", async () => {
    const flow = await scene.started({ modules: ["Leads", "Deals"], maxRecordsToFetch: "5" });
    await zoho.control("POST", "seed", { module: "Leads", count: 12, spacingMs: 0 });
    const id = await scene.deal("B");
    await scene.pass(10);
    const seen: string[] = [];
    for (let polls = 0; polls < 6; polls += 1) {
      const changes = await poll(flow);
      expect(changes.length).toBeLessThanOrEqual(5);
      seen.push(...changes.map(({ record }) => String(record.id)));
      await scene.pass(60);
    }
    expect(seen).toContain(id);
    expect(seen).toHaveLength(13);
    expect(new Set(seen).size).toBe(13);
  });
});

describe("other fields", () => {
  it("are returned from then on; what was delivered is not delivered again", async () => {
    const flow = await scene.started({});
    const [a, b] = [await scene.lead("A"), await scene.lead("B")];
    await scene.pass(5);
    expect(short(await poll(flow))).toEqual([`created ${a}`, `created ${b}`]);
    const c = await scene.lead("C");
    const other = deployed(KEY, { modules: ["Leads"], fields: ["City"] });
    other.setState(flow.state);
    await scene.pass(5);
    const { handedOver, logs } = await other.poll();
    expect(short(changesIn(handedOver))).toEqual([`created ${c}`]);
    expect(textOf(logs)).toContain("Fields or Filter differ");
  });
});

describe("a state that is not to be understood", () => {
  it.each([
    ["something else", { garbage: ["true"] }, "starts over"],
    ["another version", { version: 7, streams: [] }, "starts over"],
    ["no time", { lastUpdated: "yesterday" }, "starts over"],
  ])("begins anew, with a warning: %s", async (_, state, words) => {
    const flow = deployed(KEY, { modules: ["Leads"] });
    flow.setState(state);
    await scene.lead("A");
    await scene.pass(10);
    const { handedOver, logs } = await flow.poll();
    expect([handedOver, textOf(logs)]).toEqual([[], expect.stringContaining(words)]);
    await scene.pass(10);
    const id = await scene.lead("B");
    await scene.pass(10);
    expect(short(await poll(flow))).toEqual([`created ${id}`]);
  });

  it("in a part of it loses only that part: a place within a window is dropped, with a warning", async () => {
    const flow = await scene.started({ maxRecordsToFetch: "2" });
    const ids = (await zoho.control("POST", "seed", { module: "Leads", count: 5, spacingMs: 0 }))
      .ids;
    await scene.pass(10);
    await poll(flow);
    const state = structuredClone(flow.state) as { streams: { Leads: { records: Row } } };
    state.streams.Leads.records.progress = { end: "soon" };
    flow.setState(state);
    const { handedOver, logs } = await flow.poll();
    expect(textOf(logs)).toContain("its window is read again");
    const seen = changesIn(handedOver);
    while (seen.length < 3) seen.push(...(await poll(flow)));
    expect(ids).toEqual(expect.arrayContaining(seen.map(({ record }) => record.id)));
    await scene.pass(10);
    expect(await poll(flow)).toEqual([]);
  });

  it("that is handed on from page to page is an error", async () => {
    const run = runTrigger(
      loadComponent(),
      KEY,
      { modules: ["Leads"] },
      {
        connection: sandboxConnection(),
        batch: { batchSize: 50 },
        payload: { paginationState: { page: 2 } },
      },
    );
    await expect(run).rejects.toMatchObject({ code: "ZOHO_INPUT_INVALID" });
  });
});

describe("a mass edit of up to 50,000 records between two polls", () => {
  it.each([
    [50_000, undefined],
    [10_000, { batchSize: 200 }],
  ])("is delivered whole and once (%i, batches %j)", async (count, batch) => {
    const flow = await scene.started({}, { batch });
    const size = 10_000;
    const ids: string[] = [];
    for (let at = 0; at < count; at += size) {
      await zoho.control("POST", "seed", { module: "Leads", count: size, spacingMs: 1 });
      await scene.pass(1);
    }
    await scene.pass(5);
    const { result, calls } = await zoho.counting(async () => {
      for (let polls = 0; polls < 4; polls += 1) {
        const { handedOver, logs } = await flow.poll();
        ids.push(...changesIn(handedOver).map(({ record }) => String(record.id)));
        if (batch || !textOf(logs).includes("more is left")) return polls + 1;
      }
      return Number.POSITIVE_INFINITY;
    });
    expect(new Set(ids).size).toBe(count);
    expect(ids).toHaveLength(count);
    expect(result).toBeLessThanOrEqual(3);
    expect(calls).toBeLessThanOrEqual(2 + count / (batch ? 1_000 : 2_000));
    await scene.pass(5);
    expect(await poll(flow)).toEqual([]);
    await scene.pass(200);
    await flow.poll();
    await scene.pass(200);
    const quiet = await zoho.counting(() => flow.poll());
    expect(quiet.calls).toBe(1);
    expect(quiet.result.stateBytes).toBeLessThan(1_500);
  });
});
