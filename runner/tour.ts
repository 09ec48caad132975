import { parseArgs } from "node:util";
import { startSandbox } from "../sandbox/server";
import { loadComponent, suggestion } from "./component";
import { attachmentLines } from "./tour/attachmentLines";
import { booksLines } from "./tour/booksLines";
import { Control } from "./tour/control";
import { failureLines } from "./tour/failureLines";
import { type FaultInjection, Journey } from "./tour/journey";
import { listLines } from "./tour/listLines";
import { liveLines } from "./tour/liveLines";
import { notificationLines } from "./tour/notificationLines";
import { pickListLines } from "./tour/pickListLines";
import { pollingLines } from "./tour/pollingLines";
import { queryLines } from "./tour/queryLines";
import { rawLines } from "./tour/rawLines";
import { recordLines } from "./tour/recordLines";
import { regionLines } from "./tour/regionLines";
import { Reporter } from "./tour/reporter";
import { signInLines } from "./tour/signInLines";

const USAGE = `Runs everything in the built component against a local Zoho.

  npm run tour [-- --break FAULT [--at TEXT]]

  --break FAULT   applies a named fault of the local Zoho to every call of one line, which must fail
  --at TEXT       that line: the first whose title contains TEXT (default "crmCreateRecord")

ZOHO_SANDBOX_RECORD=FILE appends every request and reply to FILE.`;

/** The records at the start. Leads are seeded separately, to learn their ids. */
const RECORDS = { Leads: 0, Contacts: 230, Accounts: 40, Deals: 60, Products: 12 };
const LEADS = { batches: 3, perBatch: 800 };

async function main(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: { break: { type: "string" }, at: { type: "string" }, help: { type: "boolean" } },
  });
  if (values.help) {
    process.stdout.write(`${USAGE}\n`);
    return;
  }
  if (values.at && !values.break) throw new Error("--at needs --break.");
  const sandbox = await startSandbox({ records: RECORDS });
  process.env.ZOHO_SANDBOX_ORIGIN = sandbox.origin;
  process.env.ZOHO_SANDBOX_PACE ??= "0";
  try {
    const control = new Control(sandbox.origin);
    const fault = values.break ? await parseFault(control, values.break, values.at) : undefined;
    process.stdout.write(`Local Zoho at ${sandbox.origin}\n`);
    const reporter = new Reporter(process.stdout);
    await tour(new Journey(loadComponent(), control, sandbox.origin, reporter, fault));
    reporter.totals();
    if (reporter.failed > 0) process.exitCode = 1;
  } finally {
    await sandbox.close();
  }
}

async function parseFault(
  control: Control,
  scenario: string,
  at?: string,
): Promise<FaultInjection> {
  const names = await control.scenarioNames();
  if (names.includes(scenario)) return { scenario, at: at ?? "crmCreateRecord" };
  throw new Error(`There is no fault "${scenario}". ${suggestion(scenario, names)}`);
}

async function tour(journey: Journey): Promise<void> {
  const leadIds: string[] = [];
  for (let batch = 0; batch < LEADS.batches; batch += 1) {
    leadIds.push(...(await journey.control.seed("Leads", { count: LEADS.perBatch })));
  }
  const [read = "", updated = "", removed = "", ...others] = leadIds;
  await signInLines(journey);
  await recordLines(journey, { read, updated, removed });
  await listLines(journey, [read, updated, ...others]);
  await queryLines(journey, removed);
  await attachmentLines(journey, read);
  await notificationLines(journey);
  await liveLines(journey);
  await rawLines(journey);
  await pickListLines(journey);
  await booksLines(journey);
  await regionLines(journey, read);
  await failureLines(journey);
  await pollingLines(journey);
  journey.section("Everything in the bundle");
  await journey.line("every action, data source and trigger was run", async () => {
    const all = journey.getAll();
    const missing = all.filter((one) => !journey.covered.has(one));
    if (missing.length > 0) throw new Error(`The tour did not run ${missing.join(", ")}.`);
    return `${all.length} of ${all.length}`;
  });
  if (journey.missedBreak) {
    await journey.line("the line to break", async () => {
      throw new Error(`No line contains "${journey.missedBreak}".`);
    });
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
