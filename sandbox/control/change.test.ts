import { ListeningSandbox } from "../testSupport/server";

let zoho: ListeningSandbox;

beforeEach(async () => {
  zoho = await ListeningSandbox.start();
});
afterEach(() => zoho.close());

const getStatus = async (url: string) => (await zoho.call("GET", `/crm/v8${url}`)).status;
const firstLead = async () => {
  const { records } = await zoho.control("GET", "records?module=Leads");
  return String(Array.isArray(records) ? records[0].id : "");
};

describe("control of search and deletion", () => {
  test("search-lag hides later writes until the clock has moved on", async () => {
    expect(await zoho.control("POST", "search-lag", { ms: 60_000 })).toEqual({
      status: "set",
      ms: 60_000,
    });
    await zoho.call("POST", "/crm/v8/Leads", { data: [{ Last_Name: "Latecomer" }] });
    expect(await getStatus("/Leads/search?word=Latecomer")).toBe(204);
    await zoho.control("POST", "clock", { advanceMs: 60_000 });
    expect(await getStatus("/Leads/search?word=Latecomer")).toBe(200);
    expect(await zoho.control("POST", "search-lag", { ms: -1 })).toHaveProperty("error");
    expect(await zoho.control("POST", "search-lag")).toHaveProperty("error");
  });

  test("purge removes a record, deleted or not, permanently", async () => {
    const id = await firstLead();
    expect(await zoho.control("POST", "purge", { module: "Leads", id })).toEqual({
      status: "purged",
      id,
    });
    expect(await zoho.leadCount()).toBe(2);
    const second = await firstLead();
    await zoho.call("DELETE", `/crm/v8/Leads/${second}`);
    await zoho.control("POST", "purge", { module: "Leads", id: second });
    expect(await getStatus("/Leads/deleted?type=recycle")).toBe(204);
    const { text } = await zoho.call("GET", "/crm/v8/Leads/deleted?type=permanent");
    const ids = JSON.parse(text).data.map((row: { id: string }) => row.id);
    expect(new Set(ids)).toEqual(new Set([id, second]));
    expect(await zoho.control("POST", "purge", { module: "Leads", id: "1" })).toHaveProperty(
      "error",
    );
  });
});

describe("invalid control calls change nothing", () => {
  test("a clock out of range, and a reset with an unknown variant", async () => {
    await zoho.control("POST", "clock", { skewMs: 5_000 });
    expect(await zoho.control("POST", "clock", { advanceMs: 1e300 })).toHaveProperty("error");
    expect(await zoho.control("POST", "reset", { variants: { nope: 1 } })).toHaveProperty("error");
    expect(await zoho.control("GET", "clock")).toMatchObject({ skewMs: 5_000 });
    expect(await getStatus("/org")).toBe(200);
  });

  test("duplicate ids, or the id of a deleted record", async () => {
    const id = await firstLead();
    await zoho.call("DELETE", `/crm/v8/Leads/${id}`);
    const seed = (...ids: string[]) =>
      zoho.control("POST", "seed", {
        module: "Leads",
        records: ids.map((one) => ({ id: one, Last_Name: "Rao" })),
      });
    expect(await seed(id)).toHaveProperty("error");
    expect(await seed("4876876000009000001", "4876876000009000001")).toHaveProperty("error");
    expect(await zoho.leadCount()).toBe(2);
    expect(await seed("4876876000009000001")).toMatchObject({ count: 1 });
  });
});
