import { addOutstanding, getOutstanding } from "../effects/outstanding";
import type { RecordType } from "../schema/recordType";
import { getRecordType, RECORD_TYPES } from "../schema/recordTypes";
import type { BooksOrganization } from "../state/booksOrganization";
import type { BooksState } from "../state/booksState";
import { seedFoundations } from "./foundations";
import { SeedSource } from "./source";
import { seedValues } from "./values";

const SPACING_MS = 37_000;
/** How long before the seeding the organizations were created. */
const BEFORE_MS = 400 * 24 * 60 * 60 * 1000;

/** A few of each type, ordered so that lookups find their targets. */
const DEFAULT_COUNTS: Readonly<Record<string, number>> = {
  "settings/currencies": 2,
  "settings/taxes": 2,
  users: 2,
  employees: 2,
  bankaccounts: 2,
  "bankaccounts/rules": 2,
  banktransactions: 3,
  chartofaccounts: 2,
  basecurrencyadjustment: 1,
  contacts: 12,
  contactpersons: 4,
  items: 6,
  estimates: 3,
  salesorders: 3,
  invoices: 6,
  creditnotes: 2,
  retainerinvoices: 2,
  customerpayments: 3,
  bills: 4,
  purchaseorders: 3,
  vendorcredits: 2,
  vendorpayments: 2,
  recurringinvoices: 2,
  recurringbills: 2,
  recurringexpenses: 2,
  expenses: 4,
  journals: 3,
  projects: 3,
  "projects/tasks": 4,
  "projects/timeentries": 4,
  tasks: 3,
  "settings/openingbalances": 1,
};

/**
 * Adds `count` varied records, created `spacingMs` apart, the last one at `now`. Returns their ids,
 * oldest first.
 */
export function seedBooksRecords(
  organization: BooksOrganization,
  type: RecordType,
  { count, now, spacingMs = SPACING_MS }: { count: number; now: number; spacingMs?: number },
): string[] {
  const source = new SeedSource(organization);
  const firstIndex = organization.store(type.value).size;
  const ids: string[] = [];
  for (let number = 0; number < count; number += 1) {
    source.index = firstIndex + number;
    source.at = Math.floor((now - (count - 1 - number) * spacingMs) / 1000) * 1000;
    const values = { ...type.defaults, ...seedValues(type.value, source) };
    if (type.number) values[type.number.field] = organization.takeNumber(type);
    ids.push(organization.add(type.value, values, { createdAt: source.at }).id);
    if (type.value === "invoices" || type.value === "bills") {
      addOutstanding(organization, values, getOutstanding(values));
    }
  }
  return ids;
}

/**
 * Seeds every organization. `counts` overrides the defaults; `*` sets the types it does not name.
 */
export function seedBooks(state: BooksState, counts: Record<string, number>, now: number): void {
  for (const value of Object.keys(counts)) if (value !== "*") getRecordType(value);
  state.seedOnFirstUse(() => {
    for (const organization of state.organizations) seedOrganization(organization, counts, now);
  });
}

function seedOrganization(
  organization: BooksOrganization,
  counts: Record<string, number>,
  now: number,
): void {
  seedFoundations(organization, now - BEFORE_MS);
  for (const [value, usual] of Object.entries(DEFAULT_COUNTS)) {
    const count = counts[value] ?? counts["*"] ?? usual;
    const type = RECORD_TYPES.get(value);
    if (type) seedBooksRecords(organization, type, { count, now });
  }
}
