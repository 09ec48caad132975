import { createHash } from "node:crypto";
import type { ZipEntry } from "../zip";
import type { User } from "./organization";

/** Why a job failed. */
export interface JobFailure {
  code: string;
  message: string;
}

/** The times of a job, in epoch milliseconds of the sandbox clock. */
export interface JobTimes {
  createdAt: number;
  startsAt: number;
  endsAt: number;
}

interface Job extends JobTimes {
  id: string;
  createdBy: User["id"];
  callbackUrl?: string;
  failure?: JobFailure;
}

/** The result of a bulk read job. */
export interface ReadResult {
  count: number;
  moreRecords: boolean;
  /** Continues the query in another job. */
  nextPageToken: string | null;
  /** The ZIP archive. */
  archive?: Buffer;
}

export interface ReadJob extends Job {
  /** The query as replies repeat it. */
  query: Record<string, unknown>;
  page: number;
  rowsPerJob: number;
  fileType: "csv" | "ics";
  result?: ReadResult;
}

/** An archive uploaded for bulk write. */
export interface UploadedFile {
  id: string;
  /** The CSV files in it. */
  entries: readonly ZipEntry[];
}

/** Numbers of rows by result. */
export interface WriteCounts {
  added: number;
  updated: number;
  skipped: number;
  total: number;
}

export interface WriteJob extends Job {
  operation: "insert" | "update" | "upsert";
  characterEncoding: string;
  /** The resource as replies repeat it. */
  resource: Record<string, unknown>;
  fileName: string;
  counts?: WriteCounts;
  /** The ZIP archive with the result of every row. */
  archive?: Buffer;
}

/** Continues a query; valid for one user. */
export interface ReadToken {
  userId: User["id"];
  query: Record<string, unknown>;
  fileType: "csv" | "ics";
  /** Id of the last record read. */
  afterId: string;
  page: number;
  expiresAt: number;
}

/** How long the result of a bulk read can be downloaded (facts 9.1). */
export const RESULT_LIFETIME_MS = 24 * 60 * 60 * 1000;

/** How jobs behave; set by `POST /_sandbox/bulk`. */
export interface BulkSettings {
  /** Time between creation and start. */
  queueMs: number;
  /** Time between start and end. */
  runMs: number;
  /** Rows in the result of one bulk read job (facts 9.1). */
  rowsPerJob: number;
  /** Unfinished bulk read jobs allowed; Zoho documents no number. */
  activeJobs: number;
  /** How many of the next jobs fail. */
  failNext: number;
}

export type Progress = "added" | "queued" | "running" | "ended";

/** The progress of a job. For the first half of the time before its start it is "added". */
export function getProgress({ createdAt, startsAt, endsAt }: JobTimes, now: number): Progress {
  if (now >= endsAt) return "ended";
  if (now >= startsAt) return "running";
  return now - createdAt < (startsAt - createdAt) / 2 ? "added" : "queued";
}

/** Bulk jobs. */
export class BulkJobs {
  readonly settings: BulkSettings = {
    queueMs: 200,
    runMs: 300,
    rowsPerJob: 200_000,
    activeJobs: Number.POSITIVE_INFINITY,
    failNext: 0,
  };
  readonly reads = new Map<string, ReadJob>();
  readonly writes = new Map<string, WriteJob>();
  readonly files = new Map<string, UploadedFile>();
  readonly readTokens = new Map<string, ReadToken>();
  /** Times of recent downloads. */
  downloads: number[] = [];

  /** The times of a job created now. */
  times(createdAt: number): JobTimes {
    const startsAt = createdAt + this.settings.queueMs;
    return { createdAt, startsAt, endsAt: startsAt + this.settings.runMs };
  }

  issueReadToken(token: ReadToken): string {
    const text = createHash("sha256").update(`bulk token ${this.readTokens.size}`).digest("hex");
    this.readTokens.set(text, token);
    return text;
  }

  /** Whether another job would exceed the limit. */
  isBusy(now: number): boolean {
    const active = [...this.reads.values()].filter((job) => getProgress(job, now) !== "ended");
    return active.length >= this.settings.activeJobs;
  }

  /** The failure for the job being created, if it is to fail. */
  takeFailure(): JobFailure | undefined {
    if (this.settings.failNext <= 0) return undefined;
    this.settings.failNext -= 1;
    return { code: "INTERNAL_SERVER_ERROR", message: "Internal server error" };
  }
}
