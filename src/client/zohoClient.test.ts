import { createServer, type Server } from "node:http";
import nock from "nock";
import { collectingLogger, craftedConnection } from "../../test/support/craftedZoho";
import { crmClient } from "../crm/client";
import type { Timing } from "./timing";

const connection = {
  ...craftedConnection,
  token: { ...craftedConnection.token, api_domain: "https://www.zohoapis.eu" },
};
const logger = collectingLogger([]);

/** No waiting; the waits asked for are kept. */
function recordingTiming(): Timing & { waits: number[] } {
  const waits: number[] = [];
  return {
    waits,
    now: Date.now,
    ticks: () => performance.now(),
    sleep: async (milliseconds) => void waits.push(milliseconds),
    random: () => 1,
    timeoutMs: 60_000,
    transferTimeoutMs: 60_000,
    firstDelayMs: 1_000,
  };
}

const client = (options = recordingTiming()) =>
  crmClient(connection, { logger }, { timing: options });
const zoho = () => nock("https://www.zohoapis.eu");
const read = { method: "GET", path: "/org" } as const;
const create = {
  method: "POST",
  path: "/Leads",
  payload: { kind: "json", value: { data: [{}] } },
} as const;

const failure = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => {
      throw new Error("did not fail");
    },
    (error: unknown) => error,
  );

const listen = (server: Server, port = 0): Promise<void> =>
  new Promise((resolve) => server.listen(port, "127.0.0.1", resolve));

const portOf = (server: Server): number => {
  const address = server.address();
  return typeof address === "object" && address ? address.port : 0;
};

