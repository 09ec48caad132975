import { isFailure, isForbidden, ZohoConnectionError } from "../../client/errors/errors";
import type { ErrorCode } from "../../client/errors/errorTable";
import { CRM_CHANGES } from "../../limits";
import { CreditBudget } from "../../sync/creditBudget";
import type { OpenStream, Poller } from "../../sync/poll";
import type { CreditBudgetState, PollState, SourceIdentity } from "../../sync/state";
import { readApiUsage } from "../apiUsage";
import type { CrmClient } from "../client";
import { readModules } from "../moduleList";
import { ALL_MODULES, getNameFields } from "../modules";
import { readConnectedUser, readOrganization } from "../organization";
import { getQueryKey } from "./readPlan";
import { CrmStream } from "./stream";

export interface CrmPollerOptions {
  /** API names; ALL_MODULES among them = every module that the API can read. */
  modules: readonly string[];
  /** Shown beside name and times; ALL_FIELDS among them = every field that lists can hold. */
  fields: readonly string[];
  /** A COQL condition; "" = none. */
  filter: string;
  /** Records look as Zoho's lists show them. */
  throughList: boolean;
  includeDeleted: boolean;
  ignoreOwn: boolean;
  /** The used share of the credits from which to pause; undefined = never. */
  pauseAtShare: number | undefined;
  /** Credits of a day, where Zoho does not say. */
  allowance: number | undefined;
  localNowMs: number;
}

/** Polls modules of Zoho CRM. */
export class CrmPoller implements Poller {
  readonly #client: CrmClient;
  readonly #options: CrmPollerOptions;
  readonly #opened: CrmStream[] = [];
  #ownUser = "";
  /** Credits of the calls that no stream made. */
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
    const queryKey = getQueryKey({ usualFields: [], ...this.#options });
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
    const { modules, fields, filter, throughList, includeDeleted, localNowMs } = this.#options;
    const changeQuery = {
      module,
      usualFields: [...getNameFields(module).slice(0, 1), "Created_Time", "Modified_Time"],
      fields,
      isStrict: modules.length === 1 && !modules.includes(ALL_MODULES),
      filter,
      throughList,
      includeConverted: module === "Leads" && includeDeleted,
      ownUser: this.#ownUser,
    };
    const options = { cachedPlan, localNowMs, includeDeleted };
    const stream = await CrmStream.open(this.#client, changeQuery, options);
    this.#opened.push(stream);
    return stream;
  }

  isFatal(error: unknown): boolean {
    if (error instanceof ZohoConnectionError) {
      return error.code !== "ZOHO_NO_PERMISSION" && error.code !== "ZOHO_SCOPE_MISSING";
    }
    return isFailure(error, "ZOHO_CREDITS_EXHAUSTED");
  }

  /** If all modules are polled, those that cannot be read are left out until the next look-up. */
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
            `Back Off at Credit Percentage: the used credits cannot be read, so polls go on until none are left. Fill in Daily Credit Allowance. ${error instanceof Error ? error.message : ""}`,
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

/** Codes of errors that a module which cannot be polled causes. */
const UNREADABLE: readonly ErrorCode[] = [
  "ZOHO_MODULE_UNKNOWN",
  "ZOHO_NO_PERMISSION",
  "ZOHO_SCOPE_MISSING",
  "ZOHO_QUERY_INVALID",
  "ZOHO_INPUT_INVALID",
];
