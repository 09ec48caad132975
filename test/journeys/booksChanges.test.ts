import { sandboxConnection } from "../../runner/connections";
import { booksClient } from "../../src/books/client";
import { RECORD_TYPES, type RecordType } from "../../src/books/recordTypes";
import { describeChangeDetection } from "../../src/books/stream/readStrategy";
import { openBooksStream } from "../../src/books/stream/stream";
import type { ChangeFilter } from "../../src/sync/changeFilter";
import type { StreamState } from "../../src/sync/state";
import { readStream } from "../../src/sync/stream";
import { booksRefs, MAIN, OTHER } from "../support/booksOrganizations";
import { type Refs, SAMPLES } from "../support/booksSamples";
import { collectingLogger } from "../support/craftedZoho";
import { LocalZoho, type Row } from "../support/localZoho";

/** Changes of every record type, found by the source modules in the local Zoho. */
const zoho = new LocalZoho();
beforeAll(() => zoho.start());
afterAll(() => zoho.stop());

const SECOND = 1_000;
const MINUTE = 60_000;
/** The clock of the machine that polls. Zoho's goes along with it. */
let localNowMs = Date.now();

async function pass(milliseconds: number): Promise<void> {
  localNowMs += milliseconds;
  await zoho.control("POST", "clock", { advanceMs: milliseconds });
}

/** The records that others cannot be seeded without. */
const FEW_RECORDS = { "*": 0, contacts: 4, items: 2, bankaccounts: 2, invoices: 0 };

/** A fresh Zoho under variants. */
async function play(variants: Row = {}, booksRecords: Row = FEW_RECORDS): Promise<void> {
  await zoho.reset({ variants, booksRecords });
  localNowMs = Date.now();
}

const EVERYTHING = { showNew: true, showUpdated: true, showDeleted: true, ignoreOwn: false };

interface FlowOptions extends Partial<ChangeFilter> {
  maxChanges?: number;
  lookBack?: number;
  mayContinue?: () => boolean | Promise<boolean>;
  organizationId?: string;
  scans?: number;
}

/** A flow that is polled, with what it keeps from one poll to the next. */
class Flow {
  state: StreamState = {};
  /** What the last poll logged, and how many calls it made. */
  lines: string[] = [];
  calls = 0;
  isDone = true;
  readonly #recordType: string;
  readonly #options: FlowOptions;

  constructor(recordType: string, options: FlowOptions = {}) {
    this.#recordType = recordType;
    this.#options = options;
  }

  /** What a poll delivers, as "created 123". The state goes through JSON, as the platform keeps it. */
  async poll(given: FlowOptions = {}): Promise<string[]> {
    const options = { ...this.#options, ...given };
    const { organizationId = MAIN, scans, maxChanges = 10_000, lookBack, ...others } = options;
    const { mayContinue = () => true, ...filter } = others;
    this.lines = [];
    const logger = collectingLogger(this.lines);
    const read = async () => {
      const client = booksClient(sandboxConnection(), { logger }, { organizationId });
      const stream = openBooksStream(client, this.#recordType, this.state.plan, {
        localNowMs,
        ...(scans !== undefined && { scans }),
      });
      const outcome = await readStream(stream, this.state, {
        filter: { ...EVERYTHING, ...filter },
        budget: { changesLeft: maxChanges, versionsLeft: 100_000, mayContinue },
        lookBack,
        localNowMs,
      });
      if (outcome.error) throw outcome.error;
      const state = { ...outcome.state, plan: stream.cachedPlan(outcome.isDone) };
      this.state = JSON.parse(JSON.stringify(state));
      this.isDone = outcome.isDone;
      return outcome.changes.map(({ type, row }) => `${type} ${row.id}`);
    };
    const { result, calls } = await zoho.counting(read);
    this.calls = calls;
    return result;
  }
}

const ACTIONS = {
  create: "booksCreateRecord",
  update: "booksUpdateRecord",
  delete: "booksRemoveRecord",
};
let made = 0;

const write = (method: keyof typeof ACTIONS, type: RecordType, values: Row): Promise<Row> => {
  const { recordId, ...others } = values;
  const own = type.isSingle || recordId === undefined ? {} : { recordId };
  const where = { recordType: type.value, organizationId: MAIN };
  return zoho.act(ACTIONS[method], { ...where, ...own, ...others }) as Promise<Row>;
};

