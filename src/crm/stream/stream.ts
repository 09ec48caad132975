import { isFailure, RejectedError, type ZohoConnectionError } from "../../client/errors/errors";
import { getServerTimeMs } from "../../client/zohoClient";
import { COQL, CRM_CHANGES, CRM_LIST } from "../../limits";
import { isoSeconds, toSecond } from "../../shared/time";
import type { ChangeSource, ReadRequest, SourceRow } from "../../sync/changes";
import { type KeysetPage, keysetSource, type ReadByKey } from "../../sync/keysetSource";
import { pageNumberSource, type ReadByNumber } from "../../sync/pageNumberSource";
import { pageTokenSource, type TokenPage } from "../../sync/pageTokenSource";
import type { Stream } from "../../sync/stream";
import type { CrmClient } from "../client";
import { deletedPage } from "../deletedRecords";
import { infoIn } from "../envelope";
import { type CrmRecord, recordsOf } from "../records";
import type { ChangeQuery } from "./changeQuery";
import { queryPage } from "./coqlReader";
import { listedPage, recordsByIds } from "./listReader";
import { isCurrent, makeReadPlan, parsePlan, type ReadPlan } from "./readPlan";
import { lookUpDeletions, lookUpRecords } from "./recordLookup";
import { deletionOf, fieldsFor, rowOf } from "./rows";

interface CrmStreamOptions {
  /** What `memory` gave after the last reading. */
  cachedPlan: unknown;
  localNowMs: number;
  includeDeleted: boolean;
}

/**
 * The changes of a module of Zoho CRM: how they are read is decided once a day, from the types of the fields,
 * and again when Zoho refuses a column.
 */
export class CrmStream {
  readonly #client: CrmClient;
  readonly #changeQuery: ChangeQuery;
  readonly #options: CrmStreamOptions;
  #plan: ReadPlan;
  /** API credits that the calls cost by Zoho's price list. */
  credits = 0;
  /** Records show other fields than the memory says. */
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

  /** What to keep for the next opening. */
  get cachedPlan(): ReadPlan {
    return this.#plan;
  }

  stream(): Stream {
    const { includeDeleted } = this.#options;
    return {
      records: this.#records(),
      lookup: {
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
      },
      ...(includeDeleted && {
        deletions: this.#deletions(),
        present: async (ids) => {
          this.credits += Math.ceil(ids.length / CRM_LIST.maxIdsPerCall);
          return this.#rows(await recordsByIds(this.#client, this.#changeQuery, this.#fields, ids));
        },
      }),
    };
  }

  get #fields(): string[] {
    return fieldsFor(this.#plan, this.#changeQuery);
  }

  #rows(records: readonly CrmRecord[]): SourceRow[] {
    return records.map((record) => rowOf(record, this.#plan, this.#changeQuery));
  }

  /** The way may change while pages are read; where one stopped, the other can go on. */
  #records(): ChangeSource {
    const byList = pageTokenSource((query) => this.#listed(query));
    const byQuery = keysetSource((query) => this.#queried(query));
    let shownBefore = this.#plan.shown;
    return {
      read: async (request) => {
        const { position: _ofOtherWay, ...anew } = request;
        for (let asked: ReadRequest = request; ; ) {
          const { strategy } = this.#plan;
          try {
            const page = await (strategy === "list" ? byList : byQuery).read(asked);
            const fieldsChanged = String(shownBefore) !== String(this.#plan.shown);
            shownBefore = this.#plan.shown;
            return fieldsChanged ? { ...page, fieldsChanged } : page;
          } catch (error) {
            if (strategy === "list" || !(await this.#fallBack(error))) throw error;
            if (this.#plan.strategy === "list") asked = anew;
          }
        }
      },
    };
  }

  async #listed(query: { from: number; token?: string }): Promise<TokenPage | undefined> {
    const page = await listedPage(this.#client, this.#changeQuery, this.#fields, query);
    this.credits += 1;
    if (!page) return undefined;
    const { records, ...rest } = page;
    const isShort = await this.#isShort(records[0]);
    return isShort ? this.#listed({ from: query.from }) : { ...rest, rows: this.#rows(records) };
  }

  /** Zoho passes over names that it does not know. True when there is a better plan now. */
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

  /** Reads what a query found through the list. What was edited meanwhile is left to the next window. */
  async #readThrough(page: Omit<KeysetPage, "rows"> & { rows: CrmRecord[] }): Promise<KeysetPage> {
    // As instants: lists and queries need not write a time alike.
    const versions = new Map(page.rows.map((row) => [row.id, toSecond(row.Modified_Time)]));
    const ids = page.rows.map(({ id }) => String(id));
    this.credits += Math.ceil(ids.length / CRM_LIST.maxIdsPerCall);
    const records = await recordsByIds(this.#client, this.#changeQuery, this.#fields, ids);
    const same = records.filter(
      ({ id, Modified_Time }) => versions.get(id) === toSecond(Modified_Time),
    );
    return { ...page, rows: this.#rows(same) };
  }

  /** Whether Zoho's refusal of a query can be met: fewer columns or rows, other fields, the list. */
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
      `${this.#changeQuery.module}: Zoho refuses the COQL query (${error.code}), so records are read through the list.`,
    );
    return true;
  }

  /** Looks the fields up anew; true when they differ. A named field that is gone is an InputError. */
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
      `${this.#changeQuery.module} no longer has the fields ${missing.join(", ")}: they were renamed or deleted in Zoho, and records come without them.`,
    );
  }

  #deletions(): ChangeSource {
    const { module, ownUser } = this.#changeQuery;
    const read: ReadByNumber = async ({ from, page, perPage }) => {
      const since = { module, type: "all", deletedSince: isoSeconds(from - 1) };
      this.credits += CRM_CHANGES.deletedCredits;
      try {
        const reply = await deletedPage(this.#client, since, page, perPage);
        return {
          rows: recordsOf(reply).map((record) => deletionOf(record, ownUser, from)),
          hasMore: infoIn(reply)?.more_records === true,
          zohoTimeMs: getServerTimeMs(reply, Date.now()),
        };
      } catch (error) {
        if (page === 1 || !isFailure(error, "ZOHO_PAGE_TOO_DEEP")) throw error;
        this.#client.logger.warn(
          `${module}: Zoho lists no more than ${(page - 1) * perPage} deletions since the last poll. The others are not told of; poll more often.`,
        );
        return { rows: [], hasMore: false, isTruncated: true, zohoTimeMs: from * 1000 };
      }
    };
    return pageNumberSource(read, { maxPerPage: CRM_LIST.maxRecordsPerPage, isNewestFirst: false });
  }
}

const STRATEGIES: Record<ReadPlan["strategy"], string> = {
  list: "changes are read through the list of records.",
  query: "changes are read by COQL queries, which show the chosen fields as the list does.",
  queryThenList: "changes are found by COQL queries for the filter, and read through the list.",
};

/** What Zoho says when it can do nothing with a query, or must not. */
const isRefusal = (error: unknown): error is RejectedError | ZohoConnectionError =>
  error instanceof RejectedError || isFailure(error, "ZOHO_SCOPE_MISSING");
