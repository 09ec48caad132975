import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { ListeningSandbox } from "./testServer";

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
    expect(reply.headers.date).toMatch(/^Wed, 01 May 2030 00:00:0/);
    expect(reply.text).toContain('"Created_Time":"2030-05-01T05:30:0');
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
  test("calls beyond the concurrency are 429", async () => {
    zoho = await ListeningSandbox.start({ concurrency: 2, latencyMs: 60 });
    const statuses = (await Promise.all([1, 2, 3].map(() => zoho.call("GET", "/crm/v8/org")))).map(
      (reply) => reply.status,
    );
    expect(statuses.sort()).toEqual([200, 200, 429]);
    expect(await zoho.control("GET", "stats")).toMatchObject({ maxInFlight: 2 });
  });

  test("a recording holds each exchange as a line, without control calls or tokens", async () => {
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
