import nock from "nock";
import { collectingLogger, craftedConnection } from "../../../test/support/craftedZoho";
import type { Timing } from "../../client/timing";
import type { StreamState } from "../../sync/state";
import { readStream } from "../../sync/stream";
import { booksClient } from "../client";
import { openBooksStream } from "./stream";

type Row = Record<string, unknown>;

/** Every test has one of its own, since what is known of the day's calls outlives a client. */
let organization = "";
let organizations = 0;
beforeEach(() => {
  organizations += 1;
  organization = String(800 + organizations);
});

/** 12:00 by Zoho's clock, which does not move here. */
const NOON = Date.UTC(2026, 1, 1, 12);
const BASELINE = NOON / 1000 - 600;

/** A time so many seconds before noon, as Zoho Books writes it. */
const ago = (seconds: number): string =>
  `${new Date(NOON - seconds * 1000 + 19_800_000).toISOString().slice(0, 19)}+0530`;

interface Page {
  query: Row;
  key: string;
  rows: Row[];
  context?: Row;
}

/** What Zoho answers next, each page for exactly its query. */
function answers(path: string, pages: readonly Page[], headers: Record<string, string> = {}): void {
  for (const { query, key, rows, context = {} } of pages) {
    nock("https://www.zohoapis.com")
      .get(`/books/v3${path}`)
      .query({ per_page: "200", organization_id: organization, ...query } as Record<string, string>)
      .reply(
        200,
        { code: 0, message: "success", [key]: rows, page_context: context },
        {
          Date: new Date(NOON).toUTCString(),
          ...headers,
        },
      );
  }
}

/** Calls take no time, and nothing is waited for. */
const timing: Timing = {
  now: Date.now,
  ticks: () => 0,
  sleep: async () => undefined,
  random: () => 1,
  timeoutMs: 60_000,
  transferTimeoutMs: 60_000,
  firstDelayMs: 1_000,
};

interface Polled {
  delivered: string[];
  lines: string[];
  warnings: string[];
  state: StreamState;
}

/** Polls a type whose stream began ten minutes ago. */
async function poll(
  recordType: string,
  state: StreamState = { records: { watermark: BASELINE, baseline: BASELINE, versions: {} } },
  localNowMs = NOON,
): Promise<Polled> {
  const lines: string[] = [];
  const client = booksClient(
    craftedConnection,
    { logger: collectingLogger(lines) },
    { organizationId: organization, timing },
  );
  const stream = openBooksStream(client, recordType, state.plan, { localNowMs });
  const outcome = await readStream(stream, state, {
    filter: { showNew: true, showUpdated: true, showDeleted: true, ignoreOwn: false },
    budget: { changesLeft: 1_000, versionsLeft: 1_000, mayContinue: () => true },
    localNowMs,
  });
  return {
    delivered: outcome.changes.map(({ type, row }) => `${type} ${row.id}`),
    lines,
    warnings: outcome.warnings,
    state: { ...outcome.state, plan: stream.cachedPlan(outcome.isDone) },
  };
}

/** So many contacts, edited one second after the other up to a moment before noon. */
const contacts = (count: number, { first = 0, latest = 60, step = 1 } = {}): Row[] =>
  Array.from({ length: count }, (_, index) => ({
    contact_id: String(1000 + first + index),
    created_time: ago(100_000),
    last_modified_time: ago(latest + step * index),
  }));

const NEWEST_FIRST = { sort_column: "last_modified_time", sort_order: "D" };
const since = (query: Row = {}) => ({
  last_modified_time: "2026-02-01T11:49:59+0000",
  page: "1",
  ...query,
});

beforeAll(() => nock.disableNetConnect());
afterEach(() => {
  expect(nock.pendingMocks()).toEqual([]);
  nock.cleanAll();
});
afterAll(() => nock.enableNetConnect());

describe("contacts, the latest first", () => {
  const first = { query: { page: "1", ...NEWEST_FIRST }, key: "contacts" };
  const second = { ...first, query: { page: "2", per_page: "190", ...NEWEST_FIRST } };

  it("are read up to the first that is too old", async () => {
    const rows = contacts(200, { step: 30 });
    answers("/contacts", [{ ...first, rows, context: { ...NEWEST_FIRST, has_more_page: true } }]);
    const { delivered, lines } = await poll("contacts");
    // Those of the last ten minutes but the first, at 60, 90 ... 600 seconds.
    expect(delivered).toEqual(rows.slice(0, 19).map((row) => `updated ${row.contact_id}`));
    expect(lines).toEqual([]);
  });

  it.each([
    ["another column is named", { sort_column: "contact_name", sort_order: "D" }, 1],
    ["another order is named", { ...NEWEST_FIRST, sort_order: "A" }, 1],
    ["nothing is named", {}, 1],
    ["rows rise all the same", NEWEST_FIRST, -1],
  ])("are read to the end when %s, and a warning says so once", async (_, named, step) => {
    const rows = contacts(200, { latest: 4_000, step });
    const last = contacts(10, { first: 190, latest: 4_000 + 190 * step, step });
    const late = { ...contacts(1)[0], contact_id: "9" };
    answers("/contacts", [
      { ...first, rows, context: { ...named, has_more_page: true } },
      { ...second, rows: [...last, late], context: { ...named, has_more_page: false } },
    ]);
    const { delivered, lines, state } = await poll("contacts");
    expect(delivered).toEqual(["updated 9"]);
    expect(lines).toEqual([expect.stringContaining("did not list them by time as requested")]);

    const soon = await poll("contacts", state, NOON + 60_000);
    expect(soon.delivered).toEqual([]);
    expect(soon.lines).toEqual([expect.stringContaining("which takes 2 calls")]);
  });

  it("of one page need no order", async () => {
    answers("/contacts", [{ ...first, rows: contacts(3) }]);
    const { delivered, lines } = await poll("contacts");
    expect([delivered.length, lines]).toEqual([3, []]);
  });
});

