import { loadComponent } from "../../runner/component";
import { sandboxConnection } from "../../runner/connections";
import { BEHAVIOURS } from "../../runner/platformBehaviour";
import { MAIN, OTHER } from "../support/booksOrganizations";
import { BOOKS_FAULTS, representativeCases } from "../support/faultTable";
import type { Row } from "../support/localZoho";
import { changesIn, type Delivered, deployed, PollingScene, poll } from "../support/polling";

/** The triggers on Zoho Books; how each record type is read is in booksChanges.test.ts. */

const scene = new PollingScene();
const { zoho } = scene;

const KEY = "booksRecordsPollingTrigger";
const HOUR = 3_600;
/** A sign-in of its own, so that nothing is known of its organizations from earlier. */
let signIns = 0;
const connection = () => {
  signIns += 1;
  return sandboxConnection({ tokenFields: { refresh_token: `books polls ${signIns}` } });
};
const contact = async (name: string, organization = MAIN): Promise<string> => {
  const reply = await zoho.books("POST", "/contacts", {
    organization,
    body: { contact_name: name },
  });
  return String((reply.contact as Row).contact_id);
};
const rename = (id: string, contact_name: string) =>
  zoho.books("PUT", `/contacts/${id}`, { organization: MAIN, body: { contact_name } });
const short = (changes: readonly Delivered[]) =>
  changes.map(({ type, record }) => `${type} ${record.contact_id}`);
/** A flow that stands at now, with a sign-in of its own. */
const started = (key: string, values: Row, options: Parameters<typeof deployed>[2] = {}) =>
  scene.startedOn(key, values, { connection: connection(), ...options });
const textOf = (logs: readonly { text: string }[]) => logs.map(({ text }) => text).join("\n");

describe("bookContactsPollingTrigger (P10)", () => {
  it("hands over the records themselves, as the official connector does, from its state on", async () => {
    const present = await contact("Rope Works");
    await scene.pass(120);
    const flow = deployed("bookContactsPollingTrigger", {}, { connection: connection() });
    flow.setState({ lastUpdated: new Date(Date.now() - 20_500).toISOString() });
    const made = await contact("Größe & Söhne ✓");
    await rename(present, "Rope & Works");
    await scene.pass(5);
    const { handedOver } = await flow.poll();
    expect(handedOver).toEqual([
      {
        created: [expect.objectContaining({ contact_id: made, contact_name: "Größe & Söhne ✓" })],
        updated: [expect.objectContaining({ contact_id: present, contact_name: "Rope & Works" })],
      },
    ]);
    await scene.pass(5);
    expect(await flow.poll()).toMatchObject({ resultType: "polled_no_changes", handedOver: [] });
  });

  it("costs one call once nothing changes", async () => {
    const flow = await started("bookContactsPollingTrigger", {});
    await zoho.seedBooks("contacts", 450);
    await scene.pass(200);
    await flow.poll();
    await scene.pass(200);
    expect((await zoho.counting(() => flow.poll())).calls).toBe(1);
  });
});

describe.each(BEHAVIOURS.filter(({ behaviour }) => behaviour.savesWithoutChanges))(
  "booksRecordsPollingTrigger on $name",
  ({ behaviour }) => {
    it.each([[undefined], [{ batchSize: 50 }]])("delivers each change once (%j)", async (batch) => {
      const flow = await started(KEY, { recordType: "contacts" }, { batch, behaviour });
      const [a, b] = [await contact("A"), await contact("B")];
      await scene.pass(3);
      const changes = await poll(flow);
      expect(short(changes).sort()).toEqual([`created ${a}`, `created ${b}`]);
      expect(new Set(changes.map(({ module }) => module))).toEqual(new Set(["contacts"]));
      await rename(a, "C");
      await scene.pass(3);
      expect(short(await poll(flow))).toEqual([`updated ${a}`]);
      await scene.pass(30);
      expect(await poll(flow)).toEqual([]);
    });

    it("pages 450 changes through to the end, batched", async () => {
      const flow = await started(
        KEY,
        { recordType: "contacts" },
        { batch: { batchSize: 100 }, behaviour },
      );
      for (let count = 0; count < 3; count += 1) {
        await zoho.control("POST", "seed", {
          product: "books",
          type: "contacts",
          count: 150,
          spacingMs: 0,
        });
      }
      await scene.pass(3);
      const changes = await poll(flow);
      expect(new Set(changes.map(({ record }) => record.contact_id)).size).toBe(450);
      expect(changes).toHaveLength(450);
      await scene.pass(3);
      expect(await poll(flow)).toEqual([]);
    });
  },
);

describe("an organization", () => {
  it("is the one that is named, and another one begins anew with a warning", async () => {
    const flow = await started(KEY, { recordType: "contacts", organizationId: OTHER });
    await contact("A", MAIN);
    const id = await contact("B", OTHER);
    await scene.pass(5);
    expect(short(await poll(flow))).toEqual([`created ${id}`]);
    const other = deployed(KEY, { recordType: "contacts", organizationId: MAIN });
    other.setState(flow.state);
    const { handedOver, logs } = await other.poll();
    expect([handedOver, textOf(logs)]).toEqual([
      [],
      expect.stringContaining("another organization"),
    ]);
  });
});

