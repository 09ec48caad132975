import nock from "nock";
import { fakeTimeouts, realTime } from "../../test/support/clock";
import { collectingLogger, craftedConnection } from "../../test/support/craftedZoho";
import type { Timing } from "../client/timing";
import { booksClient } from "./client";

const zoho = () => nock("https://www.zohoapis.eu");
let users = 0;

/** Every test has a user of its own, since what is known of a user outlives a client. */
function newConnection() {
  users += 1;
  const token = { ...craftedConnection.token, api_domain: "https://www.zohoapis.eu" };
  return { ...craftedConnection, token: { ...token, refresh_token: `user-${users}` } };
}

function setUp(organizationId = "") {
  const lines: string[] = [];
  const waits: number[] = [];
  let ticks = 0;
  const timing: Timing = {
    now: Date.now,
    ticks: () => ticks,
    sleep: async (milliseconds) => {
      waits.push(milliseconds);
      ticks += milliseconds;
    },
    random: () => 1,
    timeoutMs: 60_000,
    transferTimeoutMs: 60_000,
    firstDelayMs: 1_000,
  };
  const connection = newConnection();
  const logger = collectingLogger(lines);
  const make = (id = organizationId, options = {}) =>
    booksClient(connection, { logger }, { organizationId: id, timing, ...options });
  return { client: make(), make, lines, waits };
}

const MISSING = { code: 6024, message: "This user belongs to multiple organizations" };
const ORGANIZATIONS = {
  code: 0,
  message: "success",
  organizations: [
    { organization_id: "801", name: "Side Trade", is_default_org: false },
    { organization_id: "802", name: "Main Trade", is_default_org: true },
  ],
};
const read = { method: "GET", path: "/invoices" } as const;
const write = {
  method: "POST",
  path: "/invoices",
  payload: { kind: "json", value: { customer_id: "1" } },
} as const;
const EMPTY = { code: 0, message: "success", invoices: [] };

beforeAll(() => nock.disableNetConnect());
afterEach(() => {
  expect(nock.pendingMocks()).toEqual([]);
  nock.cleanAll();
});
afterAll(() => nock.enableNetConnect());