describe("invoices, filtered", () => {
  const by = { sort_column: "created_time", sort_order: "A" };
  const invoice = (values: Row): Row => ({
    invoice_id: "7",
    created_time: ago(100_000),
    last_modified_time: ago(30),
    status: "sent",
    ...values,
  });

  it("are read to the end when Zoho ignored the filter", async () => {
    const rows = contacts(200, { latest: 5_000 }).map((row) => ({
      ...row,
      invoice_id: row.contact_id,
    }));
    answers("/invoices", [
      { query: since(by), key: "invoices", rows, context: { has_more_page: true } },
      {
        query: since({ ...by, page: "2", per_page: "190" }),
        key: "invoices",
        rows: [...rows.slice(190), invoice({})],
      },
    ]);
    const { delivered, lines } = await poll("invoices");
    expect(delivered).toEqual(["updated 7"]);
    expect(lines).toEqual([expect.stringContaining("did not list them by time as requested")]);
  });

  it("of the very second that is asked for are no sign of that", async () => {
    const rows = contacts(200, { latest: 601, step: 0 }).map((row, index) => ({
      ...row,
      invoice_id: `${index + 1}`,
    }));
    answers("/invoices", [
      { query: since(by), key: "invoices", rows, context: { has_more_page: true } },
      {
        query: since({ ...by, page: "2", per_page: "190" }),
        key: "invoices",
        rows: [...rows.slice(190), invoice({ invoice_id: "999" })],
      },
    ]);
    const { delivered, lines } = await poll("invoices");
    expect([delivered, lines]).toEqual([["updated 999"], []]);
  });

  const again = async (values: Row): Promise<string[]> => {
    const page = { query: since(by), key: "invoices" };
    answers("/invoices", [{ ...page, rows: [invoice({})] }]);
    const { state } = await poll("invoices");
    answers("/invoices", [
      {
        ...page,
        query: since({ ...by, last_modified_time: "2026-02-01T11:58:59+0000" }),
        rows: [invoice(values)],
      },
    ]);
    return (await poll("invoices", state)).delivered;
  };

  it("come again when they differ within their second", async () => {
    expect(await again({ status: "paid" })).toEqual(["updated 7"]);
  });

  it("do not come again for what the calendar moves or only display shows", async () => {
    const moved = {
      due_days: "Overdue by 1 day(s)",
      date_formatted: "1. Februar",
      unprocessed_payment_amount: 5,
    };
    expect(await again(moved)).toEqual([]);
  });

  it("without a time of modification count as of their creation; without any they are named", async () => {
    answers("/invoices", [
      {
        query: since(by),
        key: "invoices",
        rows: [
          invoice({ created_time: ago(30), last_modified_time: "" }),
          invoice({ invoice_id: "8", created_time: "", last_modified_time: "2026-02-01" }),
          invoice({ invoice_id: undefined }),
        ],
      },
    ]);
    const { delivered, warnings } = await poll("invoices");
    expect(delivered).toEqual(["created 7"]);
    expect(warnings).toEqual(["2 rows had no usable id or time and were skipped."]);
  });
});

describe("taxes, with the inactive ones", () => {
  const page = { query: { page: "1" }, key: "taxes", rows: [{ tax_id: "5", tax_name: "Levy" }] };

  it("are read without them when Zoho does not know the view, which is asked for only once", async () => {
    nock("https://www.zohoapis.com")
      .get("/books/v3/settings/taxes")
      .query({ page: "1", per_page: "200", organization_id: organization, filter_by: "Taxes.All" })
      .reply(400, { code: 2, message: "Invalid value passed for filter_by" });
    answers("/settings/taxes", [page]);
    const { lines, state } = await poll("settings/taxes", {});
    expect(lines).toEqual([expect.stringContaining("refuses the view Taxes.All")]);

    const renamed = { ...page, rows: [{ tax_id: "5", tax_name: "Duty" }] };
    answers("/settings/taxes", [renamed]);
    const later = await poll("settings/taxes", state, NOON + 3_600_000);
    expect([later.delivered, later.lines]).toEqual([["updated 5"], []]);
  });

  it("are an error when the view was not what Zoho refused", async () => {
    nock("https://www.zohoapis.com")
      .get("/books/v3/settings/taxes")
      .query(true)
      .times(2)
      .reply(400, { code: 2, message: "Invalid value passed for page" });
    await expect(poll("settings/taxes", {})).rejects.toThrow("Invalid value passed for page");
  });
});

it("a list is not taken for too long when Zoho refuses pages beyond its end", async () => {
  const by = { sort_column: "name", sort_order: "A" };
  const rows = contacts(200).map((row) => ({ ...row, item_id: row.contact_id }));
  const first = { query: { page: "1", ...by }, key: "items", rows };
  answers("/items", [{ ...first, context: { has_more_page: true } }], {
    "X-Rate-Limit-Limit": "100",
    "X-Rate-Limit-Remaining": "50",
    "X-Rate-Limit-Reset": "3600",
  });
  // Of the 100 calls of a day, 30 may go into scans.
  nock("https://www.zohoapis.com")
    .get("/books/v3/items")
    .query({ page: "31", per_page: "200", organization_id: organization, ...by })
    .reply(400, { code: 2, message: "Invalid value passed for page" });
  answers("/items", [
    { query: { page: "2", per_page: "190", ...by }, key: "items", rows: rows.slice(190) },
  ]);
  expect((await poll("items")).delivered).toHaveLength(200);
});
