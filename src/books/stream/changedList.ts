import { InputError, RejectedError } from "../../client/errors/errors";
import { getServerTimeMs } from "../../client/zohoClient";
import { BOOKS_CHANGES, BOOKS_LIST } from "../../limits";
import { isObject } from "../../shared/json";
import type { ChangeSource, SourceRow } from "../../sync/changes";
import { type NumberedPage, pageNumberSource } from "../../sync/sources";
import type { BooksClient } from "../client";
import type { Endpoint } from "../endpoints";
import { emptyIfSingle } from "../recordList";
import { bodyOf, rowsIn, unexpected } from "../replies";
import type { ReadStrategy } from "./readStrategy";
import { sourceRow } from "./rows";
import type { ScanSchedule } from "./scanSchedule";

interface Asked {
  from: number;
  page: number;
  perPage: number;
}

interface Answer {
  rows: SourceRow[];
  context: Record<string, unknown>;
  zohoTimeMs: number;
}

/** The list of a record type as a source of changes, for every read strategy. */
export class ChangedList {
  readonly #client: BooksClient;
  readonly #endpoint: Endpoint;
  readonly #strategy: ReadStrategy;
  readonly #schedule: ScanSchedule;
  /** The full list is read, perhaps because Zoho ignored the filter or the order. */
  #isScan: boolean;
  #hasLookedAhead = false;

  constructor(
    client: BooksClient,
    endpoint: Endpoint,
    strategy: ReadStrategy,
    schedule: ScanSchedule,
  ) {
    this.#client = client;
    this.#endpoint = endpoint;
    this.#strategy = strategy;
    this.#schedule = schedule;
    this.#isScan = strategy.isScan;
  }

