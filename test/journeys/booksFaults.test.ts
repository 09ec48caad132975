import { loadComponent } from "../../runner/component";
import { sandboxConnection } from "../../runner/connections";
import { BOOKS_ACTIONS, BOOKS_EFFECTS, booksHoldings, prepareBooks } from "../support/booksActions";
import { MAIN } from "../support/booksOrganizations";
import { BOOKS_FAULTS, faultCases, representativeCases } from "../support/faultTable";
import { LocalZoho } from "../support/localZoho";

const zoho = new LocalZoho();
beforeAll(() => zoho.start());
afterAll(() => zoho.stop());

/** One action of each kind meets every fault; the others go the same ways through the client. */
const THOROUGH = [
  "booksGetRecords",
  "booksGetDocument",
  "booksCreateRecord",
  "booksUpdateRecord",
  "booksRawRequest",
];

describe("the table", () => {
  it("has every Books action of the bundle", () => {
    const all = Object.keys(loadComponent().actions).filter((key) => key.startsWith("books"));
    expect(BOOKS_ACTIONS.map(({ key }) => key).sort()).toEqual(all.sort());
  });

  it("has one action of each kind that meets every fault", () => {
    const kinds = BOOKS_ACTIONS.filter(({ key }) => THOROUGH.includes(key)).map(({ kind }) => kind);
    expect(kinds).toEqual([...new Set(BOOKS_ACTIONS.map(({ kind }) => kind))]);
  });
});

describe.each(BOOKS_ACTIONS)("$key", (action) => {
  const { key, kind, values } = action;
  const cases = (THOROUGH.includes(key) ? faultCases : representativeCases)(BOOKS_FAULTS, kind);

  it.each(cases)("under $name $times", async ({ name, count, expected }) => {
    const { recordId, before } = await prepareBooks(zoho, action);
    const scenario = { name, count, match: { path: "/books/" } };
    const { outcome, calls } = await zoho.underFault(scenario, () =>
      zoho.act(key, values(recordId)),
    );
    expect(outcome).toBe(expected.error ?? "success");
    expect(calls).toBe(expected.calls);

    const after = await booksHoldings(zoho, recordId);
    if (outcome === "success") {
      expect({ key, ...after }).toEqual({ key, ...before, ...BOOKS_EFFECTS[key]?.(before) });
    }
    // Whatever happened, nothing was created twice.
    expect(after.contacts - before.contacts).toBeLessThanOrEqual(1);
  });
});

describe("pick-lists", () => {
  const sources = [
    ["selectBooksRecord", { recordType: "invoices", organizationId: MAIN }],
    ["selectBooksOrganization", {}],
  ] as const;
  const cases = sources.flatMap(([key, values]) =>
    representativeCases(BOOKS_FAULTS, "read").map((fault) => ({ key, values, ...fault })),
  );

  it.each(cases)("$key under $name $times", async ({ key, values, name, count, expected }) => {
    await zoho.reset({ records: { "*": 0 } });
    const scenario = { name, count, match: { path: "/books/" } };
    const connection = sandboxConnection({
      tokenFields: { refresh_token: `${key} ${name} ${count}` },
    });
    const { outcome, calls } = await zoho.underFault(scenario, () =>
      zoho.choices(key, values, connection),
    );
    expect(outcome).toBe(expected.error ?? "success");
    expect(calls).toBe(expected.calls);
  });
});
