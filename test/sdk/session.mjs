// What the chapters share: the SDK, the local Zoho, and its control API.
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const REDIRECT = "http://localhost:8080/callback";
const CLIENT = { id: "1000.SANDBOX", secret: "sandbox-secret" };
const SCOPES = [
  "ZohoCRM.modules.ALL",
  "ZohoCRM.settings.ALL",
  "ZohoCRM.users.READ",
  "ZohoCRM.org.READ",
  "ZohoCRM.coql.READ",
  "ZohoCRM.bulk.ALL",
  "ZohoCRM.notifications.ALL",
  "ZohoSearch.securesearch.READ",
];

export class Session {
  folder = mkdtempSync(path.join(tmpdir(), "zoho-sdk-"));
  tokenFile = path.join(this.folder, "tokens.txt");

  constructor(sdk, origin) {
    this.sdk = sdk;
    this.origin = origin;
  }

  /** Calls the local Zoho's control API. */
  async control(method, name, body) {
    const options = { method, body: body && JSON.stringify(body) };
    return (await fetch(`${this.origin}/_sandbox/${name}`, options)).json();
  }

  /** Calls the API directly, without the SDK. */
  async api(call) {
    const headers = { authorization: "Zoho-oauthtoken sandbox" };
    return (await fetch(`${this.origin}/crm/v8/${call}`, { headers })).json();
  }

  /** A record as the local Zoho stores it. */
  async stored(module, id) {
    return (await this.control("GET", `records?module=${module}&id=${id}`)).record;
  }

  /** The exchanges so far whose URL contains a text. */
  async exchanges(text) {
    const { requests } = await this.control("GET", "requests?limit=1000");
    return requests.filter(({ url }) => url.includes(text));
  }

  /** A grant token, as the redirect after a user's consent returns it. */
  async grantToken() {
    const query = new URLSearchParams({
      client_id: CLIENT.id,
      redirect_uri: REDIRECT,
      response_type: "code",
      scope: SCOPES.join(","),
      access_type: "offline",
      prompt: "consent",
      action: "accept",
    });
    const url = `${this.origin}/oauth/v2/approve?${query}`;
    const { headers } = await fetch(url, { redirect: "manual" });
    return new URL(headers.get("location") ?? url).searchParams.get("code");
  }

  /** The SDK's OAuthBuilder for the local Zoho's OAuth client. */
  oauth() {
    const builder = new this.sdk.OAuthBuilder();
    return builder.clientId(CLIENT.id).clientSecret(CLIENT.secret).redirectURL(REDIRECT);
  }

  /** Initializes the SDK with a token, by its public settings only. */
  async initialize(token) {
    const { DataCenter, FileStore, InitializeBuilder, SDKConfigBuilder } = this.sdk;
    const { origin } = this;
    const builder = await new InitializeBuilder();
    await builder
      .environment(DataCenter.setEnvironment(origin, `${origin}/oauth/v2/token`, origin))
      .token(token)
      .store(new FileStore(this.tokenFile))
      // Otherwise the SDK would follow the api_domain of the token reply, a host of Zoho's.
      .SDKConfig(new SDKConfigBuilder().autoRefreshFields(true).updateAPIDomain(false).build())
      // The trailing separator: README.md, "Defects of the SDK".
      .resourcePath(this.folder + path.sep)
      .initialize();
  }

  /** A ParameterMap of the SDK from pairs of parameter and value. */
  parameters(...pairs) {
    return this.fill(new this.sdk.ParameterMap(), pairs);
  }

  /** A HeaderMap of the SDK from pairs of header and value. */
  headers(...pairs) {
    return this.fill(new this.sdk.HeaderMap(), pairs);
  }

  async fill(map, pairs) {
    for (const [name, value] of pairs) await map.add(name, value);
    return map;
  }
}
