import { ListeningSandbox } from "./testServer";

let zoho: ListeningSandbox;

afterEach(() => zoho.close());

describe("scenarios", () => {
  test.each([
    ["rate-limited", 429, "TOO_MANY_REQUESTS"],
    ["credits-exhausted", 429, "TOO_MANY_REQUESTS"],
    ["server-error", 500, "INTERNAL_ERROR"],
    ["html-502", 502, "<html>"],
    ["expired-token", 401, "INVALID_TOKEN"],
    ["revoked-token", 401, "INVALID_TOKEN"],
    ["missing-scope", 401, "OAUTH_SCOPE_MISMATCH"],
    ["no-permission", 403, "NO_PERMISSION"],
    ["empty-object", 200, "{}"],
    ["partial-failure", 202, '"status":"error"'],
  ])("%s hits one call with %i and leaves the data alone", async (name, status, text) => {
    zoho = await ListeningSandbox.start();
    await zoho.scenario(name);
    const hit = await zoho.createLead();
    expect(hit.status).toBe(status);
    expect(hit.text).toContain(text);
    expect(await zoho.leadCount()).toBe(3);
    expect((await zoho.createLead()).status).toBe(201);
  });

  test("headers: Retry-After where asked for, credits 0 when exhausted", async () => {
    zoho = await ListeningSandbox.start();
    await zoho.scenario("rate-limited");
    expect((await zoho.createLead()).headers).not.toHaveProperty("retry-after");
    await zoho.scenario("rate-limited-retry-after", { seconds: 2 });
    expect((await zoho.createLead()).headers["retry-after"]).toBe("2");
    await zoho.scenario("credits-exhausted");
    expect((await zoho.createLead()).headers["x-api-credits-remaining"]).toBe("0");
  });

  test("reset-before breaks off before the write, reset-after and cut-short after it", async () => {
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

  test("cut-short-clean writes and answers 200 with half of the JSON", async () => {
    zoho = await ListeningSandbox.start();
    await zoho.scenario("cut-short-clean");
    const reply = await zoho.createLead();
    expect(reply.status).toBe(200);
    expect(() => JSON.parse(reply.text)).toThrow();
    expect(await zoho.leadCount()).toBe(4);
  });

  test("slow answers rightly, later", async () => {
    zoho = await ListeningSandbox.start();
    await zoho.scenario("slow", { delayMs: 150 });
    const startedAt = performance.now();
    expect((await zoho.createLead()).status).toBe(201);
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(145);
  });

  test("match by method, path and nth; count 0 lasts until cleared", async () => {
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

  test("the accounts server is hit only when the path says so", async () => {
    zoho = await ListeningSandbox.start();
    const info = async () =>
      (await zoho.call("GET", "/oauth/serverinfo", undefined, "accounts.zoho.eu")).status;
    await zoho.scenario("server-error");
    expect(await info()).toBe(200);
    await zoho.scenario("html-502", { match: { path: "/oauth/" } });
    expect(await info()).toBe(502);
  });

  test("are listed with a sentence each; an unknown name is refused", async () => {
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
