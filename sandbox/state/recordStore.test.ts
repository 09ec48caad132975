import fc from "fast-check";
import { TestSandbox } from "../testSupport/calls";
import type { RecordStore, StoredRecord } from "./recordStore";

const record = (id: string, email: string | null, at: number): StoredRecord => ({
  id,
  values: { Email: email },
  createdAt: at,
  modifiedAt: at,
  createdBy: "",
  modifiedBy: "",
  ownerId: "",
  converted: false,
  tags: [],
});

const emails = fc.constantFrom("a@x.test", "A@x.test", "b@x.test", null);
const step = fc.record({
  kind: fc.constantFrom("insert", "update", "delete"),
  which: fc.nat({ max: 7 }),
  email: emails,
  at: fc.nat({ max: 5 }),
});

type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** Applies a step if possible. */
function apply(store: RecordStore, { kind, which, email, at }: Step): void {
  const id = String(which);
  const existing = store.get(id);
  if (kind === "insert" && !existing && !store.isDeleted(id)) store.insert(record(id, email, at));
  if (!existing) return;
  const change = { values: { Email: email }, modifiedAt: at, modifiedBy: "" };
  if (kind === "update") store.update(existing, change);
  if (kind === "delete") store.delete(existing, at, "");
}

describe("a store of records after any history", () => {
  test("finds values and keeps its order like a full scan", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const { state } = new TestSandbox();
        const store = state.records.get("Leads");
        if (!store) throw new Error("no Leads");
        store.idsWith("Email", "a@x.test");
        store.sorted("id");
        store.sorted("Modified_Time");
        for (const one of steps) apply(store, one);
        const all = [...store.all()];
        const holders = all.filter(({ values }) => /^a@x.test$/i.test(String(values.Email)));
        expect(store.idsWith("Email", "A@X.TEST")).toEqual(holders.map(({ id }) => id).sort());
        const byId = all.map(({ id }) => id).sort();
        expect([...store.sorted("id").walk(false)].map(({ id }) => id)).toEqual(byId);
        const byTime = all.toSorted(
          (a, b) => a.modifiedAt - b.modifiedAt || (a.id < b.id ? -1 : 1),
        );
        expect([...store.sorted("Modified_Time").walk(false)]).toEqual(byTime);
      }),
      { numRuns: 60 },
    );
  });
});
