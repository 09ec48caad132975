import { getRows, TestSandbox } from "../testSupport/calls";
import { restoreRecord } from "./recycleBin";

const LAG_MS = 60_000;
type Reader = (zoho: TestSandbox) => unknown[];

const names = (reply: ReturnType<TestSandbox["crm"]>): unknown[] =>
  reply.status === 204 ? [] : getRows(reply).map((row) => row.Last_Name);

/** The late readers of a module, each by ascending Modified_Time and id. */
const READERS: Record<string, Reader> = {
  list: (zoho) =>
    names(zoho.crm("GET", "/Leads?fields=Last_Name&sort_by=Modified_Time&sort_order=asc")),
  "list, falling": (zoho) =>
    names(zoho.crm("GET", "/Leads?fields=Last_Name&sort_by=Modified_Time")).reverse(),
  "list of ids": (zoho) => {
    const ids = [...zoho.state.store(zoho.module("Leads")).all()].map(({ id }) => id);
    const url = `/Leads?fields=Last_Name&sort_by=Modified_Time&sort_order=asc&ids=${ids}`;
    return names(zoho.crm("GET", url));
  },
  COQL: (zoho) =>
    names(
      zoho.coql(
        "select Last_Name from Leads where id is not null order by Modified_Time asc, id asc",
      ),
    ),
  "COQL in another order": (zoho) =>
    names(
      zoho.coql("select Last_Name from Leads where id is not null order by Modified_Time, Email"),
    ),
};

function setUp(every = 1) {
  const zoho = new TestSandbox();
  const ids = ["Old", "Older"].map((Last_Name) => {
    const id = zoho.create("Leads", { Last_Name });
    zoho.clock.advance(1_000);
    return id;
  });
  zoho.state.listView.setLag(LAG_MS, () => zoho.clock.now(), every);
  const rename = (id: string | undefined, Last_Name: string) =>
    zoho.crm("PUT", `/Leads/${id}`, { body: { data: [{ Last_Name }] } });
  return { zoho, ids, rename };
}

describe.each(Object.entries(READERS))("late visibility in %s", (_name, read) => {
  test("new, changed and deleted records appear after the lag", () => {
    const { zoho, ids, rename } = setUp();
    zoho.create("Leads", { Last_Name: "New" });
    zoho.clock.advance(1_000);
    rename(ids[0], "Renamed");
    expect(read(zoho)).toEqual(["Old", "Older"]);
    zoho.clock.advance(LAG_MS);
    expect(read(zoho)).toEqual(["Older", "New", "Renamed"]);
  });

  test("with `every` only each nth write is late", () => {
    const { zoho } = setUp(2);
    for (const Last_Name of ["First", "Second", "Third"]) zoho.create("Leads", { Last_Name });
    expect(read(zoho)).toEqual(["Old", "Older", "First", "Third"]);
    zoho.clock.advance(LAG_MS);
    expect(read(zoho)).toEqual(["Old", "Older", "First", "Second", "Third"]);
  });
});

describe("late visibility", () => {
  test("a deleted record stays listed until then, and is then among the deleted ones", () => {
    const { zoho, ids } = setUp();
    zoho.crm("DELETE", `/Leads/${ids[0]}`);
    expect(READERS.list?.(zoho)).toEqual(["Old", "Older"]);
    expect(zoho.crm("GET", "/Leads/deleted").status).toBe(204);
    zoho.clock.advance(LAG_MS);
    expect(READERS.list?.(zoho)).toEqual(["Older"]);
    expect(getRows(zoho.crm("GET", "/Leads/deleted"))).toMatchObject([{ id: ids[0] }]);
  });

  test("a restored record stays among the deleted ones until then, and is always in one place", () => {
    const { zoho, ids } = setUp();
    zoho.crm("DELETE", `/Leads/${ids[0]}`);
    zoho.clock.advance(LAG_MS);
    const [deleted] = getRows(zoho.crm("GET", "/Leads/deleted"));
    const restoring = [zoho.module("Leads"), ids[0] ?? "", zoho.clock.nowSecond(), ""] as const;
    restoreRecord(zoho.state, ...restoring);
    expect(READERS.list?.(zoho)).toEqual(["Older"]);
    expect(getRows(zoho.crm("GET", "/Leads/deleted"))).toEqual([deleted]);
    zoho.clock.advance(LAG_MS);
    expect(READERS.list?.(zoho)).toEqual(["Old", "Older"]);
    expect(zoho.crm("GET", "/Leads/deleted").status).toBe(204);
  });

  test("a purged record is listed as in the bin until then", () => {
    const { zoho, ids } = setUp();
    zoho.crm("DELETE", `/Leads/${ids[0]}`);
    zoho.clock.advance(LAG_MS);
    zoho.state.store(zoho.module("Leads")).purge(ids[0] ?? "", zoho.clock.nowSecond());
    const types = () => getRows(zoho.crm("GET", "/Leads/deleted")).map(({ type }) => type);
    expect(types()).toEqual(["recycle"]);
    zoho.clock.advance(LAG_MS);
    expect(types()).toEqual(["permanent"]);
  });

  test("a record read by id is current", () => {
    const { zoho, ids, rename } = setUp();
    rename(ids[0], "Renamed");
    expect(names(zoho.crm("GET", `/Leads/${ids[0]}`))).toEqual(["Renamed"]);
    zoho.crm("DELETE", `/Leads/${ids[1]}`);
    expect(zoho.crm("GET", `/Leads/${ids[1]}`).status).toBe(204);
  });

  test("page tokens continue after a record that is shown as it was", () => {
    const { zoho, ids, rename } = setUp();
    zoho.create("Leads", { Last_Name: "Unseen" });
    for (const id of ids) rename(id, "Renamed");
    const url = "/Leads?fields=Last_Name&sort_by=Created_Time&sort_order=asc&per_page=1";
    const first = zoho.crm("GET", url);
    const { next_page_token: token } = Object(Object(first.json).info);
    expect(names(first)).toEqual(["Old"]);
    expect(names(zoho.crm("GET", `${url}&page_token=${token}`))).toEqual(["Older"]);
  });

  test("setting the clock back does not hide writes for longer than the lag", () => {
    const { zoho, ids, rename } = setUp();
    rename(ids[0], "Renamed");
    zoho.clock.advance(-24 * 3_600_000);
    zoho.state.listView.clockChanged();
    rename(ids[0], "Renamed again");
    expect(READERS["list of ids"]?.(zoho)).toEqual(["Old", "Older"]);
    zoho.clock.advance(LAG_MS);
    expect(READERS["list of ids"]?.(zoho)).toEqual(["Renamed again", "Older"]);
  });

  test("without a lag everything appears at once", () => {
    const { zoho, ids, rename } = setUp();
    zoho.state.listView.setLag(0, () => zoho.clock.now());
    rename(ids[0], "Renamed");
    expect(READERS.list?.(zoho)).toEqual(["Older", "Renamed"]);
  });
});
