import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import https from "node:https";

/** The first row of the SDK's token file, by column. */
function readStoredToken({ tokenFile }) {
  const [names = "", row = ""] = readFileSync(tokenFile, "utf8").split("\n");
  const values = row.split(",");
  return Object.fromEntries(names.split(",").map((name, index) => [name, values[index]]));
}

const tokenCalls = async (session) => (await session.exchanges("/oauth/v2/token")).length;

/** Grant token, refresh token, token store, and what the SDK reads at its start. */
export const signIn = (session) => [
  [
    "cannot reach any other host",
    async () => {
      const call = () => https.get("https://www.zohoapis.com/crm/v8/org");
      assert.throws(call, /is not 127\.0\.0\.1/);
    },
  ],
  [
    "signs in with a grant token",
    async () => {
      await session.initialize(
        session
          .oauth()
          .grantToken(await session.grantToken())
          .build(),
      );
      const [call] = await session.exchanges("/oauth/v2/token");
      assert.match(call.headers["content-type"], /^multipart\/form-data/);
      return "the token request is multipart";
    },
  ],
  [
    "looks up the user and the organization, and stores the token",
    async () => {
      const token = readStoredToken(session);
      assert.match(token.refresh_token, /^1000\./);
      const { org } = await session.api("org");
      assert.ok(token.user_name.endsWith(`@example.test:${org[0].zgid}`), token.user_name);
      return token.user_name;
    },
  ],
  [
    "starts again with the stored token, without requesting one",
    async () => {
      const before = await tokenCalls(session);
      const { user_name: name } = readStoredToken(session);
      const builder = new session.sdk.OAuthBuilder();
      await session.initialize(builder.userSignature(new session.sdk.UserSignature(name)).build());
      await new session.sdk.Users.UsersOperations().getUsers();
      assert.equal(await tokenCalls(session), before);
    },
  ],
  [
    "signs in with the refresh token",
    async () => {
      const before = readStoredToken(session);
      session.tokenFile = session.tokenFile.replace("tokens", "refreshed");
      await session.initialize(session.oauth().refreshToken(before.refresh_token).build());
      const after = readStoredToken(session);
      assert.notEqual(after.access_token, before.access_token);
      assert.equal(after.refresh_token, before.refresh_token);
    },
  ],
  [
    "reads every module and the fields of each when it first needs them",
    async () => {
      const leads = new session.sdk.Record.RecordOperations("Leads");
      const { FIELDS } = session.sdk.Record.GetRecordsParam;
      await leads.getRecords(await session.parameters([FIELDS, "Last_Name"]));
      const requested = (await session.exchanges("/settings/")).map(({ url, status }) => {
        // The API returns no fields for some modules: 204.
        assert.ok(
          status === 200 || (status === 204 && url.includes("/fields")),
          `${status} ${url}`,
        );
        return /module=(\w+)/.exec(url)?.[1];
      });
      const { modules } = await session.api("settings/modules");
      const names = modules.filter((one) => one.api_supported).map((one) => one.api_name);
      assert.deepEqual(
        names.filter((name) => !requested.includes(name)),
        [],
      );
      return `${names.length} modules`;
    },
  ],
];
