import nock from "nock";
import { collectingLogger, craftedConnection } from "../../../test/support/craftedZoho";
import { crmClient } from "../client";
import { type ChangeQuery, getQueryKey, type ReadPlan } from "./readPlan";
import { CrmStream } from "./stream";

const NOW = Date.UTC(2026, 1, 1, 12);
const QUERY: ChangeQuery = {
  module: "Leads",
  usualFields: ["Last_Name"],
  fields: [],
  isStrict: true,
  filter: "City = 'Oslo'",
  throughList: true,
  includeConverted: false,
  ownUser: "",
};
const PLAN: ReadPlan = {
  queryKey: getQueryKey(QUERY),
  shown: ["Last_Name"],
  selfChanging: [],
  unreturned: [],
  strategy: "queryThenList",
  maxColumns: 500,
  maxRows: 2_000,
  madeAt: NOW / 1000,
};

afterEach(() => nock.cleanAll());

describe("a record found by a query and read from the list", () => {
  const found = "2026-02-01T11:00:00+00:00";

  it.each([
    ["of the same version is returned", found, ["1"]],
    ["of the same version in another offset is returned", "2026-02-01T16:30:00+05:30", ["1"]],
    ["edited in between belongs to the next window", "2026-02-01T11:59:59+00:00", []],
  ])("%s", async (_, listed, ids) => {
    const headers = { Date: new Date(NOW).toUTCString() };
    const zoho = nock("https://www.zohoapis.com");
    const row = { id: "1", Created_Time: found, Modified_Time: found };
    zoho.post("/crm/v8/coql").reply(200, { data: [row], info: { more_records: false } }, headers);
    const record = { ...row, Last_Name: "Rao", Modified_Time: listed };
    zoho
      .get("/crm/v8/Leads")
      .query(true)
      .reply(200, { data: [record] }, headers);
    const client = crmClient(craftedConnection, { logger: collectingLogger([]) });
    const options = { cachedPlan: PLAN, localNowMs: NOW, includeDeleted: false };
    const stream = await CrmStream.open(client, QUERY, options);
    const page = await stream.records.read({ from: NOW / 1000 - 60, pagesBefore: 0, maxRows: 10 });
    expect(page.rows.map(({ id }) => id)).toEqual(ids);
  });
});
