import { moduleScopes } from "../../../accounts/scopes";
import type { Clock } from "../../../clock";
import { isJsonObject, type JsonObject, type Reply } from "../../../http";
import type { ReadJob } from "../../../state/bulkJobs";
import { RESULT_LIFETIME_MS } from "../../../state/bulkJobs";
import type { SandboxState } from "../../../state/sandboxState";
import { requireScopes } from "../../caller";
import { type CrmRequest, requireReadable } from "../../request";
import { callbackUrl } from "../callback";
import { readError } from "../errors";
import { readState, renderReadJob } from "./details";
import { type BulkQuery, readBody, readQuery } from "./query";
import { type ReadRun, runRead } from "./run";

/** What to read: a query, or the continuation of an earlier one. */
interface QuerySource {
  query: BulkQuery;
  afterId?: string;
}

/** A `page_token` must be the only key; it is valid for a day and for its user (facts 9.1). */
function continueQuery(
  state: SandboxState,
  raw: JsonObject,
  request: CrmRequest,
  now: number,
): QuerySource {
  if (Object.keys(raw).length > 1) {
    throw readError("QUERY_NOT_SUPPORTED", "A page token must be the only key of the query.");
  }
  const token = state.bulkJobs.readTokens.get(String(raw.page_token));
  if (token?.userId !== request.caller.userId) {
    throw readError("INVALID_DATA", "The page token given seems to be invalid.");
  }
  if (now >= token.expiresAt) {
    throw readError("EXPIRED_VALUE", "The page token has expired.");
  }
  const query = readQuery(state, { ...token.query, page: 1 }, token.fileType);
  const { page, afterId } = token;
  return { query: { ...query, page, rendered: { ...query.rendered, page } }, afterId };
}

function toQuerySource(
  state: SandboxState,
  request: CrmRequest,
  body: JsonObject,
  now: number,
): QuerySource {
  const { query, file_type: fileType } = body;
  if (isJsonObject(query) && query.page_token !== undefined) {
    return continueQuery(state, query, request, now);
  }
  return { query: readQuery(state, query, fileType) };
}

/** The job reads at its start; result and callback follow at its end. */
function scheduleJob(state: SandboxState, job: ReadJob, run: ReadRun): void {
  const { dueWork, callbacks } = state;
  dueWork.schedule(job.startsAt, (at) => {
    if (!job.failure) job.result = runRead(state, run, at);
  });
  dueWork.schedule(job.endsAt, (at) => {
    if (job.callbackUrl === undefined) return;
    callbacks.add({ url: job.callbackUrl, body: { data: [renderReadJob(state, job, at)] } });
  });
  // The file has expired, and many files would fill the memory.
  dueWork.schedule(job.endsAt + RESULT_LIFETIME_MS, () => {
    if (job.result) delete job.result.archive;
  });
}

/** `POST /crm/bulk/v8/read` (facts 9.1). */
export function createReadJob(state: SandboxState, request: CrmRequest, clock: Clock): Reply {
  const now = clock.now();
  const body = readBody(request);
  const url = callbackUrl(body.callback);
  const { query, afterId } = toQuerySource(state, request, body, now);
  requireScopes(request.caller, [moduleScopes(query.module.scopeName, "READ")]);
  requireReadable(state, query.module);
  const { bulkJobs, variants } = state;
  if (bulkJobs.isBusy(now)) {
    const status = Number(variants.bulkBusyStatus);
    throw readError("TOO_MANY_REQUESTS", "Too many jobs are running.", {}, status);
  }
  const { userId } = request.caller;
  const id = state.ids.take();
  const isCalendar = query.fileType === "ics";
  const rowsPerJob = Math.min(
    bulkJobs.settings.rowsPerJob,
    isCalendar ? 20_000 : Number.POSITIVE_INFINITY,
  );
  const failure = bulkJobs.takeFailure();
  const job: ReadJob = {
    id,
    ...bulkJobs.times(now),
    createdBy: userId,
    query: query.rendered,
    page: query.page,
    rowsPerJob,
    fileType: query.fileType,
    callbackUrl: url,
    failure,
  };
  bulkJobs.reads.set(id, job);
  scheduleJob(state, job, {
    id,
    userId,
    query,
    rowsPerJob,
    afterId,
  });
  return created(state, job, now);
}

function created(state: SandboxState, job: ReadJob, now: number): Reply {
  const { operation, created_by, created_time } = renderReadJob(state, job, now);
  const details = { id: job.id, operation, state: readState(state, job, now) };
  return {
    status: 201,
    json: {
      data: [
        {
          status: "success",
          code: "ADDED_SUCCESSFULLY",
          message: "Added successfully.",
          details: { ...details, created_by, created_time },
        },
      ],
      info: {},
    },
  };
}
