import { isJsonObject, type JsonObject, type Reply } from "../../../http";
import { bulk, END_MS, getArchiveRows, jobId, readAll } from "../../../testSupport/bulk";
import { getFirst, TestSandbox } from "../../../testSupport/calls";
import { tokenFor } from "../../../testSupport/signIn";
import { readZip } from "../../../zip";

const leads = { module: { api_name: "Leads" }, fields: ["Last_Name"] };
const create = (zoho: TestSandbox, query: unknown, more = {}): string =>
  jobId(bulk(zoho, "POST", "/read", { query, ...more }));
const details = (zoho: TestSandbox, id: string) => getFirst(bulk(zoho, "GET", `/read/${id}`));
const result = (zoho: TestSandbox, id: string) => bulk(zoho, "GET", `/read/${id}/result`);

function getResult(job: JsonObject): JsonObject {
  if (!isJsonObject(job.result)) throw new Error(JSON.stringify(job));
  return job.result;
}

describe("GET /crm/bulk/v8/read/{id}/result (facts 9.1)", () => {
  test("the name of the archive is quoted, as Zoho's SDK requires", () => {
    const zoho = new TestSandbox({ Leads: 1 });
    const id = create(zoho, leads);
    zoho.clock.advance(END_MS);
    expect(result(zoho, id).headers).toMatchObject({
      "content-disposition": `attachment; filename="${id}.zip"`,
    });
  });

  test("is a ZIP with {id}.csv: API names, lookups as ids, booleans, options, times, empty values", () => {
    const zoho = new TestSandbox();
    const contact = zoho.create("Contacts", { Last_Name: "C", Email: "c@example.test" });
    const id = zoho.create("Leads", {
      Last_Name: 'de "la" Cruz, Jr.',
      Description: "one\ntwo",
      Referred_By: { id: contact },
      Interests: ["Billing", "Mobile"],
      Newsletter: true,
      Last_Contact_At: "2026-01-31T00:00:00+00:00",
      Next_Visit: "2026-02-01",
      Annual_Revenue: 12.5,
      Legacy_Number: "900719925474099312",
      Tag: [{ name: "Hot" }, { name: "VIP" }],
    });
    const fields = ["Last_Name", "Description", "Referred_By", "Referred_By.Email", "Interests"];
    fields.push("Newsletter", "Last_Contact_At", "Next_Visit", "Annual_Revenue", "Legacy_Number");
    fields.push("Tag", "Email", "Owner", "Modified_Time");
    const job = create(zoho, { module: { api_name: "Leads" }, fields });
    zoho.clock.advance(END_MS);
    const reply = result(zoho, job);
    expect([reply.status, reply.headers?.["content-type"]]).toEqual([200, "application/zip"]);
    const { name, rows } = getArchiveRows(reply);
    expect(name).toBe(`${job}.csv`);
    expect(Object.keys(rows[0] ?? {})).toEqual(["id", ...fields]);
    expect(rows).toEqual([
      {
        id,
        Last_Name: 'de "la" Cruz, Jr.',
        Description: "one\ntwo",
        Referred_By: contact,
        "Referred_By.Email": "c@example.test",
        Interests: "Billing;Mobile",
        Newsletter: "true",
        Last_Contact_At: "2026-01-31T05:30:00+05:30",
        Next_Visit: "2026-02-01",
        Annual_Revenue: "12.5",
        Legacy_Number: "900719925474099312",
        Tag: "Hot,VIP",
        Email: "",
        Owner: zoho.state.users[0]?.id,
        Modified_Time: "2026-01-01T10:00:00+05:30",
      },
    ]);
  });

  test("variants: header Id, commas between options, another content type", () => {
    const variants = { bulkIdHeader: "Id", bulkMultiSelect: "," };
    const zoho = new TestSandbox({}, { ...variants, bulkResultType: "application/x-download" });
    zoho.create("Leads", { Last_Name: "L", Interests: ["Billing", "Mobile"] });
    const job = create(zoho, { module: { api_name: "Leads" }, fields: ["Interests"] });
    zoho.clock.advance(END_MS);
    const reply = result(zoho, job);
    expect(reply.headers?.["content-type"]).toBe("application/x-download");
    expect(getArchiveRows(reply).rows).toMatchObject([
      { Id: expect.any(String), Interests: "Billing,Mobile" },
    ]);
  });

  test("by default includes all readable fields; includes converted leads (facts 13.13)", () => {
    const zoho = new TestSandbox({ Leads: 2 });
    const [lead] = zoho.state.records.get("Leads")?.all() ?? [];
    if (lead) lead.converted = true;
    const rows = readAll(zoho, { module: { api_name: "Leads" } });
    expect(rows.map((row) => row.Converted__s)).toEqual(["true", "false"]);
    const names = Object.keys(rows[0] ?? {});
    expect(names).toEqual(expect.arrayContaining(["Last_Name", "Full_Name", "Custom_Text_22"]));
    expect(names).not.toContain("Addresses");
    expect(names).not.toContain("Favourite_Products");
  });

  test("an empty result has a header line", () => {
    const zoho = new TestSandbox();
    const job = create(zoho, leads);
    zoho.clock.advance(END_MS);
    const [entry] = readZip(result(zoho, job).bytes ?? Buffer.alloc(0)) ?? [];
    expect(entry?.content.toString()).toBe("id,Last_Name\r\n");
  });

  test("has the records at the start of the job, not at its end", () => {
    const zoho = new TestSandbox();
    Object.assign(zoho.state.bulkJobs.settings, { queueMs: 1000, runMs: 1000 });
    const job = create(zoho, leads);
    zoho.create("Leads", { Last_Name: "Before" });
    zoho.clock.advance(1500);
    zoho.create("Leads", { Last_Name: "After" });
    zoho.clock.advance(1000);
    expect(getArchiveRows(result(zoho, job)).rows.map((row) => row.Last_Name)).toEqual(["Before"]);
  });

  test("exists for a day after the end of the job; otherwise 400 or 404", () => {
    const zoho = new TestSandbox();
    const missing = { code: "RESOURCE_NOT_FOUND" };
    const job = create(zoho, leads);
    expect(result(zoho, job)).toMatchObject({ status: 400, json: missing });
    zoho.clock.advance(END_MS);
    expect(result(zoho, job).status).toBe(200);
    zoho.clock.advance(24 * 3_600_000);
    expect(result(zoho, job)).toMatchObject({ status: 400, json: missing });
    const strict = new TestSandbox({}, { bulkResultMissing: "404" });
    expect(result(strict, "1")).toMatchObject({ status: 404, json: missing });
  });

  test("ten downloads a minute, then 429", () => {
    const zoho = new TestSandbox();
    const job = create(zoho, leads);
    zoho.clock.advance(END_MS);
    const statuses = Array.from({ length: 11 }, () => result(zoho, job).status);
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 200), 429]);
    zoho.clock.advance(60_000);
    expect(result(zoho, job).status).toBe(200);
  });

  test("downloads later than a clock that was set back do not count", () => {
    const zoho = new TestSandbox();
    const job = create(zoho, leads);
    zoho.clock.advance(END_MS + 3_600_000);
    for (let count = 0; count < 10; count += 1) result(zoho, job);
    zoho.clock.advance(-1_800_000);
    expect(result(zoho, job).status).toBe(200);
  });

  test("a custom view filters the rows", () => {
    const zoho = new TestSandbox({ Leads: 6 });
    const view = zoho.state.modules.get("Leads")?.customViews[1]?.id;
    expect(readAll(zoho, { ...leads, cvid: view }).length).toBeLessThan(6);
  });

  test("meetings can be read as a calendar", () => {
    const zoho = new TestSandbox({ Accounts: 1, Events: 2 });
    const job = create(zoho, { module: { api_name: "Events" } }, { file_type: "ics" });
    zoho.clock.advance(END_MS);
    expect(getResult(details(zoho, job))).toMatchObject({ per_page: 20_000, count: 2 });
    const [entry] = readZip(result(zoho, job).bytes ?? Buffer.alloc(0)) ?? [];
    expect(entry?.name).toBe(`${job}.ics`);
    expect(entry?.content.toString().match(/BEGIN:VEVENT/g)).toHaveLength(2);
    const fields = { module: { api_name: "Events" }, fields: ["Venue"] };
    expect(bulk(zoho, "POST", "/read", { query: fields, file_type: "ics" }).status).toBe(400);
  });
});