async function create(type: RecordType, refs: Refs): Promise<string> {
  const sample = SAMPLES[type.value];
  if (!sample) throw new Error(`no sample of ${type.value}`);
  made += 1;
  const fieldValues = sample.create(refs, made);
  const body = await write("create", type, { fieldValues });
  const { foundBy } = sample;
  const record = foundBy
    ? await heldWith(type, foundBy, fieldValues[foundBy])
    : (body[type.singularKeys[0]] as Row);
  return String(record[type.idField]);
}

async function heldWith(type: RecordType, field: string, value: unknown): Promise<Row> {
  const path = `${type.path}?sort_column=${field}&search_text=${value}`;
  const body = await zoho.books("GET", path, { organization: MAIN });
  const found = (body[type.pluralKeys[0]] as Row[]).find((row) => row[field] === value);
  if (!found) throw new Error(`created ${type.one} not found`);
  return found;
}

const typeNamed = (value: string): RecordType => {
  const type = RECORD_TYPES.find((candidate) => candidate.value === value);
  if (!type) throw new Error(`no type ${value}`);
  return type;
};

/** Edits that rows show, where the one of the sample does not. */
const SHOWN_UPDATES: Record<string, Row> = {
  bankaccounts: { account_name: "Renamed" },
  recurringinvoices: { recurrence_name: "Renamed" },
};

const watched = RECORD_TYPES.filter(
  ({ value }) => describeChangeDetection(value).strategy !== "none",
);

describe.each(watched.map((type) => [type.value, type] as const))(
  "changes of %s",
  (value, type) => {
    const expected = describeChangeDetection(value);
    const { findsUpdates, findsDeletions } = expected;
    const isScan = expected.callsWhenIdle === "everyPage";
    /** 210 records and the few that are there anyway make two pages, where there are pages. */
    const idleCalls = isScan && type.isPaged ? 2 : 1;
    const update = SHOWN_UPDATES[value] ?? SAMPLES[value]?.update;
    const flow = new Flow(value);
    let refs: Refs;
    let id = "";
    beforeAll(async () => {
      await play({}, type.isSingle ? { [value]: 0 } : {});
      refs = await booksRefs(zoho);
      if (type.isPaged) await zoho.seedBooks(value, 210);
      await pass(10 * MINUTE);
    });

    it("begin with the first poll, which delivers nothing", async () => {
      expect(await flow.poll()).toEqual([]);
      // Where there is more than a page, a first scan begins with a look ahead for a list that is too long.
      expect(flow.calls).toBe(isScan && type.isPaged ? 3 : 1);
    });

    it("hold a new record once", async () => {
      await pass(10 * MINUTE);
      id = await create(type, refs);
      await pass(2 * SECOND);
      expect(await flow.poll()).toEqual([
        `${expected.findsCreations ? "created" : "updated"} ${id}`,
      ]);
    });

    it("do not hold it again a moment later, when a scan is not due", async () => {
      await pass(5 * SECOND);
      expect(await flow.poll()).toEqual([]);
      expect(flow.calls).toBe(isScan ? 0 : 1);
      expect(flow.lines.join()).toMatch(isScan ? /The next scan is due at/ : /^$/);
    });

    it("cost what was promised while nothing happens", async () => {
      for (const minutes of [6, 60]) {
        await pass(minutes * MINUTE);
        expect(await flow.poll()).toEqual([]);
        expect([flow.calls, flow.lines]).toEqual([idleCalls, []]);
      }
    });

    it("hold an edit once, where the way sees it", async () => {
      if (!update) expect(type.methods).not.toContain("update");
      else await write("update", type, { recordId: id, fieldValues: update });
      await pass(2 * SECOND);
      const edits = [];
      for (let poll = 0; poll < 3; poll += 1) {
        edits.push(...(await flow.poll()));
        await pass(poll === 0 ? 20 * SECOND : 10 * MINUTE);
      }
      expect(edits).toEqual(findsUpdates && update ? [`updated ${id}`] : []);
    });

    it("hold its deletion once, where the way sees it", async () => {
      await pass(10 * MINUTE);
      await write("delete", type, { recordId: id });
      const found = [];
      for (let poll = 0; poll < 4; poll += 1) {
        await pass(10 * MINUTE);
        found.push(...(await flow.poll()));
      }
      expect(found).toEqual(findsDeletions ? [`deleted ${id}`] : []);
    });
  },
);

