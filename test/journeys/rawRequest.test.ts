import { sandboxConnection } from "../../runner/connections";
import { skippingTimeouts } from "../support/clock";
import { LocalZoho, type Row } from "../support/localZoho";

const zoho = new LocalZoho();
beforeAll(() => zoho.start());
afterAll(() => zoho.stop());
beforeEach(() => zoho.reset({ records: { Leads: 0 } }));

const get = { method: "GET", responseType: "json" };
const raw = (values: Row): Promise<unknown> => zoho.act("crmRawRequest", { ...get, ...values });
const lastCall = async () => (await zoho.calls()).at(-1);

describe("the address", () => {
  it.each([
    ["/Leads?fields=City", "/crm/v8/Leads?fields=City"],
    ["Leads?fields=City", "/crm/v8/Leads?fields=City"],
    ["/settings/modules", "/crm/v8/settings/modules"],
    ["/crm/v8/settings/modules", "/crm/v8/settings/modules"],
    ["/crm/v7/settings/modules", "/crm/v7/settings/modules"],
    ["https://www.zohoapis.com/crm/v8/settings/modules", "/crm/v8/settings/modules"],
  ])("%s leads to %s", async (url, path) => {
    await raw({ url });
    expect(await lastCall()).toMatchObject({ url: path, host: "www.zohoapis.com" });
  });

  it("may leave the base for another API of Zoho CRM", async () => {
    const values = { url: "/crm/bulk/v8/read", method: "POST", data: { query: {} } };
    const error = await zoho.failure("crmRawRequest", { ...get, ...values });
    expect(error).toMatchObject({ name: expect.stringMatching(/Error/) });
    expect(await lastCall()).toMatchObject({ method: "POST", url: "/crm/bulk/v8/read" });
  });

  it("is that of the connection's own data center", async () => {
    const connection = sandboxConnection({ region: "ca" });
    const url = "https://www.zohoapis.ca/crm/v8/org";
    await zoho.act("crmRawRequest", { ...get, url }, { connection });
    expect(await lastCall()).toMatchObject({ host: "www.zohoapis.ca" });
    const foreign = { ...get, url: "https://www.zohoapis.com/crm/v8/org" };
    const error = await zoho.failure("crmRawRequest", foreign, { connection });
    expect(error).toMatchObject({ code: "ZOHO_INPUT_INVALID" });
  });

  it.each([
    "",
    "  ",
    "https://evil.example/crm/v8/org",
    "http://www.zohoapis.com/crm/v8/org",
    "//evil.example/crm/v8/org",
    "\\\\evil.example\\crm",
    "/\\evil.example/crm",
    "https://www.zohoapis.com@evil.example/crm/v8/org",
    "https://user:pass@www.zohoapis.com/crm/v8/org",
    "https://www.zohoapis.com:8443/crm/v8/org",
    "https://www.zohoapis.com.evil.example/crm/v8/org",
    "https://evil.example#www.zohoapis.com",
    "https://evil.example?https://www.zohoapis.com",
    "https:evil.example/crm",
    "HTTPS://EVIL.EXAMPLE/crm",
    "ftp://www.zohoapis.com/crm",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "data:text/plain,x",
    "/../oauth/v2/token",
    "/Leads/../../../oauth/v2/token",
    "/%2e%2e/%2e%2e/oauth/v2/token",
    "/crm/../books/v3/contacts",
    "/crm/%2E%2E/books/v3/contacts",
    "/Leads#fragment",
    "/Leads\r\nHost: evil.example",
    "/Leads HTTP/1.1",
    "https://accounts.zoho.com/oauth/v2/token",
    "https://127.0.0.1/crm/v8/org",
  ])("%j is refused, and no token leaves", async (url) => {
    const { result: error, calls } = await zoho.counting(() =>
      zoho.failure("crmRawRequest", { ...get, url }, { fillDefaults: false }),
    );
    expect(error.message).toMatch(/URL/);
    expect(calls).toBe(0);
  });
});

