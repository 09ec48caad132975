// Live events: how long a change takes to arrive, and the outcome of a mass edit that sends
// notifications faster than the platform accepts them.
//   node build.mjs component --start bench/liveStorm.ts [RECORDS]
import { loadComponent } from "../runner/component";
import { sandboxConnection } from "../runner/connections";
import type { LiveFlow } from "../runner/liveFlow";
import { Platform } from "../runner/platform";
import { startSandbox } from "../sandbox/server";
import { type Control, control } from "./control";

type Row = Record<string, unknown>;

const MODULE = "Leads";
const PER_SECOND = 50;
const AT_ONCE = 25;
const LATENCY_MS = 600;
const SCHEDULE_MS = 60_000;
const PER_CALL = 100;

async function main(): Promise<void> {
  const records = Number(process.argv[2] ?? 10_000);
  print("| reply time of Zoho | changes | median ms from write to steps | slowest |");
  print("| --- | --- | --- | --- |");
  for (const latencyMs of [0, 150, 600]) await delays(latencyMs);
  await storm(records);
}

/** Runs something on a local Zoho, an instance and a flow that watches one module. */
async function withFlow<Result>(
  { latencyMs, maxExecutions }: { latencyMs: number; maxExecutions?: number },
  run: (flow: LiveFlow, ask: Control, origin: string, platform: Platform) => Promise<Result>,
  records = 50,
): Promise<Result> {
  const sandbox = await startSandbox({
    latencyMs,
    concurrency: 0,
    credits: 5_000_000,
    records: { "*": 0, [MODULE]: records },
  });
  process.env.ZOHO_SANDBOX_ORIGIN = sandbox.origin;
  const platform = await Platform.start(maxExecutions === undefined ? {} : { maxExecutions });
  try {
    const flow = platform.flow(
      loadComponent(),
      "crmRecordEvents",
      { modules: [MODULE], operations: ["edit"] },
      { connection: sandboxConnection() },
    );
    return await run(flow, control(sandbox.origin), sandbox.origin, platform);
  } finally {
    await platform.stop();
    await sandbox.close();
  }
}

async function delays(latencyMs: number): Promise<void> {
  await withFlow({ latencyMs }, async (flow, ask, origin) => {
    const ids = await seed(ask, 40);
    await flow.deploy();
    const written = new Map<string, number>();
    for (const id of ids) {
      await edit(origin, [id]);
      written.set(id, Date.now());
      await sleep(300);
    }
    await sleep(2 * latencyMs + 500);
    await flow.waitUntilIdle();
    const took = flow.handedOver
      .map(({ data, at }) => at - (written.get(String(getRecord(data).id)) ?? Number.NaN))
      .sort((a, b) => a - b);
    const median = took[Math.floor(took.length / 2)];
    print(`| ${latencyMs} ms | ${took.length} of ${ids.length} | ${median} | ${took.at(-1)} |`);
  });
}

async function storm(records: number): Promise<void> {
  const limits = { latencyMs: LATENCY_MS, maxExecutions: AT_ONCE };
  await withFlow(
    limits,
    async (flow, ask, origin, platform) => {
      await ask("POST", "reset", {
        variants: { notificationIds: "one", notificationsAtOnce: "many" },
        records: { "*": 0 },
      });
      const ids = await seed(ask, records);
      await flow.deploy();
      await ask("POST", "notifications/pace", { perSecond: PER_SECOND });
      const startedAt = performance.now();
      for (let at = 0; at < ids.length; at += PER_CALL) {
        await edit(origin, ids.slice(at, at + PER_CALL));
      }
      let isSent = false;
      const sending = ask("POST", "notifications/flush", {}).then(() => {
        isSent = true;
      });
      let polls = 0;
      while (!isSent) {
        await Promise.race([sending, sleep(SCHEDULE_MS)]);
        polls += 1;
        await runScheduled(flow);
      }
      await flow.waitUntilIdle();
      await sleep(2_000);
      await runScheduled(flow);
      report(flow, {
        ids,
        polls: polls + 1,
        seconds: Math.round((performance.now() - startedAt) / 1000),
        refused: platform.rejectedCalls,
        counts: (await ask("GET", "notifications?limit=1")).counts,
      });
    },
    0,
  );
}

async function runScheduled(flow: LiveFlow): Promise<void> {
  const { error } = await flow.runScheduled();
  if (error) throw error;
}

function report(
  flow: LiveFlow,
  {
    ids,
    ...figures
  }: { ids: string[]; polls: number; seconds: number; refused: number; counts: unknown },
): void {
  const events = flow.handedOver.map(({ data }) => data as Row);
  const byDedupeId = new Map<unknown, Set<unknown>>();
  for (const event of events) {
    const { id } = getRecord(event);
    byDedupeId.set(event.dedupeId, (byDedupeId.get(event.dedupeId) ?? new Set()).add(id));
  }
  const delivered = new Set(events.map((event) => getRecord(event).id));
  const lost = ids.filter((id) => !delivered.has(id)).length;
  const byNotification = events.filter(({ source }) => source === "notification").length;
  const areDistinct = [...byDedupeId.values()].every((records) => records.size === 1);
  print(`
${ids.length} records edited, ${PER_SECOND} notifications a second, ${AT_ONCE} concurrent executions, replies after ${LATENCY_MS} ms, a scheduled poll every minute:
${figures.seconds} s; notifications ${JSON.stringify(figures.counts)}; answered with 429: ${figures.refused}
delivered ${events.length}: ${byNotification} by notification, ${events.length - byNotification} by ${figures.polls} scheduled polls
lost ${lost}; repeated ${events.length - byDedupeId.size}, each with its earlier dedupeId: ${areDistinct && byDedupeId.size === ids.length}`);
  if (lost > 0 || byDedupeId.size !== ids.length) process.exitCode = 1;
}

async function seed(ask: Control, count: number): Promise<string[]> {
  const ids: string[] = [];
  while (ids.length < count) {
    const size = Math.min(1_000, count - ids.length);
    const seeded = await ask("POST", "seed", { module: MODULE, count: size });
    ids.push(...(seeded.ids as string[]));
  }
  await sleep(1_100);
  return ids;
}

/** Writes directly, without the connector. */
async function edit(origin: string, ids: readonly string[]): Promise<void> {
  const data = ids.map((id) => ({ id, City: `Oslo ${Date.now()}` }));
  const reply = await fetch(`${origin}/crm/v7/${MODULE}`, {
    method: "PUT",
    headers: { Authorization: "Zoho-oauthtoken sandbox", "Content-Type": "application/json" },
    body: JSON.stringify({ data }),
  });
  if (!reply.ok) throw new Error(await reply.text());
}

const getRecord = (event: unknown): Row => (event as { record: Row }).record;

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});