/** Adds records to Zoho Books, the last of them stamped now. */
const seeded = async (type: string, records: number | Row[], organization = MAIN) => {
  const ids = await zoho.seedBooks(type, records, organization);
  await pass(MINUTE);
  return ids;
};

const remove = (type: RecordType, id: string): Promise<Row> =>
  zoho.books("DELETE", type.deletePath.replace("{id}", id), { organization: MAIN });

const aMonthAgo = () => Math.floor(localNowMs / 1000) - 30 * 86_400;

describe.each([
  ["contacts", "newestFirst"],
  ["invoices", "filter"],
  ["bills", "filter"],
  ["expenses", "scan"],
  ["items", "scan"],
  ["banktransactions", "compare"],
] as const)("450 %s, some deleted while pages are read", (value, way) => {
  const type = typeNamed(value);
  /** More than two pages have in common. */
  const FEW = 15;
  let ids: string[] = [];
  let gone: string[] = [];
  const flow = new Flow(value);
  beforeAll(async () => {
    await play();
    ids = await seeded(value, 450);
    gone = [...ids.slice(0, FEW), ...ids.slice(-FEW)];
  });

  it(`lose none of the others and bring none twice (${way})`, async () => {
    expect(describeChangeDetection(value).strategy).toBe(way);
    let pages = 0;
    const delivered = await flow.poll({
      lookBack: aMonthAgo(),
      mayContinue: async () => {
        pages += 1;
        if (pages === 2) for (const id of gone) await remove(type, id);
        return true;
      },
    });
    expect(pages).toBeGreaterThan(2);
    expect(new Set(delivered).size).toBe(delivered.length);
    const left = ids.filter((id) => !gone.includes(id));
    expect(delivered).toEqual(expect.arrayContaining(left.map((id) => `created ${id}`)));
    expect(delivered.filter((text) => gone.some((id) => text.endsWith(id))).length).toBeLessThan(
      gone.length,
    );
  });

  it("bring the deletions only where the way sees them, once two readings missed the record", async () => {
    const polls = [];
    for (let poll = 0; poll < 3; poll += 1) {
      await pass(30 * MINUTE);
      polls.push((await flow.poll()).length);
    }
    expect(polls).toEqual(way === "compare" ? [0, FEW, 0] : [0, 0, 0]);
  });
});

describe("a reading that does not fit", () => {
  it.each(["expenses", "contacts", "invoices", "banktransactions"])(
    "goes on at once until all %s are there, and only then a scan has to wait",
    async (value) => {
      await play();
      const ids = await seeded(value, 450);
      const flow = new Flow(value, { maxChanges: 170 });
      const delivered = await flow.poll({ lookBack: aMonthAgo() });
      const sizes = [delivered.length];
      while (!flow.isDone) {
        await pass(SECOND);
        const more = await flow.poll({ lookBack: aMonthAgo() });
        sizes.push(more.length);
        delivered.push(...more);
      }
      expect(sizes.slice(0, 2)).toEqual([170, 170]);
      expect(sizes).toHaveLength(3);
      expect(new Set(delivered).size).toBe(delivered.length);
      expect(delivered).toEqual(expect.arrayContaining(ids.map((id) => `created ${id}`)));
      expect(await flow.poll()).toEqual([]);
      expect(flow.calls).toBe(describeChangeDetection(value).callsWhenIdle === "one" ? 1 : 0);
    },
  );
});

describe("two organizations", () => {
  beforeAll(() => play());

  it("are watched apart, in their own time zones; the default one where none is named", async () => {
    const flows = [MAIN, OTHER, ""].map((organizationId) => new Flow("bills", { organizationId }));
    const polls = () => Promise.all(flows.map(async (flow) => (await flow.poll()).join()));
    expect(await polls()).toEqual(["", "", ""]);
    await pass(10 * MINUTE);
    const [inMain] = await zoho.seedBooks("bills", 1, MAIN);
    await pass(2 * SECOND);
    expect(await polls()).toEqual([`created ${inMain}`, "", `created ${inMain}`]);
    const [inOther] = await zoho.seedBooks("bills", 1, OTHER);
    await pass(2 * SECOND);
    expect(await polls()).toEqual(["", `created ${inOther}`, ""]);
    expect(await polls()).toEqual(["", "", ""]);
  });
});

