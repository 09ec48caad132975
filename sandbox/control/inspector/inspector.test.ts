import { createHash } from "node:crypto";
import { ListeningSandbox } from "../../testSupport/server";

let zoho: ListeningSandbox;

beforeEach(async () => {
  zoho = await ListeningSandbox.start({ records: { "*": 0, Leads: 1234 } });
});
afterEach(() => zoho.close());

const pageText = async () => (await zoho.call("GET", "/_sandbox/")).text;

/** The texts of a section: its table rows, with cells separated by `|`, or its only sentence. */
async function part(title: string): Promise<string[]> {
  const body = (await pageText()).split(`<h2>${title}</h2>`)[1]?.split("</section>")[0] ?? "";
  return body
    .replace(/<thead>.*?<\/thead>/s, "")
    .split(/<\/tr>|<\/p>/)
    .map((row) => row.replace(/<\/td>\s*<td/g, " | <td").replace(/<small>/g, " "))
    .map((row) => row.replace(/<[^>]*>/g, "").trim())
    .filter((row) => row !== "");
}

/** A figure at the top: its value and the text below. */
async function figure(name: string): Promise<string> {
  const body = (await pageText()).split(`<dt>${name}</dt>`)[1]?.split("</div>")[0] ?? "";
  return body.replace(/<\/dd>/g, "; ").replace(/<[^>]*>/g, "");
}

const enable = (more: object) =>
  zoho.call("POST", "/crm/v8/actions/watch", {
    watch: [
      {
        channel_id: "1000000068001",
        events: ["Leads.create", "Leads.edit"],
        notify_url: "https://hooks.example.test/path-of-the-hook?key=key-of-the-hook",
        token: "token-of-the-channel",
        ...more,
      },
    ],
  });

