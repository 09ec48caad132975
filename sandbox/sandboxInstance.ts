import { Clock } from "./clock";
import { ExchangeLog } from "./exchangeLog";
import { Notifier } from "./notifications/notifier";
import { Scenarios } from "./scenarios/scenarios";
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
  /** Exchanges are appended here, one JSON object a line. */
  recordFile?: string;
}

/** What a reset may choose anew. */
export interface ResetWishes {
  records?: Record<string, number>;
  variants?: Record<string, unknown>;
  credits?: number;
}

/** One running sandbox: its state, its clock, and what watches and disturbs its calls. */
export class SandboxInstance {
  readonly clock = new Clock();
  readonly log: ExchangeLog;
  readonly scenarios = new Scenarios();
  state: SandboxState;
  notifier: Notifier;
  inFlight = 0;
  maxInFlight = 0;

  constructor(readonly options: SandboxOptions) {
    const recordFile = options.recordFile ?? process.env.ZOHO_SANDBOX_RECORD;
    this.log = new ExchangeLog(recordFile);
    this.state = this.freshState({});
    this.notifier = new Notifier(this.state, this.clock, this.scenarios);
  }

  private freshState({ records, variants, credits }: ResetWishes): SandboxState {
    const state = new SandboxState(variants, () => this.clock.now());
    seedDefaults(state, { ...this.options.records, ...records }, this.clock.nowSecond());
    if (credits !== undefined) state.credits.setAllowance(credits);
    return state;
  }

  /** Back to a fresh state, real time, no faults and an empty log. */
  reset(wishes: ResetWishes): void {
    this.clock.reset();
    this.state = this.freshState(wishes);
    this.notifier.stop();
    this.scenarios.clear();
    this.notifier = new Notifier(this.state, this.clock, this.scenarios);
    this.log.clear();
    this.maxInFlight = this.inFlight;
  }
}
