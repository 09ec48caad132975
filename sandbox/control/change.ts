import { type JsonObject, ok, type Reply, type SandboxRequest } from "../http";
import type { SandboxInstance } from "../sandboxInstance";
import type { ScenarioMatch } from "../scenarios/scenarios";
import { ControlError, controlBody, optionalNumber, optionalObject } from "./body";
import { showClock } from "./inspect";

function recordCounts(counts: Record<string, unknown> | undefined): Record<string, number> {
  for (const [name, count] of Object.entries(counts ?? {})) {
    if (!Number.isInteger(count) || Number(count) < 0) {
      throw new ControlError(`records.${name} has to be a whole number`);
    }
  }
  return (counts ?? {}) as Record<string, number>;
}

/** `POST /_sandbox/reset {records?, variants?, credits?}`. */
export function reset(sandbox: SandboxInstance, request: SandboxRequest): Reply {
  const body = controlBody(request);
  const credits = optionalNumber(body, "credits");
  sandbox.reset({
    records: recordCounts(optionalObject(body, "records")),
    variants: optionalObject(body, "variants") ?? {},
    ...(credits !== undefined && { credits }),
  });
  return ok({ status: "reset", variants: sandbox.state.variants });
}

/** `POST /_sandbox/credits {allowance?, used?}`. */
export function setCredits({ state, clock }: SandboxInstance, request: SandboxRequest): Reply {
  const body = controlBody(request);
  const allowance = optionalNumber(body, "allowance");
  const used = optionalNumber(body, "used");
  if (allowance !== undefined) state.credits.setAllowance(allowance);
  if (used !== undefined) state.credits.setUsed(used, clock.now());
  return ok({
    allowance: state.credits.allowance(),
    used: state.credits.used(clock.now()),
    remaining: state.credits.remaining(clock.now()),
  });
}

/** `POST /_sandbox/clock {now}` or `{advanceMs}`; the clock runs on from there. */
export function setClock(sandbox: SandboxInstance, request: SandboxRequest): Reply {
  const body = controlBody(request);
  const advanceMs = optionalNumber(body, "advanceMs");
  if (body.now !== undefined) {
    const time = Date.parse(String(body.now));
    if (Number.isNaN(time)) throw new ControlError("now has to be an ISO time");
    sandbox.clock.set(time);
  }
  if (advanceMs !== undefined) sandbox.clock.advance(advanceMs);
  sandbox.notifier.clockWasSet();
  return showClock(sandbox);
}

function scenarioMatch(wanted: JsonObject): ScenarioMatch {
  const { method, path } = wanted;
  const nth = optionalNumber(wanted, "nth");
  const probability = optionalNumber(wanted, "probability");
  const seed = optionalNumber(wanted, "seed");
  return {
    ...(typeof method === "string" && { method }),
    ...(typeof path === "string" && { path }),
    ...(nth !== undefined && { nth }),
    ...(probability !== undefined && { probability }),
    ...(seed !== undefined && { seed }),
  };
}

/** `POST /_sandbox/scenario {name, match?: {method?, path?, nth?, probability?, seed?}, count?, ...parameters}`. */
export function addScenario(sandbox: SandboxInstance, request: SandboxRequest): Reply {
  const { name, match, count, ...parameters } = controlBody(request);
  sandbox.scenarios.add({
    name: String(name),
    match: scenarioMatch(optionalObject({ match }, "match") ?? {}),
    count: optionalNumber({ count }, "count") ?? 1,
    parameters,
  });
  return ok({ status: "added", name });
}

/** `DELETE /_sandbox/scenario`: no more faults. */
export function clearScenarios(sandbox: SandboxInstance): Reply {
  sandbox.scenarios.clear();
  return ok({ status: "cleared" });
}
