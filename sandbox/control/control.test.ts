import { ListeningSandbox } from "../testSupport/server";

let zoho: ListeningSandbox;

afterEach(() => zoho.close());

describe("control", () => {
  test("requests shows the last exchanges without secrets, with faults", async () => {
    zoho = await ListeningSandbox.start();
    await zoho.scenario("rate-limited");
    await zoho.call("GET", "/crm/v8/org");
    await zoho.call(
      "POST",
      "/oauth/v2/token?client_id=x&client_secret=hush&refresh_token=hush&grant_type=refresh_token",
      undefined,
      "accounts.zoho.eu",
    );
    const { requests } = await zoho.control("GET", "requests?limit=2");
    expect(requests).toMatchObject([
      {
        method: "GET",
        url: "/crm/v8/org",
        host: "www.zohoapis.eu",
        headers: { authorization: "***" },
        status: 429,
        fault: "rate-limited",
      },
      { method: "POST", status: 200, responseBody: '{"error":"invalid_client"}' },
    ]);
    expect(JSON.stringify(requests)).not.toContain("hush");
  });

  test("foreign web pages cannot make control calls", async () => {
    zoho = await ListeningSandbox.start();
    const from = async (origin: string) =>
      (await zoho.call("POST", "/_sandbox/reset", {}, "127.0.0.1", { origin })).status;
    expect(await from("https://evil.example.test")).toBe(403);
    expect(await from("null")).toBe(403);
    expect(await from("http://127.0.0.1.evil.example.test")).toBe(403);
    expect(await from("http://localhost:3000")).toBe(200);
  });

  test("long bodies are truncated in the log", async () => {
    zoho = await ListeningSandbox.start({ records: { Leads: 200 } });
    const url = "/crm/v8/Leads?fields=Last_Name,Owner,Created_By,Modified_By,Description,Website";
    const { text } = await zoho.call("GET", url);
    const { requests } = await zoho.control("GET", "requests?limit=1");
    const [entry] = Array.isArray(requests) ? requests : [];
    expect(text.length).toBeGreaterThan(65_536);
    expect(entry.responseBody.endsWith("… (cut)")).toBe(true);
    expect(text.startsWith(entry.responseBody.slice(0, 60_000))).toBe(true);
    await zoho.call("POST", "/crm/v8/Leads", { data: [{ Last_Name: "x".repeat(70_000) }] });
    const { requests: later } = await zoho.control("GET", "requests?limit=1");
    expect(Array.isArray(later) && later[0].body.endsWith("… (cut)")).toBe(true);
  });

  test("stats counts calls by path with ids collapsed", async () => {
    zoho = await ListeningSandbox.start();
    await zoho.call("GET", "/crm/v8/Leads/4876876000001000001");
    await zoho.call("GET", "/crm/v8/Leads/4876876000001000002");
    expect(await zoho.control("GET", "stats")).toMatchObject({
      calls: 2,
      credits: 2,
      inFlight: 0,
      maxInFlight: 1,
      callsByPath: { "GET /crm/v8/Leads/{id}": 2 },
    });
  });

  test("reset restores the initial state, with other counts or variants on request", async () => {
    zoho = await ListeningSandbox.start();
    await zoho.createLead();
    await zoho.control("POST", "reset");
    expect(await zoho.leadCount()).toBe(3);
    await zoho.control("POST", "reset", {
      records: { Leads: 7 },
      variants: { unknownRecord: "400" },
    });
    expect(await zoho.leadCount()).toBe(7);
    expect((await zoho.call("GET", "/crm/v8/Leads/1")).status).toBe(400);
    expect((await zoho.control("GET", "stats")).calls).toBe(1);
    expect(await zoho.control("POST", "reset", { variants: { nope: 1 } })).toMatchObject({
      error: expect.stringContaining("no variant nope"),
    });
  });

  test("seed adds a number of records, or the given ones", async () => {
    zoho = await ListeningSandbox.start({ records: { "*": 0 } });
    expect(await zoho.control("POST", "seed", { module: "Leads", count: 2 })).toMatchObject({
      count: 2,
    });
    const input = {
      Last_Name: "Given",
      Score: 1.5,
      Modified_Time: "2026-01-01T00:00:00Z",
      Created_Time: "2026-01-01T00:00:00Z",
      $converted: true,
    };
    const { ids } = await zoho.control("POST", "seed", { module: "Leads", records: [input] });
    const [id] = Array.isArray(ids) ? ids : [];
    expect(await zoho.control("GET", `records?module=Leads&id=${String(id)}`)).toMatchObject({
      record: {
        Last_Name: "Given",
        Score: 1.5,
        $converted: true,
        Modified_Time: "2026-01-01T05:30:00+05:30",
      },
      deleted: false,
    });
    const wrong = { module: "Leads", records: [{ Last_Nam: "x" }] };
    expect(await zoho.control("POST", "seed", wrong)).toEqual({
      error: "Leads has no field Last_Nam",
    });
  });

  test("seed refuses existing ids, even of deleted records", async () => {
    zoho = await ListeningSandbox.start({ records: { "*": 0 } });
    const id = "4876876000005550001";
    const seed = (...ids: string[]) => {
      const records = ids.map((one) => ({ id: one, Last_Name: "Given" }));
      return zoho.control("POST", "seed", { module: "Leads", records });
    };
    expect(await seed(id, id)).toEqual({ error: "two of the records have the same id" });
    expect(await seed(id)).toMatchObject({ ids: [id] });
    const error = `Leads has or had a record ${id}`;
    expect(await seed(id)).toEqual({ error });
    await zoho.call("DELETE", `/crm/v8/Leads/${id}`);
    expect(await seed(id)).toEqual({ error });
  });

  test("credits sets the allowance and the used credits", async () => {
    zoho = await ListeningSandbox.start();
    expect(await zoho.control("POST", "credits", { allowance: 100, used: 60 })).toMatchObject({
      allowance: 100,
      used: 60,
      remaining: 40,
    });
    const reply = await zoho.call("GET", "/crm/v8/org");
    expect(reply.headers["x-api-credits-remaining"]).toBe("39");
  });

  test("credits and reset set edition, users and concurrency; the organization shows them", async () => {
    zoho = await ListeningSandbox.start({ edition: "free", concurrency: 7 });
    const none = { used: 0, subConcurrency: 10 };
    expect(await zoho.control("POST", "credits")).toEqual({
      ...none,
      allowance: 5_000,
      remaining: 5_000,
      edition: "free",
      users: 10,
      concurrency: 7,
    });
    const { text } = await zoho.call("GET", "/crm/v8/org");
    expect(JSON.parse(text).org[0].license_details).toMatchObject({
      paid: false,
      paid_type: "free",
      users_license_purchased: 10,
    });
    const options = { edition: "ultimate", users: 3, concurrency: 0 };
    expect(await zoho.control("POST", "credits", options)).toMatchObject({
      allowance: 56_000,
      edition: "ultimate",
      concurrency: 0,
      subConcurrency: 0,
    });
    await zoho.control("POST", "reset", { credits: 9, subConcurrency: 4 });
    expect(await zoho.control("POST", "credits")).toEqual({
      used: 0,
      allowance: 9,
      remaining: 9,
      edition: "free",
      users: 10,
      concurrency: 7,
      subConcurrency: 4,
    });
    expect(await zoho.control("POST", "credits", { edition: "gold" })).toHaveProperty("error");
    expect(await zoho.control("POST", "reset", { users: -1 })).toHaveProperty("error");
  });
});
