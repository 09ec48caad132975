import { isFailure, RejectedError, type ZohoConnectionError } from "../../client/errors/errors";
import { COQL, CRM_LIST } from "../../limits";
import { toSecond } from "../../shared/time";
import type { ChangeSource, ReadRequest, SourcePage, SourceRow } from "../../sync/changes";
import type { OpenStream } from "../../sync/poll";
import {
  type KeysetPage,
  keysetSource,
  pageTokenSource,
  type ReadByKey,
  type TokenPage,
} from "../../sync/sources";
import type { RecordLookup, Stream } from "../../sync/stream";
import type { CrmClient } from "../client";
import type { CrmRecord } from "../records";
import { queryPage } from "./coqlReader";
import { deletionSource, lookUpDeletions } from "./deletions";
import { listedPage, lookUpRecords, recordsByIds } from "./listReader";
import { type ChangeQuery, isCurrent, makeReadPlan, parsePlan, type ReadPlan } from "./readPlan";
import { fieldsFor, rowOf } from "./rows";

interface CrmStreamOptions {
  /** What `cachedPlan` returned after the last reading. */
  cachedPlan: unknown;
  localNowMs: number;
  includeDeleted: boolean;
}

/**
 * The changes of a module of Zoho CRM. How they are read is decided once a day, from the types of
 * the fields, and again when Zoho refuses a column.
 */
export class CrmStream implements OpenStream {
  readonly #client: CrmClient;
  readonly #changeQuery: ChangeQuery;
  readonly #options: CrmStreamOptions;
  #plan: ReadPlan;
  /** The fields that the page before showed. */
  #shownBefore: readonly string[];
  /** API credits spent by the calls so far, by Zoho's price list. */
  credits = 0;
  /** Records show other fields than the cached plan says. */
  fieldsChanged = false;

  private constructor(
    client: CrmClient,
    changeQuery: ChangeQuery,
    plan: ReadPlan,
    options: CrmStreamOptions,
  ) {
    this.#client = client;
    this.#changeQuery = changeQuery;
    this.#plan = plan;
    this.#shownBefore = plan.shown;
    this.#options = options;
  }

  /** Throws an InputError for a field that the module does not have. */
  static async open(
    client: CrmClient,
    changeQuery: ChangeQuery,
    options: CrmStreamOptions,
  ): Promise<CrmStream> {
    const now = Math.floor(options.localNowMs / 1000);
    const stored = parsePlan(options.cachedPlan);
    if (stored && isCurrent(stored, changeQuery, now))
      return new CrmStream(client, changeQuery, stored, options);
    const { warnings, ...plan } = await makeReadPlan(client, changeQuery, now);
    const stream = new CrmStream(client, changeQuery, plan, options);
    stream.credits += 1;
    client.logger.info(`${changeQuery.module}: ${STRATEGIES[plan.strategy]}`);
    for (const warning of warnings) client.logger.warn(warning);
    if (stored?.queryKey === plan.queryKey) stream.#warnOfMissingFields(stored);
    stream.fieldsChanged = stored !== undefined && String(stored.shown) !== String(plan.shown);
    return stream;
  }

  cachedPlan(): ReadPlan {
    return this.#plan;
  }

