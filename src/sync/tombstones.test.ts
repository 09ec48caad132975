import type { Change } from "./changes";
import { applyTombstones } from "./tombstones";

const change = (type: Change["type"], id: string, at: number, more = {}): Change => ({
  type,
  row: { id, at, content: "", record: {}, ...more },
});

const DAY = 86_400;

describe("applyTombstones", () => {
  it.each<[string, Change, Record<string, number>, string[], Record<string, number>]>([
    ["delivers a deletion", change("deleted", "1", 5), {}, ["deleted 1"], { 1: 5 }],
    ["drops a known deletion", change("deleted", "1", 5), { 1: 5 }, [], { 1: 5 }],
    ["delivers another deletion", change("deleted", "1", 9), { 1: 5 }, ["deleted 1"], { 1: 9 }],
    [
      "drops the purge of a known deletion",
      change("deleted", "1", 9, { isPermanent: true }),
      { 1: 5 },
      [],
      { 1: 5 },
    ],
    ["calls a deleted record restored", change("updated", "1", 9), { 1: 5 }, ["restored 1"], {}],
    ["leaves a conversion", change("converted", "1", 9), { 1: 5 }, ["converted 1"], {}],
    ["keeps the latest", change("deleted", "4", 8), { 1: 9, 2: 3 }, ["deleted 4"], { 1: 9, 4: 8 }],
    [
      "forgets what the recycle bin no longer holds",
      change("deleted", "4", 62 * DAY),
      { 1: DAY - 1, 2: DAY },
      ["deleted 4"],
      { 2: DAY, 4: 62 * DAY },
    ],
  ])("%s", (_, one, before, shown, after) => {
    const applied = applyTombstones([one], before, 2);
    expect(applied.changes.map(({ type, row: { id } }) => `${type} ${id}`)).toEqual(shown);
    expect(applied.tombstones).toEqual(after);
  });
});