  source(): ChangeSource {
    const counted = pageNumberSource((asked) => this.#page(asked), {
      maxPerPage: BOOKS_LIST.maxRecordsPerPage,
      isNewestFirst: false,
    });
    return {
      read: async (request) => {
        const page = await counted.read(request);
        if (page.next === undefined) this.ended(request.pagesBefore + 1);
        return page;
      },
    };
  }

  /** Records that a scan ended after so many pages, complete or not. */
  ended(pages: number): void {
    if (this.#isScan) this.#schedule.ended(pages, this.#client.quota);
  }

  async #page(asked: Asked): Promise<NumberedPage> {
    const before = (asked.page - 1) * asked.perPage;
    this.#refuseBeyond(before);
    const { rows, context, zohoTimeMs } = await this.#ask(asked);
    const hasMore = this.#endpoint.type.isPaged && context.has_more_page === true;
    const isInOrder = this.#isInOrder(rows, context);
    if ((hasMore || asked.page > 1) && !this.#isNarrowed(rows, asked.from, isInOrder))
      this.#widen();
    this.#refuseBeyond(before + rows.length);
    if (hasMore && asked.page === 1) await this.#lookAhead(asked);
    const isPast = isInOrder && rows.some(({ at }) => at < asked.from);
    return { rows, hasMore: hasMore && !isPast, zohoTimeMs };
  }

  /** Zoho may silently ignore the order, so both its reply and the rows have to show it. */
  #isInOrder(rows: readonly SourceRow[], context: Record<string, unknown>): boolean {
    const { sort, isNewestFirst } = this.#strategy;
    if (!isNewestFirst || !sort || context.sort_column !== sort.column) return false;
    const times = rows.map(({ at }) => at).filter((at) => !Number.isNaN(at));
    const isFalling = times.every((at, index) => index === 0 || at <= (times[index - 1] ?? at));
    return context.sort_order === sort.order && isFalling;
  }

  /** Whether the reading can stop before the end of the list. */
  #isNarrowed(rows: readonly SourceRow[], from: number, isInOrder: boolean): boolean {
    if (this.#isScan || isInOrder) return true;
    return this.#strategy.changes === "filter" && !rows.some(({ at }) => at < from - 1);
  }

  #widen(): void {
    this.#isScan = true;
    this.#client.logger.warn(
      `${this.#endpoint.type.label}: Zoho Books did not list them by time as requested, so all of them are read to find those that changed.`,
    );
  }

  /**
   * Zoho does not say how long a list is. Unless the last scan was far below the limit, one page
   * beyond it is requested, so that a list that is too long does not use up the day's calls first.
   */
  async #lookAhead({ from }: Asked): Promise<void> {
    const perPage = BOOKS_LIST.maxRecordsPerPage;
    const mostPages = Math.floor(this.#mostRows() / perPage);
    const { pages = mostPages } = this.#schedule.plan;
    if (!this.#isScan || mostPages === Number.POSITIVE_INFINITY || pages * 2 < mostPages) return;
    if (this.#hasLookedAhead) return;
    this.#hasLookedAhead = true;
    const page = mostPages + 1;
    const { rows } = await this.#ask({ from, page, perPage }).catch(nothingThere);
    this.#refuseBeyond(rows.length === 0 ? 0 : mostPages * perPage + rows.length);
  }

  #mostRows(): number {
    const cap =
      this.#strategy.changes === "fullCompare" ? BOOKS_CHANGES.maxComparedRecords : undefined;
    const pages = this.#schedule.mostPages(this.#client.quota);
    return Math.min(
      cap ?? Number.POSITIVE_INFINITY,
      (pages ?? Number.POSITIVE_INFINITY) * BOOKS_LIST.maxRecordsPerPage,
    );
  }

  #refuseBeyond(rows: number): void {
    const most = this.#mostRows();
    if (!this.#isScan || rows <= most) return;
    const { label } = this.#endpoint.type;
    const limit = this.#client.quota?.limit ?? this.#schedule.plan.callsPerDay ?? 0;
    const why =
      most === BOOKS_CHANGES.maxComparedRecords
        ? "so many cannot be compared at every poll."
        : `reading them all would take more than the ${Math.floor(most / BOOKS_LIST.maxRecordsPerPage)} calls allowed for it, out of ${limit.toLocaleString("en")} a day.`;
    throw new InputError(
      "Record Type",
      `There are more than ${most.toLocaleString("en")} ${label}. Zoho Books does not list their changes, and ${why} Read those you need with Books - Get Records on a schedule, narrowed by Search Fields, instead.`,
    );
  }

  async #ask(asked: Asked): Promise<Answer> {
    const { plan } = this.#schedule;
    const { fullView, label } = this.#endpoint.type;
    const view = plan.hasNoFullView ? undefined : fullView;
    try {
      return await this.#request(asked, view);
    } catch (error) {
      if (view === undefined || !(error instanceof RejectedError)) throw error;
      const answer = await this.#request(asked, undefined);
      plan.hasNoFullView = true;
      this.#client.logger.warn(
        `${label}: Zoho Books refuses the view ${view}, so inactive ones are missing and count as deleted.`,
      );
      return answer;
    }
  }

  async #request({ from, page, perPage }: Asked, view: string | undefined): Promise<Answer> {
    const { type, path, scope } = this.#endpoint;
    const { sort, changes } = this.#strategy;
    const reply = await this.#client
      .request({
        method: "GET",
        path,
        scope,
        query: {
          filter_by: view,
          // It is unknown whether the bound is inclusive.
          last_modified_time: changes === "filter" && from > 1 ? toBooksTime(from - 1) : undefined,
          sort_column: sort?.column,
          sort_order: sort?.order,
          ...(type.isPaged && { page, per_page: perPage }),
        },
      })
      .catch((error: unknown) => emptyIfSingle(this.#endpoint, error));
    const body = bodyOf(reply);
    const found = rowsIn(this.#endpoint, body);
    if (!found) throw unexpected(reply, `It has no ${this.#endpoint.pluralKeys[0]}.`);
    return {
      rows: found.rows.map((row) => sourceRow(row, this.#endpoint, this.#strategy)),
      context: isObject(body.page_context) ? body.page_context : {},
      zohoTimeMs: getServerTimeMs(reply, Date.now()),
    };
  }
}

/** It is unknown how Zoho answers for a page far beyond the end. */
function nothingThere(error: unknown): Pick<Answer, "rows"> {
  if (error instanceof RejectedError) return { rows: [] };
  throw error;
}

/** The only form that Zoho accepts: no colon in the offset, no Z and no fractions. */
const toBooksTime = (second: number): string =>
  `${new Date(second * 1000).toISOString().slice(0, 19)}+0000`;
