import { seedBooks } from "./books/seeding/seed";
import { Clock } from "./clock";
import { ExchangeLog } from "./exchangeLog";
import { Scenarios } from "./scenarios";
import { SandboxState } from "./state/sandboxState";
import { seedDefaults } from "./state/seeding";

export interface SandboxOptions {
  /** 0 (the default) takes any free port. */
  port?: number;
  /** Added to every reply of Zoho's. */
  latencyMs?: number;
  /** API calls in flight before 429; no limit by default. */
  concurrency?: number;
  /** Records per module in a fresh sandbox; `*` stands for every module not named. */
  records?: Record<string, number>;
  /** Records per type and organization of Zoho Books, in the same way. */
  booksRecords?: Record<string, number>;
  /** Calls of an organization of Zoho Books in a minute before 429 code 44; no limit by default. */
  booksPerMinute?: number;
  /** Calls of an organization of Zoho Books in flight before 429 code 1070; no limit by default. */
  booksConcurrency?: number;
  /** Exchanges are appended here, one JSON object a line. */
  recordFile?: string;
}

/** What a reset may choose anew. */
export interface ResetWishes {
  records?: Record<string, number>;
  variants?: Record<string, unknown>;
  credits?: number;
  booksRecords?: Record<string, number>;
  booksPerMinute?: number;
  booksConcurrency?: number;
}

/** One running sandbox: its state, its clock, and what watches and disturbs its calls. */
export class SandboxInstance {
  readonly clock = new Clock();
  readonly log: ExchangeLog;
  readonly scenarios = new Scenarios();
  state: SandboxState;
  inFlight = 0;
  /** Those of them that count against the limit of CRM. */
  crmInFlight = 0;
  maxInFlight = 0;

  constructor(readonly options: SandboxOptions) {
    const recordFile = options.recordFile ?? process.env.ZOHO_SANDBOX_RECORD;
    this.log = new ExchangeLog(recordFile);
    this.state = this.freshState({});
  }

  private freshState(wishes: ResetWishes): SandboxState {
    const { records, variants, credits } = wishes;
    const { options } = this;
    const now = this.clock.nowSecond();
    const state = new SandboxState(variants);
    seedDefaults(state, { ...options.records, ...records }, now);
    seedBooks(state.books, { ...options.booksRecords, ...wishes.booksRecords }, now);
    const perMinute = wishes.booksPerMinute ?? options.booksPerMinute;
    const concurrency = wishes.booksConcurrency ?? options.booksConcurrency;
    state.books.limits = {
      ...(perMinute !== undefined && { perMinute }),
      ...(concurrency !== undefined && { concurrency }),
    };
    if (credits !== undefined) state.credits.setAllowance(credits);
    return state;
  }

  /** Back to a fresh state, real time, no faults and an empty log. */
  reset(wishes: ResetWishes): void {
    this.clock.reset();
    this.state = this.freshState(wishes);
    this.scenarios.clear();
    this.log.clear();
    this.maxInFlight = this.inFlight;
  }
}
