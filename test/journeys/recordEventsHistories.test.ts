import type { LiveFlow } from "../../runner/liveFlow";
import { BEHAVIOURS } from "../../runner/platformBehaviour";
import { dice } from "../support/dice";
import { eventsOf, liveFlow, watches } from "../support/live";
import { idOf, type Row } from "../support/localZoho";
import { LiveScene } from "../support/scene";

/** Histories at random, in which executions overlap, fail and overwrite each other's state. */
const scene = new LiveScene();
const { zoho } = scene;

const STEPS = 60;
const HISTORIES = Number(process.env.ZOHO_LIVE_HISTORIES ?? 16);

const FAULTS = [
  "rate-limited",
  "server-error",
  "html-502",
  "reset-after",
  "expired-token",
  "notifications-lost",
  "notifications-duplicated",
  "notifications-late",
  "notifications-out-of-order",
];

class History {
  /** What each deal holds at last: its name, or "" once it is deleted. */
  readonly held = new Map<string, string>();
  readonly #flow: LiveFlow;
  readonly #roll: () => number;
  readonly #running: Promise<unknown>[] = [];
  #count = 0;

  constructor(flow: LiveFlow, roll: () => number) {
    this.#flow = flow;
    this.#roll = roll;
  }

  async play(): Promise<void> {
    for (let step = 0; step < STEPS; step += 1) await this.#step();
    await zoho.clearScenarios();
    this.#flow.isReachable = true;
    await this.#rest();
    for (let sweep = 0; sweep < 2; sweep += 1) {
      await scene.pass(200);
      await scene.settled(this.#flow);
      const { error } = await this.#flow.runScheduled();
      if (error) throw error;
    }
  }

  async #step(): Promise<void> {
    const roll = this.#roll();
    if (roll < 0.4) return this.#write();
    if (roll < 0.6) return scene.pass(Math.ceil(this.#roll() * 100));
    if (roll < 0.75) return void this.#running.push(this.#flow.runScheduled());
    if (roll < 0.83) return this.#rest();
    if (roll < 0.93) {
      const name = FAULTS[Math.floor(this.#roll() * FAULTS.length)] ?? "";
      const count = Math.ceil(this.#roll() * 3);
      const match = name.startsWith("notifications") ? {} : { match: { path: "/crm/v8/" } };
      await zoho.scenario({ name, count, ...match });
      return;
    }
    if (roll < 0.97) {
      this.#flow.isReachable = !this.#flow.isReachable;
      return;
    }
    await this.#rest();
    await zoho.clearScenarios();
    await this.#flow.redeploy();
  }

  async #rest(): Promise<void> {
    await Promise.all(this.#running.splice(0));
    await scene.settled(this.#flow);
  }

  /** Past the connector, in a version of the API that no fault meets. */
  async #write(): Promise<void> {
    this.#count += 1;
    const name = `Deal ${this.#count}`;
    const ids = [...this.held].filter(([, last]) => last !== "").map(([id]) => id);
    const id = ids[Math.floor(this.#roll() * ids.length)];
    const roll = this.#roll();
    if (id === undefined || roll < 0.4) {
      const made = await this.#send("POST", "", { Deal_Name: name, Stage: "Qualification" });
      this.held.set(idOf(made), name);
    } else if (roll < 0.85) {
      await this.#send("PUT", `/${id}`, { Deal_Name: name });
      this.held.set(id, name);
    } else {
      await this.#send("DELETE", `/${id}`);
      this.held.set(id, "");
    }
  }

  async #send(method: string, path: string, record?: Row): Promise<Row> {
    const { data } = await zoho.crm(method, `/Deals${path}`, record && { data: [record] });
    return (data as Row[])[0] ?? {};
  }
}

it.each(Array.from({ length: HISTORIES }, (_, seed) => seed))(
  "history %i: nothing is lost, and what comes again bears its dedupeId",
  async (seed) => {
    await scene.fresh({ records: { "*": 0 } });
    const { behaviour } = BEHAVIOURS[seed % BEHAVIOURS.length] ?? {};
    const values = { modules: ["Deals"], fields: ["Stage"] };
    const flow = liveFlow(scene.platform, "crmRecordEvents", values, {
      ...(behaviour && { behaviour }),
    });
    await flow.deploy();
    const history = new History(flow, dice(seed + 1));
    await history.play();

    const events = eventsOf(flow);
    const versions = new Map<string, Set<string>>();
    const last = new Map<unknown, string>();
    for (const { changeType, record, dedupeId } of events) {
      const isDeleted = changeType === "deleted";
      const name = isDeleted ? "" : String(record.Deal_Name);
      const version = `${record.id} ${isDeleted ? "" : `${record.Modified_Time} ${name}`}`;
      versions.set(version, (versions.get(version) ?? new Set()).add(dedupeId));
      if (last.get(record.id) !== "") last.set(record.id, name);
      if (name === history.held.get(String(record.id))) last.set(record.id, name);
    }
    expect(Object.fromEntries(last)).toEqual(Object.fromEntries(history.held));
    expect([...versions.values()].map((ids) => ids.size).filter((size) => size > 1)).toEqual([]);
    const ids = new Set(events.map(({ dedupeId }) => dedupeId));
    expect(ids.size).toBe(versions.size);
    expect(await watches(zoho)).toHaveLength(1);
  },
);
