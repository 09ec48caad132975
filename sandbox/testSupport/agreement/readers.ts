import type { JsonObject, Reply } from "../../http";
import { bulk, jobId } from "../bulk";
import { getFirst, getInfo, getRows, type TestSandbox } from "../calls";
import { onlyFile, toCells } from "./archive";
import { goneAt, type ModelDeletion, type ModelRecord, type Snapshot } from "./model";

/**
 * A row with all cells as text, as in a CSV file; readers differ only in types and order.
 */
export type TextRow = Record<string, string>;

const FIELDS = [
  "Last_Name",
  "Full_Name",
  "Company",
  "Score",
  "Newsletter",
  "Interests",
  "External_Key",
  "Last_Contact_At",
  "Created_Time",
  "Modified_Time",
  "Modified_By",
  "Converted__s",
];
const PER_PAGE = 3;
const MORE_THAN_A_MINUTE_MS = 61_000;
const DAY_MS = 86_400_000;

function cell(value: unknown): string {
  if (value === undefined) return "(absent)";
  if (value === null) return "";
  if (Array.isArray(value)) return value.join(";");
  return String(typeof value === "object" ? Object(value).id : value);
}

const textRow = (row: JsonObject): TextRow =>
  Object.fromEntries(["id", ...FIELDS].map((name) => [name, cell(row[name])]));

const timeText = (epochMs: number): string =>
  `${new Date(epochMs + 5.5 * 3_600_000).toISOString().slice(0, 19)}+05:30`;

/** A lead of the model as every reader should return it. */
function expectedRow(record: ModelRecord): TextRow {
  const { id, values } = record;
  return textRow({
    ...Object.fromEntries(FIELDS.map((name) => [name, null])),
    ...values,
    id,
    Full_Name: values.Last_Name,
    Newsletter: values.Newsletter ?? false,
    Created_Time: timeText(record.createdAt),
    Modified_Time: timeText(record.modifiedAt),
    Modified_By: record.modifiedBy,
    Converted__s: record.converted,
  });
}

export type Order = "id" | "Created_Time" | "Modified_Time";

/** The leads of the model, ascending by one of the times (if any) and then by id. */
export function expectedRows({ live }: Snapshot, order: Order = "id"): TextRow[] {
  const key = (row: TextRow): string => `${order === "id" ? "" : row[order]} ${row.id}`;
  return [...live.values()].map(expectedRow).sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** The rows of all pages. `get` gets the token of the page, undefined for the first. */
function* pages(get: (next: string) => Reply, key: "page" | "page_token"): Generator<JsonObject> {
  for (let page = 1, next = ""; ; page += 1) {
    const reply = get(next);
    if (reply.status === 204) return;
    yield* getRows(reply);
    const { more_records: more, next_page_token: token } = getInfo(reply);
    if (!more) return;
    next = key === "page" ? `&page=${page + 1}` : `&page_token=${token}`;
  }
}

export function listed(zoho: TestSandbox, order: Order, descending: boolean): TextRow[] {
  const sorting = `sort_by=${order}&sort_order=${descending ? "desc" : "asc"}`;
  const url = `/Leads?fields=${FIELDS}&converted=both&per_page=${PER_PAGE}&${sorting}`;
  return [...pages((next) => zoho.crm("GET", url + next), "page_token")].map(textRow);
}

/** The existing leads with these ids, by ascending id. */
export const oneByOne = (zoho: TestSandbox, ids: readonly string[]): TextRow[] =>
  ids.toSorted().flatMap((id) => {
    const reply = zoho.crm("GET", `/Leads/${id}`);
    return reply.status === 204 ? [] : getRows(reply).map(textRow);
  });

/** The number of leads that are not converted. */
export const counted = (zoho: TestSandbox): unknown =>
  Object(zoho.crm("GET", "/Leads/actions/count").json).count;

export function found(zoho: TestSandbox, order: Order): TextRow[] {
  const criteria = encodeURIComponent("(Created_Time:greater_than:2000-01-01T00:00:00+00:00)");
  const more = `converted=both&per_page=${PER_PAGE}&sort_by=${order}&sort_order=asc`;
  const url = `/Leads/search?fields=${FIELDS}&criteria=${criteria}&${more}`;
  return [...pages((next) => zoho.crm("GET", url + next), "page")].map(textRow);
}

/** COQL with keyset pages by Modified_Time and id. */
export function queried(zoho: TestSandbox): TextRow[] {
  const rows: TextRow[] = [];
  for (let more = true; more; ) {
    const { Modified_Time: time = "2000-01-01T00:00:00+05:30", id = "0" } = rows.at(-1) ?? {};
    const tie = `(Modified_Time > '${time}' or id > '${id}')`;
    const where = `(Modified_Time >= '${time}' and ${tie})`;
    const order = `order by Modified_Time, id limit ${PER_PAGE}`;
    const reply = zoho.coql(`select ${FIELDS} from Leads where ${where} ${order}`);
    if (reply.status === 204) return rows;
    rows.push(...getRows(reply).map(textRow));
    more = getInfo(reply).more_records === true;
  }
  return rows;
}

/** The rows of a finished job's page. */
export function downloaded(zoho: TestSandbox, id: string): TextRow[] {
  const { bytes, json } = bulk(zoho, "GET", `/read/${id}/result`);
  if (!bytes) throw new Error(JSON.stringify(json));
  const { name, text } = onlyFile(bytes);
  expect(name).toBe(`${id}.csv`);
  const [header = [], ...lines] = toCells(text);
  return lines.map((cells) => {
    expect(cells).toHaveLength(header.length);
    return Object.fromEntries(cells.map((value, index) => [header[index] ?? "", value]));
  });
}

/** Bulk read with as many jobs as needed; each moves the clock by more than a minute. */
export function readInBulk(zoho: TestSandbox): TextRow[] {
  const rows: TextRow[] = [];
  let query: JsonObject = { module: { api_name: "Leads" }, fields: FIELDS };
  for (;;) {
    const id = jobId(bulk(zoho, "POST", "/read", { query }));
    zoho.clock.advance(MORE_THAN_A_MINUTE_MS);
    const { result } = getFirst(bulk(zoho, "GET", `/read/${id}`));
    const { count, more_records: more, next_page_token: token } = Object(result);
    const block = downloaded(zoho, id);
    expect(count).toBe(block.length);
    rows.push(...block);
    if (!more) return rows;
    query = { page_token: token };
  }
}

export function deletedOnes(zoho: TestSandbox): TextRow[] {
  const url = `/Leads/deleted?per_page=${PER_PAGE}`;
  return [...pages((next) => zoho.crm("GET", url + next), "page")].map((row) =>
    Object.fromEntries(Object.entries(row).map(([name, value]) => [name, cell(value)])),
  );
}

/** The deleted records of the model at a time, newest first (facts 3.7). */
export function expectedDeletions({ deleted }: Snapshot, now: number): TextRow[] {
  const render = (deletion: ModelDeletion) => {
    const isGone = goneAt(deletion) <= now;
    const { record, by } = deletion;
    const at = isGone ? goneAt(deletion) : deletion.at;
    const row = {
      id: record.id,
      deleted_by: isGone ? "" : by,
      display_name: isGone ? "" : cell(record.values.Last_Name),
      type: isGone ? "permanent" : "recycle",
      deleted_time: timeText(at),
    };
    return { at, isListed: !isGone || at > now - 120 * DAY_MS, row };
  };
  return [...deleted.values()]
    .map(render)
    .filter(({ isListed }) => isListed)
    .sort((a, b) => b.at - a.at || (a.row.id < b.row.id ? 1 : -1))
    .map(({ row }) => row);
}
