import { formatTime } from "../clock";
import { shortUser } from "../crm/records/results";
import { ok, type Reply, type SandboxRequest } from "../http";
import type { SandboxInstance } from "../sandboxInstance";
import type { LateView } from "../state/lateView";
import { mergeRecords } from "../state/merge";
import type { StoredRecord } from "../state/recordStore";
import { restoreRecord } from "../state/recycleBin";
import type { SandboxState } from "../state/sandboxState";
import type { Module } from "../state/schema/modules";
import { ControlError, controlBody, optionalNumber, requiredText } from "./body";
import { controlModule } from "./inspect";

const firstUser = (state: SandboxState): string => state.users[0]?.id ?? "";

/** The seed version of a record that was not created by a call. */
function seedVersion(state: SandboxState, module: Module, id: string) {
  const [first] = state.history.of(module.apiName, id);
  const record = state.store(module).find(id);
  if (!record || first?.kind === "insert" || (first && first.number > 1)) return [];
  return [{ number: 0, kind: "seed", at: record.createdAt, by: record.createdBy, fields: [] }];
}

/**
 * `GET /_sandbox/history?module=&id=`: all writes of a record, even a deleted one, oldest first.
 */
export function showHistory({ state }: SandboxInstance, request: SandboxRequest): Reply {
  const module = controlModule(state, request.query.get("module"));
  const id = request.query.get("id") ?? "";
  const versions = [...seedVersion(state, module, id), ...state.history.of(module.apiName, id)];
  return ok({
    history: versions.map(({ at, by, ...version }) => ({
      ...version,
      at: formatTime(at, state.variants.timeOffset),
      by: by ? shortUser(state, by) : null,
    })),
  });
}

function setLag(view: LateView, sandbox: SandboxInstance, request: SandboxRequest): Reply {
  const body = controlBody(request);
  const lagMs = optionalNumber(body, "ms");
  const every = optionalNumber(body, "every") ?? 1;
  if (lagMs === undefined || lagMs < 0) throw new ControlError("ms must be 0 or more");
  if (!Number.isInteger(every) || every < 1)
    throw new ControlError("every must be a whole number of at least 1");
  view.setLag(lagMs, () => sandbox.clock.now(), every);
  return ok({ status: "set", ms: lagMs, ...(every > 1 && { every }) });
}

/** `POST /_sandbox/search-lag {ms, every?}`: delays later writes in search and counts. */
export const setSearchLag = (sandbox: SandboxInstance, request: SandboxRequest): Reply =>
  setLag(sandbox.state.searchIndex, sandbox, request);

/**
 * `POST /_sandbox/list-lag {ms, every?}`: delays them in lists, related lists, deleted records,
 * COQL.
 */
export const setListLag = (sandbox: SandboxInstance, request: SandboxRequest): Reply =>
  setLag(sandbox.state.listView, sandbox, request);

/** `POST /_sandbox/purge {module, id}`: removes a record, deleted or not, permanently. */
export function purge({ state, clock }: SandboxInstance, request: SandboxRequest): Reply {
  const body = controlBody(request);
  const module = controlModule(state, body.module);
  const id = requiredText(body, "id");
  const store = state.store(module);
  const record = store.get(id);
  if (record) store.delete(record, clock.nowSecond(), firstUser(state));
  if (!store.purge(id, clock.nowSecond(), firstUser(state))) {
    throw new ControlError(`${module.apiName} never had a record ${id}`);
  }
  state.attachments.removeAll(module.apiName, id);
  return ok({ status: "purged", id });
}

/** `POST /_sandbox/restore {module, id}`: restores a record from the recycle bin. */
export function restore({ state, clock }: SandboxInstance, request: SandboxRequest): Reply {
  const body = controlBody(request);
  const module = controlModule(state, body.module);
  const id = requiredText(body, "id");
  restoreRecord(state, module, id, clock.nowSecond(), firstUser(state));
  return ok({ status: "restored", id });
}

function liveRecord(state: SandboxState, module: Module, id: string): StoredRecord {
  const record = state.store(module).get(id);
  if (!record) throw new ControlError(`${module.apiName} has no record ${id}`);
  return record;
}

/** `POST /_sandbox/merge {module, id, loser}`: merges the record `loser` into `id`. */
export function merge({ state, clock }: SandboxInstance, request: SandboxRequest): Reply {
  const body = controlBody(request);
  const module = controlModule(state, body.module);
  const master = liveRecord(state, module, requiredText(body, "id"));
  const loser = liveRecord(state, module, requiredText(body, "loser"));
  if (master === loser) throw new ControlError("a record cannot be merged with itself");
  mergeRecords({ state, module, master, loser, at: clock.nowSecond(), by: firstUser(state) });
  return ok({ status: "merged", id: master.id, loser: loser.id });
}
