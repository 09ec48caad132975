import { createHash } from "node:crypto";
import { formatTime } from "../clock";
import { renderRecord } from "../crm/records/render";
import { type JsonObject, ok, type Reply, type SandboxRequest } from "../http";
import type { SandboxInstance } from "../sandboxInstance";
import { listScenarios } from "../scenarios/scenarios";
import type { SandboxState } from "../state/sandboxState";
import type { Module } from "../state/schema/modules";
import { ControlError } from "./body";
import { booksStatistics } from "./books";

const DEFAULT_REQUESTS = 50;
const MAX_RECORDS_SHOWN = 200;

/** `GET /_sandbox/requests?limit=`: the last exchanges, oldest first. */
export function showRequests(sandbox: SandboxInstance, request: SandboxRequest): Reply {
  const limit = Number(request.query.get("limit") ?? DEFAULT_REQUESTS);
  return ok({ requests: sandbox.log.last(limit) });
}

/** `GET /_sandbox/stats`: figures since the start or the last reset. */
export function showStatistics(sandbox: SandboxInstance): Reply {
  return ok({
    ...sandbox.log.statistics(),
    credits: sandbox.state.credits.total,
    inFlight: sandbox.inFlight,
    maxInFlight: sandbox.maxInFlight,
    held: sandbox.scenarios.heldCount,
    books: booksStatistics(sandbox),
  });
}

/** `GET /_sandbox/scenarios`: every named fault. */
export const showScenarios = (): Reply => ok({ scenarios: listScenarios() });

/** The module that a control request names. */
export function controlModule(state: SandboxState, name: unknown): Module {
  const module = state.modules.get(String(name));
  if (!module) {
    throw new ControlError(`no module ${name}; there are ${[...state.modules.keys()].join(", ")}`);
  }
  return module;
}

/** `GET /_sandbox/records?module=&id=`: the stored records, without token or limits. */
export function showRecords(sandbox: SandboxInstance, request: SandboxRequest): Reply {
  const { state } = sandbox;
  const module = controlModule(state, request.query.get("module"));
  const store = state.store(module);
  const id = request.query.get("id");
  if (id !== null) {
    const record = store.get(id);
    return ok({
      record: record ? renderRecord(state, module, record) : null,
      deleted: store.isDeleted(id),
    });
  }
  const records: JsonObject[] = [];
  for (const record of store.all()) {
    if (records.length >= MAX_RECORDS_SHOWN) break;
    records.push(renderRecord(state, module, record));
  }
  return ok({ count: store.size, records });
}

/**
 * `GET /_sandbox/attachments?module=&id=`: a record's attachments, with checksums; none if the
 * record is in the recycle bin.
 */
export function showAttachments({ state }: SandboxInstance, request: SandboxRequest): Reply {
  const module = controlModule(state, request.query.get("module"));
  const id = request.query.get("id") ?? "";
  const attachments = state.store(module).get(id) ? state.attachments.of(module.apiName, id) : [];
  return ok({
    attachments: attachments.map(({ content, ...attachment }) => ({
      ...attachment,
      ...(content && {
        bytes: content.length,
        sha256: createHash("sha256").update(content).digest("hex"),
      }),
    })),
  });
}

/** `GET /_sandbox/clock`. */
export function showClock({ clock, state }: SandboxInstance): Reply {
  const now = clock.now();
  return ok({
    now: new Date(now).toISOString(),
    local: formatTime(now, state.variants.timeOffset),
    skewMs: Math.round(clock.skewMs),
  });
}
