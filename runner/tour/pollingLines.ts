import assert from "node:assert/strict";
import { sandboxConnection } from "../connections";
import type { PollingFlow } from "../pollingFlow";
import { MAIN } from "./booksLines";
import type { Journey } from "./journey";
import { create, edit, remove } from "./recordWrites";
import { asRow, asRows, type Row } from "./rows";

/** Polls over time. Moves the local Zoho's clock instead of waiting. */
export async function pollingLines(journey: Journey): Promise<void> {
  journey.section("Polling");
  // The clock moves by weeks, past the expiry of the tour's token.
  journey.connection = sandboxConnection({ component: journey.component });
  await journey.line("leadsPollingTrigger", () =>
    createdAndUpdated(journey, "leadsPollingTrigger", "Leads"),
  );
  await journey.line("contactsPollingTrigger, from the official state", () => upgraded(journey));
  await journey.line("crmRecordsPollingTrigger, quiet", () => quiet(journey));
  await journey.line("crmRecordsPollingTrigger, deleted and restored", () =>
    deletedAndRestored(journey),
  );
  await journey.line("crmRecordsPollingTrigger, 2,500 changes in batches", () => burst(journey));
  await journey.line("crmRecordsPollingTrigger, a 429 and an expired token", () =>
    interrupted(journey),
  );
  await journey.line("crmRecordsPollingTrigger, edits in every second", () => everySecond(journey));
  await journey.line("bookContactsPollingTrigger", () => bookContacts(journey));
  await journey.line("booksRecordsPollingTrigger, Invoices", () => bookRecords(journey));
}

const CHANGES = "crmRecordsPollingTrigger";

/** A flow whose first poll has set its starting point. */
async function started(journey: Journey, ...flow: Parameters<Journey["polling"]>) {
  await journey.control.advanceClock(100);
  const polling = journey.polling(...flow);
  assert.deepEqual((await polling.poll()).handedOver, []);
  await journey.control.advanceClock(10);
  return polling;
}

/** Polls and returns "created 4876…" for each change. */
async function polled(flow: PollingFlow): Promise<string[]> {
  const { handedOver } = await flow.poll();
  return handedOver.flatMap((data) => {
    const item = asRow(data);
    if (typeof item.changeType === "string") return [`${item.changeType} ${getId(item)}`];
    return Object.entries(item).flatMap(([type, list]) =>
      asRows(list).map((entry) => `${type} ${getId(entry)}`),
    );
  });
}

const getId = (entry: Row): unknown => asRow(entry.record ?? entry).id;

async function createdAndUpdated(journey: Journey, key: string, module: string): Promise<string> {
  const flow = await started(journey, key, { fields: ["City"] });
  const id = await create(journey, module, { Last_Name: "Größe ✓", Company: "Harbor" });
  await journey.control.advanceClock(10);
  assert.deepEqual(await polled(flow), [`created ${id}`]);
  await edit(journey, module, id, { City: "Oslo" });
  await journey.control.advanceClock(10);
  assert.deepEqual(await polled(flow), [`updated ${id}`]);
  assert.deepEqual(await polled(flow), []);
  return "created, updated, nothing";
}

async function upgraded(journey: Journey): Promise<string> {
  await journey.control.advanceClock(100);
  const flow = journey.polling("contactsPollingTrigger", {});
  const before = await journey.control.seed("Contacts", { count: 1 });
  await journey.control.advanceClock(1);
  const second = Math.floor((await journey.control.now()) / 1_000) * 1_000;
  flow.setState({ lastUpdated: new Date(second + 999).toISOString() });
  const id = await create(journey, "Contacts", { Last_Name: "Rao" });
  await journey.control.advanceClock(10);
  const changes = await polled(flow);
  assert.ok(changes.includes(`created ${id}`), "the last second of the old poll was lost");
  assert.ok(!changes.includes(`created ${before[0]}`), "a record was delivered twice");
  return "nothing from its last second is lost";
}

async function quiet(journey: Journey): Promise<string> {
  const flow = await started(journey, CHANGES, { modules: ["Leads"], fields: ["City", "Email"] });
  await journey.control.advanceClock(100);
  const before = await journey.control.calls();
  assert.deepEqual(await polled(flow), []);
  const calls = (await journey.control.calls()) - before;
  assert.equal(calls, 1);
  const { count } = await journey.control.records("Leads");
  return `${calls} call for ${count} records`;
}

async function deletedAndRestored(journey: Journey): Promise<string> {
  const id = await create(journey, "Leads", { Last_Name: "Rao", Company: "Harbor" });
  const values = { modules: ["Leads"], showDeletedRecords: "true" };
  const flow = await started(journey, CHANGES, values);
  await remove(journey, "Leads", id);
  await journey.control.advanceClock(10);
  assert.deepEqual(await polled(flow), [`deleted ${id}`]);
  await journey.control.restore("Leads", id);
  await journey.control.advanceClock(86_500);
  assert.deepEqual(await polled(flow), [`restored ${id}`]);
  return "each reported once";
}

