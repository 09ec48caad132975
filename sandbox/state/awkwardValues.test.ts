import { onlyFile, toCells } from "../testSupport/agreement/archive";
import { bulk, END_MS, jobId } from "../testSupport/bulk";
import { getFirst, TestSandbox } from "../testSupport/calls";
import { writeAwkwardValues } from "./awkwardValues";

/** Two leads, the first with awkward values. */
function awkward() {
  const zoho = new TestSandbox({ Leads: 2 });
  const leads = zoho.module("Leads");
  const [first] = zoho.state.store(leads).all();
  if (!first) throw new Error("no lead");
  zoho.clock.advance(60_000);
  const texts = writeAwkwardValues(zoho.state, leads, first);
  return { zoho, id: first.id, texts, names: Object.keys(texts) };
}

describe("awkward values", () => {
  test("contain everything that breaks careless parsers, within the limits of their fields", () => {
    const { zoho, texts } = awkward();
    for (const part of ['"', "'", ",", ";", "\\", "\r\n", "[^\r]\n", "\r[^\n]", "\t"]) {
      expect(texts.Last_Name).toMatch(new RegExp(part.replace("\\", "\\\\")));
    }
    expect(texts.Last_Name).toMatch(/\u{1f680}e\u0301.*[\u05d0-\u05ea].*\u200b.*\ufeff/u);
    const beginnings = Object.values(texts).map((text) => text[0]);
    expect(beginnings).toEqual(expect.arrayContaining(["=", "@", "+", "-", "\t"]));
    for (const [name, text] of Object.entries(texts)) {
      expect(text.length).toBeLessThanOrEqual(zoho.module("Leads").byName.get(name)?.length ?? 0);
    }
    expect(texts).not.toHaveProperty("External_Key");
  });

  test("are a normal write, which the API accepts as well", () => {
    const { zoho, id, texts } = awkward();
    expect(zoho.state.history.of("Leads", id).at(-1)).toMatchObject({ kind: "update" });
    expect(getFirst(zoho.crm("GET", `/Leads/${id}`))).toMatchObject({
      ...texts,
      Modified_Time: "2026-01-01T10:01:00+05:30",
    });
    const copy = zoho.create("Leads", { ...texts });
    expect(getFirst(zoho.crm("GET", `/Leads/${copy}`))).toMatchObject(texts);
  });

  test("are unchanged in lists and COQL", () => {
    const { zoho, id, texts, names } = awkward();
    const fields = names.slice(0, 50).join(",");
    const expected = { id, ...Object.fromEntries(Object.entries(texts).slice(0, 50)) };
    expect(getFirst(zoho.crm("GET", `/Leads?fields=${fields}&ids=${id}`))).toEqual(expected);
    expect(getFirst(zoho.coql(`select ${fields} from Leads where id = '${id}'`))).toEqual(expected);
  });

  test("are unchanged in the CSV of bulk read (facts 9.1, RFC 4180)", () => {
    const { zoho, id, texts, names } = awkward();
    const query = { module: { api_name: "Leads" }, fields: names };
    const job = jobId(bulk(zoho, "POST", "/read", { query }));
    zoho.clock.advance(END_MS);
    const { bytes } = bulk(zoho, "GET", `/read/${job}/result`);
    const rows = toCells(onlyFile(bytes ?? Buffer.alloc(0)).text);
    expect(rows).toHaveLength(3);
    expect(rows.slice(0, 2)).toEqual([
      ["id", ...names],
      [id, ...Object.values(texts)],
    ]);
  });
});
