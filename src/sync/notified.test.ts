import type { Change, ChangeSource, SourceRow } from "./changes";
import { applyNotification, type NotifiedRows } from "./notified";
import type { StreamState } from "./state";
import { readStream } from "./stream";

/** A subject in memory, with a clock in seconds, which is swept and told of. */
class Stream {
  now = 10_000;
  records: SourceRow[] = [];
  deletions: SourceRow[] = [];
  state: StreamState = {};
  versions = 1_000;
  options = { showNew: true, showUpdated: true, showDeleted: true, ignoreOwn: false };

  /** Reads the windows on, so many pages of at most so many rows. */
  async sweep({ pages = 100, perPage = 100 } = {}): Promise<string[]> {
    let left = pages;
    const outcome = await readStream(
      {
        records: sortKeys(() => this.records, this, perPage),
        deletions: sortKeys(() => this.deletions, this, perPage),
      },
      this.state,
      {
        filter: this.options,
        budget: {
          changesLeft: 1_000,
          versionsLeft: this.versions,
          mayContinue: () => left-- > 0,
        },
        localNowMs: this.now * 1000,
      },
    );
    this.state = outcome.state;
    return outcome.changes.map(short);
  }

  tell(notified: Partial<NotifiedRows>, { isKept = true } = {}): string[] {
    const whole = { rows: [], deletions: [], zohoNow: this.now, ...notified };
    const { changes, state } = applyNotification(this.state, whole, this.options, this.versions);
    if (isKept) this.state = state;
    return changes.map(short);
  }

  /** The one version of a record that is there from now on. */
  write(id: string, createdAt = this.now, more: Partial<SourceRow> = {}): SourceRow {
    const row = { id, at: this.now, createdAt, content: `${this.now}`, record: {}, ...more };
    this.records = [...this.records.filter((one) => one.id !== id), row];
    return row;
  }

  remove(id: string): SourceRow {
    const row: SourceRow = { id, at: this.now, content: "", outcome: "deleted", record: {} };
    this.records = this.records.filter((one) => one.id !== id);
    this.deletions = [...this.deletions.filter((one) => one.id !== id), row];
    return row;
  }
}

/** Pages in order of time; a page never ends within a second. */
const sortKeys = (
  rows: () => SourceRow[],
  clock: { now: number },
  perPage: number,
): ChangeSource => ({
  read: async ({ from, end = Number.POSITIVE_INFINITY, position }) => {
    const after = typeof position === "number" ? position : from;
    const left = rows()
      .filter(({ at }) => at >= after && at < end)
      .sort((a, b) => a.at - b.at);
    const page = left.slice(0, perPage);
    const next = left[perPage]?.at;
    return {
      rows: page,
      zohoTimeMs: clock.now * 1000,
      ...(next !== undefined && { next, upTo: next }),
    };
  },
});

const short = ({ type, row }: Change): string => `${type} ${row.id}@${row.at}`;

let stream: Stream;
beforeEach(async () => {
  stream = new Stream();
  stream.write("old", 100);
  stream.now += 500;
  await stream.sweep();
  stream.now += 500;
});

/** Two sweeps: one that could repeat what was told, and one after the overlap. */
async function rest(): Promise<string[]> {
  stream.now += 5;
  const first = await stream.sweep();
  stream.now += 500;
  return [...first, ...(await stream.sweep())];
}

describe("what was told of", () => {
  it("is left out by the next windows", async () => {
    expect(stream.tell({ rows: [stream.write("new")] })).toEqual(["created new@11000"]);
    expect(await rest()).toEqual([]);
  });

  it("comes with the next window when the state of the telling was lost", async () => {
    const rows = [stream.write("new")];
    expect(stream.tell({ rows }, { isKept: false })).toEqual(["created new@11000"]);
    expect(await rest()).toEqual(["created new@11000"]);
  });

  it("is delivered once when it is told of twice", async () => {
    const notified = { rows: [stream.write("old", 100)] };
    expect(stream.tell(notified)).toEqual(["updated old@11000"]);
    expect(stream.tell(notified)).toEqual([]);
    expect(await rest()).toEqual([]);
  });

  it("is delivered in every version, also of one second", async () => {
    expect(stream.tell({ rows: [stream.write("old", 100)] })).toEqual(["updated old@11000"]);
    const other = stream.write("old", 100, { content: "other" });
    expect(stream.tell({ rows: [other] })).toEqual(["updated old@11000"]);
    expect(await rest()).toEqual([]);
  });

  it("is passed over when a window brought it", async () => {
    const row = stream.write("new");
    stream.now += 5;
    expect(await stream.sweep()).toEqual(["created new@11000"]);
    expect(stream.tell({ rows: [row] })).toEqual([]);
    stream.now += 500;
    await stream.sweep();
    // By now nothing is remembered of it: it is older than windows look back.
    expect(stream.tell({ rows: [row] })).toEqual([]);
    expect(await rest()).toEqual([]);
  });

  it("is delivered when no window could see it yet", async () => {
    const hidden = stream.write("late");
    stream.records = [];
    stream.now += 30;
    expect(await stream.sweep()).toEqual([]);
    expect(stream.tell({ rows: [hidden] })).toEqual(["created late@11000"]);
    stream.records = [hidden];
    expect(await rest()).toEqual([]);
  });

  it("is passed over without an id or a time, and when it was there before the subject began", () => {
    const unreadable = [
      stream.write(""),
      stream.write("no-time", 1, { at: Number.NaN }),
      stream.write("before", 1, { at: 10_439 }),
    ];
    expect(stream.tell({ rows: unreadable })).toEqual([]);
  });

  it("begins a subject that was never read a minute before", async () => {
    stream.state = {};
    const rows = [stream.write("new"), stream.write("old", 100, { at: 10_939 })];
    expect(stream.tell({ rows })).toEqual(["created new@11000"]);
    const missed = stream.write("missed", 100, { at: 10_945 });
    expect(await rest()).toEqual([`updated ${missed.id}@10945`]);
  });
});

