import { parseArgs } from "node:util";
import { type SandboxOptions, startSandbox } from "./server";
import { EDITIONS, isEdition } from "./state/credits";
import type { Edition } from "./state/organization";

const PARENT_CHECK_MS = 200;

/** Parses `Leads=1000,Contacts=50` into counts by module. */
function parseRecordCounts(text: string | undefined): Record<string, number> | undefined {
  if (!text) return undefined;
  const counts = text.split(",").map((pair) => {
    const [name = "", count = ""] = pair.split("=");
    if (!name || !/^\d+$/.test(count)) throw new Error(`--records: ${pair} is not Module=count`);
    return [name, Number(count)];
  });
  return Object.fromEntries(counts);
}

function parseWholeNumber(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d+$/.test(text)) throw new Error(`--${name} needs a whole number, not ${text}`);
  return Number(text);
}

function parseEdition(text: string | undefined): Edition | undefined {
  if (text === undefined || isEdition(text)) return text;
  throw new Error(`--edition must be one of ${EDITIONS.join(", ")}, not ${text}`);
}

function readOptions(): SandboxOptions {
  const { values } = parseArgs({
    options: {
      port: { type: "string" },
      "latency-ms": { type: "string" },
      concurrency: { type: "string" },
      credits: { type: "string" },
      edition: { type: "string" },
      users: { type: "string" },
      records: { type: "string" },
      "books-records": { type: "string" },
      "books-per-minute": { type: "string" },
      "books-concurrency": { type: "string" },
      record: { type: "string" },
    },
  });
  return {
    port: parseWholeNumber("port", values.port),
    latencyMs: parseWholeNumber("latency-ms", values["latency-ms"]),
    concurrency: parseWholeNumber("concurrency", values.concurrency),
    credits: parseWholeNumber("credits", values.credits),
    users: parseWholeNumber("users", values.users),
    edition: parseEdition(values.edition),
    records: parseRecordCounts(values.records),
    booksRecords: parseRecordCounts(values["books-records"]),
    booksPerMinute: parseWholeNumber("books-per-minute", values["books-per-minute"]),
    booksConcurrency: parseWholeNumber("books-concurrency", values["books-concurrency"]),
    recordFile: values.record,
  };
}

/**
 * Calls back when the parent process has exited. The shell that npm starts does not forward
 * SIGTERM, so this is how `npm run sandbox` stops.
 */
function onParentExit(callback: () => void): void {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    callback();
  }, PARENT_CHECK_MS);
}

async function main(): Promise<void> {
  const sandbox = await startSandbox(readOptions());
  console.log(`Zoho sandbox listening on ${sandbox.origin}`);
  const stop = () => {
    sandbox.close().then(() => process.exit(0));
  };
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
  if (process.env.npm_lifecycle_event) onParentExit(stop);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