/** A port on which nothing listens. */
async function freePort(): Promise<number> {
  const server = createServer();
  await listen(server);
  const port = portOf(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Runs something with calls going to a port of this machine in place of Zoho. */
async function besideLocalZoho(port: number, run: () => Promise<void>): Promise<void> {
  nock.restore();
  process.env.ZOHO_SANDBOX_ORIGIN = `http://127.0.0.1:${port}`;
  try {
    await run();
  } finally {
    delete process.env.ZOHO_SANDBOX_ORIGIN;
    nock.activate();
  }
}

beforeAll(() => nock.disableNetConnect());
afterEach(() => {
  expect(nock.pendingMocks()).toEqual([]);
  nock.cleanAll();
});
afterAll(() => nock.enableNetConnect());

describe("on the wire", () => {
  it("calls the host of the table over HTTPS with Zoho's own scheme of authorization", async () => {
    zoho()
      .get("/crm/v8/org")
      .query({ type: "a b", fields: "A,B" })
      .matchHeader("authorization", "Zoho-oauthtoken the-token")
      .matchHeader("host", "www.zohoapis.eu")
      .reply(200, { org: [] });
    const reply = await client().request({
      ...read,
      query: { type: "a b", fields: "A,B", page: "" },
    });
    expect(reply).toMatchObject({ status: 200, body: { org: [] }, tried: "GET /crm/v8/org" });
  });

  it("keeps every digit of ids that Zoho sends as numbers", async () => {
    zoho().get("/crm/v8/org").reply(200, '{"org":[{"channel_id":10000000680019999}]}');
    expect((await client().request(read)).body).toEqual({
      org: [{ channel_id: "10000000680019999" }],
    });
  });

  it.each([204, 304])("takes a %i for an empty reply", async (status) => {
    zoho().get("/crm/v8/org").reply(status);
    expect(await client().request(read)).toMatchObject({ status, body: undefined });
  });

  it("follows no redirect, so that the token stays with Zoho", async () => {
    zoho().get("/crm/v8/org").reply(302, "", { location: "https://evil.example/crm/v8/org" });
    expect(await failure(client().request(read))).toMatchObject({
      code: "ZOHO_REPLY_UNEXPECTED",
      status: 302,
    });
  });

  it("takes no proxy from the environment", async () => {
    const asked: string[] = [];
    const proxy = createServer((request, reply) => {
      asked.push(`${request.method} ${request.url}`);
      reply.end();
    });
    await listen(proxy);
    const names = ["HTTPS_PROXY", "HTTP_PROXY", "https_proxy", "http_proxy"];
    for (const name of names) process.env[name] = `http://127.0.0.1:${portOf(proxy)}`;
    try {
      // Nothing listens at the origin: the call fails there, and never reaches the proxy.
      await besideLocalZoho(await freePort(), async () => {
        expect(await failure(client().request(read))).toMatchObject({ code: "ZOHO_UNREACHABLE" });
      });
      expect(asked).toEqual([]);
    } finally {
      for (const name of names) delete process.env[name];
      proxy.close();
    }
  });

  it("refuses a reply of more than 64 MB instead of filling the memory", async () => {
    zoho()
      .get("/crm/v8/org")
      .reply(200, Buffer.alloc(65 * 1024 * 1024, 32));
    expect(await failure(client().request(read))).toMatchObject({ code: "ZOHO_REPLY_TOO_LARGE" });
  });
});

describe("retries", () => {
  it("wait ever longer, five tries in all", async () => {
    const timing = recordingTiming();
    zoho().get("/crm/v8/org").times(5).reply(500);
    const error = await failure(client(timing).request(read));
    expect(error).toMatchObject({ name: "UnavailableError", tries: 5, status: 500 });
    expect(timing.waits).toEqual([1_000, 2_000, 4_000, 8_000]);
  });

  it("wait as long as Zoho asks, but not over a minute", async () => {
    const timing = recordingTiming();
    zoho().get("/crm/v8/org").reply(429, "", { "Retry-After": "30" });
    zoho().get("/crm/v8/org").reply(429, "", { "Retry-After": "31" });
    const error = await failure(client(timing).request(read));
    expect(error).toMatchObject({ name: "RateLimitedError", tries: 2 });
    expect(timing.waits).toEqual([30_000]);
  });

  it("of a creation happen when it certainly did not reach Zoho", async () => {
    const timing = recordingTiming();
    const port = await freePort();
    let server: Server | undefined;
    // Zoho becomes reachable while the connector waits.
    timing.sleep = async () => {
      server = createServer((_, reply) =>
        reply.end('{"data":[{"code":"SUCCESS","status":"success"}]}'),
      );
      await listen(server, port);
    };
    await besideLocalZoho(port, async () => {
      expect(await client(timing).request(create)).toMatchObject({ status: 200 });
    });
    server?.close();
  });

  it("of a creation do not happen when it may have reached Zoho, and the error says so", async () => {
    const port = await freePort();
    const server = createServer((request) => request.socket.destroy());
    await listen(server, port);
    await besideLocalZoho(port, async () => {
      const error = await failure(client().request(create));
      expect(error).toMatchObject({ code: "ZOHO_REPLY_CUT_SHORT", tries: 1 });
      expect(String(error)).toContain("may have carried out the write");
    });
    server.close();
  });

  it("of a read say nothing about writes", async () => {
    zoho().get("/crm/v8/org").times(5).reply(503, "<html></html>");
    const error = await failure(client().request(read));
    expect(error).toMatchObject({ code: "ZOHO_HTML_PAGE" });
    expect(String(error)).not.toContain("may have carried out the write");
  });

  it.each([
    { what: "a write answered with a redirect", request: create, status: 302, isUnknown: true },
    { what: "a write answered with a page", request: create, status: 200, isUnknown: true },
    { what: "a write that fails within Zoho", request: create, status: 500, isUnknown: true },
    { what: "a write that Zoho rejects", request: create, status: 400, isUnknown: false },
    { what: "a read answered with a redirect", request: read, status: 302, isUnknown: false },
  ])(
    "tell after $what whether it may have been applied",
    async ({ request, status, isUnknown }) => {
      zoho().intercept(`/crm/v8${request.path}`, request.method).reply(status, "<html></html>");
      const message = String(await failure(client().request(request)));
      expect(message.includes("may have carried out the write")).toBe(isUnknown);
    },
  );

  it("never happen for a token that Zoho rejects", async () => {
    zoho().get("/crm/v8/org").reply(401, { code: "INVALID_TOKEN", status: "error" });
    expect(await failure(client().request(read))).toMatchObject({ code: "ZOHO_TOKEN_REJECTED" });
  });
});

describe("a refusal without JSON", () => {
  it.each([
    [401, "ZOHO_TOKEN_REJECTED"],
    [403, "ZOHO_NO_PERMISSION"],
    [404, "ZOHO_URL_UNKNOWN"],
    [414, "ZOHO_REJECTED"],
  ])("of %i is told by its status, whatever page comes with it", async (status, code) => {
    zoho().get("/crm/v8/org").reply(status, "<html>blocked</html>");
    expect(await failure(client().request(read))).toMatchObject({ code, status });
  });

  it("for want of credits is told by its header", async () => {
    zoho().get("/crm/v8/org").reply(429, "<html></html>", { "X-API-CREDITS-REMAINING": "0" });
    expect(await failure(client().request(read))).toMatchObject({ code: "ZOHO_CREDITS_EXHAUSTED" });
  });
});

describe("credits", () => {
  it("are kept from reply to reply for whoever asks, across clients of one connection", async () => {
    zoho().get("/crm/v8/org").reply(200, { org: [] }, { "X-API-CREDITS-REMAINING": "4321" });
    await client().request(read);
    expect(client().creditsRemaining).toBe(4_321);
    zoho()
      .get("/crm/v8/org")
      .reply(
        429,
        { code: "TOO_MANY_REQUESTS", status: "error" },
        { "X-API-CREDITS-REMAINING": "0" },
      );
    expect(await failure(client().request(read))).toMatchObject({
      name: "CreditsExhaustedError",
      tries: 1,
    });
    expect(client().creditsRemaining).toBe(0);
  });
});
