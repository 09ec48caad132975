import { sandboxConnection } from "../../runner/connections";
import type { LiveFlow } from "../../runner/liveFlow";
import { dice } from "../support/dice";
import { eventsOf, liveFlow, type RecordEvent, watches } from "../support/live";
import { idOf, type Row } from "../support/localZoho";
import { LiveScene } from "../support/scene";

const scene = new LiveScene();
const { zoho } = scene;

const KEY = "crmRecordEvents";
const HOUR = 3_600;
const DAY = 24 * HOUR;

/** One write past the connector. */
async function write(method: string, path: string, record?: Row): Promise<Row> {
  const { data } = await zoho.crm(method, `/${path}`, record && { data: [record] });
  return (data as Row[])[0] ?? {};
}

/** Writes to deals, and what a flow should hear of them. */
class Writes {
  /** What is expected, as "created id", with the moment of the write. */
  readonly made = new Map<string, number>();
  readonly #roll: () => number;
  /** Deals that were not written since the last sweep, so that no write hides another one. */
  #free: string[] = [];
  #busy: string[] = [];
  #count = 0;

  constructor(roll: () => number) {
    this.#roll = roll;
  }

  async one(): Promise<void> {
    this.#count += 1;
    const name = `Deal ${this.#count} ✓`;
    const roll = this.#roll();
    const id = this.#free.splice(Math.floor(this.#roll() * this.#free.length), 1)[0];
    if (id === undefined || roll < 0.4) {
      if (id !== undefined) this.#free.push(id);
      const made = idOf(await write("POST", "Deals", { Deal_Name: name, Stage: "Qualification" }));
      this.#busy.push(made);
      this.made.set(`created ${made} ${name}`, Date.now());
    } else if (roll < 0.9) {
      await write("PUT", `Deals/${id}`, { Deal_Name: name });
      this.#busy.push(id);
      this.made.set(`updated ${id} ${name}`, Date.now());
    } else {
      await write("DELETE", `Deals/${id}`);
      this.made.set(`deleted ${id}`, Date.now());
    }
  }

  /** All of them may be written again. */
  swept(): void {
    this.#free.push(...this.#busy.splice(0));
  }
}

const nameOf = ({ changeType, record }: RecordEvent): string =>
  changeType === "deleted"
    ? `deleted ${record.id}`
    : `${changeType} ${record.id} ${record.Deal_Name}`;

/** How often each event came, by its dedupeId. */
const timesOf = (events: readonly RecordEvent[]): number[] => {
  const times = new Map<string, number>();
  for (const { dedupeId } of events) times.set(dedupeId, (times.get(dedupeId) ?? 0) + 1);
  return [...times.values()];
};

const median = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;

async function deployed(options: Parameters<typeof liveFlow>[3] = {}): Promise<LiveFlow> {
  const values = { modules: ["Deals"], fields: ["Stage"] };
  const flow = liveFlow(scene.platform, KEY, values, options);
  await flow.deploy();
  await scene.pass(10);
  return flow;
}

it("delivers every change of 30 days over a channel of an hour, those of notifications at once", async () => {
  await scene.fresh({ variants: { channelLife: "hour" } });
  const roll = dice(7);
  const flow = await deployed();
  const writes = new Writes(roll);
  const start = Date.now();
  let lost = 0;
  while (Date.now() - start < 30 * DAY * 1000) {
    // Runs of a schedule every 35 minutes or so, as platforms keep time.
    const toSweep = 34 * 60 + Math.floor(roll() * 240);
    const toWrite = Math.floor(roll() * 2 * toSweep);
    await scene.pass(Math.min(toWrite, toSweep));
    if (toWrite < toSweep) {
      if (roll() < 0.1) {
        lost += 1;
        await zoho.scenario({ name: "notifications-lost", count: 1 });
      }
      await writes.one();
      await scene.settled(flow);
      await zoho.clearScenarios();
      await scene.pass(toSweep - toWrite);
    }
    const outcome = await flow.runScheduled();
    if (outcome.error) throw outcome.error;
    writes.swept();
  }
  await scene.pass(100);
  await flow.runScheduled();

  const events = eventsOf(flow);
  expect(writes.made.size).toBeGreaterThan(500);
  expect(lost).toBeGreaterThan(30);
  expect(events.map(nameOf).sort()).toEqual([...writes.made.keys()].sort());
  expect(timesOf(events).every((times) => times === 1)).toBe(true);
  const delays = flow.handedOver.flatMap(({ data, at }) => {
    const event = data as RecordEvent;
    return event.source === "sweep" ? [] : [at - (writes.made.get(nameOf(event)) ?? 0)];
  });
  expect(delays).toHaveLength(writes.made.size - lost);
  expect(median(delays)).toBeLessThan(1_000);
  expect(await watches(zoho)).toHaveLength(1);
});

