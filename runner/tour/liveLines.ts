import assert from "node:assert/strict";
import type { LiveFlow } from "../liveFlow";
import { Platform } from "../platform";
import type { Watch } from "./control";
import type { Journey } from "./journey";
import { create, edit, remove } from "./recordWrites";
import { asRow, asRows, isObject, type Row } from "./rows";

const NOTIFICATIONS = "notificationsTrigger";
const EVENTS = "crmRecordEvents";
const lead = { Last_Name: "Größe ✓", Company: "Harbor" };

type Step = (journey: Journey, platform: Platform) => Promise<string>;

const STEPS: [title: string, step: Step][] = [
  [`${NOTIFICATIONS}, a genuine and a forged call`, notified],
  ["crmRenewNotification, one channel lost", renewedByAction],
  [`${EVENTS}, a live event`, live],
  [`${EVENTS}, a renewal`, renewed],
  [`${EVENTS}, a scheduled poll`, reconciled],
  [`${EVENTS}, a delete`, deleted],
];

/** Flows started by Zoho's notifications. Moves the local Zoho's clock instead of waiting. */
export async function liveLines(journey: Journey): Promise<void> {
  journey.section("Live events");
  for (const [title, step] of STEPS) {
    await journey.line(title, async () => {
      const platform = await Platform.start();
      try {
        return await step(journey, platform);
      } finally {
        await platform.stop();
      }
    });
  }
}

/** Deploys a flow, runs something and deletes the flow, even after an error. */
async function whileDeployed<Result>(flow: LiveFlow, run: () => Promise<Result>): Promise<Result> {
  await flow.deploy();
  try {
    return await run();
  } finally {
    await flow.delete();
  }
}

/** Writes something; returns the data that the flow got and after how many milliseconds. */
async function deliver(journey: Journey, flow: LiveFlow, write: () => Promise<unknown>) {
  const before = flow.handedOver.length;
  const startedAt = Date.now();
  await write();
  await journey.control.flush();
  await flow.waitUntilIdle();
  const [first, ...others] = flow.handedOver.slice(before);
  assert.ok(first, "no notification arrived");
  assert.deepEqual(others, []);
  return { data: asRow(first.data), ms: first.at - startedAt };
}

async function notified(journey: Journey, platform: Platform): Promise<string> {
  const values = { events: '["Leads.create"]', fetchRecords: "true" };
  const flow = journey.live(platform, NOTIFICATIONS, values);
  return whileDeployed(flow, async () => {
    let id = "";
    const { data, ms } = await deliver(journey, flow, async () => {
      id = await create(journey, "Leads", lead);
    });
    const [record] = asRows(data.records);
    assert.deepEqual([record?.id, record?.Last_Name], [id, lead.Last_Name]);
    await flow.post({ ...data, token: "guessed" });
    await flow.waitUntilIdle();
    const { status, error } = flow.executions.at(-1) ?? {};
    assert.deepEqual([status, getCode(error)], ["failed", "ZOHO_NOTIFICATION_REFUSED"]);
    assert.equal(flow.handedOver.length, 1);
    return `record after ${ms} ms, ${getCode(error)}`;
  });
}

async function renewedByAction(journey: Journey, platform: Platform): Promise<string> {
  const lost = journey.live(platform, NOTIFICATIONS, { events: '["Leads.create"]' });
  const other = journey.live(platform, EVENTS, { modules: ["Contacts"] });
  return whileDeployed(lost, () =>
    whileDeployed(other, async () => {
      const { channelId = "" } = (await getWatch(journey, lost)) ?? {};
      await journey.control.deleteWatch(channelId);
      assert.equal(await getWatch(journey, lost), undefined);
      await journey.control.advanceClock(60);
      const report = await journey.action(
        "crmRenewNotification",
        {},
        { state: platform.state, webhookUrls: { lost: lost.url, other: other.url } },
      );
      const channels = asRows(asRow(report).channels);
      const outcomes: string[] = [];
      for (const flow of [lost, other]) {
        const watch = await getWatch(journey, flow);
        const channel = channels.find((one) => one.channelId === watch?.channelId);
        assert.equal(Date.parse(String(channel?.until)), watch?.expiresAt);
        outcomes.push(`${channel?.outcome} until ${channel?.until}`);
      }
      assert.deepEqual(
        outcomes.map((outcome) => outcome.split(" ")[0]),
        ["recreated", "renewed"],
      );
      await deliver(journey, lost, () => create(journey, "Leads", lead));
      return outcomes.join(", ");
    }),
  );
}

