import { changesIn, deployed, PollingScene, poll, short } from "../support/polling";

/** What becomes of records beside creation and edits, and what a builder leaves out. */

const scene = new PollingScene();
const { zoho } = scene;

const restore = (id: string) => zoho.control("POST", "restore", { module: "Leads", id });
const DAY = 86_400;

describe("deletions", () => {
  it("come once, as Zoho lists them, and cost one call more", async () => {
    const [a, b] = [await scene.lead("A"), await scene.lead("B")];
    await scene.pass(5);
    const flow = await scene.started({ showDeletedRecords: "true" });
    await scene.remove("Leads", a);
    await scene.pass(5);
    expect(await poll(flow)).toEqual([
      {
        type: "deleted",
        module: "Leads",
        record: expect.objectContaining({
          id: a,
          display_name: expect.any(String),
          type: "recycle",
        }),
      },
    ]);
    await scene.remove("Leads", b);
    await scene.pass(5);
    expect(short(await poll(flow))).toEqual([`deleted ${b}`]);
    await scene.pass(100);
    await flow.poll();
    await scene.pass(100);
    expect((await zoho.counting(() => poll(flow))).calls).toBe(2);
  });

  it("are not asked for unless wanted", async () => {
    const id = await scene.lead("A");
    await scene.pass(5);
    const flow = await scene.started({});
    await scene.remove("Leads", id);
    await scene.pass(200);
    const { result, calls } = await zoho.counting(() => poll(flow));
    expect([result, calls]).toEqual([[], 1]);
  });

  it.each(["2", "1"])(
    "of 450 records at once all come, and once (deletedCredits %s)",
    async (deletedCredits) => {
      await zoho.reset({ variants: { deletedCredits } });
      const ids = await zoho.seed("Leads", 450);
      await scene.pass(100);
      const flow = await scene.started({ showDeletedRecords: "true" });
      for (const id of ids) await zoho.control("POST", "purge", { module: "Leads", id });
      await scene.pass(5);
      const changes = await poll(flow);
      expect(changes.map(({ type, record }) => `${type} ${record.id}`).sort()).toEqual(
        ids.map((id) => `deleted ${id}`).sort(),
      );
      await scene.pass(5);
      expect(await poll(flow)).toEqual([]);
    },
  );

  it("of the recycle bin are not told again when the bin lets go of them after 60 days", async () => {
    const id = await scene.lead("A");
    await scene.pass(5);
    const flow = await scene.started({ showDeletedRecords: "true" });
    await scene.remove("Leads", id);
    await scene.pass(5);
    expect(short(await poll(flow))).toEqual([`deleted ${id}`]);
    for (let day = 0; day < 62; day += 1) {
      await scene.pass(DAY);
      expect(await poll(flow)).toEqual([]);
    }
  });

  it("of a record that came and went between two polls are told of all the same", async () => {
    const flow = await scene.started({ showDeletedRecords: "true" });
    const id = await scene.lead("A");
    await scene.pass(5);
    await scene.remove("Leads", id);
    await scene.pass(5);
    expect(short(await poll(flow))).toEqual([`deleted ${id}`]);
  });
});

describe("a restored record", () => {
  it.each([
    ["now", 10],
    ["kept", DAY + 10],
  ])(
    "is told of as restored, where Zoho stamps it %s, after %i seconds",
    async (restoredTime, wait) => {
      await zoho.reset({ variants: { restoredTime } });
      await scene.pass(100);
      const id = await scene.lead("A");
      await scene.pass(100);
      const flow = await scene.started({ showDeletedRecords: "true" });
      await scene.remove("Leads", id);
      await scene.pass(5);
      expect(short(await poll(flow))).toEqual([`deleted ${id}`]);
      await scene.pass(100);
      await restore(id);
      await scene.pass(wait);
      const changes = await poll(flow);
      expect(short(changes)).toEqual([`restored ${id}`]);
      expect(changes[0]?.record).toMatchObject({ Full_Name: "A" });
      await scene.pass(DAY + 10);
      expect(await poll(flow)).toEqual([]);
    },
  );
});

