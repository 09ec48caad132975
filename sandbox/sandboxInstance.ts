import { EventEmitter } from "node:events";
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

/** Limits of the CRM organization; see `POST /_sandbox/credits`. */
export interface LimitOptions {
  /** Credits per day; by default according to edition and users. */
  credits?: number;
  edition?: Edition;
  /** User licences. */
  users?: number;
  /** API calls in flight per app before 429; by default the edition's, 0 = no limit. */
  concurrency?: number;
  /** The same for calls that count towards sub-concurrency; by default 10. */
  subConcurrency?: number;
}

export interface SandboxOptions extends LimitOptions {
  /** By default any free port. */
  port?: number;
  /** Delay of every reply. */
  latencyMs?: number;
  /** Records per module at the start; `*` sets all modules not named. */
  records?: Record<string, number>;
  /** The same for Zoho Books, per type and organization. */
  booksRecords?: Record<string, number>;
  /** Books calls per minute and organization before 429 code 44; by default no limit. */
  booksPerMinute?: number;
  /** Books calls in flight per organization before 429 code 1070; by default no limit. */
  booksConcurrency?: number;
  /** File to append exchanges to, one JSON object per line. */
  recordFile?: string;
}

/** Options of a reset. */
export interface ResetOptions extends LimitOptions {
  records?: Record<string, number>;
  variants?: Record<string, unknown>;
  booksRecords?: Record<string, number>;
  booksPerMinute?: number;
  booksConcurrency?: number;
}

const SUB_CONCURRENCY = 10;
/** The longest delay of a timer. */
const MAX_WAIT_MS = 2 ** 31 - 1;

/** A running sandbox: state, clock, log, scenarios and notifications. */
export class SandboxInstance {
  readonly clock = new Clock();
  readonly log: ExchangeLog;
  /** Emits "change" when a call arrives, is held back or has been answered. */
  readonly traffic = new EventEmitter().setMaxListeners(0);
  readonly scenarios = new Scenarios(() => this.traffic.emit("change"));
  state: SandboxState;
  notifier: Notifier;
  readonly callsInFlight = new CallsInFlight();
  private limits: LimitOptions = {};
  inFlight = 0;
  maxInFlight = 0;
  private wakeUp: NodeJS.Timeout | undefined;

  constructor(readonly options: SandboxOptions) {
    const recordFile = options.recordFile ?? process.env.ZOHO_SANDBOX_RECORD;
    this.log = new ExchangeLog(recordFile);
    this.state = this.freshState({});
    this.notifier = new Notifier(this.state, this.clock, this.scenarios);
  }

  private freshState(resetOptions: ResetOptions): SandboxState {
    const { records, variants, booksRecords, booksPerMinute, booksConcurrency, ...limits } =
      resetOptions;
    const { options } = this;
    const now = this.clock.nowSecond();
    const state = new SandboxState(variants, () => this.clock.now());
    seedDefaults(state, { ...options.records, ...records }, now);
    seedBooks(state.books, { ...options.booksRecords, ...booksRecords }, now);
    const perMinute = booksPerMinute ?? options.booksPerMinute;
    const concurrency = booksConcurrency ?? options.booksConcurrency;
    state.books.limits = { perMinute, concurrency };
    this.limits = {};
    this.setLimits(state, options);
    this.setLimits(state, limits);
    return state;
  }

  /** Changes the given limits and keeps the others. */
  setLimits({ organization, credits }: SandboxState, limits: LimitOptions): void {
    this.limits = { ...this.limits, ...limits };
    organization.edition = limits.edition ?? organization.edition;
    organization.userLicenses = limits.users ?? organization.userLicenses;
    if (limits.credits !== undefined) credits.setAllowance(limits.credits);
  }

  /** The limits on an app's calls in flight (facts 12). */
  concurrency(): ConcurrencyLimits {
    const { concurrency, subConcurrency = SUB_CONCURRENCY } = this.limits;
    return {
      all: concurrency ?? editionConcurrency(this.state.organization),
      heavy: concurrency === 0 ? 0 : subConcurrency,
    };
  }

  /**
   * Runs due work, sends the resulting callbacks, and sets a timer for the next work in case no
   * call comes in.
   */
  runDueWork(): void {
    const { state, clock } = this;
    try {
      state.dueWork.runDue(clock.now());
    } catch (error) {
      // A bug of the sandbox; report it and keep running.
      console.error(error);
    }
    for (const callback of state.callbacks.take()) {
      void sendCallback(callback).then((outcome) => state.callbacks.addOutcome(outcome));
    }
    clearTimeout(this.wakeUp);
    const next = state.dueWork.nextAt();
    if (next === undefined) return;
    const waitMs = Math.min(Math.max(0, next - clock.now()), MAX_WAIT_MS);
    this.wakeUp = setTimeout(() => this.runDueWork(), waitMs).unref();
  }

  /** Stops timers and deliveries, and writes the log. */
  stop(): void {
    clearTimeout(this.wakeUp);
    this.notifier.stop();
    this.log.flush();
  }

  /** Resets state, clock, scenarios and log. On invalid options it throws and changes nothing. */
  reset(options: ResetOptions): void {
    const { skewMs } = this.clock;
    this.clock.reset();
    try {
      this.state = this.freshState(options);
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
