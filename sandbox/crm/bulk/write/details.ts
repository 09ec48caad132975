import { type Clock, formatTime } from "../../../clock";
import { downloadOrigin, identifyHost } from "../../../dataCenters";
import { type JsonObject, ok, type Reply } from "../../../http";
import { getProgress, type WriteJob } from "../../../state/bulkJobs";
import type { SandboxState } from "../../../state/sandboxState";
import { shortUser } from "../../records/results";
import type { CrmRequest } from "../../request";
import { unknownJob } from "../errors";

/** The job's `status` at Zoho (facts 9.2). */
function writeState({ variants }: SandboxState, job: WriteJob, now: number): string {
  switch (getProgress(job, now)) {
    case "running":
      return variants.bulkWriteMiddle;
    case "ended":
      return job.failure ? "FAILED" : "COMPLETED";
    default:
      return "ADDED";
  }
}

/** `/v8/crm/org708850000/bulk-write/{id}/{id}.zip`; absolute in a variant. */
function downloadUrl({ organization, variants }: SandboxState, { id }: WriteJob, host: string) {
  const path = `/v8/crm/org${organization.zgid}/bulk-write/${id}/${id}.zip`;
  if (variants.bulkWriteDownload === "relative") return path;
  const server = identifyHost(host);
  return `${downloadOrigin(server?.kind === "api" ? server.location : "us")}${path}`;
}

function renderResource(job: WriteJob, status: string): JsonObject {
  const { counts, failure } = job;
  const hasEnded = status === "COMPLETED" || status === "FAILED";
  return {
    ...job.resource,
    status,
    ...(hasEnded && { code: failure?.code ?? "SUCCESS" }),
    file: {
      status,
      name: job.fileName,
      added_count: (hasEnded && counts?.added) || 0,
      skipped_count: (hasEnded && counts?.skipped) || 0,
      updated_count: (hasEnded && counts?.updated) || 0,
      total_count: (hasEnded && counts?.total) || 0,
    },
  };
}

/** A job as details and callback show it (facts 9.2). `host` is the host of the request. */
export function renderWriteJob(
  state: SandboxState,
  job: WriteJob,
  now: number,
  host: string,
): JsonObject {
  const status = writeState(state, job, now);
  return {
    status,
    character_encoding: job.characterEncoding,
    resource: [renderResource(job, status)],
    id: job.id,
    ...(getProgress(job, now) === "ended" && {
      result: { download_url: downloadUrl(state, job, host) },
    }),
    created_by: shortUser(state, job.createdBy),
    operation: job.operation,
    created_time: formatTime(job.createdAt, state.variants.timeOffset),
    ...(job.callbackUrl !== undefined && { callback: { url: job.callbackUrl, method: "post" } }),
  };
}

/** `GET /crm/bulk/v8/write/{id}` (facts 9.2). */
export function getWriteJob(state: SandboxState, request: CrmRequest, clock: Clock): Reply {
  const id = request.params.id ?? "";
  const job = state.bulkJobs.writes.get(id);
  if (!job) throw unknownJob(id, Number(state.variants.bulkWriteUnknownJob));
  return ok(renderWriteJob(state, job, clock.now(), request.headers.host ?? ""));
}
