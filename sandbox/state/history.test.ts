import { TestSandbox } from "../testSupport/calls";
import { History } from "./history";
import type { StoredRecord } from "./recordStore";

describe("history", () => {
  test("records user, time, kind and fields of every write", () => {
    const zoho = new TestSandbox();
    const [ana, boyle] = zoho.state.users.map(({ id }) => id);
    const startedAt = zoho.clock.nowSecond();
    const id = zoho.create("Leads", { Last_Name: "Rao", Interests: ["Mobile"] });
    zoho.clock.advance(5_000);
    const data = [
      { Last_Name: "Rao", Company: "Acme", Interests: ["Mobile"], Tag: [{ name: "T" }] },
    ];
    zoho.crm("PUT", `/Leads/${id}`, { body: { data }, token: "sandbox-boyle" });
    zoho.crm("DELETE", `/Leads/${id}`);
    expect(zoho.state.history.of("Leads", id)).toEqual([
      {
        number: 1,
        kind: "insert",
        at: startedAt,
        by: ana,
        fields: ["Last_Name", "Interests", "Lead_Number", "Owner"],
      },
      { number: 2, kind: "update", at: startedAt + 5_000, by: boyle, fields: ["Company", "Tag"] },
      { number: 3, kind: "delete", at: startedAt + 5_000, by: ana, fields: [] },
    ]);
  });

  test("keeps a record's last hundred versions, with their numbers", () => {
    const zoho = new TestSandbox();
    const id = zoho.create("Leads", { Last_Name: "Rao" });
    for (let number = 0; number < 120; number += 1) {
      zoho.crm("PUT", `/Leads/${id}`, { body: { data: [{ Company: `C${number}` }] } });
    }
    const versions = zoho.state.history.of("Leads", id);
    expect([versions.length, versions[0]?.number, versions.at(-1)?.number]).toEqual([100, 22, 121]);
  });

  test("beyond 100,000 versions forgets the least recently written records", () => {
    const history = new History();
    const record = (id: string): StoredRecord => ({
      id,
      values: {},
      createdAt: 0,
      modifiedAt: 0,
      createdBy: "1",
      modifiedBy: "1",
      ownerId: "1",
      converted: false,
      tags: [],
    });
    const write = (id: string) =>
      history.add("Leads", { kind: "insert", record: record(id), at: 0, by: "1" });
    write("first");
    for (let number = 1; number < 100_000; number += 1) write(`n${number}`);
    write("first");
    expect([history.of("Leads", "n1").length, history.of("Leads", "first").length]).toEqual([0, 2]);
    expect(history.of("Leads", "n2")).toHaveLength(1);
  });
});