describe("the body", () => {
  const create = { url: "/Leads", method: "POST" };
  const lead = { data: [{ Last_Name: "Ráo", Company: "Acme" }] };

  it.each([
    ["JSON text", JSON.stringify(lead)],
    ["an object of an earlier step", lead],
  ])("of %s goes out as JSON", async (_, data) => {
    expect(await raw({ ...create, data })).toMatchObject({ data: [{ code: "SUCCESS" }] });
    const call = await lastCall();
    expect(call?.headers["content-type"]).toBe("application/json");
    expect(JSON.parse(call?.body ?? "")).toEqual(lead);
  });

  it("of a file of an earlier step goes out by its bytes", async () => {
    const data = { data: Buffer.from("PK"), contentType: "application/zip" };
    await zoho.failure("crmRawRequest", { ...get, ...create, data });
    expect((await lastCall())?.headers["content-type"]).toBe("application/zip");
    const hostile = { data: Buffer.from("PK"), contentType: "text/plain\r\nX-A: b" };
    await zoho.failure("crmRawRequest", { ...get, ...create, data: hostile });
    expect((await lastCall())?.headers).not.toHaveProperty("x-a");
    const form = { ...create, fileData: { one: hostile } };
    await zoho.failure("crmRawRequest", { ...get, ...form });
    expect((await lastCall())?.body).not.toContain("X-A");
  });

  it("that is no JSON goes out as text, or as the builder's type", async () => {
    await zoho.failure("crmRawRequest", { ...get, ...create, data: "a=b" });
    expect((await lastCall())?.headers["content-type"]).toBe("text/plain");
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    await zoho.failure("crmRawRequest", { ...get, ...create, data: "a=b", headers });
    expect((await lastCall())?.headers["content-type"]).toBe("application/x-www-form-urlencoded");
    expect((await lastCall())?.body).toBe("a=b");
  });

  it("of form fields and several files goes out as one multipart", async () => {
    const values = {
      url: "/Leads",
      method: "POST",
      formData: { title: "Ünïcode" },
      fileData: [
        { key: "one", value: { data: Buffer.from([0, 255, 10]), contentType: "image/png" } },
        { key: "two", value: "text of a file" },
      ],
      fileDataFileNames: { one: 'a "quoted" näme.png' },
    };
    await zoho.failure("crmRawRequest", { ...get, ...values });
    const call = await lastCall();
    expect(call?.headers["content-type"]).toMatch(/^multipart\/form-data; boundary=/);
    expect(call?.headers["content-length"]).toMatch(/^\d+$/);
    for (const part of [
      'name="title"',
      "Ünïcode",
      'name="one"',
      "image/png",
      'name="two"; filename="two"',
    ]) {
      expect(call?.body).toContain(part);
    }
    expect(call?.body).toContain("%22quoted%22");
  });

  it("is either data or a form", async () => {
    const values = { url: "/Leads", method: "POST", data: "{}", formData: { a: "b" } };
    expect((await zoho.failure("crmRawRequest", { ...get, ...values })).message).toContain(
      "Form Data",
    );
  });
});

describe("headers and parameters", () => {
  it("are the builder's, Accept included; Authorization and Host are not", async () => {
    await raw({
      url: "/Leads?fields=City",
      queryParams: { per_page: "2", word: "a b&c" },
      headers: {
        Accept: "text/plain",
        "If-Modified-Since": "2026-01-01T00:00:00+00:00",
        Authorization: "Bearer mine",
        host: "evil.example",
      },
    });
    const call = await lastCall();
    expect(call).toMatchObject({ host: "www.zohoapis.com" });
    expect(call?.headers).toMatchObject({
      accept: "text/plain",
      "if-modified-since": "2026-01-01T00:00:00+00:00",
    });
    const query = new URL(call?.url ?? "", "http://zoho").searchParams;
    expect(Object.fromEntries(query)).toEqual({ fields: "City", per_page: "2", word: "a b&c" });
  });

  it("may repeat and may be empty", async () => {
    await zoho.act("crmRawRequest", {
      ...get,
      url: "/Leads?fields=City&x=1&x=2&y=",
      queryParams: { trigger: "" },
    });
    expect((await lastCall())?.url).toBe("/crm/v8/Leads?fields=City&x=1&x=2&y=&trigger=");
  });

  it("refuse ids that have lost digits as numbers", async () => {
    const values = { ...get, url: "/Leads", queryParams: { ids: 2 ** 60 } };
    expect((await zoho.failure("crmRawRequest", values)).message).toContain("lost digits");
  });

  it.each([{ "X-A": "1\r\nHost: evil.example" }, { "X A": "1" }])(
    "that would break out are refused: %j",
    async (headers) => {
      const { result: error, calls } = await zoho.counting(() =>
        zoho.failure("crmRawRequest", { ...get, url: "/org", headers }),
      );
      expect(error.message).toContain("Header");
      expect(calls).toBe(0);
    },
  );
});

