import nock from "nock";
import { collectingLogger, craftedConnection } from "../../test/support/craftedZoho";
import { crmClient } from "./client";
import { runFullQuery } from "./coql";

const lines: string[] = [];
const logger = collectingLogger(lines);

const queries: string[] = [];
beforeEach(() => {
  lines.length = 0;
  queries.length = 0;
});
afterEach(() => nock.cleanAll());

/** A Zoho with so many rows that takes at most so many at once. */
function zohoWith(count: number, mostAtOnce: number): void {
  nock("https://www.zohoapis.com")
    .persist()
    .post("/crm/v8/coql")
    .reply((_, body) => {
      const { select_query: query } = body as { select_query: string };
      queries.push(query);
      const [, limit = "0", offset = "0"] = /limit (\d+) offset (\d+)$/.exec(query) ?? [];
      if (Number(limit) > mostAtOnce) {
        const details = { by: "limit", limit: mostAtOnce };
        return [400, { code: "LIMIT_EXCEEDED", details, message: "m", status: "error" }];
      }
      const size = Math.min(Number(limit), count - Number(offset));
      const data = Array.from({ length: size }, (_row, index) => ({
        id: `${Number(offset) + index}`,
      }));
      const more_records = Number(offset) + size < count;
      return [200, { data, info: { count: size, more_records } }];
    });
}

const run = (query: string) => runFullQuery(crmClient(craftedConnection, { logger }), query);
const ALL = "select id from Leads where id is not null";

describe("runFullQuery", () => {
  it.each([200, 2_000])("returns every row where Zoho takes %i at once", async (mostAtOnce) => {
    zohoWith(900, mostAtOnce);
    const rows = await run(ALL);
    expect(rows.map(({ id }) => id)).toEqual(Array.from({ length: 900 }, (_, index) => `${index}`));
    expect(lines).toEqual([]);
  });

  it.each([
    ["select id from Leads where (id is not null)limit 5", "limit 5 offset 0", 5],
    [`${ALL} LIMIT 5`, "limit 5 offset 0", 5],
    [`${ALL}\nlimit 2, 5;`, "limit 5 offset 2", 5],
  ])("takes the limit of %j", async (query, sent, count) => {
    zohoWith(900, 2_000);
    expect(await run(query)).toHaveLength(count);
    expect(queries[0]).toMatch(new RegExp(`${sent}$`));
  });

  it.each([
    "select id from Leads where id in (select max(id) from Deals where id is not null)",
    "select id from Leads where id in (select id from Deals where id is not null order by id limit 5)",
  ])("orders %j by id, whatever its subquery does", async (query) => {
    zohoWith(3, 2_000);
    expect(await run(query)).toHaveLength(3);
    expect(queries[0]).toBe(`${query} order by id asc limit 200 offset 0`);
  });
});