describe("pages (facts 9.1)", () => {
  function threeBlocks() {
    const zoho = new TestSandbox({ Leads: 5 });
    zoho.state.bulkJobs.settings.rowsPerJob = 2;
    return zoho;
  }
  const names = (reply: Reply) => getArchiveRows(reply).rows.map((row) => row.id);

  test("page selects a page; page_token continues after the last record", () => {
    const zoho = threeBlocks();
    const all = [...(zoho.state.records.get("Leads")?.all() ?? [])].map(({ id }) => id);
    const first = create(zoho, leads);
    const second = create(zoho, { ...leads, page: 2 });
    zoho.clock.advance(END_MS);
    expect(names(result(zoho, first))).toEqual(all.slice(0, 2));
    expect(names(result(zoho, second))).toEqual(all.slice(2, 4));
    const { next_page_token: token, ...rest } = getResult(details(zoho, second));
    expect(rest).toMatchObject({ page: 2, per_page: 2, count: 2, more_records: true });
    zoho.crm("DELETE", `/Leads/${all[0]}`);
    const third = create(zoho, { page_token: token });
    zoho.clock.advance(END_MS);
    expect(names(result(zoho, third))).toEqual(all.slice(4));
    expect(details(zoho, third)).toMatchObject({
      query: { module: { api_name: "Leads" }, fields: ["Last_Name"], page: 3 },
      result: { page: 3, count: 1, more_records: false, next_page_token: null },
    });
  });

  test("a page token is valid for a day and for its user", () => {
    const zoho = threeBlocks();
    const id = create(zoho, leads);
    zoho.clock.advance(END_MS);
    const token = getResult(details(zoho, id)).next_page_token;
    const scope = "ZohoCRM.bulk.READ,ZohoCRM.modules.ALL";
    const other = zoho.state.users[1]?.id ?? "";
    const foreign = zoho.call("POST", "/crm/bulk/v8/read", {
      headers: { "content-type": "application/json" },
      body: { query: { page_token: token } },
      token: tokenFor(zoho, scope, other),
    });
    expect(foreign).toMatchObject({ status: 400, json: { code: "INVALID_DATA" } });
    zoho.clock.advance(24 * 3_600_000);
    const late = bulk(zoho, "POST", "/read", { query: { page_token: token } });
    expect([late.status, getFirst(late).code]).toEqual([400, "EXPIRED_VALUE"]);
  });
});
