import { CREDIT_BUDGET } from "../limits";
import type { CreditBudgetState } from "./state";

/** How much of its daily calls or credits an organization has used. */
export interface Usage {
  /** Used share from 0 to 1; null while Zoho does not say. */
  usedShare: number | null;
  remaining: number | null;
  allowance: number | null;
}

export interface CreditBudgetOptions {
  /** The used share from which reading pauses. */
  pauseAtShare: number;
  /** Asks Zoho; costs a call. */
  fetchUsage(): Promise<Usage>;
  /** What replies so far said, without a call; undefined while they said nothing. */
  remaining(): { remaining: number; allowance?: number } | undefined;
  now(): number;
  /** Called when Zoho could not be asked. */
  warn(error: unknown): void;
}

/** Whether reading pauses now. A pause longer than any was set by a wrong clock and is ignored. */
export function isPaused(state: CreditBudgetState | undefined, nowMs = Date.now()): boolean {
  const leftMs = (state?.pausedUntil ?? 0) - nowMs;
  return leftMs > 0 && leftMs <= CREDIT_BUDGET.pauseMs;
}

/** Leaves a share of the day's calls to others: see `mayStart` and `mayContinue`. */
export class CreditBudget {
  readonly #options: CreditBudgetOptions;
  #state: CreditBudgetState;
  #hasFetchedUsage = false;
  /** The latest usage that Zoho reported. */
  usage: Usage | undefined;

  constructor(options: CreditBudgetOptions, state: CreditBudgetState = {}) {
    this.#options = options;
    this.#state = state;
  }

  get state(): CreditBudgetState {
    return this.#state;
  }

  /** Before a run: false during a pause. When it ends, Zoho is asked once, and may prolong it. */
  async mayStart(): Promise<boolean> {
    if (this.#state.pausedUntil === undefined) return true;
    if (isPaused(this.#state, this.#options.now())) return false;
    // If Zoho cannot be asked, the first reply of the run shows whether anything is left.
    await this.#fetchUsage();
    const { usedShare = null } = this.usage ?? {};
    if (usedShare !== null && usedShare >= this.#options.pauseAtShare - CREDIT_BUDGET.marginShare) {
      this.#pause();
      return false;
    }
    this.#state = { ...this.#state, pausedUntil: undefined };
    return true;
  }

  /** Before every page: false from the threshold on, which starts a pause of an hour. */
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

  /** Editions and users rarely change, and a failed request is not repeated within a run. */
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
