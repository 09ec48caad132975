import { parseTime } from "../clock";
import { parseRecord } from "../crm/records/parseRecord";
import { isJsonObject, type JsonObject, ok, type Reply, type SandboxRequest } from "../http";
import type { SandboxInstance } from "../sandboxInstance";
import type { StoredRecord } from "../state/recordStore";
import type { Module } from "../state/schema/modules";
import { seedRecords } from "../state/seeding";
import { ControlError, controlBody, optionalNumber } from "./body";
import { controlModule } from "./inspect";

const MAX_IDS_SHOWN = 1000;
/** Keys of a seeded record that are not fields of its module. */
const OTHER_KEYS = new Set(["id", "$converted", "$se_module", "se_module"]);

function parseSeedTime(raw: JsonObject, name: string, fallback: number): number {
  if (raw[name] === undefined) return fallback;
  const time = parseTime(String(raw[name]), true);
  if (time === undefined) throw new ControlError(`${name} must be a time with an offset`);
  return time;
}

/** The record to store; mandatory fields may be missing. */
function parseSeedRecord(sandbox: SandboxInstance, module: Module, raw: unknown): StoredRecord {
  const { state, clock } = sandbox;
  if (!isJsonObject(raw)) throw new ControlError("records must be objects");
  for (const name of Object.keys(raw)) {
    if (!module.byName.has(name) && !OTHER_KEYS.has(name)) {
      throw new ControlError(`${module.apiName} has no field ${name}`);
    }
  }
  const lenient = { ...module, fields: module.fields.map((one) => ({ ...one, mandatory: false })) };
  const parsed = parseRecord({ state, module: lenient, raw, path: "$" });
  if ("error" in parsed) throw new ControlError(JSON.stringify(parsed.error));
  const userId = state.users[0]?.id ?? "";
  const createdAt = parseSeedTime(raw, "Created_Time", clock.nowSecond());
  return {
    id: typeof raw.id === "string" ? raw.id : state.ids.take(),
    values: parsed.write.values,
    createdAt,
    modifiedAt: parseSeedTime(raw, "Modified_Time", Math.max(createdAt, clock.nowSecond())),
    createdBy: userId,
    modifiedBy: userId,
    ownerId: parsed.write.ownerId ?? userId,
    converted: raw.$converted === true,
    tags: parsed.write.tags ?? [],
  };
}

function addRecords(sandbox: SandboxInstance, module: Module, rows: unknown[]): string[] {
  const store = sandbox.state.store(module);
  const records = rows.map((raw) => parseSeedRecord(sandbox, module, raw));
  const ids = new Set(records.map(({ id }) => id));
  if (ids.size < records.length) throw new ControlError("two of the records have the same id");
  for (const id of ids) {
    if (store.find(id)) throw new ControlError(`${module.apiName} has or had a record ${id}`);
  }
  store.load(records);
  return records.map(({ id }) => id);
}

/**
 * `POST /_sandbox/seed {module, count, spacingMs?, notify?}` or `{module, records, notify?}`.
 * Seeding is not a user's write, so channels are notified only with `notify`.
 */
export function seed(sandbox: SandboxInstance, request: SandboxRequest): Reply {
  const body = controlBody(request);
  const { state, clock } = sandbox;
  const module = controlModule(state, body.module);
  const count = optionalNumber(body, "count") ?? 0;
  const ids = Array.isArray(body.records)
    ? addRecords(sandbox, module, body.records)
    : seedRecords(state, module, count, clock.nowSecond(), optionalNumber(body, "spacingMs"));
  if (body.notify === true) {
    const store = state.store(module);
    sandbox.notifier.announce(
      module,
      ids.flatMap((id) => store.get(id) ?? []),
    );
  }
  return ok({ count: ids.length, ids: ids.slice(0, MAX_IDS_SHOWN) });
}
