import type { Clock } from "../../../clock";
import type { Reply } from "../../../http";
import { getProgress } from "../../../state/bulkJobs";
import type { SandboxState } from "../../../state/sandboxState";
import type { CrmRequest } from "../../request";
import { unknownJob } from "../errors";

/** `GET /v8/crm/org{zgid}/bulk-write/{id}/{id}.zip` at a download host (facts 9.2). */
export function downloadWriteResult(state: SandboxState, request: CrmRequest, clock: Clock): Reply {
  const { organization = "", id = "", file = "" } = request.params;
  const job = state.bulkJobs.writes.get(id);
  const isItsFile = organization === `org${state.organization.zgid}` && file === `${id}.zip`;
  const hasEnded = job && getProgress(job, clock.now()) === "ended";
  if (!isItsFile || !hasEnded || !job.archive) throw unknownJob(id, 404);
  return {
    status: 200,
    headers: {
      "content-type": "application/octet-stream",
      "content-disposition": `attachment; filename="${file}"`,
    },
    bytes: job.archive,
  };
}