describe("the reply", () => {
  it("is JSON, text or bytes by the response type", async () => {
    expect(await raw({ url: "/org" })).toHaveProperty("org");
    const text = await raw({ url: "/org", responseType: "text" });
    expect(JSON.parse(String(text))).toHaveProperty("org");
    const bytes = await raw({ url: "/org", responseType: "arraybuffer" });
    expect(Buffer.isBuffer(bytes)).toBe(true);
    expect(JSON.parse(String(bytes))).toHaveProperty("org");
  });

  it.each(["json", "text", "arraybuffer"])("of a 204 is empty as %s", async (responseType) => {
    expect(await raw({ url: "/Leads?fields=City", responseType })).toBe("");
  });

  it("that refuses is an error with its remedy, whatever was expected", async () => {
    for (const responseType of ["json", "text", "arraybuffer"]) {
      const values = { ...get, url: "/Nowhere?fields=City", responseType };
      const error = await zoho.failure("crmRawRequest", values);
      expect(error).toMatchObject({ code: "ZOHO_MODULE_UNKNOWN", status: 400 });
    }
  });

  it("with a refused record inside an accepted reply is an error", async () => {
    await zoho.scenario({ name: "partial-failure" });
    const values = { ...get, url: "/Leads", method: "POST", data: { data: [{ Last_Name: "A" }] } };
    expect(await zoho.failure("crmRawRequest", values)).toMatchObject({ name: "RecordError" });
  });

  it("of a rejected token marks the connection", async () => {
    await zoho.scenario({ name: "expired-token" });
    expect(await zoho.failure("crmRawRequest", { ...get, url: "/org" })).toMatchObject({
      name: "ZohoConnectionError",
    });
  });
});

describe("retries", () => {
  const attempts = async (values: Row, fault: string): Promise<number> => {
    await zoho.scenario({ name: fault, count: 0 });
    const { calls } = await zoho.counting(() =>
      zoho.failure("crmRawRequest", { ...get, url: "/org", ...values }),
    );
    await zoho.clearScenarios();
    return calls;
  };

  it.each<[Row, string, number]>([
    [{}, "rate-limited", 1],
    [{}, "server-error", 1],
    [{ maxRetries: "2" }, "rate-limited", 3],
    [{ maxRetries: "2" }, "server-error", 3],
    [{ maxRetries: "2" }, "reset-before", 3],
    [{ maxRetries: "2" }, "no-permission", 1],
    [{ maxRetries: "2", retryAllErrors: "true" }, "no-permission", 3],
    [{ maxRetries: "2", retryAllErrors: "true" }, "credits-exhausted", 1],
    [{ maxRetries: "2", method: "POST", url: "/Leads", data: "{}" }, "server-error", 1],
    [{ maxRetries: "2", method: "POST", url: "/Leads", data: "{}" }, "rate-limited", 3],
    [
      { maxRetries: "2", method: "POST", url: "/Leads", data: "{}", retryAllErrors: "true" },
      "server-error",
      3,
    ],
    [{ maxRetries: "99" }, "rate-limited", 11],
  ])("with %j under %s make %i calls", async (values, fault, calls) => {
    expect(await attempts(values, fault)).toBe(calls);
  });

  it("wait as long as Zoho asks before they wait as told", async () => {
    process.env.ZOHO_SANDBOX_PACE = "1";
    try {
      await zoho.scenario({ name: "rate-limited-retry-after", seconds: 7 });
      const waits = await skippingTimeouts(() =>
        raw({ url: "/org", maxRetries: "1", retryDelayMS: "1" }),
      );
      expect(waits).toContain(7_000);
      expect(await zoho.calls()).toHaveLength(2);
    } finally {
      process.env.ZOHO_SANDBOX_PACE = "0";
    }
  });

  it("and the timeout are the builder's own", async () => {
    for (const timeout of ["50", "5000"]) {
      await zoho.holdReplies();
      const reply = raw({ url: "/org", timeout }).catch(({ code }) => code);
      await zoho.until(({ held }) => held === 1);
      zoho.timeouts.expire(50);
      await zoho.clearScenarios();
      expect(await reply).toEqual(timeout === "50" ? "ZOHO_TIMEOUT" : { org: [expect.anything()] });
    }
  });
});
