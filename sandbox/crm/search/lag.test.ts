import { getRows, TestSandbox } from "../../testSupport/calls";

function withRao() {
  const zoho = new TestSandbox();
  const id = zoho.create("Leads", { Last_Name: "Rao", Email: "rao@example.test" });
  zoho.state.searchIndex.setLag(60_000, () => zoho.clock.now());
  const rename = (Last_Name: string) =>
    zoho.crm("PUT", `/Leads/${id}`, { body: { data: [{ Last_Name }] } });
  /** Last names of the records with this word. */
  const found = (word: string): unknown[] => {
    const reply = zoho.crm("GET", `/Leads/search?fields=Last_Name&word=${word}`);
    return reply.status === 204 ? [] : getRows(reply).map((row) => row.Last_Name);
  };
  return { zoho, rename, found };
}

describe("index lag (facts 3.8, 13.21)", () => {
  test("new, changed and deleted records show late; the list shows them at once", () => {
    const { zoho, rename, found } = withRao();
    const id = zoho.create("Leads", { Last_Name: "Fresh" });
    rename("Renamed");
    const listed = getRows(zoho.crm("GET", "/Leads?fields=Last_Name")).map((row) => row.Last_Name);
    expect(listed).toEqual(["Fresh", "Renamed"]);
    expect([found("Fresh"), found("rao@")]).toEqual([[], ["Rao"]]);
    zoho.clock.advance(50_000);
    expect(found("Fresh")).toEqual([]);
    zoho.clock.advance(10_000);
    expect([found("Fresh"), found("rao@")]).toEqual([["Fresh"], ["Renamed"]]);
    zoho.crm("DELETE", `/Leads/${id}`);
    expect(found("Fresh")).toEqual(["Fresh"]);
    zoho.clock.advance(60_000);
    expect(found("Fresh")).toEqual([]);
  });

  test("two changes appear one after the other", () => {
    const { zoho, rename, found } = withRao();
    rename("Second");
    zoho.clock.advance(40_000);
    rename("Third");
    expect(found("rao@")).toEqual(["Rao"]);
    zoho.clock.advance(25_000);
    expect(found("rao@")).toEqual(["Second"]);
    zoho.clock.advance(40_000);
    expect(found("rao@")).toEqual(["Third"]);
  });

  test("a record created and deleted within the lag is never found", () => {
    const { zoho, found } = withRao();
    const id = zoho.create("Leads", { Last_Name: "Mayfly" });
    zoho.clock.advance(1_000);
    zoho.crm("DELETE", `/Leads/${id}`);
    expect(found("Mayfly")).toEqual([]);
    zoho.clock.advance(60_000);
    expect(found("Mayfly")).toEqual([]);
  });
});
