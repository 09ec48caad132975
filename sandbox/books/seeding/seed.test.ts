import { isJsonObject, type JsonObject } from "../../http";
import { BooksSandbox, HARBOR_LIGHTS } from "../../testSupport/books";
import { LOOKUPS } from "../schema/lookups";
import { getRecordType, RECORD_TYPES } from "../schema/recordTypes";
import { seedBooks, seedBooksRecords } from "./seed";

const all = (zoho: BooksSandbox, value: string) => [...zoho.organization.store(value).all()];

describe("seeding", () => {
  test("by default: some of every type in both organizations, with valid lookups", () => {
    const zoho = new BooksSandbox();
    const fresh = new BooksSandbox();
    seedBooks(fresh.state.books, {}, zoho.clock.nowSecond());
    const { books } = fresh.state;
    for (const organization of books.organizations.flatMap(
      ({ id }) => books.organization(id) ?? [],
    )) {
      for (const type of RECORD_TYPES.values()) {
        const records = [...organization.store(type.value).all()];
        expect([type.value, records.length > 0]).toEqual([type.value, true]);
        for (const { values } of records) {
          const rows = Object.values(values).flatMap((one) => (Array.isArray(one) ? one : []));
          const parts: JsonObject[] = [values, ...rows.filter(isJsonObject)];
          for (const [name, { types }] of Object.entries(LOOKUPS)) {
            if (name === type.idField) continue;
            for (const part of parts) {
              const id = part[name];
              if (id) expect(organization.find(types, String(id))).toBeDefined();
            }
          }
        }
      }
    }
  });

  test("ids are unique across all types of an organization", () => {
    const zoho = new BooksSandbox({ "*": 3 });
    const ids = [...RECORD_TYPES.keys()].flatMap((value) => all(zoho, value).map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
  });

  test("contacts owe the sum of their invoices", () => {
    const zoho = new BooksSandbox({ contacts: 4, items: 1, invoices: 9 });
    const owed = (id: string) =>
      all(zoho, "invoices")
        .filter(({ values }) => values.customer_id === id && values.status !== "draft")
        .reduce((sum, { values }) => sum + Number(values.balance), 0);
    const amounts = all(zoho, "contacts").map(({ id, values }) => [
      owed(id),
      values.outstanding_receivable_amount ?? 0,
    ]);
    expect(amounts.some(([expected]) => Number(expected) > 0)).toBe(true);
    for (const [expected, outstanding] of amounts) expect(outstanding).toBe(expected);
  });

  test("records are the same at every start", () => {
    const ids = () => all(new BooksSandbox({ contacts: 5 }), "contacts").map(({ id }) => id);
    expect(ids()).toEqual(ids());
  });

  test("many records can be seeded and listed page by page", () => {
    const zoho = new BooksSandbox();
    const organization = zoho.state.books.organization(HARBOR_LIGHTS);
    if (!organization) throw new Error("no organization");
    const order = { count: 10_000, now: zoho.clock.nowSecond(), spacingMs: 1000 };
    expect(seedBooksRecords(organization, getRecordType("contacts"), order)).toHaveLength(10_000);
    const last = zoho.get("/contacts?page=50", { organization: HARBOR_LIGHTS });
    expect(last).toMatchObject({ page_context: { has_more_page: false } });
    expect(last.contacts).toHaveLength(200);
  });
});
