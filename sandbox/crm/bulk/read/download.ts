import type { Clock } from "../../../clock";
import type { Reply } from "../../../http";
import { getProgress, RESULT_LIFETIME_MS } from "../../../state/bulkJobs";
import type { SandboxState } from "../../../state/sandboxState";
import { tooManyRequests } from "../../errors";
import type { CrmRequest } from "../../request";
import { unknownJob } from "../errors";

const MINUTE_MS = 60_000;
const PER_MINUTE = 10;

/** Allows ten downloads a minute (facts 9.1). */
function checkThrottle(state: SandboxState, now: number): void {
  const { bulkJobs, variants } = state;
  bulkJobs.downloads = bulkJobs.downloads.filter((at) => at > now - MINUTE_MS && at <= now);
  if (bulkJobs.downloads.length >= PER_MINUTE) {
    throw tooManyRequests(variants, "Too many results were downloaded within a minute");
  }
  bulkJobs.downloads.push(now);
}

/** `GET /crm/bulk/v8/read/{id}/result` (facts 9.1): the ZIP archive, available for a day. */
export function downloadReadResult(state: SandboxState, request: CrmRequest, clock: Clock): Reply {
  const id = request.params.id ?? "";
  const now = clock.now();
  const job = state.bulkJobs.reads.get(id);
  const isThere = job && getProgress(job, now) === "ended" && now < job.endsAt + RESULT_LIFETIME_MS;
  if (!isThere || !job.result?.archive)
    throw unknownJob(id, Number(state.variants.bulkResultMissing));
  checkThrottle(state, now);
  return {
    status: 200,
    headers: {
      "content-type": state.variants.bulkResultType,
      "content-disposition": `attachment; filename="${id}.zip"`,
    },
    bytes: job.result.archive,
  };
}
