import type { CreditBudget } from "./creditBudget";
import type { OpenStream } from "./poll";
import type { CreditBudgetState, PollState, SourceIdentity } from "./state";

/** What a product of Zoho's adds to a poll: whose records, which subjects, and how they are read. */
export interface Poller {
  /** Whose changes are read. Without a call where the grant is the one of the stamp before. */
  identify(before: SourceIdentity | undefined): Promise<SourceIdentity>;
  /** The state with what has to be known before subjects are opened, and their names. */
  prepare(state: PollState): Promise<{ state: PollState; names: readonly string[] }>;
  open(name: string, cachedPlan: unknown): Promise<OpenStream>;
  isFatal(error: unknown): boolean;
  /** The state after a run, without subjects that cannot be read at all. */
  withoutFailed?(state: PollState, failures: { name: string; error: unknown }[]): PollState;
  creditBudget(state: CreditBudgetState | undefined): CreditBudget | undefined;
  /** Calls sent so far, retries included. */
  readonly calls: number;
  /** API credits spent so far, by Zoho's price list; undefined where a call is a call. */
  readonly credits: number | undefined;
}
