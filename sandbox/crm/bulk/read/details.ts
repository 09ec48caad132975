import { type Clock, formatTime } from "../../../clock";
import { type JsonObject, ok, type Reply } from "../../../http";
import { getProgress, type ReadJob } from "../../../state/bulkJobs";
import type { SandboxState } from "../../../state/sandboxState";
import { shortUser } from "../../records/results";
import type { CrmRequest } from "../../request";
import { unknownJob } from "../errors";

/** The job's `state` at Zoho (facts 9.1). */
export function readState({ variants }: SandboxState, job: ReadJob, now: number): string {
  switch (getProgress(job, now)) {
    case "added":
      return "ADDED";
    case "queued":
      return variants.bulkReadQueued === "shown" ? "QUEUED" : "ADDED";
    case "running":
      return "IN PROGRESS";
    default:
      return job.failure ? variants.bulkReadFailure : "COMPLETED";
  }
}

function renderResult(job: ReadJob): JsonObject {
  if (job.failure) {
    return { error_message: { status: "error", ...job.failure, details: {} } };
  }
  return {
    page: job.page,
    per_page: job.rowsPerJob,
    count: job.result?.count ?? 0,
    download_url: `/crm/bulk/v8/read/${job.id}/result`,
    more_records: job.result?.moreRecords ?? false,
    next_page_token: job.result?.nextPageToken ?? null,
  };
}

/** A job as details and callback show it; it has a result once it has ended (facts 9.1). */
export function renderReadJob(state: SandboxState, job: ReadJob, now: number): JsonObject {
  const hasEnded = getProgress(job, now) === "ended";
  return {
    id: job.id,
    operation: "read",
    state: readState(state, job, now),
    result: hasEnded ? renderResult(job) : undefined,
    query: job.query,
    created_by: shortUser(state, job.createdBy),
    created_time: formatTime(job.createdAt, state.variants.timeOffset),
    file_type: job.fileType,
  };
}

/** `GET /crm/bulk/v8/read/{id}` (facts 9.1). */
export function getReadJob(state: SandboxState, request: CrmRequest, clock: Clock): Reply {
  const id = request.params.id ?? "";
  const job = state.bulkJobs.reads.get(id);
  if (!job) throw unknownJob(id, 404);
  return ok({ data: [renderReadJob(state, job, clock.now())] });
}
