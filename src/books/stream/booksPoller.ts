import { isFailure } from "../../client/errors/errors";
import { CreditBudget } from "../../sync/creditBudget";
import type { OpenStream, Poller } from "../../sync/poll";
import type { CreditBudgetState, PollState, SourceIdentity } from "../../sync/state";
import type { BooksClient } from "../client";
import { getRecordType } from "../endpoints";
import { defaultOf } from "../organizations";
import { describeChangeDetection } from "./readStrategy";
import { openBooksStream } from "./stream";

interface BooksPollerOptions {
  recordType: string;
  includeDeleted: boolean;
  /** The used share of the day's calls from which to pause; undefined = never. */
  pauseAtShare: number | undefined;
  localNowMs: number;
}

/** Polls a record type of Zoho Books. */
export class BooksPoller implements Poller {
  readonly credits = undefined;
  #client: BooksClient;
  readonly #options: BooksPollerOptions;

  constructor(client: BooksClient, options: BooksPollerOptions) {
    this.#client = client;
    this.#options = options;
  }

  get calls(): number {
    return this.#client.calls;
  }

  /** Polls stay in the organization they started in, even if another one becomes the default. */
  async identify(before: SourceIdentity | undefined): Promise<SourceIdentity> {
    const { user, organizationId, hosts } = this.#client;
    const grant = `${user} ${organizationId}`;
    const isSame = before?.grant === grant;
    const known = isSame ? before.organization.split(" ")[1] : organizationId;
    const id = known || (isSame ? "" : await this.#defaultOrganization());
    if (organizationId === "" && id !== "") this.#client = this.#client.within(id);
    return isSame ? before : { grant, organization: `${hosts.apiHost} ${id}`, queryKey: "" };
  }

  /** "" if the organizations may not be listed. */
  async #defaultOrganization(): Promise<string> {
    try {
      const { organizations } = await this.#client.organizations();
      return defaultOf(organizations)?.id ?? "";
    } catch (error) {
      if (isFailure(error, "ZOHO_TOKEN_OR_SCOPE", "ZOHO_NO_PERMISSION")) return "";
      throw error;
    }
  }

  async prepare(state: PollState): Promise<{ state: PollState; names: readonly string[] }> {
    return { state, names: [this.#options.recordType] };
  }

  async open(recordType: string, plan: unknown): Promise<OpenStream> {
    const { includeDeleted, localNowMs } = this.#options;
    if (
      includeDeleted &&
      plan === undefined &&
      !describeChangeDetection(recordType).findsDeletions
    ) {
      this.#client.logger.warn(
        `${getRecordType(recordType).label}: Zoho Books does not list deleted ones, so none are returned.`,
      );
    }
    return openBooksStream(this.#client, recordType, plan, { localNowMs });
  }

  /** There is only one stream. */
  isFatal(): boolean {
    return true;
  }

  creditBudget(state: CreditBudgetState | undefined): CreditBudget | undefined {
    const { pauseAtShare } = this.#options;
    if (pauseAtShare === undefined) return undefined;
    const remaining = () => {
      const { quota } = this.#client;
      if (!quota || quota.limit <= 0 || quota.resetsAtMs <= Date.now()) return undefined;
      return { remaining: quota.remaining, allowance: quota.limit };
    };
    const fetchUsage = async () => {
      await this.#client.organizations().catch((error: unknown) => {
        if (!isFailure(error, "ZOHO_QUOTA_EXHAUSTED")) throw error;
      });
      const reported = remaining();
      if (!reported) return { usedShare: null, remaining: null, allowance: null };
      return { ...reported, usedShare: 1 - reported.remaining / reported.allowance };
    };
    const warn = (error: unknown): void =>
      this.#client.logger.warn(
        `The number of calls used today cannot be read, so polls go on. ${error instanceof Error ? error.message : ""}`,
      );
    return new CreditBudget({ pauseAtShare, now: Date.now, fetchUsage, remaining, warn }, state);
  }
}
