import type { JsonObject } from "../../../http";
import { writeCsvFile } from "../../../testSupport/bulkWrite";
import { getFirst, TestSandbox } from "../../../testSupport/calls";

const lead = (zoho: TestSandbox, id: unknown) => getFirst(zoho.crm("GET", `/Leads/${id}`));

describe("rows of a bulk write (facts 9.2)", () => {
  test("become records as with single writes; the result repeats three columns", async () => {
    const zoho = new TestSandbox();
    const contact = zoho.create("Contacts", { Last_Name: "C", Email: "c@example.test" });
    const columns = {
      Last_Name: "Núñez",
      Email: "n@example.test",
      No_of_Employees: "42",
      Annual_Revenue: "12.5",
      Newsletter: "TRUE",
      Next_Visit: "02/01/2026",
      Last_Contact_At: "01/31/2026 10:00:00",
      Interests: "Billing;Mobile",
      Referred_By: contact,
      Legacy_Number: "900719925474099312",
      Owner: String(zoho.state.users[1]?.id),
    };
    const csv = `${Object.keys(columns).join(",")}\n${Object.values(columns).join(",")}\n`;
    const { rows } = await writeCsvFile(zoho, "insert", csv);
    expect(rows).toEqual([
      {
        Last_Name: "Núñez",
        Email: "n@example.test",
        No_of_Employees: "42",
        STATUS: "ADDED",
        RECORD_ID: expect.stringMatching(/^\d{19}$/),
        ERRORS: "",
      },
    ]);
    expect(lead(zoho, rows[0]?.RECORD_ID)).toMatchObject({
      Last_Name: "Núñez",
      No_of_Employees: 42,
      Annual_Revenue: 12.5,
      Newsletter: true,
      Next_Visit: "2026-02-01",
      Last_Contact_At: "2026-01-31T10:00:00+05:30",
      Interests: ["Billing", "Mobile"],
      Referred_By: { id: contact },
      Legacy_Number: "900719925474099312",
      Owner: { id: zoho.state.users[1]?.id },
      Created_Time: "2026-01-01T10:00:00+05:30",
    });
  });

  test("mappings have column indexes, formats, key fields of lookups, and defaults", async () => {
    const zoho = new TestSandbox();
    const contact = zoho.create("Contacts", { Last_Name: "C", Email: "c@example.test" });
    const { rows } = await writeCsvFile(
      zoho,
      "insert",
      "name;day;moment;who\nRao;2026-02-01;31.01.2026T10:00+00:00;C@example.test\nNg;;;\n",
      {
        field_mappings: [
          { api_name: "Last_Name", index: 0 },
          { api_name: "Next_Visit", index: 1, format: "yyyy-MM-dd" },
          { api_name: "Last_Contact_At", index: 2, format: "dd.MM.yyyy'T'HH:mmXXX" },
          { api_name: "Referred_By", index: 3, find_by: "Email" },
          { api_name: "Lead_Source", default_value: { value: "Partner" } },
        ],
      },
      { ignore_empty: true },
    );
    expect(Object.keys(rows[0] ?? {}).slice(0, 4)).toEqual(["name", "day", "moment", "STATUS"]);
    expect(lead(zoho, rows[0]?.RECORD_ID)).toMatchObject({
      Last_Name: "Rao",
      Next_Visit: "2026-02-01",
      Last_Contact_At: "2026-01-31T15:30:00+05:30",
      Referred_By: { id: contact },
      Lead_Source: "Partner",
    });
    expect(lead(zoho, rows[1]?.RECORD_ID)).toMatchObject({
      Last_Name: "Ng",
      Next_Visit: null,
      Lead_Source: "Partner",
    });
  });

  test("invalid values are SKIPPED, with the names of all columns", async () => {
    const zoho = new TestSandbox();
    const { rows, job } = await writeCsvFile(
      zoho,
      "insert",
      "surname,mail,people,day,who\n,nope,x,2026-02-01,5\nRao,,,,\n",
      {
        field_mappings: [
          { api_name: "Last_Name", index: 0 },
          { api_name: "Email", index: 1 },
          { api_name: "No_of_Employees", index: 2 },
          { api_name: "Next_Visit", index: 3 },
          { api_name: "Referred_By", index: 4 },
        ],
      },
    );
    expect(rows.map(({ STATUS }) => STATUS)).toEqual(["SKIPPED", "ADDED"]);
    expect(String(rows[0]?.ERRORS).split(":").sort()).toEqual([
      "INVALID_DATA-day",
      "INVALID_DATA-mail",
      "INVALID_DATA-people",
      "INVALID_DATA-who",
      "MANDATORY_NOT_FOUND-surname",
    ]);
    expect(job).toMatchObject({
      resource: [{ file: { added_count: 1, skipped_count: 1, total_count: 2 } }],
    });
    expect(zoho.state.records.get("Leads")?.size).toBe(1);
  });

  test("an upsert updates records that find_by finds and adds the others", async () => {
    const zoho = new TestSandbox();
    const id = zoho.create("Leads", { Last_Name: "Old", Email: "rao@example.test", Phone: "1" });
    const csv = "Last_Name,Email\nRao,RAO@example.test\nNg,ng@example.test\n";
    const { rows, job } = await writeCsvFile(zoho, "upsert", csv, { find_by: "Email" });
    expect(rows).toMatchObject([{ STATUS: "UPDATED", RECORD_ID: id }, { STATUS: "ADDED" }]);
    expect(lead(zoho, id)).toMatchObject({ Last_Name: "Rao", Phone: "1" });
    expect(job).toMatchObject({ resource: [{ file: { added_count: 1, updated_count: 1 } }] });
  });

  test("an update finds records by id and skips missing ones", async () => {
    const zoho = new TestSandbox();
    const id = zoho.create("Leads", { Last_Name: "Old" });
    const csv = `id,Last_Name\n${id},New\n4876876000009999999,Nobody\n`;
    const { rows } = await writeCsvFile(zoho, "update", csv, { find_by: "id" });
    expect(rows).toMatchObject([
      { STATUS: "UPDATED", RECORD_ID: id, ERRORS: "" },
      { STATUS: "SKIPPED", RECORD_ID: "", ERRORS: "INVALID_DATA-id" },
    ]);
    expect(lead(zoho, id).Last_Name).toBe("New");
    expect(zoho.state.records.get("Leads")?.size).toBe(1);
  });

  test("an insert with find_by skips existing records", async () => {
    const zoho = new TestSandbox();
    const id = zoho.create("Leads", { Last_Name: "Old", Email: "rao@example.test" });
    const csv = "Last_Name,Email\nRao,rao@example.test\n";
    const { rows } = await writeCsvFile(zoho, "insert", csv, { find_by: "Email" });
    expect(rows).toMatchObject([
      { STATUS: "SKIPPED", RECORD_ID: id, ERRORS: "DUPLICATE_DATA-Email" },
    ]);
    expect(lead(zoho, id).Last_Name).toBe("Old");
  });

  test("unique fields are checked among the rows too", async () => {
    const csv = "Last_Name,External_Key\nA,k-1\nB,K-1\n";
    const { rows } = await writeCsvFile(new TestSandbox(), "insert", csv);
    expect(rows).toMatchObject([
      { STATUS: "ADDED" },
      { STATUS: "SKIPPED", ERRORS: "DUPLICATE_DATA-External_Key" },
    ]);
  });

  test("empty cells clear fields, except with ignore_empty", async () => {
    const phone = async (more: JsonObject, resource: JsonObject = {}) => {
      const zoho = new TestSandbox();
      const id = zoho.create("Leads", { Last_Name: "Old", Phone: "1" });
      const csv = `id,Phone\n${id},\n`;
      await writeCsvFile(zoho, "update", csv, { find_by: "id", ...resource }, more);
      return lead(zoho, id).Phone;
    };
    expect(await phone({})).toBeNull();
    expect(await phone({ ignore_empty: true })).toBe("1");
    expect(await phone({}, { ignore_empty: true })).toBe("1");
  });

  test("tags are separated by commas in one cell, as in bulk read", async () => {
    const zoho = new TestSandbox();
    const { rows } = await writeCsvFile(zoho, "insert", 'Last_Name,Tag\nRao,"Hot, VIP"\n');
    expect(lead(zoho, rows[0]?.RECORD_ID).Tag).toMatchObject([{ name: "Hot" }, { name: "VIP" }]);
  });

  test("other encodings and custom modules", async () => {
    const zoho = new TestSandbox();
    const { rows } = await writeCsvFile(
      zoho,
      "insert",
      Buffer.from("Name,Seats\nCafé,3\n", "latin1"),
      { module: { api_name: "Subscriptions" } },
      { character_encoding: "ISO-8859-1" },
    );
    expect(rows).toMatchObject([{ Name: "Café", Seats: "3", STATUS: "ADDED" }]);
  });
});
