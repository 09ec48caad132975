import { TestSandbox } from "../testSupport/calls";
import { approve, authUrl, exchange, REDIRECT, signIn, target } from "../testSupport/signIn";

describe("GET /oauth/v2/auth (facts 1.3)", () => {
  test("shows a consent page with the scopes", () => {
    const reply = new TestSandbox().accounts("GET", authUrl());
    expect(reply.status).toBe(200);
    expect(reply.text).toContain("<li>ZohoCRM.modules.ALL</li>");
    expect(reply.text).toContain('value="s&amp;1"');
  });

  test("accepting redirects with code, location, accounts-server and state", () => {
    const url = approve(new TestSandbox(), {}, "accounts.zoho.eu");
    expect(url.href.startsWith(`${REDIRECT}?`)).toBe(true);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      state: "s&1",
      code: expect.stringMatching(/^1000\.[0-9a-f]+\.[0-9a-f]+$/),
      location: "eu",
      "accounts-server": "https://accounts.zoho.eu",
    });
  });

  test("rejecting redirects with error=access_denied", () => {
    const url = approve(new TestSandbox(), { action: "reject" });
    expect(url.searchParams.get("error")).toBe("access_denied");
    expect(url.searchParams.has("code")).toBe(false);
  });

  test("the page's form can be posted", () => {
    const zoho = new TestSandbox();
    const form = Object.fromEntries(new URLSearchParams(authUrl().split("?")[1]));
    const reply = zoho.accounts("POST", "/oauth/v2/approve", { ...form, action: "accept" });
    expect(reply.status).toBe(302);
    expect(target(reply).searchParams.get("code")).toMatch(/^1000\./);
  });

  test.each([
    [{ client_id: "1000.NOBODY" }, "invalid_client"],
    [{ redirect_uri: "http://example.test/x" }, "invalid_redirect_uri"],
    [{ scope: "everything" }, "invalid_scope"],
    [{ response_type: "token" }, "invalid_response_type"],
  ])("%j shows %s", (wrong, error) => {
    expect(new TestSandbox().accounts("GET", authUrl(wrong)).text).toContain(error);
  });

  test("a repeated request without prompt=consent shows no page and yields no refresh token", () => {
    const zoho = new TestSandbox();
    expect(signIn(zoho).refresh_token).toBeDefined();
    const again = zoho.accounts("GET", authUrl());
    expect(again.status).toBe(302);
    const code = target(again).searchParams.get("code") ?? "";
    expect(exchange(zoho, code).refresh_token).toBeUndefined();
    expect(signIn(zoho, { prompt: "consent" }).refresh_token).toBeDefined();
  });

  test("online access yields no refresh token", () => {
    expect(signIn(new TestSandbox(), { access_type: "online" }).refresh_token).toBeUndefined();
  });
});