describe.each([
  ["purchaseorders", { booksPurchaseOrderSort: "descending" }],
  ["purchaseorders", { booksPurchaseOrderSort: "honoured" }],
  ["journals", { booksJournalsSince: "equal" }],
  ["journals", { booksJournalsSince: "since" }],
  ["contacts", { booksContactsSince: "ignored" }],
  ["contacts", { booksContactsSince: "filters" }],
  ["recurringbills", { booksRecurringBillsKey: "recurringbills" }],
  ["vendorcredits", { booksVendorCreditsKey: "vendorcredits" }],
  ["invoices", { booksSinceBound: "exclusive" }],
])("of 450 %s with %p", (value, variants) => {
  const type = typeNamed(value);
  const edit = { reference_number: "Changed", company_name: "Changed" };
  const { callsWhenIdle } = describeChangeDetection(value);

  it("the oldest is found when it is edited, and one stamped as the flow began", async () => {
    await play(variants);
    const ids = await seeded(value, 450);
    const flow = new Flow(value);
    expect(await flow.poll()).toEqual([]);
    const began = flow.state.records?.baseline ?? 0;
    const identity = new Date(began * 1000).toISOString();
    const [first] = await zoho.seedBooks(value, [
      { created_time: identity, last_modified_time: identity, ...nameOf(type, "Edge") },
    ]);
    await pass(10 * MINUTE);
    const fields = Object.entries(edit).filter(
      ([name]) => value === "contacts" || name !== "company_name",
    );
    await zoho.books("PUT", type.itemPath.replace("{id}", String(ids[0])), {
      organization: MAIN,
      body: Object.fromEntries(fields),
    });
    await pass(2 * SECOND);
    const word = value === "journals" ? "updated" : "created";
    expect((await flow.poll()).sort()).toEqual([`${word} ${first}`, `updated ${ids[0]}`].sort());
    if (callsWhenIdle === "one") expect(flow.calls).toBe(1);
    await pass(10 * MINUTE);
    expect(await flow.poll()).toEqual([]);
    expect(flow.calls).toBe(callsWhenIdle === "one" ? 1 : 3);
  });
});

/** What a given record of a type is called. */
const nameOf = ({ value, names }: RecordType, name: string): Row =>
  value === "contacts" ? { [String(names[0])]: name } : {};

describe("a Zoho that refuses unknown sort columns", () => {
  beforeAll(() => play({ booksUnknownSort: "rejected" }, {}));

  it.each(watched.map(({ value }) => value))("takes those that %s are read by", async (value) => {
    expect(await new Flow(value).poll()).toEqual([]);
  });
});

describe("inactive records", () => {
  beforeAll(() => play());

  it("accounts are seen when they become inactive, and while they are", async () => {
    const [id] = await seeded("chartofaccounts", [{ account_name: "Postage" }]);
    const flow = new Flow("chartofaccounts");
    await flow.poll();
    const call = async (method: string, path: string, body: Row) => {
      await pass(10 * MINUTE);
      await zoho.books(method, `/chartofaccounts/${id}${path}`, { organization: MAIN, body });
      await pass(2 * SECOND);
      return flow.poll();
    };
    expect(await call("POST", "/inactive", {})).toEqual([`updated ${id}`]);
    expect(await call("PUT", "", { account_name: "Post" })).toEqual([`updated ${id}`]);
  });

  it("taxes are compared with the inactive ones among them", async () => {
    const flow = new Flow("settings/taxes");
    await flow.poll();
    const [id] = await seeded("settings/taxes", [{ tax_name: "Old levy", status: "Inactive" }]);
    await pass(10 * MINUTE);
    expect(await flow.poll()).toEqual([`created ${id}`]);
  });
});

describe("what moves without an edit", () => {
  it("does not bring a contact again when it is billed", async () => {
    await play();
    const flow = new Flow("contacts");
    await flow.poll();
    await pass(10 * MINUTE);
    const [id] = await zoho.seedBooks("contacts", [{ contact_name: "Harbor Supply" }]);
    await pass(2 * SECOND);
    expect(await flow.poll()).toEqual([`created ${id}`]);
    await zoho.seedBooks("invoices", [
      { customer_id: id, status: "sent", line_items: [{ rate: 50, quantity: 2 }] },
    ]);
    const contacts = (await zoho.books("GET", "/contacts", { organization: MAIN }))
      .contacts as Row[];
    const contact = contacts.find(({ contact_id }) => contact_id === id);
    expect(contact?.outstanding_receivable_amount).toBe(100);
    await pass(2 * SECOND);
    expect(await flow.poll()).toEqual([]);
  });
});