describe("a converted lead", () => {
  const convert = (id: string) =>
    fetch(`${zoho.origin}/crm/v7/Leads/${id}/actions/convert`, {
      method: "POST",
      headers: { Authorization: "Zoho-oauthtoken sandbox" },
      body: '{"data":[{}]}',
    });

  it.each([[undefined], ["Owner"]])(
    "is left out as lists do, and told of as converted where ends are wanted (%s)",
    async (field) => {
      const id = await scene.lead("A");
      await scene.pass(100);
      const fields = field ? { fields: [field] } : {};
      const plain = await scene.started(fields);
      const full = await scene.started({ ...fields, showDeletedRecords: "true" });
      await convert(id);
      await scene.pass(5);
      expect(await poll(plain)).toEqual([]);
      const changes = await poll(full);
      expect(short(changes)).toEqual([`converted ${id}`]);
      expect(changes[0]?.record).not.toHaveProperty("Converted__s");
      await scene.pass(5);
      expect(await poll(full)).toEqual([]);
    },
  );
});

describe("a merged record", () => {
  it.each(["recycle", "permanent"])(
    "is told of as deleted where Zoho lists it (%s), the other one as updated",
    async (mergedRecords) => {
      await zoho.reset({ variants: { mergedRecords } });
      await scene.pass(100);
      const [id, loser] = [await scene.lead("A"), await scene.lead("B", { City: "Oslo" })];
      await scene.pass(100);
      const flow = await scene.started({ showDeletedRecords: "true" });
      await zoho.control("POST", "merge", { module: "Leads", id, loser });
      await scene.pass(5);
      expect(short(await poll(flow)).sort()).toEqual([`deleted ${loser}`, `updated ${id}`]);
    },
  );
});

describe("what a builder leaves out", () => {
  it.each([
    [{ showNewRecords: "false" }, ["updated"]],
    [{ showUpdatedRecords: "false" }, ["created"]],
    [
      { showNewRecords: "false", showUpdatedRecords: "false", showDeletedRecords: "true" },
      ["deleted"],
    ],
  ])("does not come: %j", async (values, expected) => {
    const [a, b] = [await scene.lead("A"), await scene.lead("B")];
    await scene.pass(100);
    const flow = await scene.started(values);
    await scene.update("Leads", a, { City: "Oslo" });
    await scene.lead("C");
    await scene.remove("Leads", b);
    await scene.pass(5);
    expect((await poll(flow)).map(({ type }) => type)).toEqual(expected);
  });

  it("by a filter comes when it fits, whichever way records are read", async () => {
    const filter = "(City = 'Oslo' or City = 'Bergen') and Last_Name != 'X or ('";
    const flow = await scene.started({ filter });
    const listed = await scene.started({ filter, fields: ["Owner"] });
    const id = await scene.lead("A", { City: "Oslo" });
    const other = await scene.lead("B", { City: "Hamburg" });
    await scene.pass(5);
    expect(short(await poll(flow))).toEqual([`created ${id}`]);
    expect(short(await poll(listed))).toEqual([`created ${id}`]);
    await scene.update("Leads", other, { City: "Bergen" });
    await scene.pass(5);
    expect(short(await poll(flow))).toEqual([`created ${other}`]);
  });

  it.each([
    ["City = 'Oslo", "unmatched"],
    ["(City = 'Oslo'", "unmatched"],
    ["City = 'Oslo') or (id is not null", "unmatched"],
    ["id is not null limit 5", "limit"],
    ["City = 'Oslo'; select", "semicolon"],
    ["select City", "select"],
    [`City = "' or (id is not null) or City = '"`, "double quote"],
    [Array(21).fill("City = 'Oslo'").join(" or "), "21 conditions"],
  ])("by a filter that is none is refused before any call: %s", async (filter, words) => {
    const flow = deployed("crmRecordsPollingTrigger", { modules: ["Leads"], filter });
    const { result, calls } = await zoho.counting(() => flow.tryPoll());
    expect([result.error, calls]).toEqual([
      expect.objectContaining({
        code: "ZOHO_INPUT_INVALID",
        message: expect.stringContaining(words),
      }),
      0,
    ]);
  });

  it("by a filter on a column that is none is an error that says so", async () => {
    const flow = deployed("crmRecordsPollingTrigger", {
      modules: ["Leads"],
      filter: "Town = 'Oslo'",
    });
    const { error } = await flow.tryPoll();
    expect(error).toMatchObject({
      code: "ZOHO_QUERY_INVALID",
      message: expect.stringMatching(/Town.*Filter/s),
    });
  });

  it("of its own changes does not come back to it", async () => {
    const [mine, theirs] = [await scene.lead("A"), await scene.lead("B")];
    await scene.pass(100);
    const flow = await scene.started({ ignoreOwnChanges: "true", showDeletedRecords: "true" });
    await scene.update("Leads", mine, { City: "Oslo" });
    const other = { headers: { Authorization: "Zoho-oauthtoken sandbox-boyle" } };
    await fetch(`${zoho.origin}/crm/v7/Leads/${theirs}`, {
      method: "PUT",
      body: JSON.stringify({ data: [{ City: "Oslo" }] }),
      ...other,
    });
    await scene.pass(5);
    const changes = await poll(flow);
    expect(short(changes)).toEqual([`updated ${theirs}`]);
    expect(changes[0]?.record).not.toHaveProperty("Modified_By");
    await scene.remove("Leads", mine);
    await fetch(`${zoho.origin}/crm/v7/Leads/${theirs}`, { method: "DELETE", ...other });
    await scene.pass(5);
    expect(short(await poll(flow))).toEqual([`deleted ${theirs}`]);
  });
});

