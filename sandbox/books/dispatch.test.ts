import { ListeningSandbox } from "../testSupport/server";

let zoho: ListeningSandbox;

beforeAll(async () => {
  zoho = await ListeningSandbox.start({ booksRecords: { "*": 0, contacts: 1 } });
});
afterAll(() => zoho.close());

const URL = "/books/v3/contacts?organization_id=700100200";

describe("Books over HTTP", () => {
  test.each([
    "www.zohoapis.com",
    "www.zohoapis.eu",
    "www.zohoapis.in",
    "www.zohoapis.com.au",
    "www.zohoapis.jp",
    "www.zohoapis.ca",
    "www.zohoapis.com.cn",
    "www.zohoapis.sa",
    "www.zohoapis.uk",
    "www.zohoapis.ae",
    "127.0.0.1",
  ])("replies at %s (facts 1)", async (host) => {
    const { status, text } = await zoho.call("GET", URL, undefined, host);
    expect(status).toBe(200);
    expect(JSON.parse(text).contacts).toHaveLength(1);
  });

  test.each([
    ["sandbox.zohoapis.com", 401, 57],
    ["developer.zohoapis.eu", 401, 57],
    ["books.zoho.com", 404, "SANDBOX_UNKNOWN_HOST"],
  ])("but not at %s", async (host, status, code) => {
    const reply = await zoho.call("GET", URL, undefined, host);
    expect([reply.status, JSON.parse(reply.text).code]).toEqual([status, code]);
  });

  test.each(["/books", "/books/", "/books/v2/contacts", "/books/v3", "/books/v3/", "/booksv3/x"])(
    "%s is not a valid path",
    async (url) => {
      const reply = await zoho.call("GET", `${url}?organization_id=700100200`);
      expect(reply.status).toBe(404);
      const code = url.startsWith("/books/") || url === "/books" ? 5 : "INVALID_URL_PATTERN";
      expect(JSON.parse(reply.text).code).toBe(code);
    },
  );

  test("with the headers of live replies (facts 11)", async () => {
    const { headers } = await zoho.call("GET", URL);
    expect(headers).toMatchObject({
      "content-type": "application/json;charset=UTF-8",
      "content-disposition": "attachment;",
      "cache-control": "no-store",
      server: "ZGS",
      "x-rate-limit-limit": "10000",
    });
  });
});
