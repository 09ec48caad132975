// A Zoho in memory, with a clock of its own: an independent reading of how Zoho stamps, shows and lists records.

/** One version of a record, or its deletion. */
export interface Version {
  id: string;
  /** Tells this version from all others: what an edit leaves behind in the record. */
  content: string;
  /** Whole seconds by Zoho's clock, as Zoho stamps them. */
  createdAt: number;
  at: number;
  committedMs: number;
  visibleMs: number;
  isDeletion: boolean;
}

/** What somebody does to records, all in one moment. */
export interface Write {
  /** An edit of a deleted record restores it. */
  kind: "create" | "edit" | "delete";
  /** Which record: counted from the first one, round and round. */
  pick: number;
  /** So many records from there on. */
  count: number;
  /** How much later than it is stamped readers see it. */
  latenessMs: number;
}

/** Ids come from ranges, one a server, so that their order is not the order of creation. */
const ID_RANGES = 3;

export class MemoryZoho {
  /** Only forwards: see moveTo. */
  nowMs: number;
  /** Every version that ever was, in the order of their commits. */
  readonly versions: Version[] = [];
  readonly #records: Version[][] = [];
  #planned: { ms: number; write: Write }[] = [];
  #seen?: { nowMs: number; count: number; versions: Version[] };

  constructor(nowMs: number) {
    this.nowMs = nowMs;
  }

  /** What is to be written in time, in the order of the moments. */
  plan(writes: readonly { ms: number; write: Write }[]): void {
    this.#planned = [...writes].sort((a, b) => b.ms - a.ms);
  }

  pass(ms: number): void {
    this.moveTo(this.nowMs + ms);
  }

  moveTo(ms: number): void {
    for (let next = this.#planned.at(-1); next && next.ms <= ms; next = this.#planned.at(-1)) {
      this.#planned.pop();
      this.nowMs = next.ms;
      this.write(next.write);
    }
    this.nowMs = ms;
  }

  write({ kind, pick, count, latenessMs }: Write): void {
    for (let next = pick; next < pick + count; next += 1) {
      if (kind === "create") this.#create(next, latenessMs);
      else this.#change(next, latenessMs, kind === "delete");
    }
  }

  #create(pick: number, latenessMs: number): void {
    const serial = String(this.#records.length).padStart(9, "0");
    const id = `487687600${pick % ID_RANGES}${serial}`;
    const createdAt = Math.floor(this.nowMs / 1000);
    this.#records.push([]);
    this.#commit(this.#records.at(-1) ?? [], { id, createdAt }, latenessMs, false);
  }

  #change(pick: number, latenessMs: number, isDeletion: boolean): void {
    const history = this.#records[pick % this.#records.length];
    const last = history?.at(-1);
    if (!history || !last || (isDeletion && last.isDeletion)) return;
    this.#commit(history, last, latenessMs, isDeletion);
  }

  #commit(
    history: Version[],
    { id, createdAt }: Pick<Version, "id" | "createdAt">,
    latenessMs: number,
    isDeletion: boolean,
  ): void {
    const version = {
      id,
      createdAt,
      at: Math.floor(this.nowMs / 1000),
      content: String(this.versions.length),
      committedMs: this.nowMs,
      visibleMs: this.nowMs + latenessMs,
      isDeletion,
    };
    history.push(version);
    this.versions.push(version);
  }

  /** What readers see of each record now, deleted ones too, in the order of creation. */
  visible(): readonly Version[] {
    const seen = this.#seen;
    if (seen?.nowMs === this.nowMs && seen.count === this.versions.length) return seen.versions;
    const versions = this.#records.flatMap(
      (history) => history.findLast(({ visibleMs }) => visibleMs <= this.nowMs) ?? [],
    );
    this.#seen = { nowMs: this.nowMs, count: this.versions.length, versions };
    return versions;
  }

  /** The last version of each record, seen or not. */
  last(): Version[] {
    return this.#records.flatMap((history) => history.at(-1) ?? []);
  }

  /** The versions of one record, in the order of their commits. */
  historyOf(id: string): readonly Version[] {
    return this.#records.find(([first]) => first?.id === id) ?? [];
  }
}
