import { parseCsv } from "../csv";
import { isJsonObject, type JsonObject, type Reply } from "../http";
import { readZip } from "../zip";
import type { TestSandbox } from "./calls";

/** A call below `/crm/bulk/v8` with a JSON body. */
export function bulk(zoho: TestSandbox, method: string, url: string, body?: unknown): Reply {
  const headers = { "content-type": "application/json" };
  return zoho.call(method, `/crm/bulk/v8${url}`, { headers, body });
}

/** The job id in a reply of bulk read or bulk write. */
export function jobId({ json }: Reply): string {
  const [first] = isJsonObject(json) && Array.isArray(json.data) ? json.data : [json];
  const details = isJsonObject(first) ? first.details : undefined;
  if (isJsonObject(details) && typeof details.id === "string") return details.id;
  throw new Error(JSON.stringify(json));
}

/** By default every job ends within this time. */
export const END_MS = 1000;

/** The rows of the CSV file in a ZIP archive, keyed by header. */
export function getArchiveRows({ bytes, json }: Reply): { name: string; rows: JsonObject[] } {
  const [entry] = (bytes && readZip(bytes)) ?? [];
  if (!entry) throw new Error(`no archive: ${JSON.stringify(json)}`);
  const [header = [], ...lines] = parseCsv(entry.content.toString("utf8"));
  const rows = lines.map((line) =>
    Object.fromEntries(header.map((name, index) => [name, line[index]])),
  );
  return { name: entry.name, rows };
}

/** Runs a bulk read and returns its rows. */
export function readAll(zoho: TestSandbox, query: JsonObject): JsonObject[] {
  const id = jobId(bulk(zoho, "POST", "/read", { query }));
  zoho.clock.advance(END_MS);
  return getArchiveRows(bulk(zoho, "GET", `/read/${id}/result`)).rows;
}
