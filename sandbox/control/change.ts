import { type JsonObject, ok, type Reply, type SandboxRequest } from "../http";
import type { LimitOptions, SandboxInstance } from "../sandboxInstance";
import type { ScenarioMatch } from "../scenarios/scenarios";
import { EDITIONS, isEdition } from "../state/credits";
import { ControlError, controlBody, optionalNumber, optionalObject } from "./body";
import { showClock } from "./inspect";

/** The range in which years have four digits. */
const EARLIEST = Date.UTC(1000);
const LATEST = Date.UTC(9000);

/** An object of counts in the body; {} if absent. */
function parseCounts(body: JsonObject, key: string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const [name, count] of Object.entries(optionalObject(body, key) ?? {})) {
    if (typeof count !== "number" || !Number.isInteger(count) || count < 0) {
      throw new ControlError(`${key}.${name} must be a whole number`);
    }
    counts[name] = count;
  }
  return counts;
}

function requireCount(name: string, value: number): number {
  if (!Number.isInteger(value) || value < 0) {
    throw new ControlError(`${name} must be a whole number`);
  }
  return value;
}

/** The limits in a body. */
function parseLimits(body: JsonObject): LimitOptions {
  const { edition } = body;
  if (edition !== undefined && !isEdition(edition)) {
    throw new ControlError(`edition must be one of ${EDITIONS.join(", ")}`);
  }
  const names = ["credits", "users", "concurrency", "subConcurrency"] as const;
  const counts = names.flatMap((name) => {
    const value = optionalNumber(body, name);
    return value === undefined ? [] : [[name, requireCount(name, value)]];
  });
  return { ...(edition && { edition }), ...Object.fromEntries(counts) };
}

/** `POST /_sandbox/reset {records?, booksRecords?, variants?, …}` with limits of both products. */
export function reset(sandbox: SandboxInstance, request: SandboxRequest): Reply {
  const body = controlBody(request);
  sandbox.reset({
    records: parseCounts(body, "records"),
    booksRecords: parseCounts(body, "booksRecords"),
    variants: optionalObject(body, "variants") ?? {},
    booksPerMinute: optionalNumber(body, "booksPerMinute"),
    booksConcurrency: optionalNumber(body, "booksConcurrency"),
    ...parseLimits(body),
  });
  return ok({ status: "reset", variants: sandbox.state.variants });
}

/**
 * `POST /_sandbox/credits {allowance?, used?, edition?, users?, concurrency?, subConcurrency?}`.
 * Without `allowance`, a new edition or number of users resets the allowance to its own.
 */
export function setCredits(sandbox: SandboxInstance, request: SandboxRequest): Reply {
  const { state, clock } = sandbox;
  const body = controlBody(request);
  const allowance = optionalNumber(body, "allowance");
  const used = optionalNumber(body, "used");
  const { credits: _notHere, ...limits } = parseLimits(body);
  sandbox.setLimits(state, limits);
  const hasNewPlan = limits.edition !== undefined || limits.users !== undefined;
  if (allowance !== undefined || hasNewPlan) state.credits.setAllowance(allowance);
  if (used !== undefined) state.credits.setUsed(used, clock.now());
  return ok({
    allowance: state.credits.allowance(),
    used: state.credits.used(clock.now()),
    remaining: state.credits.remaining(clock.now()),
    edition: state.organization.edition,
    users: state.organization.userLicenses,
    concurrency: sandbox.concurrency().all,
    subConcurrency: sandbox.concurrency().heavy,
  });
}

/**
 * `POST /_sandbox/clock {now}`, `{advanceMs}` or `{skewMs}` (relative to the machine's clock),
 * forwards or backwards. The clock keeps running.
 */
export function setClock(sandbox: SandboxInstance, request: SandboxRequest): Reply {
  const { clock } = sandbox;
  const before = clock.skewMs;
  const body = controlBody(request);
  const advanceMs = optionalNumber(body, "advanceMs");
  if (body.now !== undefined) {
    const time = Date.parse(String(body.now));
    if (Number.isNaN(time)) throw new ControlError("now must be an ISO time");
    clock.set(time);
  }
  const skewMs = optionalNumber(body, "skewMs");
  if (skewMs !== undefined) clock.skew(skewMs);
  if (advanceMs !== undefined) clock.advance(advanceMs);
  if (clock.now() < EARLIEST || clock.now() > LATEST) {
    clock.skew(before);
    throw new ControlError("the year must be between 1000 and 9000");
  }
  sandbox.state.searchIndex.clockChanged();
  sandbox.state.listView.clockChanged();
  sandbox.state.credits.clockChanged(sandbox.clock.now());
  sandbox.notifier.clockChanged();
  return showClock(sandbox);
}

function parseMatch(input: JsonObject): ScenarioMatch {
  const { method, path } = input;
  return {
    method: typeof method === "string" ? method : undefined,
    path: typeof path === "string" ? path : undefined,
    nth: optionalNumber(input, "nth"),
    probability: optionalNumber(input, "probability"),
    seed: optionalNumber(input, "seed"),
  };
}

/**
 * `POST /_sandbox/scenario {name, match?: {method?, path?, nth?, probability?, seed?}, count?,
 * ...parameters}`.
 */
export function addScenario(sandbox: SandboxInstance, request: SandboxRequest): Reply {
  const { name, match, count, ...parameters } = controlBody(request);
  sandbox.scenarios.add({
    name: String(name),
    match: parseMatch(optionalObject({ match }, "match") ?? {}),
    count: optionalNumber({ count }, "count") ?? 1,
    parameters,
  });
  return ok({ status: "added", name });
}

/** `DELETE /_sandbox/scenario`: clears all scenarios. */
export function clearScenarios(sandbox: SandboxInstance): Reply {
  sandbox.scenarios.clear();
  return ok({ status: "cleared" });
}