async function burst(journey: Journey): Promise<string> {
  const values = { modules: ["Leads", "Deals"] };
  const flow = await started(journey, CHANGES, values, { batch: { batchSize: 50 } });
  const ids = await journey.control.seed("Leads", { count: 2_500, spacingMs: 0 });
  await journey.control.advanceClock(10);
  const changes = await polled(flow);
  assert.equal(new Set(changes).size, 2_500);
  assert.equal(changes.length, 2_500);
  assert.ok(ids.every((id) => changes.includes(`created ${id}`)));
  assert.deepEqual(await polled(flow), []);
  return `${changes.length} in one second, each once`;
}

async function interrupted(journey: Journey): Promise<string> {
  const flow = await started(journey, CHANGES, { modules: ["Leads"] });
  const first = await create(journey, "Leads", { Last_Name: "A", Company: "Harbor" });
  await journey.control.advanceClock(10);
  await journey.control.arm({ name: "rate-limited", count: 2 });
  assert.deepEqual(await polled(flow), [`created ${first}`]);
  const second = await create(journey, "Leads", { Last_Name: "B", Company: "Harbor" });
  await journey.control.arm({ name: "expired-token", count: 1 });
  await assert.rejects(flow.poll(), /ZOHO_TOKEN_REJECTED/);
  await journey.control.advanceClock(864_000);
  assert.deepEqual(await polled(flow), [`created ${second}`]);
  return "nothing lost over ten days";
}

/** Edits and polls in the same seconds; the official connector loses such edits. */
async function everySecond(journey: Journey): Promise<string> {
  const ROUNDS = 40;
  const ids = await Promise.all(
    [1, 2, 3].map((n) =>
      create(journey, "Deals", { Deal_Name: `Deal ${n}`, Stage: "Qualification" }),
    ),
  );
  const flow = await started(journey, CHANGES, { modules: ["Deals"] });
  const versions = new Map<string, number>();
  const last = new Map<string, unknown>();
  const take = async () => {
    for (const data of (await flow.poll()).handedOver) {
      for (const { record } of Object.values(asRow(data)).flatMap(asRows)) {
        const { id, Modified_Time, Deal_Name } = asRow(record);
        const version = `${id} ${Modified_Time} ${Deal_Name}`;
        versions.set(version, (versions.get(version) ?? 0) + 1);
        last.set(String(id), Deal_Name);
      }
    }
  };
  for (let round = 0; round < ROUNDS; round += 1) {
    const id = ids[round % ids.length] ?? "";
    await edit(journey, "Deals", id, { Deal_Name: `Deal ${round}` });
    await journey.control.advanceClock(0.5);
    await take();
  }
  await journey.control.advanceClock(70);
  await take();
  const stored = await Promise.all(ids.map((id) => journey.control.record("Deals", id)));
  const lost = stored.filter((record) => last.get(String(record?.id)) !== record?.Deal_Name).length;
  const doubled = [...versions.values()].filter((times) => times > 1).length;
  assert.deepEqual({ lost, doubled }, { lost: 0, doubled: 0 });
  return `${ROUNDS} edits: ${lost} lost, ${doubled} doubled`;
}

async function bookContacts(journey: Journey): Promise<string> {
  const flow = await started(journey, "bookContactsPollingTrigger", { organizationId: MAIN });
  const values = { contact_name: "Rope & Söhne" };
  const reply = asRow(
    await journey.action("booksCreateRecord", {
      recordType: "contacts",
      organizationId: MAIN,
      dynamicValues: values,
    }),
  );
  await journey.control.advanceClock(10);
  const [body] = (await flow.poll()).handedOver;
  const { created, updated } = asRow(body);
  assert.deepEqual(
    [asRows(created).map(({ contact_id: id }) => id), updated],
    [[asRow(reply.contact).contact_id], []],
  );
  return "created";
}

async function bookRecords(journey: Journey): Promise<string> {
  const values = { recordType: "invoices", organizationId: MAIN };
  const flow = await started(journey, "booksRecordsPollingTrigger", values);
  await journey.control.advanceClock(3_600);
  await journey.control.seedBooks("invoices", 30);
  await journey.control.advanceClock(10);
  const [body] = (await flow.poll()).handedOver;
  const entries = asRows(asRow(body).created);
  assert.equal(entries.length, 30);
  assert.ok(entries.every(({ module }) => module === "invoices"));
  assert.deepEqual((await flow.poll()).handedOver, []);
  return `${entries.length} created, then nothing`;
}
