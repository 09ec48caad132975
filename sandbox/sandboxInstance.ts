import { seedBooks } from "./books/seeding/seed";
import { sendCallback } from "./callbackSender";
import { CallsInFlight, type ConcurrencyLimits } from "./callsInFlight";
import { Clock } from "./clock";
import { Notifier } from "./crm/notifications/delivery/notifier";
import { ExchangeLog } from "./exchangeLog";
import { Scenarios } from "./scenarios/scenarios";
import { editionConcurrency } from "./state/credits";
import type { Edition } from "./state/organization";
import { SandboxState } from "./state/sandboxState";
import { seedDefaults } from "./state/seeding";

/** What the organization may use; see `POST /_sandbox/credits`. */
export interface LimitWishes {
  /** Credits of a day; by edition and users unless given. */
  credits?: number;
  edition?: Edition;
  /** User licences. */
  users?: number;
  /** API calls in flight per app before 429; by edition unless given, 0 = no limit. */
  concurrency?: number;
  /** The same for the calls that Zoho counts apart; 10 unless given. */
  subConcurrency?: number;
}

export interface SandboxOptions extends LimitWishes {
  /** 0 (the default) takes any free port. */
  port?: number;
  /** Added to every reply of Zoho's. */
  latencyMs?: number;
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
export interface ResetWishes extends LimitWishes {
  records?: Record<string, number>;
  variants?: Record<string, unknown>;
  booksRecords?: Record<string, number>;
  booksPerMinute?: number;
  booksConcurrency?: number;
}

const SUB_CONCURRENCY = 10;
/** The longest that a timer can wait. */
const MAX_WAIT_MS = 2 ** 31 - 1;

/** One running sandbox: its state, its clock, and what watches and disturbs its calls. */
export class SandboxInstance {
  readonly clock = new Clock();
  readonly log: ExchangeLog;
  readonly scenarios = new Scenarios();
  state: SandboxState;
  notifier: Notifier;
  readonly callsInFlight = new CallsInFlight();
  private limits: LimitWishes = {};
  inFlight = 0;
  maxInFlight = 0;
  private wakeUp: NodeJS.Timeout | undefined;

  constructor(readonly options: SandboxOptions) {
    const recordFile = options.recordFile ?? process.env.ZOHO_SANDBOX_RECORD;
    this.log = new ExchangeLog(recordFile);
    this.state = this.freshState({});
    this.notifier = new Notifier(this.state, this.clock, this.scenarios);
  }

  private freshState(wishes: ResetWishes): SandboxState {
    const { records, variants, booksRecords, booksPerMinute, booksConcurrency, ...limits } = wishes;
    const { options } = this;
    const now = this.clock.nowSecond();
    const state = new SandboxState(variants, () => this.clock.now());
    seedDefaults(state, { ...options.records, ...records }, now);
    seedBooks(state.books, { ...options.booksRecords, ...booksRecords }, now);
    const perMinute = booksPerMinute ?? options.booksPerMinute;
    const concurrency = booksConcurrency ?? options.booksConcurrency;
    state.books.limits = {
      ...(perMinute !== undefined && { perMinute }),
      ...(concurrency !== undefined && { concurrency }),
    };
    this.limits = {};
    this.setLimits(state, options);
    this.setLimits(state, limits);
    return state;
  }

  /** Changes the limits that are given; the others stay as they are. */
  setLimits({ organization, credits }: SandboxState, wishes: LimitWishes): void {
    this.limits = { ...this.limits, ...wishes };
    organization.edition = wishes.edition ?? organization.edition;
    organization.userLicenses = wishes.users ?? organization.userLicenses;
    if (wishes.credits !== undefined) credits.setAllowance(wishes.credits);
  }

  /** How many calls of an app may be in flight (facts 12). */
  concurrency(): ConcurrencyLimits {
    const { concurrency, subConcurrency = SUB_CONCURRENCY } = this.limits;
    return {
      all: concurrency ?? editionConcurrency(this.state.organization),
      heavy: concurrency === 0 ? 0 : subConcurrency,
    };
  }

  /**
   * Carries out what is due by the clock, sends the callbacks that come of it, and sees to it that the
   * next thing happens in its time even when no call comes in.
   */
  settle(): void {
    const { state, clock } = this;
    try {
      state.dueWork.runDue(clock.now());
    } catch (error) {
      // A mistake of the sandbox's own: said aloud, and the rest goes on.
      console.error(error);
    }
    for (const callback of state.callbacks.take()) {
      void sendCallback(callback).then((outcome) => state.callbacks.note(outcome));
    }
    clearTimeout(this.wakeUp);
    const next = state.dueWork.nextAt();
    if (next === undefined) return;
    const waitMs = Math.min(Math.max(0, next - clock.now()), MAX_WAIT_MS);
    this.wakeUp = setTimeout(() => this.settle(), waitMs).unref();
  }

  /** Ends what would go on by itself. */
  stop(): void {
    clearTimeout(this.wakeUp);
    this.notifier.stop();
    this.log.flush();
  }

  /** Back to a fresh state, real time, no faults and an empty log; throws and changes nothing on wrong wishes. */
  reset(wishes: ResetWishes): void {
    const { skewMs } = this.clock;
    this.clock.reset();
    try {
      this.state = this.freshState(wishes);
    } catch (error) {
      this.clock.skew(skewMs);
      throw error;
    }
    this.notifier.stop();
    this.scenarios.reset();
    this.notifier = new Notifier(this.state, this.clock, this.scenarios);
    this.log.clear();
    this.maxInFlight = this.inFlight;
  }
}
