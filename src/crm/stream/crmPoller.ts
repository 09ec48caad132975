import { isFailure, isForbidden, ZohoConnectionError } from "../../client/errors/errors";
import type { ErrorCode } from "../../client/errors/errorTable";
import { CRM_CHANGES } from "../../limits";
import { CreditBudget } from "../../sync/creditBudget";
import type { OpenStream } from "../../sync/poll";
import type { Poller } from "../../sync/poller";
import type { CreditBudgetState, PollState, SourceIdentity } from "../../sync/state";
import { readApiUsage } from "../apiUsage";
import type { CrmClient } from "../client";
import { readModules } from "../moduleList";
import { ALL_MODULES } from "../modules";
import { readConnectedUser, readOrganization } from "../organization";
import { type ChangeQuery, queryKeyOf } from "./changeQuery";
import { CrmStream } from "./stream";

export { ALL_MODULES };

export interface CrmPollerOptions {
  /** API names; ALL_MODULES among them = every module that the API can read. */
  modules: readonly string[];
  /** What is wanted of each module. */
  queryFor(module: string): Omit<ChangeQuery, "module" | "ownUser">;
  includeDeleted: boolean;
  ignoreOwn: boolean;
  /** The used share of the credits from which to pause; undefined = never. */
  pauseAtShare: number | undefined;
  /** Credits of a day, where Zoho does not tell. */
  allowance: number | undefined;
  localNowMs: number;
}

/** Polls modules of Zoho CRM. */
export class CrmPoller implements Poller {
  readonly #client: CrmClient;
  readonly #options: CrmPollerOptions;
  readonly #opened: CrmStream[] = [];
  #ownUser = "";
  /** Credits of the calls that no subject made. */
  #otherCredits = 0;

  constructor(client: CrmClient, options: CrmPollerOptions) {
    this.#client = client;
    this.#options = options;
  }

  get calls(): number {
    return this.#client.calls;
  }

  get credits(): number {
    return this.#opened.reduce((sum, { credits }) => sum + credits, this.#otherCredits);
  }

  async identify(before: SourceIdentity | undefined): Promise<SourceIdentity> {
    const { organization: grant, hosts } = this.#client;
    const queryKey = queryKeyOf({ module: "", ownUser: "", ...this.#options.queryFor("") });
    if (before?.grant === grant) return { ...before, queryKey };
    this.#otherCredits += 1;
    const id = await readOrganization(this.#client).then(
      (organization) => organization.id,
      (error: unknown) => {
        if (isForbidden(error)) return "";
        throw error;
      },
    );
    return { grant, organization: `${hosts.apiHost} ${id}`, queryKey };
  }

  async prepare(state: PollState): Promise<{ state: PollState; names: readonly string[] }> {
    const { modules, ignoreOwn } = this.#options;
    let next = state;
    if (ignoreOwn && next.ownUser === undefined) {
      this.#otherCredits += 1;
      const { id } = await readConnectedUser(this.#client);
      next = { ...next, ownUser: id };
    }
    this.#ownUser = ignoreOwn ? (next.ownUser ?? "") : "";
    if (!modules.includes(ALL_MODULES)) return { state: next, names: [...new Set(modules)] };
    const now = Math.floor(this.#options.localNowMs / 1000);
    if (!next.all || Math.abs(now - next.all.readAt) >= CRM_CHANGES.planLastsSeconds) {
      this.#otherCredits += 1;
      const found = (await readModules(this.#client)).filter(({ hasRecords }) => hasRecords);
      next = { ...next, all: { names: found.map(({ apiName }) => apiName), readAt: now } };
    }
    return { state: next, names: next.all?.names ?? [] };
  }

  async open(module: string, cachedPlan: unknown): Promise<OpenStream> {
    const { queryFor, includeDeleted, localNowMs } = this.#options;
    const changeQuery = { ...queryFor(module), module, ownUser: this.#ownUser };
    const stream = await CrmStream.open(this.#client, changeQuery, {
      cachedPlan,
      localNowMs,
      includeDeleted,
    });
    this.#opened.push(stream);
    return {
      stream: stream.stream(),
      fieldsChanged: stream.fieldsChanged,
      cachedPlan: () => stream.cachedPlan,
    };
  }

  isFatal(error: unknown): boolean {
    if (error instanceof ZohoConnectionError) {
      return error.code !== "ZOHO_NO_PERMISSION" && error.code !== "ZOHO_SCOPE_MISSING";
    }
    return isFailure(error, "ZOHO_CREDITS_EXHAUSTED");
  }

  /** Of all modules, those that cannot be read are left out until the modules are looked up again. */
  withoutFailed(
    state: PollState,
    failures: readonly { name: string; error: unknown }[],
  ): PollState {
    if (!state.all) return state;
    const lost = failures.filter(({ error }) => isFailure(error, ...UNREADABLE));
    const names = state.all.names.filter((name) => !lost.some((one) => one.name === name));
    return { ...state, all: { ...state.all, names } };
  }

  creditBudget(state: CreditBudgetState | undefined): CreditBudget | undefined {
    const { pauseAtShare, allowance } = this.#options;
    if (pauseAtShare === undefined) return undefined;
    const given = allowance === undefined ? {} : { allowance };
    return new CreditBudget(
      {
        pauseAtShare,
        now: Date.now,
        warn: (error) =>
          this.#client.logger.warn(
            `Back Off at Credit Percentage: how much of the credits is used cannot be told, so polls go on until none is left. Fill in Daily Credit Allowance. ${error instanceof Error ? error.message : ""}`,
          ),
        fetchUsage: () => {
          this.#otherCredits += 1;
          return readApiUsage(this.#client, { pauseAtShare, ...given });
        },
        remaining: () => {
          const remaining = this.#client.creditsRemaining;
          return remaining === undefined ? undefined : { remaining, ...given };
        },
      },
      state,
    );
  }
}

/** What a module that cannot be polled is refused with. */
const UNREADABLE: readonly ErrorCode[] = [
  "ZOHO_MODULE_UNKNOWN",
  "ZOHO_NO_PERMISSION",
  "ZOHO_SCOPE_MISSING",
  "ZOHO_QUERY_INVALID",
  "ZOHO_INPUT_INVALID",
];
