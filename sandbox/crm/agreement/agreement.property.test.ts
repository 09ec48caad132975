import fc from "fast-check";
import { History } from "../../testSupport/agreement/history";
import type { Snapshot } from "../../testSupport/agreement/model";
import {
  counted,
  deletedOnes,
  downloaded,
  expectedDeletions,
  expectedRows,
  found,
  listed,
  type Order,
  oneByOne,
  queried,
  readInBulk,
  type TextRow,
} from "../../testSupport/agreement/readers";
import { anywhere, forwards, type Step, stepsWith } from "../../testSupport/agreement/steps";

const variants = fc.record({
  restoredTime: fc.constantFrom("kept", "now"),
  mergedRecords: fc.constantFrom("recycle", "permanent", "unlisted"),
});
const ORDERS: readonly Order[] = ["id", "Created_Time", "Modified_Time"];
const order = fc.constantFrom(...ORDERS);
const LAG_MS = 10_000;
const DAY_MS = 86_400_000;

beforeAll(() => {
  jest.spyOn(Date, "now").mockReturnValue(Date.parse("2026-01-01T10:00:00+05:30"));
});
afterAll(() => jest.restoreAllMocks());

/** The list of deleted records without creators, which the model does not have. */
const deletions = ({ zoho }: History): TextRow[] =>
  deletedOnes(zoho).map(({ created_by: _creator, ...row }) => row);

/** Every reader that sees all writes returns the leads of the model. */
function expectAgreement(history: History, by: Order, descending: boolean): void {
  const { zoho } = history;
  const now = history.now();
  const inOrder = expectedRows(now, by);
  expect(listed(zoho, by, descending)).toEqual(descending ? inOrder.toReversed() : inOrder);
  expect(found(zoho, by)).toEqual(inOrder);
  expect(oneByOne(zoho, [...now.live.keys()])).toEqual(expectedRows(now));
  expect(oneByOne(zoho, [...now.deleted.keys()])).toEqual([]);
  expect(counted(zoho)).toBe(inOrder.filter((row) => row.Converted__s === "false").length);
  expect(queried(zoho)).toEqual(expectedRows(now, "Modified_Time"));
  expect(deletions(history)).toEqual(expectedDeletions(now, zoho.clock.now()));
  expect(readInBulk(zoho)).toEqual(expectedRows(now));
}

/** Bulk reads return the leads as they were when the jobs started. */
function expectJobs({ zoho, jobs }: History, rowsPerJob: number): void {
  const available = jobs.filter(({ startsAt }) => startsAt > zoho.clock.now() - DAY_MS / 2);
  for (const { id, leads } of available) {
    if (!leads) throw new Error("a job has not begun");
    zoho.clock.advance(7_000);
    const rows = expectedRows(leads).map(({ id, Last_Name, Modified_Time }) => ({
      id,
      Last_Name,
      Modified_Time,
    }));
    expect(downloaded(zoho, id)).toEqual(rows.slice(0, rowsPerJob));
  }
}

/** Reads in every order, so that the sandbox maintains all sorted indexes from now on. */
function expectLists(history: History): void {
  for (const by of ORDERS)
    expect(listed(history.zoho, by, false)).toEqual(expectedRows(history.now(), by));
}

test("list, search, COQL, deleted records and bulk read agree after any history (facts 3, 4, 9.1)", () => {
  const ways = fc.tuple(order, fc.boolean());
  fc.assert(
    fc.property(variants, stepsWith(anywhere), fc.nat(20), ways, (overrides, steps, midway, by) => {
      const history = new History(overrides);
      const { settings } = history.zoho.state.bulkJobs;
      settings.rowsPerJob = 4;
      for (const [index, step] of steps.entries()) {
        if (index === midway) expectLists(history);
        history.step(step);
      }
      history.move(61_000);
      expectJobs(history, settings.rowsPerJob);
      history.zoho.clock.advance(61_000);
      expectAgreement(history, ...by);
    }),
    { numRuns: 250 },
  );
});

/** The leads as they were so long ago. */
function before(history: History, lagMs: number): Snapshot {
  const from = history.zoho.clock.now() - lagMs;
  const seen = history.snapshots.findLast((snapshot) => snapshot.from <= from);
  if (!seen) throw new Error("no snapshot");
  return seen.leads;
}

test("with a lag each of them shows all leads as they were; after it they agree (facts 3.8, 13.21)", () => {
  const lag = fc.constantFrom(0, LAG_MS / 10, LAG_MS);
  const read = (history: History, listLagMs: number, searchLagMs: number) => {
    const { zoho } = history;
    const known = before(history, listLagMs);
    expect(listed(zoho, "Modified_Time", false)).toEqual(expectedRows(known, "Modified_Time"));
    expect(listed(zoho, "id", true)).toEqual(expectedRows(known).toReversed());
    expect(queried(zoho)).toEqual(expectedRows(known, "Modified_Time"));
    expect(deletions(history)).toEqual(expectedDeletions(known, zoho.clock.now()));
    expect(found(zoho, "id")).toEqual(expectedRows(before(history, searchLagMs)));
  };
  fc.assert(
    fc.property(variants, stepsWith(forwards), lag, lag, (overrides, steps, ...lags) => {
      const history = new History(overrides);
      const { state, clock } = history.zoho;
      state.listView.setLag(lags[0], () => clock.now());
      state.searchIndex.setLag(lags[1], () => clock.now());
      for (const step of steps) {
        history.step(step);
        read(history, ...lags);
      }
      history.move(LAG_MS);
      expectAgreement(history, "Modified_Time", true);
    }),
    { numRuns: 80 },
  );
});

/** A live or deleted lead as text. */
const states = (rows: TextRow[], gone: TextRow[]): Map<string | undefined, string> => {
  const all = new Map<string | undefined, string>();
  for (const row of rows) all.set(row.id, `live ${JSON.stringify(row)}`);
  for (const { id } of gone) all.set(id, `${all.get(id) ?? ""}deleted`);
  return all;
};

test("if only some writes are late, each lead is as it was at some time (facts 13.21)", () => {
  const moments = fc.constantFrom(0, 300, 1_000, 7_000);
  const once = (history: History): Set<string>[] =>
    history.snapshots.map(({ leads }) => {
      const seen = states(expectedRows(leads), expectedDeletions(leads, history.zoho.clock.now()));
      return new Set([...seen].map(([id, state]) => `${id} ${state}`));
    });
  fc.assert(
    fc.property(variants, stepsWith(moments), fc.nat(2), (overrides, steps: Step[], more) => {
      const history = new History(overrides);
      const { state, clock } = history.zoho;
      state.listView.setLag(LAG_MS, () => clock.now(), more + 2);
      for (const step of steps) {
        history.step(step);
        const shown = states(listed(history.zoho, "id", false), deletions(history));
        const known = once(history);
        for (const [id, is] of shown) {
          expect(known.some((then) => then.has(`${id} ${is}`))).toBe(true);
        }
        for (const id of history.now().live.keys()) {
          const couldBeAbsent = history.snapshots.some(({ leads }) => !leads.live.has(id));
          expect(shown.has(id) || couldBeAbsent).toBe(true);
        }
      }
      history.move(LAG_MS);
      expectAgreement(history, "id", false);
    }),
    { numRuns: 60 },
  );
});
