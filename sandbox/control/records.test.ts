import { ListeningSandbox } from "../testSupport/server";

let zoho: ListeningSandbox;

beforeEach(async () => {
  zoho = await ListeningSandbox.start({ records: { "*": 0 } });
  await zoho.control("POST", "clock", { now: "2026-01-01T10:00:00.500+05:30" });
});
afterEach(() => zoho.close());

const created = async (Last_Name: string): Promise<string> => {
  const { text } = await zoho.call("POST", "/crm/v8/Leads", { data: [{ Last_Name }] });
  return JSON.parse(text).data[0].details.id;
};
const getStatus = async (url: string) => (await zoho.call("GET", `/crm/v8${url}`)).status;

describe("control of records", () => {
  test("history shows every write of a record, and its seed", async () => {
    const { ids } = await zoho.control("POST", "seed", { module: "Leads", count: 1 });
    const [id] = Array.isArray(ids) ? ids : [];
    await zoho.call("PUT", `/crm/v8/Leads/${id}`, { data: [{ City: "Austin" }] });
    await zoho.control("POST", "purge", { module: "Leads", id });
    const by = { name: "Ana", id: expect.any(String) };
    const at = expect.stringMatching(/^2026-01-01T10:00:0\d\+05:30$/);
    expect(await zoho.control("GET", `history?module=Leads&id=${id}`)).toEqual({
      history: [
        { number: 0, kind: "seed", at, by, fields: [] },
        { number: 1, kind: "update", at, by, fields: ["City"] },
        { number: 2, kind: "delete", at, by, fields: [] },
        { number: 3, kind: "purge", at, by, fields: [] },
      ],
    });
    const fresh = await created("Rao");
    expect(await zoho.control("GET", `history?module=Leads&id=${fresh}`)).toMatchObject({
      history: [{ number: 1, kind: "insert" }],
    });
    expect(await zoho.control("GET", "history?module=Leads&id=1")).toEqual({ history: [] });
  });

  test("list-lag hides later writes from lists and COQL", async () => {
    await zoho.control("POST", "list-lag", { ms: 60_000 });
    const id = await created("Latecomer");
    expect(await getStatus("/Leads?fields=Last_Name")).toBe(204);
    expect(await getStatus(`/Leads/${id}`)).toBe(200);
    await zoho.control("POST", "clock", { advanceMs: 61_000 });
    expect(await getStatus("/Leads?fields=Last_Name")).toBe(200);
    expect(await zoho.control("POST", "list-lag", { ms: 5, every: 3 })).toEqual({
      status: "set",
      ms: 5,
      every: 3,
    });
    expect(await zoho.control("POST", "list-lag", { ms: 5, every: 0 })).toHaveProperty("error");
  });

  test("restore restores a deleted record, merge merges two", async () => {
    const [id, loser] = [await created("A"), await created("B")];
    await zoho.call("DELETE", `/crm/v8/Leads/${id}`);
    expect(await zoho.control("POST", "restore", { module: "Leads", id })).toEqual({
      status: "restored",
      id,
    });
    expect(await zoho.control("POST", "restore", { module: "Leads", id })).toHaveProperty("error");
    expect(await zoho.control("POST", "merge", { module: "Leads", id, loser })).toEqual({
      status: "merged",
      id,
      loser,
    });
    expect(await zoho.leadCount()).toBe(1);
    expect(await zoho.control("POST", "merge", { module: "Leads", id, loser })).toHaveProperty(
      "error",
    );
    expect(await zoho.control("POST", "merge", { module: "Leads", id, loser: id })).toHaveProperty(
      "error",
    );
  });

  test("field and module change what can be read", async () => {
    const change = (name: string, body: object) => zoho.control("POST", name, body);
    expect(
      await change("field", { module: "Leads", rename: { from: "City", to: "Town" } }),
    ).toMatchObject({ fields: expect.arrayContaining(["Town"]) });
    expect(await change("field", { module: "Leads", remove: "Town" })).toMatchObject({
      fields: expect.not.arrayContaining(["Town"]),
    });
    const add = { apiName: "Town", dataType: "picklist", options: ["Oslo"] };
    expect(await change("field", { module: "Leads", add })).toHaveProperty("status", "changed");
    const { text } = await zoho.call("GET", "/crm/v8/settings/fields?module=Leads");
    expect(JSON.parse(text).fields.at(-1)).toMatchObject({
      api_name: "Town",
      data_type: "picklist",
      custom_field: true,
      pick_list_values: [{ actual_value: "Oslo" }],
    });
    const formula = { apiName: "X", dataType: "formula" };
    expect(await change("field", { module: "Leads", add: formula })).toHaveProperty("error");
    expect(await change("field", { module: "Leads" })).toHaveProperty("error");
    await change("module", { module: "Leads", readable: false });
    expect(await getStatus("/Leads?fields=id")).toBe(403);
    await change("module", { module: "Leads", readable: true });
    expect(await getStatus("/Leads?fields=id")).toBe(204);
    expect(await change("module", { module: "Leads" })).toHaveProperty("error");
  });
});
