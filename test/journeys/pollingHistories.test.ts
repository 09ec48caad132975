import { BEHAVIOURS } from "../../runner/platformBehaviour";
import type { PollingFlow } from "../../runner/pollingFlow";
import { dice } from "../support/dice";
import type { Stats } from "../support/localZoho";
import { changesIn, type Delivered, deployed } from "../support/polling";
import { Scene } from "../support/scene";

/** Histories made at random, over HTTP through the built bundle. A failing one names its seed. */

const scene = new Scene();
const { zoho } = scene;

const HISTORIES = 25;
const STEPS = 30;
const OTHER_USER = "sandbox-boyle";

/** What Zoho did beside the flow. Each write carries a number, so that contents can be told apart. */
class Author {
  #writes = 0;
  readonly ids: string[] = [];

  async create(): Promise<void> {
    this.#writes += 1;
    const values = { Deal_Name: `Deal ${this.#writes}`, Stage: "Qualification" };
    this.ids.push(await scene.create("Deals", values, OTHER_USER));
  }

  async edit(id: string): Promise<void> {
    this.#writes += 1;
    await scene.update("Deals", id, { Deal_Name: `Deal ${this.#writes}` }, OTHER_USER);
  }

  async remove(id: string): Promise<void> {
    this.ids.splice(this.ids.indexOf(id), 1);
    await scene.remove("Deals", id);
  }
}

const FAULTS = [
  "rate-limited",
  "server-error",
  "reset-after",
  "cut-short",
  "html-502",
  "expired-token",
];

/** One history: edits, polls, lags, faults and kills in any order, and then rest. */
async function play(seed: number, options: { kills: boolean }) {
  const random = dice(seed);
  const one = <Item>(items: readonly Item[]): Item =>
    items[Math.floor(random() * items.length)] as Item;
  await zoho.clearScenarios();
  await zoho.reset({ records: { "*": 0 } });
  await zoho.control("POST", "clock", { skewMs: one([0, 90_000, -90_000]) });
  const author = new Author();
  // Where a run is kept as a whole or not at all, its pages come again when one of them fails.
  const fitting = BEHAVIOURS.filter(
    ({ behaviour }) =>
      behaviour.savesWithoutChanges && (options.kills || behaviour.savesStateOfPages === "each"),
  );
  const { behaviour } = one(fitting);
  const batch = one([undefined, { batchSize: 1 }, { batchSize: 7 }]);
  const values = {
    modules: ["Deals"],
    showDeletedRecords: "true",
    maxRecordsToFetch: one(["1", "3", "20000"]),
    ...(random() < 0.5 && { fields: ["Owner"] }),
    ...(random() < 0.3 && { showUpdatedRecords: "false" }),
  };
  const flow = deployed("crmRecordsPollingTrigger", values, { batch, behaviour });
  await scene.pass(10);
  await flow.poll();
  await scene.pass(2);
  const delivered: Delivered[] = [];
  const steps: (() => Promise<unknown>)[] = [
    () => author.create(),
    () => author.create(),
    () => (author.ids.length > 0 ? author.edit(one(author.ids)) : author.create()),
    () => (author.ids.length > 2 ? author.remove(one(author.ids)) : author.create()),
    async () => {
      for (let count = Math.floor(random() * 8); count > 0; count -= 1) await author.create();
    },
    () => scene.pass(one([0, 1, 1, 5, 59, 61, 300])),
    () => zoho.control("POST", "list-lag", { ms: one([0, 0, 1_000, 20_000, 45_000]) }),
    () =>
      zoho.scenario({
        name: one(FAULTS),
        match: { path: "/crm/v8/", nth: 1 + Math.floor(random() * 3) },
      }),
    async () =>
      delivered.push(...(await polled(flow, options.kills && random() < 0.5 ? random : undefined))),
    async () => delivered.push(...(await polled(flow))),
  ];
  for (let step = 0; step < STEPS; step += 1) await one(steps)();
  await zoho.control("POST", "list-lag", { ms: 0 });
  await zoho.clearScenarios();
  for (let polls = 0; polls < 4; polls += 1) {
    await scene.pass(61);
    delivered.push(...(await untilQuiet(flow)));
  }
  const hidesUpdates = "showUpdatedRecords" in values;
  return { delivered, alive: author.ids, hidesUpdates };
}

const killAfter =
  (count: number) =>
  ({ calls }: Stats): boolean =>
    calls >= count;

/** What one poll hands over; a poll that fails or is killed hands over what came before that. */
async function polled(flow: PollingFlow, random?: () => number): Promise<Delivered[]> {
  const { calls: before } = await zoho.stats();
  const kill = random && zoho.when(killAfter(before + 1 + Math.floor(random() * 3)));
  const { handedOver } = await flow.tryPoll({ ...(kill && { kill: kill.promise }) });
  kill?.stop();
  return changesIn(handedOver);
}

async function untilQuiet(flow: PollingFlow): Promise<Delivered[]> {
  const delivered: Delivered[] = [];
  for (;;) {
    const { handedOver } = await flow.poll();
    const changes = changesIn(handedOver);
    delivered.push(...changes);
    if (changes.length === 0) return delivered;
  }
}

const versionOf = ({ type, record }: Delivered): string =>
  type === "deleted"
    ? `${record.id} deleted`
    : `${record.id} ${record.Modified_Time} ${record.Deal_Name}`;

/** The last that was delivered of each record. */
function lastOf(delivered: readonly Delivered[]): Map<string, Delivered> {
  return new Map(delivered.map((change) => [String(change.record.id), change]));
}

interface Played {
  delivered: readonly Delivered[];
  alive: readonly string[];
  hidesUpdates: boolean;
}

/** Of every record that is there its last version came, or where edits are hidden, that it was created. */
async function expectNothingLost({ delivered, alive, hidesUpdates }: Played) {
  const last = lastOf(delivered.filter(({ type }) => type !== "deleted"));
  const gone = new Set(
    delivered.filter(({ type }) => type === "deleted").map(({ record }) => String(record.id)),
  );
  for (const id of alive) {
    const held = await zoho.held("Deals", id);
    const came = last.get(id);
    if (hidesUpdates) expect({ id, type: came?.type }).toEqual({ id, type: "created" });
    else expect({ id, name: came?.record.Deal_Name }).toEqual({ id, name: held?.Deal_Name });
    expect(gone.has(id)).toBe(false);
  }
  for (const [id, { type }] of last) {
    if (!alive.includes(id))
      expect({ id, type, gone: gone.has(id) }).toEqual({ id, type, gone: true });
  }
}

describe("histories over HTTP", () => {
  const seeds = Array.from({ length: HISTORIES }, (_, index) => 7_919 * (index + 1));

  it.each(seeds.slice(0, 13))(
    "with faults: nothing lost, every version once (S6, E8, E11), seed %i",
    async (seed) => {
      const played = await play(seed, { kills: false });
      const { delivered } = played;
      const versions = delivered.map(versionOf);
      expect(versions.filter((version, at) => versions.indexOf(version) !== at)).toEqual([]);
      const created = delivered
        .filter(({ type }) => type === "created")
        .map(({ record }) => record.id);
      expect(new Set(created).size).toBe(created.length);
      await expectNothingLost(played);
    },
  );

  it.each(seeds.slice(13))(
    "with faults and kills at any call: nothing lost, seed %i",
    async (seed) => {
      const played = await play(seed, { kills: true });
      await expectNothingLost(played);
    },
  );
});
