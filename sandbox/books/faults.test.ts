import { ListeningSandbox } from "../testSupport/server";

let zoho: ListeningSandbox;

afterEach(() => zoho.close());

const URL = "/books/v3/contacts?organization_id=700100200";
const start = async (options = {}) => {
  zoho = await ListeningSandbox.start({ booksRecords: { "*": 0, contacts: 1 }, ...options });
};

const DEAD = { code: 57, message: "You are not authorized to perform this operation" };

describe("scenarios in Books' format (facts 10)", () => {
  test.each([
    ["rate-limited", 429, { code: 44 }],
    ["rate-limited-retry-after", 429, { code: 44 }],
    ["credits-exhausted", 429, { code: 45 }],
    ["server-error", 500, { code: 1000, message: "Internal error" }],
    ["expired-token", 401, DEAD],
    ["revoked-token", 401, DEAD],
    ["missing-scope", 401, DEAD],
    ["no-permission", 401, DEAD],
    ["books-in-process", 429, { code: 1070 }],
    ["books-error-in-200", 200, DEAD],
  ])("%s: %i %j, once", async (name, status, body) => {
    await start();
    await zoho.scenario(name, { match: { path: "/books/" } });
    const hit = await zoho.call("GET", URL);
    expect(hit.status).toBe(status);
    expect(JSON.parse(hit.text)).toMatchObject(body);
    expect(hit.headers["x-rate-limit-reset"]).toMatch(/^\d+$/);
    expect((await zoho.call("GET", URL)).status).toBe(200);
  });

  test("headers: Retry-After, 0 remaining, HTML", async () => {
    await start();
    const hit = async (name: string) => {
      await zoho.scenario(name, { match: { path: "/books/" } });
      return zoho.call("GET", URL);
    };
    expect((await hit("rate-limited-retry-after")).headers["retry-after"]).toBe("1");
    expect((await hit("credits-exhausted")).headers["x-rate-limit-remaining"]).toBe("0");
    for (const name of ["books-html-503", "service-unavailable"]) {
      const html = await hit(name);
      expect([html.status, html.headers["content-type"]]).toEqual([503, "text/html"]);
    }
    expect((await hit("empty-object")).text).toBe("{}");
  });

  test("without a path, common scenarios do not hit Books, its own ones do", async () => {
    await start();
    await zoho.scenario("server-error");
    await zoho.scenario("partial-failure", { match: { path: "/books/" } });
    const body = { contact_name: "Moss" };
    expect((await zoho.call("POST", URL, body)).status).toBe(201);
    await zoho.scenario("books-in-process");
    expect((await zoho.call("GET", "/crm/v8/org")).status).toBe(500);
    expect((await zoho.call("GET", URL)).status).toBe(429);
  });

  test("a call carried out before the connection breaks", async () => {
    await start();
    await zoho.scenario("reset-after", { match: { path: "/books/", method: "POST" } });
    await expect(zoho.call("POST", URL, { contact_name: "Moss" })).rejects.toThrow();
    const { count } = await zoho.control("GET", "records?product=books&type=contacts");
    expect(count).toBe(2);
  });
});

describe("calls in flight (facts 11)", () => {
  test("too many in one organization: 429 code 1070; CRM does not count", async () => {
    await start({ booksConcurrency: 1 });
    const other = "/books/v3/contacts?organization_id=700100300";
    const replies = await zoho.overlap(URL, URL, other, "/crm/v8/org");
    const statuses = replies.map(({ status }) => status);
    expect(statuses.slice(0, 2).sort()).toEqual([200, 429]);
    expect(statuses.slice(2)).toEqual([200, 200]);
    const refused = replies.find(({ status }) => status === 429);
    expect(JSON.parse(refused?.text ?? "")).toMatchObject({ code: 1070 });
    expect((await zoho.call("GET", URL)).status).toBe(200);
  });
});
