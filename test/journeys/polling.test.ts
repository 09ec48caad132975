import { BEHAVIOURS } from "../../runner/platformBehaviour";
import type { Row } from "../support/localZoho";
import { changesIn, deployed, PollingScene, poll, short } from "../support/polling";

const scene = new PollingScene();
const { zoho } = scene;

const OLD = [
  ["leadsPollingTrigger", "Leads", { Last_Name: "Rao", Company: "Harbor" }],
  ["contactsPollingTrigger", "Contacts", { Last_Name: "Rao" }],
] as const;

describe.each(OLD)("%s (P11, P12)", (key, module, values) => {
  it("hands over what was created and updated since the last poll, as the official connector does", async () => {
    const present = await scene.create(module, values);
    await scene.pass(5);
    const flow = await scene.startedOn(key, { fields: ["Email"] });
    await scene.update(module, present, { Email: "rao@example.com" });
    const made = await scene.create(module, { ...values, Last_Name: "Größe ✓" });
    await scene.pass(10);
    const { handedOver } = await flow.poll();
    expect(handedOver).toEqual([
      {
        created: [
          {
            id: made,
            Full_Name: "Größe ✓",
            Created_Time: expect.any(String),
            Modified_Time: expect.any(String),
            Email: null,
          },
        ],
        updated: [expect.objectContaining({ id: present, Email: "rao@example.com" })],
      },
    ]);
    await scene.pass(10);
    const quiet = await flow.poll();
    expect(quiet).toMatchObject({ resultType: "polled_no_changes", handedOver: [] });
  });

  it("goes on from the state of the official connector, whose last second was not read to its end", async () => {
    const before = await scene.create(module, values);
    await scene.pass(60);
    const within = await scene.create(module, values);
    const flow = deployed(key, {});
    flow.setState({ lastUpdated: new Date(Date.now() + 700).toISOString() });
    await scene.pass(300);
    const after = await scene.create(module, values);
    await scene.pass(10);
    expect(short(await poll(flow))).toEqual([`created ${within}`, `created ${after}`]);
    expect(before).not.toBe(within);
    await scene.pass(10);
    expect(await poll(flow)).toEqual([]);
  });
});

describe("a flow that was saved before the new inputs were there", () => {
  it.each(OLD)("polls as it did: %s", async (key, module, values) => {
    const flow = await scene.startedOn(key, {}, { fillDefaults: false });
    const id = await scene.create(module, values);
    await scene.pass(5);
    expect(short(await poll(flow))).toEqual([`created ${id}`]);
    await scene.update(module, id, { Email: "rao@example.com" });
    await scene.pass(5);
    expect(short(await poll(flow))).toEqual([`updated ${id}`]);
  });

  it.each(["0", "-5", "1e3", "100001", "many"])("refuses %s records", async (maxRecordsToFetch) => {
    const flow = deployed("leadsPollingTrigger", { maxRecordsToFetch });
    expect((await flow.tryPoll()).error).toMatchObject({ code: "ZOHO_INPUT_INVALID" });
  });
});

describe.each(BEHAVIOURS)("on $name", ({ name, behaviour }) => {
  const keepsFirst = behaviour.savesWithoutChanges;

  it.each([
    ["unbatched", undefined],
    ["in batches of 50", { batchSize: 50 }],
    ["item by item", { batchSize: 1 }],
  ] as const)(
    "delivers each change once, %s: created, updated, the second of two in one second (S6, E8, E10)",
    async (_, batch) => {
      // A platform that keeps no state of a poll without changes needs a first poll with some.
      const values = { modules: ["Leads"], ...(!keepsFirst && { lookBackDate: "2020-01-01" }) };
      const flow = deployed("crmRecordsPollingTrigger", values, { batch, behaviour });
      const first = await poll(flow);
      expect(first.length > 0).toBe(!keepsFirst);
      await scene.pass(10);
      const [a, b] = [await scene.lead("A"), await scene.lead("B")];
      await scene.pass(3);
      expect(short(await poll(flow))).toEqual([`created ${a}`, `created ${b}`]);
      await scene.update("Leads", a, { City: "Oslo" });
      await scene.update("Leads", b, { City: "Oslo" });
      await scene.pass(3);
      expect(short(await poll(flow))).toEqual([`updated ${a}`, `updated ${b}`]);
      for (const seconds of [1, 30, 60, 300]) {
        await scene.pass(seconds);
        expect({ name, changes: await poll(flow) }).toEqual({ name, changes: [] });
      }
    },
  );

  it("pages 2,001 changes of one second through to the end, in batches and unbatched (E9)", async () => {
    for (const batch of [undefined, { batchSize: 50 }]) {
      await zoho.reset();
      await scene.pass(100);
      const values = { modules: ["Leads"], lookBackDate: "2020-01-01" };
      const flow = deployed("crmRecordsPollingTrigger", values, { batch, behaviour });
      const before = await poll(flow);
      await scene.pass(10);
      const ids = await scene.seedAtOnce(2_001);
      await scene.pass(10);
      const changes = await poll(flow);
      expect(new Set(changes.map(({ record }) => record.id)).size).toBe(2_001);
      expect(changes).toHaveLength(2_001);
      expect(changes.every(({ type }) => type === "created")).toBe(true);
      expect(changes.map(({ record }) => record.id)).toEqual(expect.arrayContaining(ids));
      await scene.pass(10);
      expect(await poll(flow)).toEqual([]);
      expect(before.length).toBeGreaterThan(0);
    }
  });
});

