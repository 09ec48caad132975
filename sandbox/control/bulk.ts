import { ok, type Reply, type SandboxRequest } from "../http";
import type { SandboxInstance } from "../sandboxInstance";
import type { BulkSettings } from "../state/bulkJobs";
import { ControlError, controlBody, optionalNumber } from "./body";

/** The minimum of each setting. */
const MINIMA: Record<keyof BulkSettings, number> = {
  queueMs: 0,
  runMs: 0,
  rowsPerJob: 1,
  activeJobs: 0,
  failNext: 0,
};

const isSetting = (name: string): name is keyof BulkSettings => name in MINIMA;

/**
 * `POST /_sandbox/bulk {queueMs?, runMs?, rowsPerJob?, activeJobs?, failNext?}`: for jobs from now
 * on.
 */
export function setBulk({ state }: SandboxInstance, request: SandboxRequest): Reply {
  const body = controlBody(request);
  for (const name of Object.keys(body)) {
    if (!isSetting(name))
      throw new ControlError(`no setting ${name}; there are ${Object.keys(MINIMA).join(", ")}`);
    const value = optionalNumber(body, name);
    if (value === undefined || !Number.isInteger(value) || value < MINIMA[name]) {
      throw new ControlError(`${name} must be an integer of at least ${MINIMA[name]}`);
    }
    state.bulkJobs.settings[name] = value;
  }
  return ok({ status: "set", ...state.bulkJobs.settings });
}

/** `GET /_sandbox/callbacks`: the calls to callback addresses of jobs, and their outcomes. */
export const showCallbacks = ({ state }: SandboxInstance): Reply =>
  ok({ callbacks: state.callbacks.sent() });
