import { TestSandbox } from "../testSupport/calls";
import type { StoredRecord } from "./recordStore";
import { SandboxState } from "./sandboxState";
import { seedDefaults } from "./seeding";
import { chooseVariants } from "./variants";

const NOW = Date.UTC(2026, 0, 1);

const everything = (counts: Record<string, number>): Record<string, StoredRecord[]> => {
  const state = new SandboxState();
  seedDefaults(state, counts, NOW);
  return Object.fromEntries([...state.records].map(([name, store]) => [name, [...store.all()]]));
};

describe("seeding", () => {
  test("creates the same records each time, in the requested numbers", () => {
    const counts = { Leads: 30, Contacts: 0 };
    expect(everything(counts)).toEqual(everything(counts));
    expect(everything(counts).Leads).toHaveLength(30);
    expect(everything(counts).Contacts).toHaveLength(0);
  });

  test("values contain non-ASCII letters, commas and quotes", () => {
    const text = JSON.stringify(everything({ Leads: 100 }).Leads);
    for (const sample of ["Müller, Jr.", "O'Brien", '\\"la\\"', "佐藤"]) {
      expect(text).toContain(sample);
    }
  });

  test("the error for an unknown module lists the known ones", () => {
    expect(() => seedDefaults(new SandboxState(), { Lead: 1 }, NOW)).toThrow(
      /no module Lead; .*Leads/,
    );
  });
});

describe("ids", () => {
  test("are ascending texts of 19 digits, the same in every fresh state (facts 13.2)", () => {
    const ids = [1, 2].map(() => new TestSandbox().create("Leads", { Last_Name: "Rao" }));
    expect(ids).toEqual(["4876876000001000001", "4876876000001000001"]);
  });
});

describe("variants", () => {
  test("default to the first reading in the facts", () => {
    expect(chooseVariants()).toMatchObject({
      unknownRecord: "204",
      partialStatus: "207",
      allFailedStatus: "400",
      timeOffset: "+05:30",
    });
  });

  test("refuse unknown names and values", () => {
    expect(() => chooseVariants({ nope: "x" })).toThrow(/no variant nope/);
    expect(() => chooseVariants({ unknownRecord: "500" })).toThrow(/204 or 400/);
  });
});