describe("the look-back date (S4, E2, G5)", () => {
  it("brings everything since, each record once and as created, and then goes on", async () => {
    const flow = deployed("leadsPollingTrigger", {
      lookBackDate: "2020-01-01",
      showNewRecords: "false",
      showUpdatedRecords: "false",
    });
    const held = await zoho.count("Leads");
    const changes = await poll(flow);
    expect(changes).toHaveLength(held);
    expect(new Set(changes.map(({ type }) => type))).toEqual(new Set(["created"]));
    await scene.pass(5);
    expect(await poll(flow)).toEqual([]);
  });

  it("of today leaves out what was not touched since", async () => {
    await zoho.reset();
    const [old = ""] = await zoho.seed("Leads", [
      {
        Last_Name: "Old",
        Created_Time: "2020-01-01T00:00:00+00:00",
        Modified_Time: "2020-02-01T00:00:00+00:00",
      },
    ]);
    await scene.pass(5);
    const flow = deployed("leadsPollingTrigger", { lookBackDate: "2021-01-01" });
    const changes = await poll(flow);
    expect(changes.length).toBeGreaterThan(0);
    expect(changes.map(({ record }) => record.id)).not.toContain(old);
  });

  it.each(["2999-01-01", "2026-02-31", "01/02/2026", "soon"])(
    "%s is refused before any call",
    async (lookBackDate) => {
      const flow = deployed("leadsPollingTrigger", { lookBackDate });
      const { result, calls } = await zoho.counting(() => flow.tryPoll());
      expect([result.error, calls]).toEqual([
        expect.objectContaining({ code: "ZOHO_INPUT_INVALID" }),
        0,
      ]);
    },
  );

  it("resumes where a small poll left off", async () => {
    const held = await zoho.count("Leads");
    const flow = deployed("crmRecordsPollingTrigger", {
      modules: ["Leads"],
      lookBackDate: "2020-01-01",
      maxRecordsToFetch: "2",
    });
    const seen: string[] = [];
    for (let polls = 0; polls < held + 3; polls += 1) {
      const { handedOver } = await flow.poll();
      seen.push(...changesIn(handedOver).map(({ record }) => String(record.id)));
      await scene.pass(5);
    }
    expect(seen).toHaveLength(held);
    expect(new Set(seen).size).toBe(held);
  });
});
