import type { StoredRecord } from "./recordStore";
import type { SandboxState } from "./sandboxState";
import type { StoredValue } from "./schema/field";
import type { Module } from "./schema/modules";
import { randomNumbers, type SeedSource, valueSeeder } from "./seedValues";

const SPACING_MS = 37_000;
/** The number of records that a lookup is chosen from. */
const LOOKUP_POOL = 500;

/** The records of a fresh sandbox, ordered so that lookups find their targets. */
const DEFAULT_COUNTS: Record<string, number> = {
  Vendors: 3,
  Products: 8,
  Accounts: 10,
  Contacts: 20,
  Leads: 25,
  Campaigns: 3,
  Deals: 10,
  Tasks: 5,
  Events: 5,
  Calls: 5,
  Price_Books: 2,
  Quotes: 3,
  Sales_Orders: 3,
  Purchase_Orders: 3,
  Invoices: 3,
  Cases: 3,
  Solutions: 3,
  Notes: 5,
  Subscriptions: 5,
  Projects: 4,
};

const firstIds = (state: SandboxState, moduleName: string): string[] => {
  const ids: string[] = [];
  for (const { id } of state.records.get(moduleName)?.all() ?? []) {
    if (ids.push(id) >= LOOKUP_POOL) break;
  }
  return ids;
};

function seedSource(state: SandboxState, module: Module, now: number): SeedSource {
  const pools = new Map<string, string[]>();
  const seed = [...module.apiName].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7);
  return {
    index: 0,
    random: randomNumbers(seed + state.store(module).size),
    now,
    userIds: state.users.filter((one) => one.status === "active").map((one) => one.id),
    getIds: (moduleName) => {
      let pool = pools.get(moduleName);
      if (!pool) {
        pool = firstIds(state, moduleName);
        pools.set(moduleName, pool);
      }
      return pool;
    },
  };
}

/** Sets polymorphic lookups and auto-numbers. */
function complete(
  state: SandboxState,
  module: Module,
  values: Record<string, StoredValue>,
  source: SeedSource,
): void {
  for (const field of module.fields) {
    if (field.dataType === "autonumber") {
      values[field.apiName] = state.nextAutoNumber(module, field.apiName);
    }
    if (field.dataType === "multi_module_lookup") {
      const parent = field.apiName === "Parent_Id" ? "Leads" : "Accounts";
      const id = source.getIds(parent)[source.index % Math.max(1, source.getIds(parent).length)];
      if (id) Object.assign(values, { [field.apiName]: id, $se_module: parent });
    }
  }
}

/**
 * Adds `count` varied records, created `spacingMs` apart, the last one at `now`. Returns their ids,
 * oldest first.
 */
export function seedRecords(
  state: SandboxState,
  module: Module,
  count: number,
  now: number,
  spacingMs: number = SPACING_MS,
): string[] {
  const source = seedSource(state, module, now);
  const firstIndex = state.store(module).size;
  const makeValues = valueSeeder(module, () => state.ids.take());
  const records: StoredRecord[] = [];
  for (let number = 0; number < count; number += 1) {
    source.index = firstIndex + number;
    const createdAt = Math.floor((now - (count - 1 - number) * spacingMs) / 1000) * 1000;
    const userId = source.userIds[number % source.userIds.length] ?? "";
    const values = makeValues(source);
    complete(state, module, values, source);
    records.push({
      id: state.ids.take(),
      values,
      createdAt,
      modifiedAt: createdAt,
      createdBy: userId,
      modifiedBy: userId,
      ownerId: userId,
      converted: false,
      tags: [],
    });
  }
  state.store(module).load(records);
  return records.map((record) => record.id);
}

/** Fills a fresh state. `counts` overrides the defaults; `*` sets the modules it does not name. */
export function seedDefaults(
  state: SandboxState,
  counts: Record<string, number>,
  now: number,
): void {
  for (const moduleName of Object.keys(counts)) {
    if (moduleName !== "*" && !state.modules.has(moduleName)) {
      throw new Error(`no module ${moduleName}; there are ${[...state.modules.keys()].join(", ")}`);
    }
  }
  for (const [moduleName, count] of Object.entries(DEFAULT_COUNTS)) {
    const module = state.modules.get(moduleName);
    if (module) seedRecords(state, module, counts[moduleName] ?? counts["*"] ?? count, now);
  }
}
