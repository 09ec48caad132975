import { csvLine } from "../../../csv";
import type { ReadResult } from "../../../state/bulkJobs";
import type { StoredRecord } from "../../../state/recordStore";
import type { SandboxState } from "../../../state/sandboxState";
import { writeZip } from "../../../zip";
import { isInView } from "../../records/views";
import { calendar } from "./calendar";
import type { BulkQuery } from "./query";

const ROWS_PER_PART = 500;
const TOKEN_LIFETIME_MS = 24 * 60 * 60 * 1000;

/** What a job needs to run. */
export interface ReadRun {
  id: string;
  userId: string;
  query: BulkQuery;
  /** The last record of the previous job if this one continues it. */
  afterId?: string;
  rowsPerJob: number;
}

/** The rows of the job's page, in the order of their ids, and whether there are more. */
function takeRows(state: SandboxState, run: ReadRun, at: number) {
  const { query, afterId, rowsPerJob } = run;
  const after = afterId === undefined ? undefined : { key: 0, id: afterId };
  const rows: StoredRecord[] = [];
  let toSkip = after ? 0 : (query.page - 1) * rowsPerJob;
  for (const record of state.store(query.module).sorted("id").walk(false, after)) {
    if (!isInView(query.view, record, run.userId, at) || !query.test(record)) continue;
    if (toSkip > 0) toSkip -= 1;
    else if (rows.length === rowsPerJob) return { rows, more: true };
    else rows.push(record);
  }
  return { rows, more: false };
}

/** The rows as a CSV file, built in parts because appending to a huge string is slow. */
function csvFile(state: SandboxState, { columns }: BulkQuery, rows: readonly StoredRecord[]) {
  let text = csvLine([state.variants.bulkIdHeader, ...columns.map(({ name }) => name)]);
  const parts: Buffer[] = [];
  for (const [index, record] of rows.entries()) {
    text += csvLine([record.id, ...columns.map((column) => column.text(record))]);
    if (index % ROWS_PER_PART !== 0) continue;
    parts.push(Buffer.from(text, "utf8"));
    text = "";
  }
  return Buffer.concat([...parts, Buffer.from(text, "utf8")]);
}

/** Reads the current rows of a job into a ZIP archive (facts 9.1). */
export function runRead(state: SandboxState, run: ReadRun, at: number): ReadResult {
  const { id, query, userId } = run;
  const { rows, more } = takeRows(state, run, at);
  const isCalendar = query.fileType === "ics";
  const content = isCalendar
    ? Buffer.from(calendar(query.module, rows, at), "utf8")
    : csvFile(state, query, rows);
  const name = `${id}.${query.fileType}`;
  const last = rows.at(-1);
  let nextPageToken: string | null = null;
  if (more && last) {
    nextPageToken = state.bulkJobs.issueReadToken({
      userId,
      query: query.rendered,
      fileType: query.fileType,
      afterId: last.id,
      page: query.page + 1,
      expiresAt: at + TOKEN_LIFETIME_MS,
    });
  }
  const archive = writeZip([{ name, content }]);
  return { count: rows.length, moreRecords: more, nextPageToken, archive };
}
