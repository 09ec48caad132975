import assert from "node:assert/strict";
import type { Connection } from "@prismatic-io/spectral";
import { clientCredentials, refresh, signIn } from "../signIn";
import type { Journey } from "./journey";
import { asRow } from "./rows";

/** Signs in with every kind of connection and identifies the organization with each. */
export async function signInLines(journey: Journey): Promise<void> {
  const { origin, component } = journey;
  journey.section("Sign in");
  await journey.line("OAuth 2.0, authorization code", async () => {
    const connection = await signIn({ origin, component });
    assert.ok(connection.token?.refresh_token, "no refresh token");
    assert.equal(connection.context?.["accounts-server"], "https://accounts.zoho.com");
    journey.connection = connection;
    return String(connection.token.api_domain);
  });
  await journey.line("OAuth 2.0, refreshed token", async () => {
    const before = journey.connection;
    assert.ok(before, "not signed in");
    const after = await refresh(before, { origin });
    assert.notEqual(after.token?.access_token, before.token?.access_token);
    journey.connection = after;
    return undefined;
  });
  await journey.line("OAuth 2.0 (Deprecated)", async () =>
    getOrganization(journey, await signIn({ origin, component, kind: "oauth2" })),
  );
  await journey.line("Self Client, client credentials", async () =>
    getOrganization(journey, await clientCredentials({ origin, component })),
  );
  await journey.line("crmGetApiUsage", async () => {
    const usage = asRow(await journey.action("crmGetApiUsage", {}));
    assert.equal(usage.pause, false);
    return `${usage.allowance} credits for 24 hours, ${usage.edition}`;
  });
  await journey.line("validateConnection", async () => {
    const report = asRow(await journey.action("validateConnection", {}));
    assert.deepEqual(report.problems, []);
    assert.equal(report.ok, true);
    return formatOrganization(report);
  });
}

async function getOrganization(journey: Journey, connection: Connection): Promise<string> {
  return formatOrganization(asRow(await journey.action("validateConnection", {}, { connection })));
}

function formatOrganization(report: Record<string, unknown>): string {
  const { id, name } = asRow(report.organization);
  assert.ok(id && name, `no organization: ${JSON.stringify(report.problems)}`);
  return `${name} (${id})`;
}
