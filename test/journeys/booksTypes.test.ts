import { type Method, RECORD_TYPES, type RecordType } from "../../src/books/recordTypes";
import { booksRefs, MAIN } from "../support/booksOrganizations";
import { type Refs, SAMPLES } from "../support/booksSamples";
import { LocalZoho, type Row } from "../support/localZoho";

/** One suite for every record type. What is particular to a type stands in the table or in its sample. */
const zoho = new LocalZoho();
let refs: Refs;
beforeAll(async () => {
  await zoho.start();
  refs = await booksRefs(zoho);
});
afterAll(() => zoho.stop());

const ACTION_OF: Record<Method, string> = {
  list: "booksGetRecords",
  get: "booksGetRecord",
  create: "booksCreateRecord",
  update: "booksUpdateRecord",
  delete: "booksRemoveRecord",
};
const METHODS = Object.keys(ACTION_OF) as Method[];

const UNKNOWN_ID = "260815999999999999";
let count = 0;

const sampleOf = ({ value }: RecordType) => {
  const sample = SAMPLES[value];
  if (!sample) throw new Error(`no sample of ${value}`);
  return sample;
};

/** Only creations and updates take values, and only methods on one record its id. */
const fitted = (method: Method, { recordId, fieldValues, ...others }: Row): Row => ({
  ...others,
  ...(["get", "update", "delete"].includes(method) && { recordId }),
  ...(["create", "update"].includes(method) && { fieldValues }),
});

const run = (method: Method, type: RecordType, values: Row = {}): Promise<Row> =>
  zoho.act(ACTION_OF[method], {
    recordType: type.value,
    organizationId: MAIN,
    ...sampleOf(type).parent?.(refs),
    ...fitted(method, values),
  }) as Promise<Row>;

const rowsOf = (type: RecordType, body: Row): Row[] => body[type.pluralKeys[0]] as Row[];

/** A new record as Zoho holds it, and its id. */
async function newRecord(type: RecordType): Promise<{ id: string; body: Row }> {
  const sample = sampleOf(type);
  count += 1;
  const fieldValues = sample.create(refs, count);
  const body = await run("create", type, { fieldValues });
  const { foundBy } = sample;
  const record = foundBy
    ? rowsOf(type, await run("list", type, { fetchAll: true })).find(
        (row) => row[foundBy] === fieldValues[foundBy],
      )
    : (body[type.singularKeys[0]] as Row | undefined);
  if (!record) throw new Error(`created ${type.one} not found`);
  return { id: String(record[type.idField]), body };
}

/** Texts of the values that Zoho shows as they were given. */
function plainValues(type: RecordType): Record<string, string> {
  const given = sampleOf(type).create(refs, count);
  const entries = Object.entries(given).filter(
    ([name, value]) =>
      !String(value).startsWith("[") && ![...type.createQuery, "creditnote_number"].includes(name),
  );
  return Object.fromEntries(entries.map(([name, value]) => [name, String(value)]));
}

/** Numbers and texts that mean the same. */
const asText = (value: unknown, like: string): string =>
  typeof value === "number" && Number(like) === value ? like : String(value);

const having = (method: Method) => RECORD_TYPES.filter(({ methods }) => methods.includes(method));
const cases = (types: readonly RecordType[]) => types.map((type) => [type.value, type] as const);

describe.each(cases(having("list")))("a list of %s", (value, type) => {
  it("stands under the key of the table and under the value of the type", async () => {
    if (type.isSingle || sampleOf(type).parent) await newRecord(type);
    const body = await run("list", type);
    expect(body).toMatchObject({ code: 0, message: "success" });
    expect(rowsOf(type, body).length).toBeGreaterThan(0);
    expect(body[value]).toEqual(rowsOf(type, body));
    for (const row of rowsOf(type, body)) {
      expect(row[type.idField]).toEqual(expect.stringMatching(/^\d{10,20}$/));
    }
    if (type.isSingle) await run("delete", type);
  });
});

const paged = having("list").filter(({ isPaged }) => isPaged);

describe.each(cases(paged))("Fetch All of %s", (value, type) => {
  const TWO_PAGES_AND_ONE = 401;

  it("reads over three pages and returns every record once", async () => {
    const records = Array.from({ length: TWO_PAGES_AND_ONE }, (_, index) => ({
      contact_id: refs.customer,
      first_name: `Row ${index}`,
    }));
    const isChild = sampleOf(type).parent !== undefined;
    await zoho.seedBooks(type.value, isChild ? records : TWO_PAGES_AND_ONE);
    const { result, calls } = await zoho.counting(() => run("list", type, { fetchAll: true }));
    const ids = rowsOf(type, result).map((row) => row[type.idField]);
    expect(calls).toBe(Math.ceil(ids.length / 200));
    expect(calls).toBeGreaterThanOrEqual(3);
    expect(ids.length).toBeGreaterThanOrEqual(TWO_PAGES_AND_ONE);
    expect(new Set(ids).size).toBe(ids.length);
    expect(result[value]).toHaveLength(ids.length);
  });

  it("gives the 201st record on the second page", async () => {
    const [first, second] = await Promise.all([
      run("list", type, { page: "1" }),
      run("list", type, { page: "2", per_page: "200" }),
    ]);
    expect(rowsOf(type, first)).toHaveLength(200);
    const seen = new Set(rowsOf(type, first).map((row) => row[type.idField]));
    expect(rowsOf(type, second).filter((row) => seen.has(row[type.idField]))).toEqual([]);
  });
});

