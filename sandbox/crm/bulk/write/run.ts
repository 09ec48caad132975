import { writeCsv } from "../../../csv";
import type { JsonObject } from "../../../http";
import type { WriteCounts, WriteJob } from "../../../state/bulkJobs";
import type { StoredRecord } from "../../../state/recordStore";
import type { SandboxState } from "../../../state/sandboxState";
import type { Module } from "../../../state/schema/modules";
import { writeZip } from "../../../zip";
import type { WireError } from "../../errors";
import { createOne } from "../../records/create";
import { parseRecord } from "../../records/parseRecord";
import { changeRecord } from "../../records/update";
import { cellValue } from "./cell";
import type { Mapping } from "./mapping";

/** The number of columns that the result repeats (facts 9.2). */
const REPEATED_COLUMNS = 3;
/** The path of an element in a write; errors of rows name columns instead. */
const PATH = "$.data[0]";

/** What a job needs to run. */
export interface WriteRun {
  module: Module;
  userId: string;
  operation: WriteJob["operation"];
  mappings: readonly Mapping[];
  findBy?: string;
  ignoreEmpty: boolean;
  fileName: string;
  rows: readonly (readonly string[])[];
}

/** The outcome of one row. */
interface RowResult {
  status: "ADDED" | "UPDATED" | "SKIPPED" | "UNPROCESSED";
  recordId?: string;
  errors?: string[];
}

/**
 * A row as an element of a write. Empty cells clear the field, or are skipped with `ignore_empty`.
 */
function toElement(state: SandboxState, run: WriteRun, row: readonly string[]): JsonObject {
  const element: JsonObject = {};
  for (const mapping of run.mappings) {
    const cell = mapping.column ? (row[mapping.column.index] ?? "") : "";
    if (cell !== "") element[mapping.apiName] = cellValue(state, mapping, cell);
    else if (mapping.defaultValue !== undefined) element[mapping.apiName] = mapping.defaultValue;
    else if (!run.ignoreEmpty) element[mapping.apiName] = null;
  }
  return element;
}

/** An error as `CODE-Column` (facts 9.2). */
function errorText({ mappings }: WriteRun, code: string, apiName: unknown): string {
  const column = mappings.find((mapping) => mapping.apiName === apiName)?.column;
  return `${code}-${column?.name ?? apiName}`;
}

/** A placeholder for the new record, to validate fields one at a time. */
const NOBODY: StoredRecord = {
  id: "",
  values: {},
  createdAt: 0,
  modifiedAt: 0,
  createdBy: "",
  modifiedBy: "",
  ownerId: "",
  converted: false,
  tags: [],
};

/** Validates a row field by field. */
function validateRow(
  state: SandboxState,
  run: WriteRun,
  element: JsonObject,
  existing: StoredRecord = NOBODY,
): string[] {
  return Object.entries(element).flatMap(([apiName, value]) => {
    const raw = { [apiName]: value };
    const parsed = parseRecord({ state, module: run.module, raw, existing, path: PATH });
    return "error" in parsed ? errorText(run, parsed.error.code, apiName) : [];
  });
}

function findExisting(
  state: SandboxState,
  { module, findBy }: WriteRun,
  element: JsonObject,
): StoredRecord | undefined {
  const value = findBy === undefined ? undefined : element[findBy];
  const store = state.store(module);
  if (findBy === "id") return store.get(String(value));
  if (findBy === undefined || (typeof value !== "string" && typeof value !== "number")) {
    return undefined;
  }
  return store.get(store.idsWith(findBy, value)[0] ?? "");
}

const failed = (run: WriteRun, error: WireError): RowResult => ({
  status: "SKIPPED",
  errors: [errorText(run, error.code, error.details.api_name ?? run.findBy)],
});

function writeRow(
  state: SandboxState,
  run: WriteRun,
  row: readonly string[],
  now: number,
): RowResult {
  const { module, userId, operation, findBy } = run;
  const element = toElement(state, run, row);
  const existing = findExisting(state, run, element);
  if (existing && operation === "insert") {
    const errors = [errorText(run, "DUPLICATE_DATA", findBy)];
    return { status: "SKIPPED", recordId: existing.id, errors };
  }
  if (!existing && operation === "update") {
    return { status: "SKIPPED", errors: [errorText(run, "INVALID_DATA", findBy)] };
  }
  const errors = validateRow(state, run, element, existing);
  if (errors.length > 0) return { status: "SKIPPED", errors };
  const result = existing
    ? changeRecord({ state, module, userId, now }, existing, element, PATH)
    : createOne(state, module, element, PATH, userId, now);
  if (result.status === "error") return failed(run, result);
  const recordId = existing?.id ?? String((result.details as JsonObject).id);
  return { status: existing ? "UPDATED" : "ADDED", recordId };
}

function makeArchive(jobId: string, run: WriteRun, results: readonly RowResult[]): Buffer {
  const columns = run.mappings.flatMap(({ column }) => column ?? []).slice(0, REPEATED_COLUMNS);
  const lines = results.map(({ status, recordId = "", errors = [] }, index) => [
    ...columns.map((column) => run.rows[index]?.[column.index] ?? ""),
    status,
    recordId,
    errors.join(":"),
  ]);
  const header = [...columns.map(({ name }) => name), "STATUS", "RECORD_ID", "ERRORS"];
  const content = Buffer.from(writeCsv([header, ...lines]), "utf8");
  return writeZip([{ name: run.fileName || `${jobId}.csv`, content }]);
}

/** Writes each row with the code for single writes; a failing job writes nothing. */
export function runWrite(
  state: SandboxState,
  job: WriteJob,
  run: WriteRun,
  at: number,
): { counts: WriteCounts; archive: Buffer } {
  const now = Math.floor(at / 1000) * 1000;
  const results = run.rows.map(
    (row): RowResult => (job.failure ? { status: "UNPROCESSED" } : writeRow(state, run, row, now)),
  );
  const count = (expected: RowResult["status"]): number =>
    results.filter(({ status }) => status === expected).length;
  return {
    counts: {
      added: count("ADDED"),
      updated: count("UPDATED"),
      skipped: count("SKIPPED"),
      total: results.length,
    },
    archive: makeArchive(job.id, run, results),
  };
}