describe("a record", () => {
  it.each([
    ["created, when nobody told of it before", 0, "created"],
    ["created, when it was edited since, and the telling of its creation got lost", 300, "created"],
    ["updated, when it is older than the windows look back", 1_000, "updated"],
  ])("is %s", (_, age, type) => {
    const row = stream.write("one", stream.now - age);
    expect(stream.tell({ rows: [row] })).toEqual([`${type} one@11000`]);
  });

  it("is updated when Zoho does not say since when it is there", () => {
    const { createdAt: _, ...row } = stream.write("one");
    expect(stream.tell({ rows: [row] })).toEqual(["updated one@11000"]);
  });

  it("is updated when it was told of as created, or a window brought it", async () => {
    stream.tell({ rows: [stream.write("told")] });
    stream.now += 5;
    stream.write("swept");
    stream.now += 5;
    expect(await stream.sweep()).toEqual(["created swept@11005"]);
    stream.now += 5;
    const rows = [stream.write("told", 11_000), stream.write("swept", 11_005)];
    expect(stream.tell({ rows })).toEqual(["updated told@11015", "updated swept@11015"]);
  });

  it("is updated when a long window brought it, whose versions are forgotten", () => {
    const { records } = stream.state;
    const delivered = { from: 10_000, ids: { 10950: "other long" } };
    stream.state = { ...stream.state, ...(records && { records: { ...records, delivered } }) };
    const row = stream.write("long", 10_950);
    expect(stream.tell({ rows: [row] })).toEqual(["updated long@11000"]);
  });

  it("that was told of as created is updated in the windows to come", async () => {
    stream.tell({ rows: [stream.write("one")] });
    stream.now += 5;
    stream.write("one", 11_000);
    expect(await rest()).toEqual(["updated one@11005"]);
  });

  it("is what became of it, where the row says so", () => {
    const row = stream.write("lead", 100, { outcome: "converted" });
    expect(stream.tell({ rows: [row] })).toEqual(["converted lead@11000"]);
  });
});

describe("while a window is read in several executions", () => {
  /** Of three pages, the first is read. */
  beforeEach(async () => {
    for (const second of [600, 700, 800]) {
      stream.write(`at-${second}`, 100, { at: 10_000 + second });
    }
    expect(await stream.sweep({ pages: 1, perPage: 1 })).toEqual(["updated at-600@10600"]);
    expect(stream.state.records?.progress).toMatchObject({ from: 10_700, end: 11_000 });
  });

  it("what is told of ahead of it is left out by its next pages", async () => {
    const [row] = stream.records.filter(({ id }) => id === "at-800");
    expect(stream.tell({ rows: row ? [row] : [] })).toEqual(["updated at-800@10800"]);
    expect(await stream.sweep()).toEqual(["updated at-700@10700"]);
    expect(await rest()).toEqual([]);
  });

  it("what is told of behind it was read", async () => {
    const [row] = stream.records.filter(({ id }) => id === "at-600");
    expect(stream.tell({ rows: row ? [row] : [] })).toEqual([]);
    expect(await stream.sweep()).toEqual(["updated at-700@10700", "updated at-800@10800"]);
  });

  it("what is told of after its end is left out by the next window", async () => {
    stream.now += 10;
    expect(stream.tell({ rows: [stream.write("old", 100)] })).toEqual(["updated old@11010"]);
    expect(await stream.sweep()).toEqual(["updated at-700@10700", "updated at-800@10800"]);
    expect(await rest()).toEqual([]);
  });

  it("what Zoho showed late is delivered, also behind it", async () => {
    await stream.sweep();
    stream.now += 60;
    for (const second of [1_010, 1_050]) {
      stream.write(`at-${second}`, 100, { at: 10_000 + second });
    }
    expect(await stream.sweep({ pages: 1, perPage: 1 })).toEqual(["updated at-1010@11010"]);
    expect(stream.state.records?.progress).toMatchObject({ from: 11_050, end: 11_060 });
    const late = stream.write("late", 100, { at: 11_005 });
    expect(stream.tell({ rows: [late] })).toEqual(["updated late@11005"]);
    expect(await rest()).toEqual(["updated at-1050@11050"]);
  });

  it("a record that was told of as created is not created again", async () => {
    const row = stream.write("new", 10_750, { at: 10_750 });
    expect(stream.tell({ rows: [row] })).toEqual(["created new@10750"]);
    await stream.sweep();
    stream.now += 5;
    stream.write("new", 10_750);
    expect(await rest()).toEqual(["updated new@11005"]);
  });
});

