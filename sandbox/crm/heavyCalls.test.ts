import { isHeavy } from "./heavyCalls";

const records = (count: number) =>
  JSON.stringify({ data: Array.from({ length: count }, () => ({ Last_Name: "Rao" })) });

describe("the sub-concurrency of 10 (facts 12) counts", () => {
  test.each([
    ["POST", "/crm/v8/coql", "", true],
    ["GET", "/crm/v8/Leads/search?word=Rao", "", true],
    ["GET", "/crm/v8/Leads?fields=id&sort_by=Modified_Time", "", true],
    ["GET", "/crm/v8/Leads?fields=id&cvid=1", "", true],
    ["GET", "/crm/v8/Leads?fields=id", "", false],
    ["GET", "/crm/v8/Leads/1", "", false],
    ["POST", "/crm/v8/Leads", records(11), true],
    ["POST", "/crm/v8/Leads", records(10), false],
    ["PUT", "/crm/v8/Leads", records(11), true],
    ["POST", "/crm/v8/Leads/upsert", records(11), true],
    ["POST", "/crm/v8/Leads/1/actions/convert", records(1), true],
    ["POST", "/crm/v8/Leads/1/actions/send_mail", records(1), true],
    ["DELETE", "/crm/v8/Leads?ids=1,2", "", false],
    ["GET", "/crm/v8/settings/fields?module=Leads", "", false],
    ["GET", "/crm/v8/org", "", false],
    ["POST", "/oauth/v2/token", "", false],
  ])("%s %s: %#", (method, url, body, expected) => {
    const [path = "", query] = url.split("?");
    const request = { method, path, query: new URLSearchParams(query), headers: {} };
    expect(isHeavy({ ...request, body: Buffer.from(body) })).toBe(expected);
  });
});
