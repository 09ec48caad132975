import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { ListeningSandbox } from "./testSupport/server";

let zoho: ListeningSandbox;

afterEach(() => zoho.close());

describe("hosts and headers", () => {
  test("a Zoho host is served, a foreign one is 404 with its name", async () => {
    zoho = await ListeningSandbox.start();
    expect((await zoho.call("GET", "/crm/v8/org")).status).toBe(200);
    const foreign = await zoho.call("GET", "/crm/v8/org", undefined, "www.zohoapis.https");
    expect(foreign.status).toBe(404);
    expect(foreign.text).toContain("www.zohoapis.https");
    expect(
      (await zoho.call("GET", "/oauth/serverinfo", undefined, "accounts.zoho.sa")).status,
    ).toBe(200);
  });

  test("the Date header and record times follow the clock", async () => {
    zoho = await ListeningSandbox.start();
    await zoho.control("POST", "clock", { now: "2030-05-01T00:00:00Z" });
    const reply = await zoho.createLead();
    expect(reply.headers.date).toMatch(/^Wed, 01 May 2030 00:/);
    expect(reply.text).toContain('"Created_Time":"2030-05-01T05:3');
  });

  test("control calls work only under host names of this machine and of Zoho", async () => {
    zoho = await ListeningSandbox.start();
    const under = (host: string) => zoho.call("GET", "/_sandbox/stats", undefined, host);
    expect((await under("www.zohoapis.eu")).status).toBe(200);
    expect((await under("evil.test")).status).toBe(404);
  });

  test("the clock can be set back, and run ahead of or behind the machine's", async () => {
    zoho = await ListeningSandbox.start();
    const now = async () => {
      const { headers, text } = await zoho.createLead();
      const [row] = JSON.parse(text).data;
      expect(Date.parse(row.details.Created_Time)).toBe(Date.parse(String(headers.date)));
      return Date.parse(String(headers.date));
    };
    /** Records are stamped by the machine's clock plus `skewMs`, in whole seconds. */
    const expectSkew = async (skewMs: number) => {
      const earliest = Math.floor((Date.now() + skewMs) / 1000) * 1000;
      const time = await now();
      expect(time).toBeGreaterThanOrEqual(earliest);
      expect(time).toBeLessThanOrEqual(Date.now() + skewMs);
    };
    await zoho.control("POST", "clock", { now: "2030-05-01T00:00:00Z" });
    const back = await zoho.control("POST", "clock", { now: "2020-05-01T00:00:00Z" });
    expect(back.now).toMatch(/^2020-05-01T00:/);
    await expectSkew(Number(back.skewMs));
    await zoho.control("POST", "clock", { advanceMs: -86_400_000 });
    await expectSkew(Number(back.skewMs) - 86_400_000);
    for (const skewMs of [-90_000, 90_000]) {
      expect(await zoho.control("POST", "clock", { skewMs })).toMatchObject({ skewMs });
      await expectSkew(skewMs);
    }
  });

  test("204 has neither body nor length", async () => {
    zoho = await ListeningSandbox.start({ records: { Leads: 0 } });
    const reply = await zoho.call("GET", "/crm/v8/Leads?fields=Last_Name");
    expect([reply.status, reply.text, reply.headers["content-length"]]).toEqual([
      204,
      "",
      undefined,
    ]);
  });
});

describe("limits and recording", () => {
  const refusals = async (count: number, url: string) => {
    const replies = await zoho.overlap(...Array.from({ length: count }, () => url));
    return replies.filter(({ status }) => status === 429).length;
  };

  test("calls beyond the concurrency are 429", async () => {
    zoho = await ListeningSandbox.start({ concurrency: 2 });
    expect(await refusals(3, "/crm/v8/org")).toBe(1);
    expect(await zoho.control("GET", "stats")).toMatchObject({ maxInFlight: 2 });
  });

  test("the edition limits an app's calls, ten for heavy ones; the accounts server has no limit", async () => {
    zoho = await ListeningSandbox.start({ edition: "professional" });
    expect(await refusals(17, "/crm/v8/org")).toBe(2);
    expect(await refusals(13, "/crm/v8/Leads?fields=id&sort_by=id")).toBe(3);
    expect(await refusals(30, "/oauth/serverinfo")).toBe(0);
  });

  test("an abandoned slow reply does not keep the process alive", async () => {
    const timers = () => process.getActiveResourcesInfo().filter((name) => name === "Timeout");
    zoho = await ListeningSandbox.start();
    await zoho.scenario("slow", { delayMs: 60_000 });
    const before = timers().length;
    const call = zoho.call("GET", "/crm/v8/org").catch(() => "broken off");
    while ((await zoho.control("GET", "stats")).maxInFlight === 0);
    await zoho.close();
    expect(await call).toBe("broken off");
    expect(timers().length).toBeLessThanOrEqual(before);
  });

  test("a recording has a line per exchange, without control calls or tokens", async () => {
    const directory = mkdtempSync(path.join(tmpdir(), "zoho-sandbox-"));
    const recordFile = path.join(directory, "exchanges.jsonl");
    zoho = await ListeningSandbox.start({ recordFile });
    await zoho.createLead();
    await zoho.control("GET", "stats");
    await zoho.call("GET", "/crm/v8/Leads?fields=Last_Name");
    await zoho.close();
    const lines = readFileSync(recordFile, "utf8").trim().split("\n");
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { method: "POST", url: "/crm/v8/Leads", status: 201, body: expect.stringContaining("Rao") },
      { method: "GET", url: "/crm/v8/Leads?fields=Last_Name", status: 200 },
    ]);
    expect(lines.join("\n")).not.toContain("oauthtoken");
    rmSync(directory, { recursive: true });
  });
});