  get records(): ChangeSource {
    return { read: (request) => this.#read(request) };
  }

  get lookup(): RecordLookup {
    return {
      rows: async (ids) => {
        const found = await lookUpRecords(this.#client, this.#changeQuery, this.#fields, ids);
        this.credits += found.credits;
        return this.#rows(found.records);
      },
      deletions: async (ids, from) => {
        const found = await lookUpDeletions(this.#client, this.#changeQuery, ids, from);
        this.credits += found.credits;
        return found.rows;
      },
    };
  }

  get deletions(): ChangeSource | undefined {
    if (!this.#options.includeDeleted) return undefined;
    return deletionSource(this.#client, this.#changeQuery, (credits) => {
      this.credits += credits;
    });
  }

  get present(): Stream["present"] {
    if (!this.#options.includeDeleted) return undefined;
    return async (ids) => {
      this.credits += Math.ceil(ids.length / CRM_LIST.maxIdsPerCall);
      return this.#rows(await recordsByIds(this.#client, this.#changeQuery, this.#fields, ids));
    };
  }

  get #fields(): string[] {
    return fieldsFor(this.#plan, this.#changeQuery);
  }

  #rows(records: readonly CrmRecord[]): SourceRow[] {
    return records.map((record) => rowOf(record, this.#plan, this.#changeQuery));
  }

  /**
   * The strategy may change while pages are read: the new one continues where the old one stopped.
   */
  async #read(request: ReadRequest): Promise<SourcePage> {
    for (let asked = request; ; ) {
      const { strategy } = this.#plan;
      try {
        const source =
          strategy === "list"
            ? pageTokenSource((query) => this.#listed(query))
            : keysetSource((query) => this.#queried(query));
        const page = await source.read(asked);
        const fieldsChanged = String(this.#shownBefore) !== String(this.#plan.shown);
        this.#shownBefore = this.#plan.shown;
        return fieldsChanged ? { ...page, fieldsChanged } : page;
      } catch (error) {
        if (strategy === "list" || !(await this.#fallBack(error))) throw error;
        if (this.#plan.strategy === "list") asked = { ...request, position: undefined };
      }
    }
  }

  async #listed(query: { from: number; token?: string }): Promise<TokenPage | undefined> {
    const page = await listedPage(this.#client, this.#changeQuery, this.#fields, query);
    this.credits += 1;
    if (!page) return undefined;
    const { records, ...rest } = page;
    const isShort = await this.#isShort(records[0]);
    return isShort ? this.#listed({ from: query.from }) : { ...rest, rows: this.#rows(records) };
  }

  /** Zoho ignores names that it does not know. True when there is a better plan now. */
  async #isShort(record: CrmRecord | undefined): Promise<boolean> {
    if (!record) return false;
    const { shown, unreturned } = this.#plan;
    const missing = shown.filter((name) => !(name in record));
    if (missing.every((name) => unreturned.includes(name))) return false;
    const planChanged = await this.#refreshPlan();
    if (!planChanged) this.#plan = { ...this.#plan, unreturned: missing };
    return planChanged;
  }

  async #queried(query: Parameters<ReadByKey>[0]): Promise<KeysetPage> {
    const { maxColumns, maxRows, strategy } = this.#plan;
    const range = { ...query, limit: Math.min(query.limit, maxRows), maxColumns };
    const columns = strategy === "query" ? this.#fields : ["Created_Time", "Modified_Time"];
    const page = await queryPage(this.#client, this.#changeQuery, columns, range);
    this.credits += page.credits;
    return strategy === "query"
      ? { ...page, rows: this.#rows(page.rows) }
      : this.#readThrough(page);
  }

  /** Reads the rows of a query from the list; those edited meanwhile belong to the next window. */
  async #readThrough(page: Omit<KeysetPage, "rows"> & { rows: CrmRecord[] }): Promise<KeysetPage> {
    // Compared as instants: lists and queries may write a time differently.
    const versions = new Map(page.rows.map((row) => [row.id, toSecond(row.Modified_Time)]));
    const ids = page.rows.map(({ id }) => String(id));
    this.credits += Math.ceil(ids.length / CRM_LIST.maxIdsPerCall);
    const records = await recordsByIds(this.#client, this.#changeQuery, this.#fields, ids);
    const same = records.filter(
      ({ id, Modified_Time }) => versions.get(id) === toSecond(Modified_Time),
    );
    return { ...page, rows: this.#rows(same) };
  }

  /**
   * Whether a refused query can be replaced: by fewer columns or rows, other fields or the list.
   */
  async #fallBack(error: unknown): Promise<boolean> {
    if (!isRefusal(error)) return false;
    const { limit } = error instanceof RejectedError ? error : {};
    const { maxColumns, maxRows, strategy } = this.#plan;
    if (limit?.of === "limit" && limit.most > 0 && limit.most < maxRows) {
      this.#plan = { ...this.#plan, maxRows: limit.most };
      return true;
    }
    if (error.code === "ZOHO_LIMIT_EXCEEDED" && maxColumns > COQL.minColumns) {
      this.#plan = { ...this.#plan, maxColumns: COQL.minColumns };
      return true;
    }
    if (await this.#refreshPlan()) return true;
    if (strategy !== "query") return false;
    this.#plan = {
      ...this.#plan,
      strategy: this.#changeQuery.filter === "" ? "list" : "queryThenList",
    };
    this.#client.logger.info(
      `${this.#changeQuery.module}: Zoho refuses the COQL query (${error.code}), so changes are read from the list of records.`,
    );
    return true;
  }

  /**
   * Looks the fields up again; true when they differ. Throws an InputError for a missing named one.
   */
  async #refreshPlan(): Promise<boolean> {
    const before = this.#plan;
    const now = Math.floor(this.#options.localNowMs / 1000);
    if (before.madeAt === now) return false;
    this.credits += 1;
    const { warnings, ...plan } = await makeReadPlan(this.#client, this.#changeQuery, now);
    for (const warning of warnings) this.#client.logger.warn(warning);
    const { maxColumns, maxRows } = before;
    this.#plan = { ...plan, maxColumns, maxRows };
    this.#warnOfMissingFields(before);
    return String(plan.shown) !== String(before.shown);
  }

  #warnOfMissingFields(before: ReadPlan): void {
    const missing = before.shown.filter((name) => !this.#plan.shown.includes(name));
    if (missing.length === 0) return;
    this.#client.logger.warn(
      `${this.#changeQuery.module} no longer has the fields ${missing.join(", ")}: they were renamed or deleted in Zoho. Records are returned without them.`,
    );
  }
}

const STRATEGIES: Record<ReadPlan["strategy"], string> = {
  list: "changes are read from the list of records.",
  query: "changes are read by COQL queries, which return the chosen fields as the list does.",
  queryThenList: "changes are found by COQL queries and read from the list of records.",
};

/** Whether Zoho cannot run a query, or the connection may not run any. */
const isRefusal = (error: unknown): error is RejectedError | ZohoConnectionError =>
  error instanceof RejectedError || isFailure(error, "ZOHO_SCOPE_MISSING");
