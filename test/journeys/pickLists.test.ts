import { sandboxConnection } from "../../runner/connections";
import { fakeTimeouts, realTime } from "../support/clock";
import { LocalZoho, type Row } from "../support/localZoho";

const zoho = new LocalZoho();
beforeAll(() => zoho.start());
afterAll(() => zoho.stop());
beforeEach(() =>
  zoho.reset({
    records: {
      Leads: 0,
      Contacts: 0,
      Deals: 0,
      Accounts: 0,
      Tasks: 0,
      Events: 0,
      Products: 0,
      Subscriptions: 0,
    },
  }),
);

type Choice = { key: string; label: string };
const choices = async (key: string, values: Row): Promise<Choice[]> =>
  (await zoho.choices(key, values)) as Choice[];

describe("selectCrmRecord", () => {
  it.each([
    ["Leads", { Last_Name: "Rao", First_Name: "Priya", Company: "Acme" }, "Priya Rao"],
    ["Accounts", { Account_Name: "Acme" }, "Acme"],
    ["Deals", { Deal_Name: "Big one", Stage: "Qualification" }, "Big one"],
    ["Products", { Product_Name: "Anvil" }, "Anvil"],
    ["Tasks", { Subject: "Call back" }, "Call back"],
    ["Subscriptions", { Name: "Gold" }, "Gold"],
  ])("names records of %s, never by their id", async (module, record, label) => {
    const [id] = await zoho.seed(module, [record]);
    const found = await choices("selectCrmRecord", { recordType: "Custom", moduleApiName: module });
    expect(found).toEqual([{ key: id, label: expect.stringContaining(label) }]);
  });

  it("is sorted, holds the latest 600 and costs three calls at most", async () => {
    await zoho.seed("Leads", 2_001);
    const { result: found, calls } = await zoho.counting(() =>
      choices("selectCrmRecord", { recordType: "Leads" }),
    );
    expect(found).toHaveLength(600);
    expect(new Set(found.map(({ key }) => key)).size).toBe(600);
    expect(calls).toBe(3);
    const labels = found.map(({ label }) => label);
    expect([...labels].sort((a, b) => a.localeCompare(b))).toEqual(labels);
  });

  it("shows the id of a record without a name", async () => {
    const [id] = await zoho.seed("Subscriptions", [{ Seats: 1 }]);
    const values = { recordType: "Custom", moduleApiName: "Subscriptions" };
    expect(await choices("selectCrmRecord", values)).toEqual([{ key: id, label: id }]);
  });

  it("is empty for an empty module", async () => {
    expect(await choices("selectCrmRecord", { recordType: "Leads" })).toEqual([]);
  });

  it.each(["server-error", "rate-limited", "credits-exhausted", "slow"])(
    "shows what came before %s stopped it",
    async (name) => {
      await zoho.seed("Leads", 300);
      const found: Choice[] = [];
      const match = { path: "/crm/v8/Leads", nth: 2 };
      const { outcome } = await zoho.underFault({ name, count: 0, match }, async () => {
        found.push(...(await choices("selectCrmRecord", { recordType: "Leads" })));
      });
      expect([outcome, found.length]).toEqual(["success", 200]);
      expect((await zoho.calls()).some(({ fault }) => fault === name)).toBe(true);
    },
  );
});

describe("selectCrmModule", () => {
  it("lists the modules of the API by label, custom ones included", async () => {
    const found = await choices("selectCrmModule", {});
    expect(found).toContainEqual({ key: "Leads", label: "Leads" });
    expect(found).toContainEqual({ key: "Subscriptions", label: "Subscriptions" });
    expect(found.find(({ key }) => key === "Events")?.label).toMatch(/\(Events\)|Events/);
    expect(found.every(({ key }) => /^\w+$/.test(key))).toBe(true);
  });
});

describe("selectCrmField", () => {
  it("lists the fields of a module by label and API name", async () => {
    const found = await choices("selectCrmField", { recordType: "Leads" });
    expect(found).toContainEqual({ key: "Last_Name", label: "Last Name (Last_Name)" });
    expect(found.length).toBeGreaterThan(50);
  });

  it("needs a module", async () => {
    await expect(zoho.choices("selectCrmField", { recordType: "Custom" })).rejects.toThrow(
      /Module API Name/,
    );
  });
});

describe("the deadline", () => {
  it("of 8 seconds holds whatever Zoho does", async () => {
    fakeTimeouts();
    try {
      await zoho.holdReplies({ count: 0 });
      // Of an organization of its own, which no earlier test has slowed down.
      const connection = sandboxConnection({ tokenFields: { refresh_token: "of its own" } });
      const vendors = { recordType: "Vendors" };
      const sources: [string, Row][] = [
        ["selectCrmRecord", vendors],
        ["selectCrmModule", {}],
        ["selectCrmField", vendors],
      ];
      const codes: unknown[] = [];
      // More calls than may be in flight, so that the last ones wait for a place as well.
      const all = [...sources, ...sources].map(([key, values]) =>
        zoho.choices(key, values, connection).catch(({ code }) => codes.push(code)),
      );
      await zoho.until(({ held }) => held === 3);
      await jest.advanceTimersByTimeAsync(7_999);
      expect(codes).toEqual([]);
      await jest.advanceTimersByTimeAsync(1);
      await Promise.all(all);
      expect(codes).toEqual(Array(6).fill("ZOHO_TIMEOUT"));
    } finally {
      realTime();
      await zoho.clearScenarios();
    }
  });
});
