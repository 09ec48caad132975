import { TestSandbox } from "../testSupport/calls";
import { approve, CLIENT, REDIRECT } from "../testSupport/signIn";
import { parameters } from "./parameters";
import { accountsServer } from "./routes";

/** A token request with its parameters in the query, a form or a multipart body. */
function request(query: string, contentType: string, body: string) {
  return {
    method: "POST",
    path: "/oauth/v2/token",
    query: new URLSearchParams(query),
    headers: { host: "accounts.zoho.com", "content-type": contentType },
    body: Buffer.from(body),
  };
}

const multipart = (fields: Record<string, string>) =>
  request(
    "",
    "multipart/form-data; boundary=------b1",
    `${Object.entries(fields)
      .map(
        ([name, value]) =>
          `--------b1\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
      )
      .join("")}--------b1--\r\n`,
  );

describe("parameters of the accounts server (facts 1.4)", () => {
  test("query, form and multipart are equivalent", () => {
    const all = { grant_type: "refresh_token", refresh_token: "1000.a.b" };
    const text = new URLSearchParams(all).toString();
    for (const one of [
      request(text, "", ""),
      request("", "application/x-www-form-urlencoded", text),
      multipart(all),
    ]) {
      expect(Object.fromEntries(parameters(one))).toEqual(all);
    }
  });

  test("a code is exchanged by a multipart request, as Zoho's own SDK sends it", () => {
    const zoho = new TestSandbox();
    const code = approve(zoho).searchParams.get("code") ?? "";
    const fields = { grant_type: "authorization_code", redirect_uri: REDIRECT, code, ...CLIENT };
    expect(accountsServer(zoho.state, multipart(fields), zoho.clock, "us")).toMatchObject({
      status: 200,
      json: { token_type: "Bearer", refresh_token: expect.stringMatching(/^1000\./) },
    });
  });
});
