import type { SandboxRequest } from "../http";
import type { CallScenario } from "./scenario";

const createsJob = ({ method, path }: SandboxRequest): boolean =>
  method === "POST" && /^\/crm\/bulk\/v\d+\/(read|write)$/.test(path);

/** Faults of bulk jobs (facts 9.1, 9.2). */
export const BULK: Record<string, CallScenario> = {
  "bulk-job-failed": {
    about: "The bulk read or write job that the call creates ends as failed.",
    applies: createsJob,
    fault: ({ request, state }) => ({
      intercept: (serve) => {
        const { settings } = state.bulkJobs;
        const { failNext } = settings;
        settings.failNext = 1;
        const reply = serve(request);
        settings.failNext = failNext;
        return reply;
      },
    }),
  },
};
