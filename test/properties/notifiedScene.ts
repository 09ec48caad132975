import fc, { type Arbitrary } from "fast-check";
import type { Change } from "../../src/sync/changes";
import { applyNotification } from "../../src/sync/notified";
import type { StreamState } from "../../src/sync/state";
import { readStream } from "../../src/sync/stream";
import { smallOrLarge } from "./histories";
import { Line } from "./line";
import { MemoryZoho, type Version, type Write } from "./memoryZoho";
import { deletionOf, type Listing, rowOf, sourceOver } from "./readers";

/** Somebody tells of versions, long ago or just now, once or again. */
interface Telling {
  do: "tell";
  /** Which version, counted back from the last one, and so many before it. */
  back: number;
  count: number;
  /**
   * kept = its state is saved. lost = a sweep overwrites it. stale = it began so many saved states ago, and
   * overwrites what was saved since. fails = it delivers nothing.
   */
  fate: "kept" | "lost" | "stale" | "fails";
  began: number;
}

type Step =
  | Telling
  | { do: "wait"; ms: number }
  | { do: "write"; write: Write }
  | { do: "sweep"; rows: number; pages: number };

export interface ToldHistory {
  kind: Listing["kind"];
  pageSize: number;
  /** Versions to remember. */
  cap: number;
  steps: readonly Step[];
}

export const START_MS = Date.UTC(2026, 10, 23, 9, 30);
const AMPLE = { rows: 100_000, pages: 100_000 };
const SHOWN = { showNew: true, showUpdated: true, showDeleted: true, ignoreOwn: false };

/** A subject that is swept and told of, and what was handed over of it. */
export class ToldFlow {
  readonly zoho = new MemoryZoho(START_MS - 86_400_000);
  readonly delivered: Change[] = [];
  readonly history: ToldHistory;
  /** Every state that was saved, as text. */
  readonly #states: string[] = [];

  private constructor(history: ToldHistory) {
    this.history = history;
  }

  /** Plays a history from the first look at the subject until all is at rest. */
  static async play(history: ToldHistory): Promise<ToldFlow> {
    const flow = new ToldFlow(history);
    flow.zoho.write({ kind: "create", pick: 0, count: 5, latenessMs: 0 });
    flow.zoho.moveTo(START_MS);
    await flow.#sweep(AMPLE);
    for (const step of history.steps) await flow.#step(step);
    for (const ms of [130_000, 130_000, 90_000_000]) {
      flow.zoho.pass(ms);
      await flow.#sweep(AMPLE);
    }
    return flow;
  }

  /** Versions that came about since the first look. */
  get news(): Version[] {
    return this.zoho.versions.filter(({ committedMs }) => committedMs >= START_MS);
  }

  get last(): Version[] {
    return this.zoho.last().filter(({ committedMs }) => committedMs >= START_MS);
  }

  async #step(step: Step): Promise<void> {
    if (step.do === "wait") this.zoho.pass(step.ms);
    if (step.do === "write") this.zoho.write(step.write);
    if (step.do === "sweep") await this.#sweep(step);
    if (step.do === "tell") this.#tell(step);
  }

  #stateBefore(began: number): StreamState {
    const text = this.#states[Math.max(0, this.#states.length - 1 - began)];
    return text === undefined ? {} : JSON.parse(text);
  }

  #save(state: StreamState): void {
    this.#states.push(JSON.stringify(state));
  }

  async #sweep({ rows, pages }: { rows: number; pages: number }): Promise<void> {
    const { kind, pageSize, cap } = this.history;
    const line = new Line(this.zoho);
    const listing = {
      pageSize,
      isTiedByCreation: false,
      hasSecondBefore: false,
      isInTwoParts: false,
    };
    let left = pages;
    const { changes, state, error } = await readStream(
      {
        records: sourceOver(line, { ...listing, kind }),
        deletions: sourceOver(line, { ...listing, kind: "deletions" }),
      },
      this.#stateBefore(0),
      {
        filter: SHOWN,
        budget: { changesLeft: rows, versionsLeft: cap, mayContinue: () => left-- > 0 },
        localNowMs: this.zoho.nowMs,
      },
    );
    if (error !== undefined) throw error;
    this.delivered.push(...changes);
    this.#save(state);
  }

  #tell({ back, count, fate, began }: Telling): void {
    const { versions } = this.zoho;
    const last = versions.length - 1 - (back % versions.length);
    const named = versions.slice(Math.max(0, last - count + 1), last + 1);
    const [first] = named;
    if (!first || fate === "fails") return;
    const ids = new Set(named.map(({ id }) => id));
    const found = this.zoho.visible().filter(({ id }) => ids.has(id));
    const { changes, state } = applyNotification(
      this.#stateBefore(fate === "stale" ? began : 0),
      {
        rows: first.isDeletion ? [] : found.filter(({ isDeletion }) => !isDeletion).map(rowOf),
        deletions: first.isDeletion
          ? found.filter(({ isDeletion }) => isDeletion).map(deletionOf)
          : [],
        zohoNow: Math.floor(first.committedMs / 1000),
      },
      SHOWN,
      this.history.cap,
    );
    this.delivered.push(...changes);
    if (fate !== "lost") this.#save(state);
  }
}

const waits = fc.oneof(
  fc.nat({ max: 3_000 }),
  fc.integer({ min: 3_000, max: 130_000 }),
  fc.constantFrom(59_000, 60_000, 61_000, 5 * 3_600_000),
);

function stepsWith(fates: readonly Telling["fate"][]): Arbitrary<Step> {
  const telling: Arbitrary<Step> = fc.record({
    do: fc.constant("tell"),
    back: fc.oneof(fc.nat({ max: 2 }), fc.nat({ max: 60 })),
    count: fc.oneof(fc.constant(1), fc.integer({ min: 2, max: 20 })),
    fate: fc.constantFrom(...fates),
    began: fc.integer({ min: 1, max: 4 }),
  });
  const write: Arbitrary<Write> = fc.record({
    kind: fc.constantFrom("edit", "create", "edit", "delete"),
    pick: fc.nat({ max: 8 }),
    count: fc.oneof(fc.constant(1), smallOrLarge(20)),
    latenessMs: fc.oneof(fc.constant(0), fc.nat({ max: 60_000 })),
  });
  return fc.oneof(
    { weight: 3, arbitrary: telling },
    { weight: 3, arbitrary: fc.record({ do: fc.constant("write"), write }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant("wait"), ms: waits }) },
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constant("sweep"),
        rows: fc.oneof(fc.constant(100_000), fc.integer({ min: 1, max: 5 })),
        pages: fc.oneof(fc.constant(100_000), fc.integer({ min: 1, max: 3 })),
      }),
    },
  );
}

/** Histories in which every telling that delivers something keeps its state, or, if rough, need not. */
export const toldHistories = ({ isRough }: { isRough: boolean }): Arbitrary<ToldHistory> =>
  fc.record({
    kind: fc.constantFrom("keyset", "list", "newestFirst", "scan"),
    pageSize: smallOrLarge(50),
    cap: isRough ? fc.oneof(fc.constant(100_000), fc.nat({ max: 5 })) : fc.constant(100_000),
    steps: fc.array(stepsWith(isRough ? ["kept", "lost", "stale", "fails"] : ["kept", "fails"]), {
      maxLength: 40,
      size: "max",
    }),
  });
