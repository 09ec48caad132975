// Started by bench/walks.mjs, with the component that has the probes as its argument.
import { loadComponent } from "../runner/component";
import { sandboxConnection } from "../runner/connections";
import { Platform } from "../runner/platform";
import { PollingFlow } from "../runner/pollingFlow";
import { runAction } from "../runner/run";
import { startSandbox } from "../sandbox/server";
import { type Control, control } from "./control";

type Walk = { file: string; start: number }[];
type Probe = ((file: string, start: number) => void) | undefined;

const component = loadComponent(process.argv[2]);
const connection = sandboxConnection();

async function main(): Promise<void> {
  const sandbox = await startSandbox({ concurrency: 0 });
  process.env.ZOHO_SANDBOX_ORIGIN = sandbox.origin;
  const platform = await Platform.start();
  try {
    console.log("| execution | files | functions | calls | changes of file |");
    console.log("| --- | --- | --- | --- | --- |");
    const ask = control(sandbox.origin);
    await actions(ask);
    await polls(ask);
    await liveEvents(ask, platform);
  } finally {
    await platform.stop();
    await sandbox.close();
  }
}

async function actions(ask: Control): Promise<void> {
  const create = () =>
    runAction(
      component,
      "crmCreateRecord",
      { recordType: "Leads", dynamicValues: { Last_Name: "Rao", Company: "Acme" } },
      { connection },
    );
  await create();
  print("crmCreateRecord, fields known", await walkOf(create));

  const { ids } = await ask("POST", "seed", { product: "books", type: "contacts", count: 1 });
  const { organizations } = (
    await runAction(component, "booksListOrganizations", {}, { connection })
  ).result.data as { organizations: { organization_id: string }[] };
  const update = () =>
    runAction(
      component,
      "booksUpdateRecord",
      {
        recordType: "contacts",
        recordId: (ids as string[])[0],
        organizationId: organizations[0]?.organization_id,
        dynamicValues: { notes: "Changed" },
      },
      { connection },
    );
  await update();
  print("booksUpdateRecord, organization named", await walkOf(update));
}

async function polls(ask: Control): Promise<void> {
  const flow = new PollingFlow(component, "contactsPollingTrigger", {}, { connection });
  await flow.poll();
  await ask("POST", "clock", { advanceMs: 200_000 });
  await flow.poll();
  await ask("POST", "clock", { advanceMs: 200_000 });
  print("contactsPollingTrigger, quiet", await walkOf(() => flow.poll()));
  await ask("POST", "clock", { advanceMs: 100_000 });
  await ask("POST", "seed", { module: "Contacts", count: 1 });
  await ask("POST", "clock", { advanceMs: 10_000 });
  print("contactsPollingTrigger, one new", await walkOf(() => flow.poll()));
}

async function liveEvents(ask: Control, platform: Platform): Promise<void> {
  const values = { modules: ["Leads"] };
  const flow = platform.flow(component, "crmRecordEvents", values, { connection });
  print("crmRecordEvents, deployment", await walkOf(() => flow.deploy()));
  await flow.runScheduled();
  const create = (name: string) =>
    ask("POST", "seed", {
      module: "Leads",
      records: [{ Last_Name: name, Company: "Acme" }],
      notify: true,
    });
  const notify = async (name: string): Promise<void> => {
    await ask("POST", "clock", { advanceMs: 5_000 });
    await create(name);
    await ask("POST", "notifications/flush", {});
    await flow.waitUntilIdle();
  };
  await notify("Rao");
  print("crmRecordEvents, one notification", await walkOf(() => notify("Iyer")));
}

/** What an execution enters, in its order. */
async function walkOf(run: () => Promise<unknown>): Promise<Walk> {
  const walk: Walk = [];
  const global = globalThis as { __walk?: Probe };
  global.__walk = (file, start) => walk.push({ file, start });
  try {
    await run();
  } finally {
    global.__walk = undefined;
  }
  return walk;
}

function print(execution: string, walk: Walk): void {
  const files = new Set(walk.map(({ file }) => file));
  const functions = new Set(walk.map(({ file, start }) => `${file}:${start}`));
  const changes = walk.filter(({ file }, index) => index > 0 && file !== walk[index - 1]?.file);
  console.log(
    `| ${[execution, files.size, functions.size, walk.length, changes.length].join(" | ")} |`,
  );
  if (process.env.WALKS_FILES) console.log([...files].join("\n"));
}

void main();