describe("2,001 records", () => {
  it("cost one call a poll where the latest come first", async () => {
    await play();
    const ids = await seeded("contacts", 2_001);
    const flow = new Flow("contacts");
    for (let poll = 0; poll < 3; poll += 1) {
      expect(await flow.poll()).toEqual([]);
      expect(flow.calls).toBe(1);
      await pass(MINUTE);
    }
    await zoho.books("PUT", `/contacts/${ids[0]}`, { organization: MAIN, body: { notes: "x" } });
    await pass(2 * SECOND);
    expect([await flow.poll(), flow.calls]).toEqual([[`updated ${ids[0]}`], 1]);
  });

  it("are scanned no more often than the day's calls allow", async () => {
    await play();
    await zoho.control("POST", "books-quota", { limit: 1_000 });
    await seeded("items", 2_001);
    const flow = new Flow("items");
    await flow.poll();
    await pass(10 * MINUTE);
    const begunAt = localNowMs;
    expect(await flow.poll()).toEqual([]);
    const pages = flow.calls - 1;
    expect(pages).toBeGreaterThanOrEqual(11);
    expect(pages).toBeLessThanOrEqual(15);
    const dueAt = begunAt + (86_400_000 * pages) / 300;

    const [id] = await zoho.seedBooks("items", 1);
    await pass(10 * MINUTE);
    expect([await flow.poll(), flow.calls]).toEqual([[], 0]);
    expect(flow.lines).toEqual([
      expect.stringContaining(
        `takes ${pages} calls. At every poll, that would be about ${(pages * 144).toLocaleString("en")} a day out of 1,000; at most 30 %`,
      ),
    ]);
    expect(flow.lines[0]).toContain(`due at ${new Date(dueAt).toISOString()}`);
    await pass(dueAt - localNowMs - MINUTE);
    expect([await flow.poll(), flow.calls]).toEqual([[], 0]);
    await pass(MINUTE);
    expect([await flow.poll(), flow.calls]).toEqual([[`created ${id}`], pages]);
  });

  it("are refused where a single scan would take too much, before it is made", async () => {
    await play();
    await zoho.control("POST", "books-quota", { limit: 30 });
    await seeded("items", 2_001);
    const { result, calls } = await zoho.counting(() =>
      new Flow("items").poll().catch((error: Error & Row) => error),
    );
    expect(result).toMatchObject({ code: "ZOHO_INPUT_INVALID" });
    expect(String(result)).toMatch(
      /more than 1,800 Items.* the 9 calls allowed for it, out of 30 a day/,
    );
    expect(calls).toBe(2);
  });

  it("are refused when the day's calls have become fewer", async () => {
    await play();
    await seeded("items", 2_001);
    const flow = new Flow("items");
    await flow.poll();
    await pass(10 * MINUTE);
    await flow.poll();
    await zoho.control("POST", "books-quota", { limit: 30 });
    await pass(60 * MINUTE);
    const { calls } = await zoho.counting(() =>
      expect(flow.poll()).rejects.toThrow("more than 1,800 Items"),
    );
    expect(calls).toBe(2);
  });
});

it("more than 20,000 records are not compared", async () => {
  await play();
  await seeded("banktransactions", 20_001);
  const { calls } = await zoho.counting(() =>
    expect(new Flow("banktransactions").poll()).rejects.toThrow(
      /more than 20,000 Bank Transactions.*narrowed by Search Fields/,
    ),
  );
  expect(calls).toBe(2);
});

it.each([
  ["contactpersons", "Choose Contacts instead"],
  ["unicorns", "is not a record type of Zoho Books"],
])("the changes of %s are an error before any call", async (value, text) => {
  const { calls } = await zoho.counting(() => expect(new Flow(value).poll()).rejects.toThrow(text));
  expect(calls).toBe(0);
});

it("what cannot be found is said once", async () => {
  await play();
  const said = async (flow: Flow) => {
    await flow.poll();
    return flow.lines;
  };
  for (const [value, text] of [
    ["projects", "only new ones are found"],
    ["journals", "new ones are returned as updated"],
  ]) {
    const flow = new Flow(String(value));
    expect(await said(flow)).toEqual([expect.stringContaining(String(text))]);
    expect(await said(flow)).toEqual([]);
  }
});
