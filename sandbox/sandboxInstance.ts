import { sendCallback } from "./callbackSender";
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
  /** Exchanges are appended here, one JSON object a line. */
  recordFile?: string;
}

/** What a reset may choose anew. */
export interface ResetWishes {
  records?: Record<string, number>;
  variants?: Record<string, unknown>;
  credits?: number;
}

/** The longest that a timer can wait. */
const MAX_WAIT_MS = 2 ** 31 - 1;

/** One running sandbox: its state, its clock, and what watches and disturbs its calls. */
export class SandboxInstance {
  readonly clock = new Clock();
  readonly log: ExchangeLog;
  readonly scenarios = new Scenarios();
  state: SandboxState;
  inFlight = 0;
  maxInFlight = 0;
  private wakeUp: NodeJS.Timeout | undefined;

  constructor(readonly options: SandboxOptions) {
    const recordFile = options.recordFile ?? process.env.ZOHO_SANDBOX_RECORD;
    this.log = new ExchangeLog(recordFile);
    this.state = this.freshState({});
  }

  private freshState({ records, variants, credits }: ResetWishes): SandboxState {
    const state = new SandboxState(variants);
    seedDefaults(state, { ...this.options.records, ...records }, this.clock.nowSecond());
    if (credits !== undefined) state.credits.setAllowance(credits);
    return state;
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
    this.log.flush();
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