describe.each(cases(RECORD_TYPES))("the life of a record of %s", (_, type) => {
  it("is created, read, changed and deleted", async () => {
    const { id, body } = await newRecord(type);
    expect(body.code).toBe(0);
    const own = type.isSingle ? {} : { recordId: id };
    if (!type.methods.includes("get")) throw new Error("every type can be read");
    const read = (await run("get", type, own))[type.singularKeys[0]] as Row;
    expect(read[type.idField]).toBe(id);
    for (const [name, text] of Object.entries(plainValues(type))) {
      expect([name, asText(read[name], text)]).toEqual([name, text]);
    }
    const { update } = sampleOf(type);
    if (type.methods.includes("update")) {
      expect((await run("update", type, { ...own, fieldValues: update })).code).toBe(0);
      const after = (await run("get", type, own))[type.singularKeys[0]];
      expect(after).toMatchObject({ ...update });
    }
    expect((await run("delete", type, own)).code).toBe(0);
    await expect(run("get", type, own)).rejects.toMatchObject({ code: "ZOHO_RECORD_NOT_FOUND" });
  });
});

describe.each(cases(RECORD_TYPES.filter(({ isSingle }) => !isSingle)))(
  "an unknown id of %s",
  (_, type) => {
    const methods = (["get", "update", "delete"] as const).filter((method) =>
      type.methods.includes(method),
    );

    it.each(methods)("is an error that names type and id: %s", async (method) => {
      const fieldValues = { ...sampleOf(type).update };
      const failed = run(method, type, { recordId: UNKNOWN_ID, fieldValues });
      await expect(failed).rejects.toMatchObject({ code: "ZOHO_RECORD_NOT_FOUND" });
      await expect(failed).rejects.toThrow(`/${UNKNOWN_ID}`);
    });

    it.each(methods)("may not be empty: %s", async (method) => {
      const { calls } = await zoho.counting(() =>
        expect(run(method, type, { fieldValues: { notes: "x" } })).rejects.toThrow("Record ID"),
      );
      expect(calls).toBe(0);
    });
  },
);

const listed = having("list").filter(({ isSingle }) => !isSingle);

describe.each(cases(listed))("the pick-list of %s", (_, type) => {
  it("has the right ids, and names in place of ids", async () => {
    const elements = (await zoho.choices("selectBooksRecord", {
      recordType: type.value,
      organizationId: MAIN,
      ...sampleOf(type).parent?.(refs),
    })) as { key: string; label: string }[];
    expect(elements.length).toBeGreaterThan(0);
    const { length } = elements;
    const [first] = elements;
    const read = await run("get", type, { recordId: first?.key });
    expect([length > 0, read.code]).toEqual([true, 0]);
    for (const { key, label } of elements) {
      expect(key).toMatch(/^\d{10,20}$/);
      expect(label).not.toMatch(/^\d*$/);
      expect(label).not.toContain(key);
    }
  });
});

describe("opening balances", () => {
  const type = RECORD_TYPES.find(({ isSingle }) => isSingle);
  if (!type) throw new Error("there is one object an organization");

  it("are an empty list where there are none, and an element of the pick-list where there is one", async () => {
    const body = await run("list", type, { fetchAll: true });
    expect(body[type.value]).toEqual([]);
    const { id } = await newRecord(type);
    const choice = { recordType: type.value, organizationId: MAIN };
    expect(await zoho.choices("selectBooksRecord", choice)).toEqual([
      { key: id, label: "2026-02-01" },
    ]);
    await run("delete", type);
  });
});

describe("what a type lacks", () => {
  const lacking = RECORD_TYPES.flatMap((type) =>
    METHODS.filter((method) => !type.methods.includes(method)).map(
      (method) => [type.value, method, type] as const,
    ),
  );
  const childless = RECORD_TYPES.flatMap((type) =>
    type.parents.flatMap(({ required }) => required.map((method) => [type.value, method] as const)),
  );

  it("is there to be tested", () => {
    expect(lacking.map(([value]) => value)).toEqual(["basecurrencyadjustment", "employees"]);
    expect(childless.length).toBe(3);
  });

  it.each(lacking)("%s has no %s: an error before any call", async (value, method, type) => {
    const { calls } = await zoho.counting(async () => {
      const failed = run(method, type, { recordId: "1", fieldValues: { notes: "x" } });
      await expect(failed).rejects.toThrow(`cannot ${method} ${type.label}`);
    });
    expect([value, calls]).toEqual([value, 0]);
  });

  it.each(childless)("%s need a parent to %s: an error before any call", async (value, method) => {
    const values = fitted(method, { recordId: "1", fieldValues: { first_name: "x" } });
    const { calls } = await zoho.counting(() =>
      expect(zoho.act(ACTION_OF[method], { recordType: value, ...values })).rejects.toThrow(
        "Parent Record ID: is empty",
      ),
    );
    expect(calls).toBe(0);
  });
});