describe("the organization of a call", () => {
  it("is sent when it is given, and never with the list of organizations", async () => {
    const { client } = setUp("801");
    zoho().get("/books/v3/invoices").query({ organization_id: "801" }).reply(200, EMPTY);
    await client.request(read);
    zoho().get("/books/v3/organizations").query({}).reply(200, ORGANIZATIONS);
    expect((await client.organizations()).organizations).toHaveLength(2);
  });

  it("is not sent when it is not given", async () => {
    const { client, lines } = setUp();
    zoho().get("/books/v3/invoices").query({}).reply(200, EMPTY);
    await client.request(read);
    expect(lines).toEqual([]);
  });

  it("of a read is the default one on 6024, looked up once and named once", async () => {
    const { client, make, lines } = setUp();
    zoho().get("/books/v3/invoices").query({}).reply(400, MISSING);
    zoho().get("/books/v3/organizations").reply(200, ORGANIZATIONS);
    zoho().get("/books/v3/invoices").query({ organization_id: "802" }).times(3).reply(200, EMPTY);
    await client.request(read);
    await client.request(read);
    expect(lines.join("\n")).toMatch(/default one was read: Main Trade \(802\)/);
    expect(lines).toHaveLength(1);
    await make().request(read);
    expect(lines).toHaveLength(2);
  });

  it("of a write is never guessed: the error lists the choice", async () => {
    const { client } = setUp();
    zoho().post("/books/v3/invoices").query({}).reply(400, MISSING);
    zoho().get("/books/v3/organizations").reply(200, ORGANIZATIONS);
    const failed = client.request(write);
    await expect(failed).rejects.toMatchObject({ code: "ZOHO_ORGANIZATION_MISSING" });
    await expect(failed).rejects.toThrow(
      "Organizations of the user: Side Trade (801), Main Trade (802, the default one).",
    );
  });

  it("of a write is not that of an earlier read", async () => {
    const { client } = setUp();
    zoho().get("/books/v3/invoices").query({}).reply(400, MISSING);
    zoho().get("/books/v3/organizations").reply(200, ORGANIZATIONS);
    zoho().get("/books/v3/invoices").query({ organization_id: "802" }).reply(200, EMPTY);
    await client.request(read);
    zoho().post("/books/v3/invoices").query({}).reply(400, MISSING);
    await expect(client.request(write)).rejects.toMatchObject({
      code: "ZOHO_ORGANIZATION_MISSING",
    });
  });

  it("that the user does not belong to is an error with the ones that would work", async () => {
    const { client } = setUp("42");
    zoho()
      .get("/books/v3/invoices")
      .query({ organization_id: "42" })
      .reply(400, { code: 6041, message: "not associated with the CompanyID/CompanyName:42." });
    zoho().get("/books/v3/organizations").reply(200, ORGANIZATIONS);
    const failed = client.request(read);
    await expect(failed).rejects.toMatchObject({ code: "ZOHO_ORGANIZATION_UNKNOWN" });
    await expect(failed).rejects.toThrow("Side Trade (801)");
  });

  it("stays an error without a list when the organizations cannot be read", async () => {
    const { client } = setUp();
    zoho().post("/books/v3/invoices").query({}).reply(400, MISSING);
    zoho().get("/books/v3/organizations").reply(401, { code: 57, message: "no" });
    await expect(client.request(write)).rejects.toMatchObject({
      code: "ZOHO_ORGANIZATION_MISSING",
    });
  });

  it("of a raw request with an empty one is that of the step", async () => {
    const { client } = setUp("801");
    zoho().get("/books/v3/invoices").query({ organization_id: "801" }).reply(200, EMPTY);
    await client.request({ ...read, pairs: [["organization_id", ""]] });
  });

  it("that a call names wrongly teaches nothing about the user's", async () => {
    const { client, make } = setUp("42");
    const wrong = { code: 6041, message: "not associated" };
    zoho().get("/books/v3/invoices").query({ organization_id: "42" }).reply(400, wrong);
    const [one] = ORGANIZATIONS.organizations;
    zoho()
      .get("/books/v3/organizations")
      .reply(200, { ...ORGANIZATIONS, organizations: [one] });
    await expect(client.request(read)).rejects.toMatchObject({
      code: "ZOHO_ORGANIZATION_UNKNOWN",
    });
    zoho().get("/books/v3/invoices").query({}).reply(200, EMPTY);
    await make("").request(read);
  });

  it("of a raw request is the one it names itself", async () => {
    const { client } = setUp("801");
    zoho().get("/books/v3/invoices").query({ organization_id: "802" }).reply(200, EMPTY);
    await client.request({ ...read, pairs: [["organization_id", "802"]] });
  });

  it("without a default one is an error that lists the choice", async () => {
    const { client } = setUp();
    zoho().get("/books/v3/invoices").query({}).reply(400, MISSING);
    const none = ORGANIZATIONS.organizations.map((row) => ({ ...row, is_default_org: false }));
    zoho()
      .get("/books/v3/organizations")
      .reply(200, { ...ORGANIZATIONS, organizations: none });
    await expect(client.request(read)).rejects.toThrow("Side Trade (801), Main Trade (802)");
  });

  it("is the only one where there is just one, marked or not", async () => {
    const { client, lines } = setUp();
    const [one] = ORGANIZATIONS.organizations;
    zoho().get("/books/v3/invoices").query({}).reply(400, MISSING);
    zoho()
      .get("/books/v3/organizations")
      .reply(200, { ...ORGANIZATIONS, organizations: [one] });
    zoho().get("/books/v3/invoices").query({ organization_id: "801" }).reply(200, EMPTY);
    await client.request(read);
    expect(lines).toEqual([]);
  });

  it("of a read that may not list them is the error that asks for an Organization ID", async () => {
    const { client } = setUp();
    zoho().get("/books/v3/invoices").query({}).reply(400, MISSING);
    zoho().get("/books/v3/organizations").reply(401, { code: 57, message: "no" });
    await expect(client.request(read)).rejects.toMatchObject({
      code: "ZOHO_ORGANIZATION_MISSING",
    });
  });

  it("is looked up once by reads at the same time", async () => {
    const { client } = setUp();
    zoho().get("/books/v3/invoices").query({}).times(10).reply(400, MISSING);
    zoho().get("/books/v3/organizations").reply(200, ORGANIZATIONS);
    zoho().get("/books/v3/invoices").query({ organization_id: "802" }).times(10).reply(200, EMPTY);
    await Promise.all(Array.from({ length: 10 }, () => client.request(read)));
  });

  it("that was the default one and no longer is the user's is looked up anew", async () => {
    const { client } = setUp();
    zoho().get("/books/v3/invoices").query({}).reply(400, MISSING);
    zoho().get("/books/v3/organizations").reply(200, ORGANIZATIONS);
    zoho().get("/books/v3/invoices").query({ organization_id: "802" }).reply(200, EMPTY);
    await client.request(read);
    const left = ORGANIZATIONS.organizations.slice(0, 1);
    zoho()
      .get("/books/v3/invoices")
      .query({ organization_id: "802" })
      .reply(400, { code: 6041, message: "not associated" });
    zoho()
      .get("/books/v3/organizations")
      .reply(200, { ...ORGANIZATIONS, organizations: left });
    zoho().get("/books/v3/invoices").query({ organization_id: "801" }).reply(200, EMPTY);
    await client.request(read);
  });
});

