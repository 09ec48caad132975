import { createHash } from "node:crypto";
import type { ZipEntry } from "../zip";
import type { User } from "./organization";

/** Why a job ended without a result. */
export interface JobFailure {
  code: string;
  message: string;
}

/** When a job does what, in epoch milliseconds of the sandbox's clock. */
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

/** What a job read, once it has run. */
export interface ReadResult {
  count: number;
  moreRecords: boolean;
  /** Where the next job goes on. */
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

/** An archive that was uploaded for bulk write. */
export interface UploadedFile {
  id: string;
  /** The CSV files in it. */
  entries: readonly ZipEntry[];
}

/** How many rows of a file had which outcome. */
export interface WriteCounts {
  added: number;
  updated: number;
  skipped: number;
  total: number;
}

export interface WriteJob extends Job {
  operation: "insert" | "update" | "upsert";
  characterEncoding: string;
  /** The one resource as replies repeat it. */
  resource: Record<string, unknown>;
  fileName: string;
  counts?: WriteCounts;
  /** The ZIP archive with the outcome of every row. */
  archive?: Buffer;
}

/** A place in a query's rows that only its owner can go on from. */
export interface ReadToken {
  userId: User["id"];
  query: Record<string, unknown>;
  fileType: "csv" | "ics";
  /** Id of the last record that was read. */
  afterId: string;
  page: number;
  expiresAt: number;
}

/** How long the result of a bulk read can be downloaded (facts 9.1). */
export const RESULT_KEPT_MS = 24 * 60 * 60 * 1000;

/** How the sandbox's jobs go; all of it can be set from outside. */
export interface BulkSettings {
  /** From the creation of a job to its start. */
  queueMs: number;
  /** From its start to its end. */
  runMs: number;
  /** Rows in the result of one bulk read job (facts 9.1). */
  rowsPerJob: number;
  /** Bulk read jobs that may be unfinished at a time; Zoho names no number. */
  activeJobs: number;
  /** How many of the next jobs fail. */
  failNext: number;
}

export type Progress = "added" | "queued" | "running" | "ended";

/** How far a job is. The first half of its time before the start it is merely added. */
export function progressOf({ createdAt, startsAt, endsAt }: JobTimes, now: number): Progress {
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
  /** When results were downloaded lately. */
  downloads: number[] = [];

  /** When a job created now starts and ends. */
  times(createdAt: number): JobTimes {
    const startsAt = createdAt + this.settings.queueMs;
    return { createdAt, startsAt, endsAt: startsAt + this.settings.runMs };
  }

  issueReadToken(token: ReadToken): string {
    const text = createHash("sha256").update(`bulk token ${this.readTokens.size}`).digest("hex");
    this.readTokens.set(text, token);
    return text;
  }

  /** Whether one more job would be too many. */
  isBusy(now: number): boolean {
    const active = [...this.reads.values()].filter((job) => progressOf(job, now) !== "ended");
    return active.length >= this.settings.activeJobs;
  }

  /** What makes the job that is being created fail, if anything. */
  takeFailure(): JobFailure | undefined {
    if (this.settings.failNext <= 0) return undefined;
    this.settings.failNext -= 1;
    return { code: "INTERNAL_SERVER_ERROR", message: "Internal server error" };
  }
}
