// What polls cost: calls and API credits with 1,000, 10,000 and 100,000 records, with and without
// changes, compared with the official connector's rule; and the share of a day's credits by edition
// and interval.
//   node build.mjs component --start bench/polling.ts
import { loadComponent } from "../runner/component";
import { sandboxConnection } from "../runner/connections";
import type { InputValues } from "../runner/inputs";
import { PollingFlow } from "../runner/pollingFlow";
import { startSandbox } from "../sandbox/server";
import { type Control, control } from "./control";

const SIZES = [1_000, 10_000, 100_000];
const CHANGES = [0, 1, 200, 1_000, 2_000, 10_000];
const FIELDS = [
  ...Array.from({ length: 22 }, (_, index) => `Custom_Text_${index + 1}`),
  ..."City Email Phone Mobile Website Lead_Source Industry Rating".split(" "),
];
/** The official connector reads a whole module at every poll, in pages of this size. */
const OFFICIAL_PAGE = 200;

const TRIGGERS: { name: string; key: string; values: InputValues }[] = [
  { name: "CRM Records, 33 fields", key: "crmRecordsPollingTrigger", values: { fields: FIELDS } },
  {
    name: "the same with deletions",
    key: "crmRecordsPollingTrigger",
    values: { fields: FIELDS, showDeletedRecords: "true" },
  },
  { name: "CRM Leads, through the list", key: "leadsPollingTrigger", values: { fields: FIELDS } },
];

async function main(): Promise<void> {
  const sandbox = await startSandbox({ concurrency: 0, credits: 5_000_000 });
  process.env.ZOHO_SANDBOX_ORIGIN = sandbox.origin;
  try {
    await costs(control(sandbox.origin));
  } finally {
    await sandbox.close();
  }
  shares();
}

async function costs(ask: Control): Promise<void> {
  print("| records | changed | trigger | calls | credits | official connector: calls |");
  print("| --- | --- | --- | --- | --- | --- |");
  for (const size of SIZES) {
    await ask("POST", "reset", { records: { "*": 0 }, credits: 5_000_000, concurrency: 0 });
    await ask("POST", "seed", { module: "Leads", count: size });
    await ask("POST", "clock", { advanceMs: 200_000 });
    for (const { name, key, values } of TRIGGERS) {
      const modules = key === "crmRecordsPollingTrigger" ? { modules: ["Leads"] } : {};
      const flow = new PollingFlow(
        loadComponent(),
        key,
        { ...modules, ...values },
        {
          connection: sandboxConnection(),
        },
      );
      await flow.poll();
      let stored = size;
      for (const changed of CHANGES.filter((count) => count <= size)) {
        await ask("POST", "clock", { advanceMs: 200_000 });
        await flow.poll();
        await ask("POST", "clock", { advanceMs: 200_000 });
        if (changed > 0)
          await ask("POST", "seed", { module: "Leads", count: changed, spacingMs: 1 });
        stored += changed;
        await ask("POST", "clock", { advanceMs: 60_000 });
        const before = await ask("GET", "stats");
        const { handedOver } = await flow.poll();
        const after = await ask("GET", "stats");
        expectCount(handedOver, changed);
        const spent = (what: string): number => Number(after[what]) - Number(before[what]);
        const official = Math.ceil(stored / OFFICIAL_PAGE);
        print(
          `| ${size} | ${changed} | ${name} | ${spent("calls")} | ${spent("credits")} | ${official} |`,
        );
      }
    }
  }
}

function expectCount(handedOver: readonly unknown[], changed: number): void {
  const count = (handedOver as Record<string, unknown[]>[])
    .flatMap((body) => Object.values(body))
    .reduce((sum, list) => sum + list.length, 0);
  if (count !== changed) throw new Error(`${count} changes were delivered, not ${changed}.`);
}

const EDITIONS: [name: string, credits: number][] = [
  ["Free", 5_000],
  ["Standard, 10 users", 52_500],
  ["Professional, 10 users", 55_000],
  ["Enterprise, 10 users", 60_000],
  ["Ultimate, 10 users", 70_000],
];
const MINUTES = [1, 5, 15, 60];
const MODULES = [1, 5, 20];

/** Polls without changes: one credit per module. */
function shares(): void {
  print("");
  print(`| edition | modules | ${MINUTES.map((minutes) => `every ${minutes} min`).join(" | ")} |`);
  print(`| --- | --- | ${MINUTES.map(() => "---").join(" | ")} |`);
  for (const [edition, credits] of EDITIONS) {
    for (const modules of MODULES) {
      const cells = MINUTES.map((minutes) => {
        const share = ((1_440 / minutes) * modules * 100) / credits;
        return share > 100 ? "more than there are" : `${share.toFixed(share < 10 ? 1 : 0)} %`;
      });
      print(`| ${edition} | ${modules} | ${cells.join(" | ")} |`);
    }
  }
}

const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});