describe("GET /_sandbox/", () => {
  test("is an HTML page, with or without the slash", async () => {
    for (const path of ["/_sandbox", "/_sandbox/"]) {
      const { status, headers, text } = await zoho.call("GET", path);
      expect([status, headers["content-type"]]).toEqual([200, "text/html;charset=UTF-8"]);
      expect(text).toMatch(/^<!doctype html>\n.*<\/html>\n$/s);
    }
    expect((await zoho.call("GET", "/_sandbox/nothing")).status).toBe(404);
    expect((await zoho.call("GET", "/_sandboxes")).status).toBe(404);
  });

  test("loads nothing from other hosts and may run only its own script", async () => {
    const { headers, text } = await zoho.call("GET", "/_sandbox/");
    expect(text).not.toMatch(/(src|href)="(?!\/_sandbox\/)|url\(|@import|\son\w+=/);
    const scripts = [...text.matchAll(/<script>(.*?)<\/script>/gs)].map(([, script]) => script);
    expect(scripts).toHaveLength(1);
    const hash = createHash("sha256")
      .update(scripts[0] ?? "")
      .digest("base64");
    expect(headers["content-security-policy"]).toContain(`script-src 'sha256-${hash}'`);
    expect(headers["content-security-policy"]).toContain("default-src 'none'");
  });

  test("counts the records of every module, with a link to the first ones", async () => {
    const rows = await part("Modules");
    expect(rows).toContain("Leads | 1,234");
    expect(rows).toContain("Contacts | 0");
    expect(await pageText()).toContain('<a href="/_sandbox/records?module=Leads">Leads</a>');
  });

  test("shows the last exchanges, newest first, without parameters", async () => {
    await zoho.scenario("rate-limited", { match: { path: "/crm/v8/org" } });
    await zoho.call("GET", "/crm/v8/Leads?fields=Last_Name&per_page=1");
    await zoho.call("GET", "/crm/v8/org");
    expect(await part("Last exchanges")).toEqual([
      expect.stringMatching(/^GET \/crm\/v8\/org rate-limited \| 429 \| [\d.]+$/),
      expect.stringMatching(/^GET \/crm\/v8\/Leads \| 200 \| [\d.]+$/),
    ]);
  });

  test("escapes what callers send", async () => {
    await zoho.call("GET", "/crm/v8/O'Neil&lt;b&gt;");
    await zoho.scenario("slow", { match: { path: '/crm/v8/"><img onerror=alert(1)>' } });
    const text = await pageText();
    expect(text).toContain("/crm/v8/O&#39;Neil&amp;lt;b&amp;gt;");
    expect(text).toContain("/crm/v8/&quot;&gt;&lt;img onerror=alert(1)&gt;");
    expect(text).not.toContain("<img");
  });

  test("shows channels with their expiry and the host of their URL", async () => {
    expect(await part("Notification channels")).toEqual(["No active channels."]);
    await zoho.control("POST", "clock", { now: "2026-01-01T04:30:00Z" });
    await enable({ channel_expiry: "2026-01-07T10:00:00+05:30" });
    await zoho.control("POST", "clock", { now: "2026-01-01T05:00:00Z" });
    expect(await part("Notification channels")).toEqual([
      expect.stringMatching(
        /^1000000068001 to hooks\.example\.test \| Leads: create, edit \| in 5 d 23 h 2026-01-07 10:00:00 \+05:30$/,
      ),
    ]);
    await zoho.control("POST", "clock", { now: "2026-01-08T00:00:00Z" });
    expect(await part("Notification channels")).toEqual(["No active channels."]);
  });

  test("contains no token or secret", async () => {
    const form = "client_id=1000.SANDBOX&client_secret=sandbox-secret&refresh_token=1000.known.one";
    const url = `/oauth/v2/token?grant_type=refresh_token&${form}`;
    await zoho.call("POST", url, undefined, "accounts.zoho.eu");
    await enable({});
    const text = await pageText();
    expect(text).toContain("/oauth/v2/token");
    expect(text).not.toMatch(/sandbox-secret|1000\.known|oauthtoken|-of-the-(channel|hook)/);
  });

  test("shows the progress of bulk jobs", async () => {
    expect(await part("Bulk jobs")).toEqual(["No jobs yet."]);
    await zoho.control("POST", "bulk", { queueMs: 60_000 });
    const query = { module: { api_name: "Leads" }, fields: ["Last_Name"] };
    const { text } = await zoho.call("POST", "/crm/bulk/v8/read", { query });
    const [{ details }] = JSON.parse(text).data;
    expect(await part("Bulk jobs")).toEqual([`${details.id} bulk read | added |`]);
    await zoho.control("POST", "clock", { advanceMs: 90_000 });
    await zoho.call("GET", "/crm/v8/org");
    expect(await part("Bulk jobs")).toEqual([`${details.id} bulk read | completed | 1,234`]);
  });

  test("shows the organizations of Zoho Books and the calls they have left", async () => {
    await zoho.control("POST", "books-quota", { limit: 2000, used: 750 });
    expect(await part("Zoho Books")).toEqual([
      "Northwind Test (default) 700100200, INR: contacts invoices items  | 1,250",
      "Harbor Lights Test 700100300, USD: contacts invoices items  | 10,000",
    ]);
  });

  test("shows active scenarios", async () => {
    expect(await part("Active scenarios")).toEqual([
      "None: every call gets the reply that Zoho would send.",
    ]);
    await zoho.scenario("html-502", { count: 2, match: { path: "/crm/v8/org" } });
    await zoho.scenario("slow", { count: 0, match: { method: "POST" } });
    await zoho.call("GET", "/crm/v8/org");
    expect(await part("Active scenarios")).toEqual([
      "html-502 any /crm/v8/org | 1 of 2",
      "slow POST /crm/ | 0, until cleared",
    ]);
    await zoho.call("GET", "/crm/v8/org");
    expect(await part("Active scenarios")).toEqual(["slow POST /crm/ | 0, until cleared"]);
  });

  test("shows variants that differ from their defaults", async () => {
    expect(await part("Variants")).toEqual(["All are at their defaults."]);
    await zoho.control("POST", "reset", { variants: { unknownRecord: "400", tokenScope: "sent" } });
    expect(await part("Variants")).toEqual(["unknownRecord | 400 | 204"]);
  });

  test("shows credits, calls and the clock", async () => {
    await zoho.control("POST", "credits", { allowance: 5000, used: 1999 });
    await zoho.call("GET", "/crm/v8/org");
    expect(await figure("Credits used")).toBe("2,000; 3,000 of 5,000 left; ");
    expect(await figure("Calls")).toMatch(/^1; [\d,]+ bytes, 1 at most in flight; $/);
    expect(await figure("Clock")).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d; \+05:30, real time; $/);
    await zoho.control("POST", "clock", { advanceMs: -5_405_000 });
    expect(await figure("Clock")).toMatch(/; \+05:30, 1 h 30 min behind real time; $/);
    await zoho.control("POST", "clock", { now: "2099-05-01T04:30:00Z" });
    expect(await figure("Clock")).toMatch(/^2099-05-01 10:00:0\d; /);
  });
});