/** What the log says of how records were read. */
const paths = async (): Promise<string[]> =>
  (await zoho.calls()).map(({ method, url }) => `${method} ${url.split("?")[0]}`);

async function pathsDuring(run: () => Promise<unknown>): Promise<string[]> {
  const before = (await paths()).length;
  await run();
  return (await paths()).slice(before);
}

const LIST = "GET /crm/v8/Leads";
const QUERY = "POST /crm/v8/coql";

describe("the way records are read", () => {
  it.each([
    ["plain fields by a query", { fields: ["City", "Email", "Lead_Source"] }, [QUERY]],
    ["a lookup's e-mail through the list", { fields: ["Owner"] }, [LIST]],
    ["long text through the list", { fields: ["Description"] }, [LIST]],
    ["plain fields under a filter by a query", { filter: "City = 'Oslo'" }, [QUERY]],
    [
      "others under a filter found by a query",
      { filter: "City = 'Oslo'", fields: ["Owner"] },
      [QUERY, LIST],
    ],
  ])("is chosen by the fields: %s", async (_, values, expected) => {
    const flow = await scene.startedOn("crmRecordsPollingTrigger", {
      modules: ["Leads"],
      ...values,
    });
    await scene.create("Leads", { Last_Name: "A", Company: "B", City: "Oslo" });
    await scene.pass(5);
    let changes: Awaited<ReturnType<typeof poll>> = [];
    expect(await pathsDuring(async () => (changes = await poll(flow)))).toEqual(expected);
    expect(changes).toHaveLength(1);
  });

  it("takes the list where queries are not permitted, and says so", async () => {
    await zoho.scenario({ name: "missing-scope", count: 0, match: { path: "/crm/v8/coql" } });
    const flow = deployed("crmRecordsPollingTrigger", { modules: ["Leads"] });
    const { logs } = await flow.poll();
    expect(logs.map(({ text }) => text).join()).toContain("from the list of records");
    await scene.pass(5);
    const id = await scene.lead("A");
    await scene.pass(5);
    expect(
      await pathsDuring(async () => expect(short(await poll(flow))).toEqual([`created ${id}`])),
    ).toEqual([LIST]);
  });

  const names = (fields: Row[], types: readonly string[]) =>
    fields
      .filter(
        ({ data_type: type, api_name: name }) => types.includes(String(type)) && name !== "Tag",
      )
      .map(({ api_name: name }) => String(name));

  it("does not show in a record: list, query and single read agree field by field", async () => {
    const { fields } = (await zoho.act("crmRawRequest", {
      url: "/settings/fields",
      queryParams: { module: "Projects" },
      method: "GET",
    })) as { fields: Row[] };
    const alike = names(fields, [
      "text",
      "email",
      "phone",
      "website",
      "picklist",
      "multiselectpicklist",
      "integer",
      "bigint",
      "double",
      "currency",
      "percent",
      "boolean",
      "date",
      "datetime",
      "lookup",
      "formula",
      "autonumber",
    ]);
    expect(alike.length).toBeGreaterThan(15);
    const [id = ""] = await zoho.seed("Projects", 3);
    await zoho.scenario({
      name: "awkward-values",
      match: { path: "/crm/v8/" },
      module: "Projects",
      id,
    });
    const lookBack = { modules: ["Projects"], lookBackDate: "2020-01-01" };
    await scene.pass(5);
    const byQuery = deployed("crmRecordsPollingTrigger", { ...lookBack, fields: alike });
    const byList = deployed("crmRecordsPollingTrigger", {
      ...lookBack,
      fields: [...alike, "Owner"],
    });
    const queried = await poll(byQuery);
    const listed = await poll(byList);
    expect(queried.length).toBeGreaterThanOrEqual(3);
    expect(listed.map(({ record: { Owner: _, ...rest } }) => rest)).toEqual(
      queried.map(({ record }) => record),
    );
    for (const { record } of queried) {
      const [single] = (await zoho.act("crmGetRecord", {
        recordType: "Projects",
        recordId: record.id,
      })) as Row[];
      expect(record).toEqual(
        Object.fromEntries(Object.keys(record).map((name) => [name, single?.[name]])),
      );
    }
  });

  it("reads more than 50 fields in groups, and a record that is edited between them later, whole (E12)", async () => {
    const flow = await scene.startedOn("crmRecordsPollingTrigger", {
      modules: ["Leads"],
      fields: ["*"],
    });
    const [id, torn] = [await scene.lead("A"), await scene.lead("B")];
    await scene.pass(5);
    await zoho.scenario({ name: "awkward-values", match: { nth: 2 }, module: "Leads", id: torn });
    const [change, ...others] = await poll(flow);
    expect(others).toEqual([]);
    await scene.pass(5);
    const [later] = await poll(flow);
    expect(later?.record).toMatchObject({ id: torn, City: (await zoho.held("Leads", torn))?.City });
    expect(later?.type).toBe("created");
    expect(Object.keys(change?.record ?? {}).length).toBeGreaterThan(60);
    expect(change).toMatchObject({
      type: "created",
      record: { id, Owner: { email: expect.any(String) } },
    });
  });

  it.each(["500", "50"])(
    "asks for more than 50 columns where Zoho takes %s at once (E12)",
    async (coqlColumns) => {
      await zoho.reset({ variants: { coqlColumns } });
      await scene.pass(100);
      const { fields } = (await zoho.act("crmRawRequest", {
        url: "/settings/fields",
        queryParams: { module: "Leads" },
        method: "GET",
      })) as { fields: Row[] };
      const wanted = names(fields, [
        "text",
        "email",
        "phone",
        "picklist",
        "integer",
        "double",
        "currency",
        "boolean",
      ]);
      expect(wanted.length).toBeGreaterThan(50);
      const flow = await scene.startedOn("crmRecordsPollingTrigger", {
        modules: ["Leads"],
        fields: wanted,
      });
      const id = await scene.lead("A");
      await scene.pass(5);
      const calls = coqlColumns === "500" ? [QUERY] : [QUERY, QUERY];
      let changes: Awaited<ReturnType<typeof poll>> = [];
      expect(await pathsDuring(async () => (changes = await poll(flow)))).toEqual(calls);
      expect(short(changes)).toEqual([`created ${id}`]);
      expect(Object.keys(changes[0]?.record ?? {}).sort()).toEqual(
        ["id", "Full_Name", "Created_Time", "Modified_Time", ...wanted]
          .filter((one, at, all) => all.indexOf(one) === at)
          .sort(),
      );
    },
  );

  it("goes down to the rows that Zoho allows at once", async () => {
    await zoho.reset({ variants: { coqlRows: "200" } });
    await scene.pass(100);
    const flow = await scene.startedOn("crmRecordsPollingTrigger", { modules: ["Leads"] });
    await scene.seedAtOnce(450);
    await scene.pass(5);
    expect(await poll(flow)).toHaveLength(450);
    await scene.pass(5);
    expect(await poll(flow)).toEqual([]);
  });
});

