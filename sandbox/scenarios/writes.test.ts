import { ListeningSandbox } from "../testSupport/server";

let zoho: ListeningSandbox;

afterEach(() => zoho.close());

const rows = (reply: { text: string }, key = "data"): { code: string; details: object }[] =>
  JSON.parse(reply.text)[key];

describe("rows-refused (facts 2.2)", () => {
  const four = { data: ["A", "B", "C", "D"].map((Last_Name) => ({ Last_Name })) };

  test("207 with the selected rows refused in place, the others written", async () => {
    zoho = await ListeningSandbox.start({ records: { "*": 0 } });
    await zoho.scenario("rows-refused", { rows: [1, 3], code: "DUPLICATE_DATA" });
    const reply = await zoho.call("POST", "/crm/v8/Leads", four);
    expect(reply.status).toBe(207);
    expect(rows(reply)).toMatchObject([
      { code: "SUCCESS", status: "success" },
      { code: "DUPLICATE_DATA", status: "error", details: { json_path: "$.data[1]" } },
      { code: "SUCCESS" },
      { code: "DUPLICATE_DATA", details: { json_path: "$.data[3]" } },
    ]);
    const { records } = await zoho.control("GET", "records?module=Leads");
    const names = Array.isArray(records) ? records.map(({ Last_Name }) => Last_Name) : [];
    expect(names).toEqual(["A", "C"]);
  });

  test("also deletes by id in the query, and channels", async () => {
    zoho = await ListeningSandbox.start({ records: { Leads: 3 } });
    const { records } = await zoho.control("GET", "records?module=Leads");
    const ids = Array.isArray(records) ? records.map(({ id }) => id) : [];
    await zoho.scenario("rows-refused", { rows: [0, 2] });
    const reply = await zoho.call("DELETE", `/crm/v8/Leads?ids=${ids.join(",")}`);
    expect(rows(reply).map(({ code }) => code)).toEqual([
      "INVALID_DATA",
      "SUCCESS",
      "INVALID_DATA",
    ]);
    expect(await zoho.leadCount()).toBe(2);
    const watch = ["1", "2"].map((channel_id) => ({
      channel_id,
      events: ["Leads.all"],
      notify_url: "https://hooks.example.test",
    }));
    await zoho.scenario("rows-refused");
    const watched = await zoho.call("POST", "/crm/v8/actions/watch", { watch });
    expect(rows(watched, "watch").map(({ code }) => code)).toEqual(["INVALID_DATA", "SUCCESS"]);
    expect(await zoho.control("GET", "watches")).toMatchObject({ watches: [{ channelId: "2" }] });
  });

  test("tags: records named in the body, and tags themselves", async () => {
    zoho = await ListeningSandbox.start({ records: { Leads: 3 } });
    const { records } = await zoho.control("GET", "records?module=Leads");
    const ids = Array.isArray(records) ? records.map(({ id }) => id) : [];
    const tags = [{ name: "Hot" }, { name: "New" }];
    await zoho.scenario("rows-refused", { rows: [1] });
    const reply = await zoho.call("POST", "/crm/v8/Leads/actions/add_tags", { tags, ids });
    expect(reply.status).toBe(207);
    expect(JSON.parse(reply.text)).toMatchObject({
      data: [{ code: "SUCCESS" }, { code: "INVALID_DATA" }, { code: "SUCCESS" }],
      success_count: "2",
    });
    const { record } = await zoho.control("GET", `records?module=Leads&id=${ids[1]}`);
    expect(record).not.toMatchObject({ Tag: expect.arrayContaining([expect.anything()]) });
    await zoho.scenario("rows-refused", { rows: [0] });
    const settings = await zoho.call("POST", "/crm/v8/settings/tags?module=Leads", {
      tags: [{ name: "One" }, { name: "Two" }],
    });
    expect(rows(settings, "tags").map(({ code }) => code)).toEqual(["INVALID_DATA", "SUCCESS"]);
    await zoho.scenario("partial-failure");
    const refused = await zoho.call("POST", "/crm/v8/Leads/actions/remove_tags", { tags, ids });
    expect([refused.status, rows(refused).length]).toEqual([202, 3]);
  });

  test("all rows refused is 400 without a write; rows beyond the end have no effect", async () => {
    zoho = await ListeningSandbox.start({ records: { "*": 0 } });
    await zoho.scenario("rows-refused", { rows: [0, 1, 2, 3] });
    expect((await zoho.call("POST", "/crm/v8/Leads", four)).status).toBe(400);
    expect(await zoho.leadCount()).toBe(0);
    await zoho.scenario("rows-refused", { rows: [9] });
    expect((await zoho.call("POST", "/crm/v8/Leads", four)).status).toBe(201);
    expect(await zoho.scenario("rows-refused", { rows: "0" })).toHaveProperty("error");
  });

  test("does not hit reads", async () => {
    zoho = await ListeningSandbox.start();
    await zoho.scenario("rows-refused");
    expect((await zoho.call("GET", "/crm/v8/Leads?fields=id")).status).toBe(200);
  });
});