it.each(["drop", "retry", "disable"])(
  "delivers everything of the hour in which its address is down, where Zoho does this: %s",
  async (failedNotification) => {
    await scene.fresh({ variants: { failedNotification } });
    const flow = await deployed();
    const writes = new Writes(dice(11));
    for (let minute = 0; minute < 90; minute += 3) {
      flow.isReachable = minute < 15 || minute >= 75;
      await writes.one();
      await scene.settled(flow);
      await scene.pass(180);
      // The schedule of the platform goes on.
      if (minute % 15 === 12) {
        await flow.runScheduled();
        writes.swept();
      }
    }
    await scene.settled(flow);
    await scene.pass(100);
    await flow.runScheduled();
    const events = eventsOf(flow);
    expect(events.map(nameOf).sort()).toEqual([...writes.made.keys()].sort());
    expect(events.filter(({ source }) => source === "sweep").length).toBeGreaterThan(10);
    expect(await watches(zoho)).toHaveLength(1);
  },
);

it("delivers what happened in two days of a dead token, once it is connected again", async () => {
  const flow = await deployed();
  const writes = new Writes(dice(13));
  await zoho.scenario({ name: "revoked-token", count: 0, match: { path: "/crm/v8" } });
  for (let hour = 0; hour < 48; hour += 2) {
    await writes.one();
    await scene.settled(flow);
    await scene.pass(2 * HOUR);
    expect((await flow.runScheduled()).error).toMatchObject({ code: "ZOHO_TOKEN_REJECTED" });
    writes.swept();
  }
  expect(flow.handedOver).toEqual([]);
  await zoho.clearScenarios();
  const connection = sandboxConnection({ tokenFields: { refresh_token: "another" } });
  const again = liveFlow(
    scene.platform,
    KEY,
    { modules: ["Deals"], fields: ["Stage"] },
    {
      connection,
      name: "After",
      stableId: "flow-1-stable",
    },
  );
  await again.deploy();
  await scene.pass(100);
  expect((await again.runScheduled()).error).toBeUndefined();
  const delivered = new Set(eventsOf(again).map(({ record }) => record.id));
  const written = [...writes.made.keys()].map((name) => name.split(" ")[1]);
  expect(written.filter((id) => !delivered.has(id))).toEqual([]);
});

describe("notifications that come", () => {
  it.each([
    ["twice", { name: "notifications-duplicated", copies: 3, count: 0 }],
    ["late", { name: "notifications-late", delayMs: 40_000, count: 0 }],
    ["very late", { name: "notifications-late", delayMs: 2 * HOUR * 1000, count: 0 }],
    ["out of order", { name: "notifications-out-of-order", count: 0 }],
  ])(
    "%s: everything arrives, and what comes again bears the same dedupeId",
    async (_how, fault) => {
      const flow = await deployed();
      const writes = new Writes(dice(17));
      await zoho.scenario(fault);
      for (let round = 0; round < 20; round += 1) {
        await writes.one();
        await scene.pass(30);
        await scene.settled(flow);
        if (round % 4 === 3) {
          await scene.pass(300);
          await scene.settled(flow);
          await flow.runScheduled();
          writes.swept();
        }
      }
      await scene.pass(3 * HOUR);
      await scene.settled(flow);
      await flow.runScheduled();
      const events = eventsOf(flow);
      expect([...new Set(events.map(nameOf))].sort()).toEqual([...writes.made.keys()].sort());
      expect(timesOf(events)).toHaveLength(writes.made.size);
    },
  );
});

it("delivers a mass edit that sends more notifications than the platform takes", async () => {
  const variants = { notificationIds: "one", notificationsAtOnce: "many" };
  await scene.fresh({ variants, records: { "*": 0 } }, { maxExecutions: 25 });
  const ids = await zoho.seed("Deals", 400);
  await scene.pass(100);
  const flow = await deployed({ batch: { batchSize: 50 } });
  await zoho.holdReplies({ count: 0, match: { path: "/crm/v8/Deals" } });
  for (let at = 0; at < ids.length; at += 100) {
    const data = ids.slice(at, at + 100).map((id) => ({ id, Deal_Name: `Edited ${id}` }));
    await zoho.crm("PUT", "/Deals", { data });
  }
  const arriving = scene.settled(flow);
  while (scene.platform.rejectedCalls === 0) await new Promise(setImmediate);
  await zoho.clearScenarios();
  await arriving;
  await scene.pass(100);
  const { error } = await flow.runScheduled();
  const events = eventsOf(flow);
  expect(error).toBeUndefined();
  expect(scene.platform.rejectedCalls).toBeGreaterThan(0);
  expect(events.filter(({ source }) => source === "notification").length).toBeGreaterThan(25);
  expect(new Set(events.map(({ record }) => record.Deal_Name)).size).toBe(ids.length);
  expect(timesOf(events)).toHaveLength(ids.length);
});