describe("a field that is renamed in Zoho", () => {
  const rename = () =>
    zoho.control("POST", "field", {
      module: "Leads",
      rename: { from: "Lead_Source", to: "Lead_Source_1" },
    });

  it.each([[["Lead_Source"]], [["Lead_Source", "Owner"]]])(
    "is an error that names the nearest one, when %j were asked for; nothing is lost by it",
    async (fields) => {
      const flow = await scene.startedOn("crmRecordsPollingTrigger", {
        modules: ["Leads"],
        fields,
      });
      const id = await scene.lead("A");
      await rename();
      await scene.pass(5);
      const { error } = await flow.tryPoll();
      expect(error).toMatchObject({
        code: "ZOHO_INPUT_INVALID",
        message: expect.stringContaining("Lead_Source_1"),
      });
      const mended = deployed("crmRecordsPollingTrigger", {
        modules: ["Leads"],
        fields: ["Lead_Source_1"],
      });
      mended.setState(flow.state);
      await scene.pass(5);
      expect(short(await poll(mended))).toEqual([`created ${id}`]);
    },
  );

  it("is left out with a warning, when all were asked for", async () => {
    const flow = await scene.startedOn("crmRecordsPollingTrigger", {
      modules: ["Leads"],
      fields: ["*"],
    });
    const id = await scene.lead("A");
    await rename();
    await scene.pass(5);
    const { handedOver, logs } = await flow.poll();
    const [change] = changesIn(handedOver);
    expect(change?.record.id).toBe(id);
    expect(change?.record).not.toHaveProperty("Lead_Source");
    expect(change?.record).toHaveProperty("Lead_Source_1");
    expect(logs.map(({ text }) => text).join()).toContain("no longer has the fields Lead_Source");
    await scene.pass(5);
    expect(await poll(flow)).toEqual([]);
  });
});