describe("a deadline", () => {
  it("is one for all calls that a request takes", async () => {
    const { make } = setUp();
    fakeTimeouts();
    try {
      const lasting = (milliseconds: number, reply: [number, object]) => () => {
        jest.advanceTimersByTime(milliseconds);
        return reply;
      };
      zoho()
        .get("/books/v3/invoices")
        .query({})
        .reply(lasting(200, [400, MISSING]));
      zoho()
        .get("/books/v3/organizations")
        .reply(lasting(200, [200, ORGANIZATIONS]));
      zoho()
        .get("/books/v3/invoices")
        .query(true)
        // Never answered: the rest of the 500 milliseconds pass.
        .reply((_uri, _body, _answer) => void jest.advanceTimersByTime(100));
      await expect(make("", { deadlineMs: 500 }).request(read)).rejects.toMatchObject({
        code: "ZOHO_TIMEOUT",
      });
    } finally {
      realTime();
    }
  });
});

describe("limits", () => {
  it("of calls without an organization count for the one that later calls name", async () => {
    const { client, make, waits } = setUp();
    zoho().get("/books/v3/invoices").query(true).times(101).reply(200, EMPTY);
    for (let call = 0; call < 100; call += 1) await client.request(read);
    await make("871").request(read);
    expect(waits).toHaveLength(1);
    expect(waits[0]).toBeGreaterThan(60_000);
  });

  it("count for the organization that a call is about, however it is named", async () => {
    const headers = (remaining: number) => ({
      "X-Rate-Limit-Limit": "2000",
      "X-Rate-Limit-Remaining": String(remaining),
      "X-Rate-Limit-Reset": "3600",
    });
    const { client, make } = setUp("811");
    zoho().get("/books/v3/invoices").query(true).reply(200, EMPTY, headers(9));
    zoho().get("/books/v3/invoices").query(true).reply(200, EMPTY, headers(8));
    zoho().get("/books/v3/organizations").reply(200, ORGANIZATIONS, headers(7));
    await client.request(read);
    await make().request({ ...read, pairs: [["organization_id", "811"]] });
    expect(client.quota?.remaining).toBe(8);
    await make().organizations();
    expect(client.quota?.remaining).toBe(7);
  });

  it.each([
    { named: ["831"], counts: 1, why: "the only one named" },
    { named: ["832", "832"], counts: 2, why: "the only one named, however often" },
    { named: ["833", "834"], counts: 1, why: "none for sure, so for the user's limits" },
  ])("of calls without an organization after $named: $why", async ({ named, counts }) => {
    const { make } = setUp();
    const headers = (remaining: number) => ({
      "X-Rate-Limit-Limit": "2000",
      "X-Rate-Limit-Remaining": String(remaining),
      "X-Rate-Limit-Reset": "3600",
    });
    for (const [index, id] of named.entries()) {
      zoho()
        .get("/books/v3/invoices")
        .query(true)
        .reply(200, EMPTY, headers(index + 1));
      await make(id).request(read);
    }
    expect(make().quota?.remaining).toBe(counts);
  });

  it("of the minute close the organization for every call", async () => {
    const { client, make, waits } = setUp("812");
    const blocked = { code: 44, message: "blocked" };
    zoho().get("/books/v3/items").query(true).reply(429, blocked);
    zoho().get("/books/v3/items").query(true).reply(200, { code: 0, message: "success" });
    zoho().get("/books/v3/invoices").query(true).reply(200, EMPTY);
    const waiting = client.request({ method: "GET", path: "/items", retry: { maxTries: 1 } });
    await expect(waiting).rejects.toMatchObject({ code: "ZOHO_RATE_LIMITED" });
    await make().request(read);
    await client.request({ method: "GET", path: "/items" });
    expect(waits).toEqual([60_000]);
  });

  it("waits a minute for code 44 and goes on", async () => {
    const { client, waits } = setUp("821");
    zoho().get("/books/v3/invoices").query(true).reply(429, { code: 44, message: "blocked" });
    zoho().get("/books/v3/invoices").query(true).reply(200, EMPTY);
    await client.request(read);
    expect(waits).toEqual([60_000]);
  });

  it("repeats a write that was refused for the minute, since Zoho did nothing", async () => {
    const { client, waits } = setUp("822");
    zoho().post("/books/v3/invoices").query(true).reply(429, { code: 1070, message: "busy" });
    zoho().post("/books/v3/invoices").query(true).reply(201, { code: 0, message: "created" });
    await client.request(write);
    expect(waits).toEqual([1_000]);
  });

  it("stops at once for code 45, and keeps what the headers told", async () => {
    const { client, waits } = setUp("823");
    const headers = {
      "X-Rate-Limit-Limit": "2000",
      "X-Rate-Limit-Remaining": "0",
      "X-Rate-Limit-Reset": "3600",
    };
    zoho()
      .get("/books/v3/invoices")
      .query(true)
      .reply(429, { code: 45, message: "call rate limit of 2,000 exceeded" }, headers);
    await expect(client.request(read)).rejects.toMatchObject({ code: "ZOHO_QUOTA_EXHAUSTED" });
    expect(waits).toEqual([]);
    expect(client.quota).toMatchObject({ limit: 2_000, remaining: 0 });
  });

  it("does not wait out a dead token", async () => {
    const { client, waits } = setUp("824");
    zoho().get("/books/v3/invoices").query(true).reply(200, { code: 57, message: "no" });
    await expect(client.request(read)).rejects.toMatchObject({ code: "ZOHO_TOKEN_OR_SCOPE" });
    expect(waits).toEqual([]);
  });

  it("goes on after an HTML page for a read, and not for a write", async () => {
    const { client } = setUp("825");
    const html = "<html>maintenance</html>";
    zoho().get("/books/v3/invoices").query(true).reply(503, html);
    zoho().get("/books/v3/invoices").query(true).reply(200, EMPTY);
    await client.request(read);
    zoho().post("/books/v3/invoices").query(true).reply(503, html);
    const failed = client.request(write);
    await expect(failed).rejects.toMatchObject({ code: "ZOHO_HTML_PAGE", tries: 1 });
    await expect(failed).rejects.toThrow("may have carried out the write");
  });
});
