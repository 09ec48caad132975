import type { Reply, SandboxRequest } from "../http";
import type { SandboxInstance } from "../sandboxInstance";
import { ControlError } from "./body";
import { setBulk, showCallbacks } from "./bulk";
import {
  addScenario,
  clearScenarios,
  purge,
  reset,
  setClock,
  setCredits,
  setSearchLag,
} from "./change";
import {
  showAttachments,
  showClock,
  showRecords,
  showRequests,
  showScenarios,
  showStatistics,
  showWatches,
} from "./inspect";
import { showInspector } from "./inspector/inspector";
import { seed } from "./seed";

type ControlHandler = (sandbox: SandboxInstance, request: SandboxRequest) => Reply;

const ROUTES: Record<string, ControlHandler> = {
  "GET /_sandbox": showInspector,
  "GET /_sandbox/": showInspector,
  "GET /_sandbox/requests": showRequests,
  "GET /_sandbox/stats": showStatistics,
  "GET /_sandbox/records": showRecords,
  "GET /_sandbox/attachments": showAttachments,
  "GET /_sandbox/watches": showWatches,
  "GET /_sandbox/callbacks": showCallbacks,
  "GET /_sandbox/scenarios": showScenarios,
  "GET /_sandbox/clock": showClock,
  "POST /_sandbox/reset": reset,
  "POST /_sandbox/seed": seed,
  "POST /_sandbox/clock": setClock,
  "POST /_sandbox/credits": setCredits,
  "POST /_sandbox/search-lag": setSearchLag,
  "POST /_sandbox/bulk": setBulk,
  "POST /_sandbox/purge": purge,
  "POST /_sandbox/scenario": addScenario,
  "DELETE /_sandbox/scenario": clearScenarios,
};

/** Answers the sandbox's own addresses: no sign-in, no faults, no log. */
export function control(sandbox: SandboxInstance, request: SandboxRequest): Reply {
  const handler = ROUTES[`${request.method} ${request.path}`];
  if (!handler) {
    return { status: 404, json: { error: `there are ${Object.keys(ROUTES).join(", ")}` } };
  }
  try {
    return handler(sandbox, request);
  } catch (error) {
    if (error instanceof Error) {
      const status = error instanceof ControlError ? 400 : 422;
      return { status, json: { error: error.message } };
    }
    throw error;
  }
}
