import type { MemoryZoho, Write } from "./memoryZoho";

/** One call over the line, and what happens meanwhile. */
export interface Call {
  latencyMs: number;
  /** When Zoho looks, and when it takes the time for its reply: parts of the latency, in percent. */
  lookAt: number;
  answerAt: number;
  /** What others write while the call is on its way to Zoho, and while the reply is on its way back. */
  before: readonly Write[];
  after: readonly Write[];
  /** How far the clock of the server that answers is off from the clock of the stamps. */
  dateErrorMs: number;
  /** fails = the call brings no reply. kills = the execution ends here. */
  fate?: "fails" | "kills";
  isTokenRefused?: boolean;
}

export const QUICK: Call = {
  latencyMs: 0,
  lookAt: 0,
  answerAt: 0,
  before: [],
  after: [],
  dateErrorMs: 0,
};

/** More calls than any history needs. */
const ENDLESS = 20_000;

/** Thrown where an execution would go on forever. */
export class Endless extends Error {}

/** Plays the calls of a script in turn, then usual ones; all of them move the virtual clock. */
export class Line {
  readonly zoho: MemoryZoho;
  calls = 0;
  isKilled = false;
  firstLookMs: number | undefined;
  lastLookMs = 0;
  /** What a call meets that the script does not tell of. */
  readonly #usual: Call;
  #script: readonly Call[] = [];
  #next = 0;

  constructor(zoho: MemoryZoho, usual: Call = QUICK) {
    this.zoho = zoho;
    this.#usual = usual;
  }

  play(script: readonly Call[]): void {
    this.#script = script;
    this.#next = 0;
    this.isKilled = false;
    this.firstLookMs = undefined;
  }

  get isTokenRefusedNext(): boolean {
    return this.#script[this.#next]?.isTokenRefused ?? false;
  }

  /** The time of the reply is a Date header's, without milliseconds, less the round trip. */
  call<T>(look: () => T): { seen: T; zohoTimeMs: number } {
    const call = this.#script[this.#next] ?? this.#usual;
    this.#next += 1;
    this.calls += 1;
    if (this.#next > ENDLESS) throw new Endless(`${ENDLESS} calls in one execution`);
    const sentMs = this.zoho.nowMs;
    const lookMs = sentMs + Math.floor((call.latencyMs * call.lookAt) / 100);
    const receivedMs = sentMs + call.latencyMs;
    const answerMs = lookMs + Math.floor(((receivedMs - lookMs) * call.answerAt) / 100);
    this.#pass(lookMs, call.before);
    const seen = look();
    this.firstLookMs ??= lookMs;
    this.lastLookMs = lookMs;
    this.#pass(receivedMs, call.after);
    if (call.fate) this.#end(call.fate);
    const dateMs = Math.floor((answerMs + call.dateErrorMs) / 1000) * 1000;
    return { seen, zohoTimeMs: dateMs - (receivedMs - sentMs) };
  }

  #end(fate: "fails" | "kills"): never {
    this.isKilled ||= fate === "kills";
    throw new Error(`This call ${fate}.`);
  }

  /** The writes happen one after the other on the way to that moment. */
  #pass(untilMs: number, writes: readonly Write[]): void {
    const span = untilMs - this.zoho.nowMs;
    const startMs = this.zoho.nowMs;
    writes.forEach((write, index) => {
      this.zoho.moveTo(startMs + Math.floor((span * (index + 1)) / (writes.length + 1)));
      this.zoho.write(write);
    });
    this.zoho.moveTo(untilMs);
  }
}