async function live(journey: Journey, platform: Platform): Promise<string> {
  const flow = journey.live(platform, EVENTS, { modules: ["Leads"], fields: ["City"] });
  return whileDeployed(flow, async () => {
    let id = "";
    const created = await deliver(journey, flow, async () => {
      id = await create(journey, "Leads", lead);
    });
    assert.equal(short(created.data), `created ${id} by notification`);
    const edited = await deliver(journey, flow, () => edit(journey, "Leads", id, { City: "Oslo" }));
    assert.equal(short(edited.data), `updated ${id} by notification`);
    return `created after ${created.ms} ms, updated after ${edited.ms} ms`;
  });
}

async function renewed(journey: Journey, platform: Platform): Promise<string> {
  const flow = journey.live(platform, EVENTS, { modules: ["Leads"] });
  return whileDeployed(flow, async () => {
    const before = (await getWatch(journey, flow))?.expiresAt ?? 0;
    await journey.control.advanceClock(900);
    const { error } = await flow.runScheduled();
    if (error !== undefined) throw error;
    const after = (await getWatch(journey, flow))?.expiresAt ?? 0;
    assert.ok(after >= before + 900_000, "the channel was not extended");
    return `${timeText(before)} becomes ${timeText(after)}`;
  });
}

async function reconciled(journey: Journey, platform: Platform): Promise<string> {
  const flow = journey.live(platform, EVENTS, { modules: ["Leads"] });
  return whileDeployed(flow, async () => {
    await journey.control.arm({ name: "notifications-lost", count: 1 });
    const id = await create(journey, "Leads", lead);
    await journey.control.flush();
    await flow.waitUntilIdle();
    assert.deepEqual(flow.executions, []);
    const runs: Row[][] = [];
    for (let run = 1; run <= 3; run += 1) {
      await journey.control.advanceClock(30);
      const { handedOver, error } = await flow.runScheduled();
      if (error !== undefined) throw error;
      runs.push(asRows(handedOver));
    }
    assert.deepEqual(
      runs.map((items) => items.map(short)),
      [[`created ${id} by sweep`], [], []],
    );
    return "the record of a lost notification arrives once";
  });
}

async function deleted(journey: Journey, platform: Platform): Promise<string> {
  const id = await create(journey, "Leads", lead);
  const flow = journey.live(platform, EVENTS, { modules: ["Leads"] });
  const ms = await whileDeployed(flow, async () => {
    const end = await deliver(journey, flow, () => remove(journey, "Leads", id));
    assert.equal(short(end.data), `deleted ${id} by notification`);
    return end.ms;
  });
  assert.deepEqual(await journey.control.watches(), []);
  return `deleted after ${ms} ms; no channel is left after the deletion of the instance`;
}

const getWatch = async (journey: Journey, flow: LiveFlow): Promise<Watch | undefined> =>
  (await journey.control.watches()).find(({ notifyUrl }) => notifyUrl === flow.url);

/** "created 4876… by sweep" */
const short = ({ changeType, record, source }: Row): string =>
  `${changeType} ${asRow(record).id} by ${source}`;

const getCode = (error: unknown): unknown => (isObject(error) ? error.code : undefined);

const timeText = (ms: number): string => new Date(ms).toISOString().slice(0, 19);
