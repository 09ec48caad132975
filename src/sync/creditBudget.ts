import { CREDIT_BUDGET } from "../limits";
import type { CreditBudgetState } from "./state";

/** How an organization stands with its calls or credits. */
export interface Usage {
  /** Used share from 0 to 1; null while Zoho does not tell. */
  usedShare: number | null;
  remaining: number | null;
  allowance: number | null;
}

export interface CreditBudgetOptions {
  /** The used share from which nothing more is started. */
  pauseAtShare: number;
  /** Asks Zoho, at the price of a call. */
  fetchUsage(): Promise<Usage>;
  /** What the replies so far have told, without a call; undefined while they tell nothing. */
  remaining(): { remaining: number; allowance?: number } | undefined;
  now(): number;
  /** Tells that Zoho could not be asked. */
  warn(error: unknown): void;
}

/** Whether nothing may be read now. A pause that ends later than the longest one was set by a wrong clock. */
export function isPaused(state: CreditBudgetState | undefined, nowMs = Date.now()): boolean {
  const leftMs = (state?.pausedUntil ?? 0) - nowMs;
  return leftMs > 0 && leftMs <= CREDIT_BUDGET.pauseMs;
}

/** Keeps a share of the day's calls for others: see `mayStart` and `mayGoOn`. */
export class CreditBudget {
  readonly #options: CreditBudgetOptions;
  #state: CreditBudgetState;
  #hasFetchedUsage = false;
  /** How the organization stood when it was last asked or last told. */
  usage: Usage | undefined;

  constructor(options: CreditBudgetOptions, state: CreditBudgetState = {}) {
    this.#options = options;
    this.#state = state;
  }

  get state(): CreditBudgetState {
    return this.#state;
  }

  /** Before a run: false during a pause. After it Zoho is asked once, and the pause may go on. */
  async mayStart(): Promise<boolean> {
    if (this.#state.pausedUntil === undefined) return true;
    if (isPaused(this.#state, this.#options.now())) return false;
    // Where Zoho cannot be asked, the first reply of the run tells whether anything is left.
    await this.#fetchUsage();
    const { usedShare = null } = this.usage ?? {};
    if (usedShare !== null && usedShare >= this.#options.pauseAtShare - CREDIT_BUDGET.marginShare) {
      this.#pause();
      return false;
    }
    this.#state = { ...this.#state, pausedUntil: undefined };
    return true;
  }

  /** Before every page: false from the mark on, which begins a pause of an hour. */
  async mayContinue(): Promise<boolean> {
    const reported = this.#options.remaining();
    if (!reported) return true;
    if (reported.remaining > 0 && reported.allowance === undefined && this.#isOutdated)
      await this.#fetchUsage();
    const allowance = reported.allowance ?? this.#state.allowance ?? null;
    const usedShare =
      reported.remaining === 0 ? 1 : allowance === null ? null : 1 - reported.remaining / allowance;
    this.usage = { usedShare, remaining: reported.remaining, allowance };
    if (usedShare === null || usedShare < this.#options.pauseAtShare) return true;
    this.#pause();
    return false;
  }

  /** Editions and users change seldom, and a look that failed is not repeated within a run. */
  get #isOutdated(): boolean {
    const { allowanceAt = 0 } = this.#state;
    return (
      !this.#hasFetchedUsage &&
      Math.abs(this.#options.now() - allowanceAt) > CREDIT_BUDGET.allowanceLastsMs
    );
  }

  async #fetchUsage(): Promise<void> {
    this.#hasFetchedUsage = true;
    try {
      this.usage = await this.#options.fetchUsage();
      const { allowance } = this.usage;
      if (allowance === null) return;
      this.#state = { ...this.#state, allowance, allowanceAt: this.#options.now() };
    } catch (error) {
      this.#options.warn(error);
    }
  }

  #pause(): void {
    const pausedUntil = this.#options.now() + CREDIT_BUDGET.pauseMs;
    this.#state = { ...this.#state, pausedUntil };
  }
}
