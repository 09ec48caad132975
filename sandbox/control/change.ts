import { type JsonObject, ok, type Reply, type SandboxRequest } from "../http";
import type { SandboxInstance } from "../sandboxInstance";
import { ControlError, controlBody, optionalNumber, optionalObject } from "./body";
import { controlModule, showClock } from "./inspect";

/** The counts of an object in the body; empty where there is none. */
function recordCounts(body: JsonObject, key: string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const [name, count] of Object.entries(optionalObject(body, key) ?? {})) {
    if (typeof count !== "number" || !Number.isInteger(count) || count < 0) {
      throw new ControlError(`${key}.${name} has to be a whole number`);
    }
    counts[name] = count;
  }
  return counts;
}

/** `POST /_sandbox/reset {records?, booksRecords?, variants?, credits?, booksPerMinute?, booksConcurrency?}`. */
export function reset(sandbox: SandboxInstance, request: SandboxRequest): Reply {
  const body = controlBody(request);
  const credits = optionalNumber(body, "credits");
  const booksPerMinute = optionalNumber(body, "booksPerMinute");
  const booksConcurrency = optionalNumber(body, "booksConcurrency");
  sandbox.reset({
    records: recordCounts(body, "records"),
    booksRecords: recordCounts(body, "booksRecords"),
    variants: optionalObject(body, "variants") ?? {},
    ...(credits !== undefined && { credits }),
    ...(booksPerMinute !== undefined && { booksPerMinute }),
    ...(booksConcurrency !== undefined && { booksConcurrency }),
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
  return showClock(sandbox);
}

/** `POST /_sandbox/search-lag {ms}`: from now on writes show in search so much later. */
export function setSearchLag({ state, clock }: SandboxInstance, request: SandboxRequest): Reply {
  const lagMs = optionalNumber(controlBody(request), "ms");
  if (lagMs === undefined || lagMs < 0) throw new ControlError("ms has to be 0 or more");
  state.searchIndex.setLag(lagMs, () => clock.now());
  return ok({ status: "set", ms: lagMs });
}

/** `POST /_sandbox/purge {module, id}`: a record, deleted or not, goes for good. */
export function purge({ state, clock }: SandboxInstance, request: SandboxRequest): Reply {
  const body = controlBody(request);
  const module = controlModule(state, body.module);
  const id = String(body.id);
  const store = state.store(module);
  const record = store.get(id);
  if (record) {
    store.delete(record, clock.nowSecond(), state.users[0]?.id ?? "");
    state.attachments.removeAll(module.apiName, id);
  }
  if (!store.purge(id, clock.nowSecond())) {
    throw new ControlError(`${module.apiName} never had a record ${id}`);
  }
  return ok({ status: "purged", id });
}

/** `POST /_sandbox/scenario {name, match?: {method?, path?, nth?}, count?, ...parameters}`. */
export function addScenario(sandbox: SandboxInstance, request: SandboxRequest): Reply {
  const { name, match, count, ...parameters } = controlBody(request);
  const wanted = optionalObject({ match }, "match") ?? {};
  const nth = optionalNumber(wanted, "nth");
  sandbox.scenarios.add({
    name: String(name),
    match: {
      ...(typeof wanted.method === "string" && { method: wanted.method }),
      ...(typeof wanted.path === "string" && { path: wanted.path }),
      ...(nth !== undefined && { nth }),
    },
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