describe("deleted records", () => {
  it("come with their id where the whole list is compared", async () => {
    const values = { recordType: "settings/taxes", showDeletedRecords: "true" };
    const tax = await zoho.books("POST", "/settings/taxes", {
      organization: MAIN,
      body: { tax_name: "Levy", tax_percentage: 7 },
    });
    const id = String((tax.tax as Row).tax_id);
    const flow = await started(KEY, values);
    await zoho.books("DELETE", `/settings/taxes/${id}`, { organization: MAIN });
    await scene.pass(HOUR);
    expect(await poll(flow)).toEqual([
      { type: "deleted", module: "settings/taxes", record: { tax_id: id } },
    ]);
  });

  it("are told of as unknown where Zoho Books lists none", async () => {
    const flow = deployed(
      KEY,
      { recordType: "contacts", showDeletedRecords: "true" },
      { connection: connection() },
    );
    expect(textOf((await flow.poll()).logs)).toContain("does not list deleted ones");
    await scene.pass(100);
    expect(textOf((await flow.poll()).logs)).not.toContain("does not list deleted ones");
  });
});

describe("the calls of the day", () => {
  it("are left to others from the mark on (G3)", async () => {
    await zoho.control("POST", "books-quota", { organization_id: MAIN, limit: 1_000, used: 10 });
    const flow = await started(KEY, { recordType: "contacts", backoffAtCreditPercentage: "0.9" });
    const id = await contact("A");
    await zoho.control("POST", "books-quota", { organization_id: MAIN, used: 950 });
    await scene.pass(10);
    const reached = await flow.poll();
    expect(textOf(reached.logs)).toMatch(/Paused: 95\.\d % of 1000/);
    const told = short(changesIn(reached.handedOver));
    await scene.pass(600);
    expect((await zoho.counting(() => poll(flow))).calls).toBe(0);
    await scene.pass(HOUR);
    expect((await zoho.counting(() => poll(flow))).calls).toBe(1);
    await zoho.control("POST", "books-quota", { organization_id: MAIN, used: 100 });
    await scene.pass(HOUR);
    told.push(...short(await poll(flow)));
    expect(told).toEqual([`created ${id}`]);
  });

  it("are not spent on scanning 10,000 items every five minutes: that is refused, and said", async () => {
    await zoho.seedBooks("items", 10_000);
    await zoho.control("POST", "books-quota", { organization_id: MAIN, limit: 1_000, used: 0 });
    await scene.pass(100);
    const flow = deployed(
      KEY,
      {
        recordType: "items",
        lookBackDate: "2999-01-01".replace("2999", "2020"),
        maxRecordsToFetch: "20000",
      },
      { connection: connection() },
    );
    const first = await zoho.counting(() => flow.poll());
    expect(first.calls).toBeLessThan(70);
    await scene.pass(300);
    const early = await zoho.counting(() => flow.poll());
    expect(early.calls).toBe(0);
    expect(textOf(early.result.logs)).toMatch(/full list.*out of 1,000.*next scan is due/s);
    await scene.pass(24 * HOUR);
    expect((await zoho.counting(() => flow.poll())).calls).toBeGreaterThan(40);
  });
});

const FAULTS = representativeCases(BOOKS_FAULTS, "read");

// Both are the same but for the shape of what they hand over: faults without end will do for one.
describe.each([
  ["bookContactsPollingTrigger", {}, FAULTS.filter(({ count }) => count === 0)],
  [KEY, { recordType: "contacts", organizationId: MAIN }, FAULTS],
] as const)("%s", (key, values, cases) => {
  it.each(cases)("under $name $times loses nothing", async ({ name, count, expected }) => {
    const flow = deployed(key, { organizationId: MAIN, ...values }, { connection: connection() });
    await flow.poll();
    await scene.pass(5);
    const id = await contact("A");
    await scene.pass(5);
    const told: string[] = [];
    const { outcome, calls } = await zoho.underFault(
      { name, count, match: { path: "/books/" } },
      async () => {
        const { handedOver, error } = await flow.tryPoll();
        told.push(...short(changesIn(handedOver)));
        if (error !== undefined) throw error;
      },
    );
    expect([outcome, calls]).toEqual([expected.error ?? "success", expected.calls]);
    await scene.pass(70);
    told.push(...short(changesIn((await flow.poll()).handedOver)));
    expect(told).toEqual([`created ${id}`]);
  });
});

it("all triggers on Zoho Books are here", () => {
  const keys = Object.keys(loadComponent().triggers).filter((key) => key.startsWith("book"));
  expect(keys.sort()).toEqual(["bookContactsPollingTrigger", KEY]);
});
