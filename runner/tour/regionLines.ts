import assert from "node:assert/strict";
import { apiHost, REGION_NAMES } from "../regions";
import { signIn } from "../signIn";
import type { Journey } from "./journey";
import { asRows, getIds } from "./rows";

/**
 * Signs in at each data center and reads one record twice: with the API host from the token and, if
 * that is missing, from the accounts server. A token is valid only in its own data center.
 */
export async function regionLines(journey: Journey, recordId: string): Promise<void> {
  const { origin, component, control } = journey;
  journey.section("One record in each data center");
  for (const region of REGION_NAMES) {
    await journey.line(`crmGetRecord in ${region}`, async () => {
      const signedIn = await signIn({ origin, component, region });
      const { api_domain: _, ...token } = signedIn.token ?? {};
      for (const connection of [signedIn, { ...signedIn, token }]) {
        const values = { recordType: "Leads", recordId, fields: ["Last_Name"] };
        const records = asRows(await journey.action("crmGetRecord", values, { connection }));
        assert.deepEqual(getIds(records), [recordId]);
        const [request] = await control.lastRequests(1);
        assert.equal(request?.host, apiHost(region));
      }
      return apiHost(region);
    });
  }
}
