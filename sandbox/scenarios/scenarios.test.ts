import { ListeningSandbox } from "../testSupport/server";

let zoho: ListeningSandbox;

afterEach(() => zoho.close());

describe("an invalid scenario", () => {
  test.each([
    ["toString", {}],
    ["__proto__", {}],
    ["wrong-content-type", { contentType: "a\nb" }],
    ["notifications-duplicated", { copies: -1 }],
    ["notifications-duplicated", { copies: 1.5 }],
  ])("is refused: %s %j", async (name, parameters) => {
    zoho = await ListeningSandbox.start();
    const reply = await zoho.control("POST", "scenario", { name, ...parameters });
    expect(reply).toEqual({ error: expect.any(String) });
  });
});

describe("scenarios", () => {
  test.each([
    ["rate-limited", 429, "TOO_MANY_REQUESTS"],
    ["credits-exhausted", 429, "TOO_MANY_REQUESTS"],
    ["server-error", 500, "INTERNAL_ERROR"],
    ["service-unavailable", 503, "SERVICE_UNAVAILABLE"],
    ["html-502", 502, "<html>"],
    ["expired-token", 401, "INVALID_TOKEN"],
    ["revoked-token", 401, "INVALID_TOKEN"],
    ["wrong-region-token", 401, "INVALID_TOKEN"],
    ["missing-scope", 401, "OAUTH_SCOPE_MISMATCH"],
    ["no-permission", 403, "NO_PERMISSION"],
    ["empty-object", 200, "{}"],
    ["partial-failure", 202, '"status":"error"'],
  ])("%s hits one call with %i and does not change data", async (name, status, text) => {
    zoho = await ListeningSandbox.start();
    await zoho.scenario(name);
    const hit = await zoho.createLead();
    expect(hit.status).toBe(status);
    expect(hit.text).toContain(text);
    expect(await zoho.leadCount()).toBe(3);
    expect((await zoho.createLead()).status).toBe(201);
  });

  test("headers: Retry-After on request, credits 0 when exhausted", async () => {
    zoho = await ListeningSandbox.start();
    await zoho.scenario("rate-limited");
    expect((await zoho.createLead()).headers).not.toHaveProperty("retry-after");
    await zoho.scenario("rate-limited-retry-after", { seconds: 2 });
    expect((await zoho.createLead()).headers["retry-after"]).toBe("2");
    await zoho.scenario("credits-exhausted");
    expect((await zoho.createLead()).headers["x-api-credits-remaining"]).toBe("0");
  });

  test("reset-before breaks the connection before the write, reset-after and cut-short after it", async () => {
    zoho = await ListeningSandbox.start();
    await zoho.scenario("reset-before");
    await expect(zoho.createLead()).rejects.toThrow();
    expect(await zoho.leadCount()).toBe(3);
    await zoho.scenario("reset-after");
    await expect(zoho.createLead()).rejects.toThrow();
    expect(await zoho.leadCount()).toBe(4);
    await zoho.scenario("cut-short");
    await expect(zoho.createLead()).rejects.toThrow();
    expect(await zoho.leadCount()).toBe(5);
  });

  test("cut-short-clean writes and replies 200 with half of the JSON", async () => {
    zoho = await ListeningSandbox.start();
    await zoho.scenario("cut-short-clean");
    const reply = await zoho.createLead();
    expect(reply.status).toBe(200);
    expect(() => JSON.parse(reply.text)).toThrow();
    expect(await zoho.leadCount()).toBe(4);
  });

  test("slow sends the correct reply, later", async () => {
    zoho = await ListeningSandbox.start();
    await zoho.scenario("slow", { delayMs: 60_000 });
    const reply = zoho.createLead();
    await zoho.until(({ held }) => held === 1);
    expect(await zoho.leadCount()).toBe(3);
    expect((await zoho.release(reply)).status).toBe(201);
  });

  test("slow-first-byte and slow-drip carry the call out at once and send the correct reply, later", async () => {
    zoho = await ListeningSandbox.start();
    for (const name of ["slow-first-byte", "slow-drip"]) {
      await zoho.scenario(name, { delayMs: 600_000 });
      const count = Number(await zoho.leadCount());
      const reply = zoho.createLead();
      await zoho.until(({ held }) => held === 1);
      expect(await zoho.leadCount()).toBe(count + 1);
      const { text } = await zoho.release(reply);
      expect(JSON.parse(text).data).toMatchObject([{ code: "SUCCESS" }]);
    }
  });

  test("slow-drip stops if the client disconnects, and sends nothing for a 204", async () => {
    zoho = await ListeningSandbox.start({ records: { "*": 0 } });
    await zoho.scenario("slow-drip", { delayMs: 50, count: 2 });
    const leaving = new AbortController();
    const reply = await fetch(`${zoho.sandbox.origin}/crm/v8/org`, {
      headers: { authorization: "Zoho-oauthtoken sandbox" },
      signal: leaving.signal,
    });
    leaving.abort();
    await expect(reply.text()).rejects.toThrow();
    const empty = await zoho.call("GET", "/crm/v8/Leads?fields=id");
    expect([empty.status, empty.text]).toEqual([204, ""]);
  });

  test("wrong-content-type: the correct reply with another content type", async () => {
    zoho = await ListeningSandbox.start();
    await zoho.scenario("wrong-content-type");
    const reply = await zoho.createLead();
    expect([reply.status, reply.headers["content-type"]]).toEqual([201, "text/html"]);
    expect(JSON.parse(reply.text).data).toMatchObject([{ code: "SUCCESS" }]);
  });

  test("page-token-expired hits only calls with a token (facts 3.1)", async () => {
    zoho = await ListeningSandbox.start();
    await zoho.scenario("page-token-expired");
    const url = "/crm/v8/Leads?fields=id&per_page=1";
    const first = await zoho.call("GET", url);
    const next = `${url}&page_token=${JSON.parse(first.text).info.next_page_token}`;
    const second = await zoho.call("GET", next);
    expect([first.status, second.status]).toEqual([200, 400]);
    expect(JSON.parse(second.text)).toMatchObject({ code: "EXPIRED_VALUE" });
    expect((await zoho.call("GET", next)).status).toBe(200);
  });

  test("field-renamed and module-unreadable change the organization before the nth call", async () => {
    zoho = await ListeningSandbox.start();
    const cityQuery = { select_query: "select City from Leads where id is not null" };
    const query = async () => (await zoho.call("POST", "/crm/v8/coql", cityQuery)).status;
    const rename = { module: "Leads", from: "City", to: "Town" };
    await zoho.scenario("field-renamed", { ...rename, match: { path: "/crm/v8/coql", nth: 2 } });
    expect([await query(), await query(), await query()]).toEqual([200, 400, 400]);
    const list = async () => (await zoho.call("GET", "/crm/v8/Leads?fields=id")).status;
    await zoho.scenario("module-unreadable", { module: "Leads", match: { nth: 2 } });
    expect([await list(), await list(), await list()]).toEqual([200, 403, 403]);
    expect(await zoho.scenario("field-renamed", { module: "Leads" })).toHaveProperty("error");
    expect(await zoho.scenario("module-unreadable")).toHaveProperty("error");
  });

  test("awkward-values permanently changes the first lead, or the one with the id, before the call", async () => {
    zoho = await ListeningSandbox.start();
    const rows = async () =>
      JSON.parse((await zoho.call("GET", "/crm/v8/Leads?fields=Company&sort_order=asc")).text).data;
    const before = await rows();
    const awkward = { id: before[0].id, Company: expect.stringContaining("\"a\",b;'c'") };
    await zoho.scenario("awkward-values", { module: "Leads" });
    expect(await rows()).toEqual([awkward, before[1], before[2]]);
    await zoho.scenario("awkward-values", { module: "Leads", id: before[2].id });
    expect(await rows()).toEqual([awkward, before[1], { ...awkward, id: before[2].id }]);
    expect(await zoho.scenario("awkward-values")).toHaveProperty("error");
  });

  test("probability hits some of the calls, the same ones for the same seed", async () => {
    zoho = await ListeningSandbox.start();
    const pattern = async (seed: number) => {
      await zoho.control("DELETE", "scenario");
      await zoho.scenario("server-error", { match: { probability: 0.5, seed }, count: 0 });
      const statuses: number[] = [];
      for (let call = 0; call < 40; call += 1) {
        statuses.push((await zoho.call("GET", "/crm/v8/org")).status);
      }
      return statuses;
    };
    const first = await pattern(1);
    expect(await pattern(1)).toEqual(first);
    expect(await pattern(2)).not.toEqual(first);
    expect(first.filter((status) => status === 500).length).toBeGreaterThan(8);
    expect(first.filter((status) => status === 200).length).toBeGreaterThan(8);
  });

  test("matches by method, path and nth; count 0 lasts until cleared", async () => {
    zoho = await ListeningSandbox.start();
    await zoho.scenario("server-error", { match: { method: "GET", path: "/crm/v8/org", nth: 2 } });
    const org = async () => (await zoho.call("GET", "/crm/v8/org")).status;
    expect((await zoho.createLead()).status).toBe(201);
    expect([await org(), await org(), await org()]).toEqual([200, 500, 200]);
    await zoho.scenario("server-error", { match: { path: "Leads$" }, count: 0 });
    expect([(await zoho.createLead()).status, (await zoho.createLead()).status]).toEqual([
      500, 500,
    ]);
    await zoho.control("DELETE", "scenario");
    expect((await zoho.createLead()).status).toBe(201);
  });

  test("the accounts server is hit only with a path", async () => {
    zoho = await ListeningSandbox.start();
    const info = async () =>
      (await zoho.call("GET", "/oauth/serverinfo", undefined, "accounts.zoho.eu")).status;
    await zoho.scenario("server-error");
    expect(await info()).toBe(200);
    await zoho.scenario("html-502", { match: { path: "/oauth/" } });
    expect(await info()).toBe(502);
  });

  test("are listed with descriptions; an unknown name is refused", async () => {
    zoho = await ListeningSandbox.start();
    const { scenarios } = await zoho.control("GET", "scenarios");
    expect(scenarios).toContainEqual({
      name: "rate-limited",
      about: expect.stringMatching(/^429 .*\.$/),
    });
    expect(await zoho.scenario("nope")).toMatchObject({
      error: expect.stringContaining("rate-limited"),
    });
  });
});