describe("a deleted record", () => {
  it("is told of once, be it by who told or by the windows", async () => {
    const deletions = [stream.remove("old")];
    expect(stream.tell({ deletions })).toEqual(["deleted old@11000"]);
    expect(stream.tell({ deletions })).toEqual([]);
    expect(await rest()).toEqual([]);
    expect(stream.tell({ deletions })).toEqual([]);
  });

  it("that is seen again was restored, and can be deleted again", async () => {
    stream.tell({ deletions: [stream.remove("old")] });
    stream.now += 5;
    const rows = [stream.write("old", 100)];
    expect(stream.tell({ rows })).toEqual(["restored old@11005"]);
    expect(stream.state.tombstones).toBeUndefined();
    stream.now += 5;
    expect(stream.tell({ deletions: [stream.remove("old")] })).toEqual(["deleted old@11010"]);
    expect(await rest()).toEqual([]);
  });

  it("that is deleted once more is told of once more, although nobody saw it back", async () => {
    expect(stream.tell({ deletions: [stream.remove("old")] })).toEqual(["deleted old@11000"]);
    stream.now += 5;
    expect(stream.tell({ deletions: [stream.remove("old")] })).toEqual(["deleted old@11005"]);
    stream.now += 5;
    stream.remove("old");
    expect(await rest()).toEqual(["deleted old@11010"]);
  });

  it("that leaves the recycle bin was told of when it went there", async () => {
    stream.tell({ deletions: [stream.remove("old")] });
    stream.now += 5;
    const describeDeleted = { ...stream.remove("old"), isPermanent: true };
    expect(stream.tell({ deletions: [describeDeleted] })).toEqual([]);
    stream.deletions = [describeDeleted];
    expect(await rest()).toEqual([]);
  });

  it("that a window brings back was restored", async () => {
    stream.tell({ deletions: [stream.remove("old")] });
    stream.now += 5;
    stream.deletions = [];
    stream.write("old", 100);
    expect(await rest()).toEqual(["restored old@11005"]);
  });

  it("is nobody's business where deletions are not wanted", () => {
    stream.options = { ...stream.options, showDeleted: false };
    const { deletions: before } = stream.state;
    expect(stream.tell({ deletions: [stream.remove("old")] })).toEqual([]);
    expect(stream.state.deletions).toEqual(before);
  });
});

describe("what nobody wants to see", () => {
  it.each([
    ["own changes", { ignoreOwn: true }, true],
    ["new records", { showNew: false }, true],
    ["edits", { showUpdated: false }, false],
  ])("%s are not delivered, and count as delivered", async (_, unwanted, isNew) => {
    stream.options = { ...stream.options, ...unwanted };
    const row = stream.write("one", isNew ? stream.now : 100, { isOwn: true });
    expect(stream.tell({ rows: [row] })).toEqual([]);
    stream.options = { ...stream.options, showNew: true, showUpdated: true, ignoreOwn: false };
    expect(await rest()).toEqual([]);
  });

  it("of two editors, one's own edits alone", () => {
    stream.options = { ...stream.options, ignoreOwn: true };
    const rows = [stream.write("mine", 100, { isOwn: true }), stream.write("theirs", 100)];
    expect(stream.tell({ rows })).toEqual(["updated theirs@11000"]);
  });
});

describe("no more is remembered than there is room for", () => {
  it("the newest, and what was forgotten comes again", async () => {
    stream.versions = 3;
    const rows = [1, 2, 3, 4, 5].map((number) => {
      stream.now += 1;
      return stream.write(`${number}`, 100);
    });
    expect(stream.tell({ rows })).toHaveLength(5);
    expect(Object.values(stream.state.records?.versions ?? {}).join()).toMatch(
      /^3:\d+,4:\d+,5:\d+$/,
    );
    stream.versions = 1_000;
    expect(await rest()).toEqual(["updated 1@11001", "updated 2@11002"]);
  });
});
