import type { JsonObject } from "../../../http";
import { mergeRecords } from "../../../state/merge";
import { restoreRecord } from "../../../state/recycleBin";
import type { TestSandbox } from "../../../testSupport/calls";
import { TestWatch } from "../../../testSupport/watch";

let hook: TestWatch;

beforeEach(async () => {
  hook = await TestWatch.start();
});
afterEach(() => hook.close());

describe("the body of a notification (facts 8)", () => {
  test("an update has the changed fields and, on request, their values", async () => {
    const { zoho, watch, put, notifier } = hook.sandbox({ watchUriVersion: "v2" });
    const id = zoho.create("Leads", { Last_Name: "Rao" });
    watch({ token: "tok", return_affected_field_values: true });
    put(id, { Mobile: "123", Last_Name: "Rao" });
    await notifier.flush(false);
    expect(hook.receiver.bodies).toEqual([
      {
        server_time: zoho.clock.now(),
        affected_values: [{ record_id: id, values: { Mobile: "123" } }],
        query_params: { k: "v" },
        module: "Leads",
        resource_uri: "https://www.zohoapis.com/crm/v2/Leads",
        ids: [id],
        affected_fields: [{ [id]: ["Mobile"] }],
        operation: "update",
        channel_id: "1000000068001",
        token: "tok",
      },
    ]);
  });

  test("insert and delete have no fields; a missing token is null, in the variant absent", async () => {
    const { zoho, watch, notifier } = hook.sandbox();
    watch({});
    const id = zoho.create("Leads", { Last_Name: "Rao" });
    zoho.crm("DELETE", `/Leads/${id}`);
    await notifier.flush(false);
    expect(hook.receiver.bodies).toMatchObject([
      { operation: "insert", ids: [id], affected_fields: [], token: null },
      { operation: "delete", ids: [id], affected_fields: [], token: null },
    ]);
    expect(hook.receiver.bodies[0]).not.toHaveProperty("affected_values");
    const other = hook.sandbox({ emptyWatchToken: "absent", channelIds: "number" });
    other.watch({ channel_id: "9007199254740993", return_affected_field_values: true });
    other.zoho.create("Leads", { Last_Name: "Rao" });
    await other.notifier.flush(false);
    expect(hook.receiver.bodies[2]).not.toHaveProperty("token");
    expect(hook.receiver.bodies[2]).toHaveProperty("affected_values", []);
    expect(hook.receiver.texts[2]).toContain('"channel_id":9007199254740993');
  });

  test("records of one call are in one notification, in the variant in one each", async () => {
    const three = { data: ["A", "B", "C"].map((Last_Name) => ({ Last_Name })) };
    const created = async (variants: Record<string, unknown>) => {
      const { zoho, watch, notifier } = hook.sandbox(variants);
      watch({});
      hook.receiver.bodies.length = 0;
      zoho.crm("POST", "/Leads", { body: three });
      await notifier.flush(false);
      return hook.receiver.bodies.map(({ ids }) => Object(ids).length);
    };
    expect(await created({})).toEqual([3]);
    expect(await created({ notificationIds: "one" })).toEqual([1, 1, 1]);
  });

  test("a record that one call changes twice is notified twice", async () => {
    const { zoho, watch, notifier } = hook.sandbox();
    const id = zoho.create("Leads", { Last_Name: "Rao" });
    watch({});
    const data = [
      { id, City: "Austin" },
      { id, City: "Oslo" },
    ];
    zoho.crm("PUT", "/Leads", { body: { data } });
    await notifier.flush(false);
    expect(hook.receiver.ids).toEqual([[id], [id]]);
  });
});

describe("what is notified (facts 8)", () => {
  test("only subscribed operations of subscribed modules, until the channel expires", async () => {
    const { zoho, watch, put, notifier } = hook.sandbox();
    watch({ events: ["Leads.edit", "Contacts.create"] });
    const id = zoho.create("Leads", { Last_Name: "Rao" });
    zoho.create("Contacts", { Last_Name: "Rao" });
    zoho.create("Accounts", { Account_Name: "Acme" });
    put(id, { City: "Austin" });
    await notifier.flush(false);
    expect(hook.receiver.bodies.map(({ module, operation }) => `${module} ${operation}`)).toEqual([
      "Contacts insert",
      "Leads update",
    ]);
    zoho.clock.advance(3_600_000);
    put(id, { City: "Oslo" });
    await notifier.flush(false);
    expect(hook.receiver.bodies).toHaveLength(2);
  });

  test("refused writes and disabled channels notify nothing", async () => {
    const { zoho, watch, notifier } = hook.sandbox();
    watch({});
    zoho.crm("POST", "/Leads", { body: { data: [{ Company: "no name" }] } });
    zoho.crm("DELETE", "/actions/watch?channel_ids=1000000068001");
    zoho.create("Leads", { Last_Name: "Rao" });
    await notifier.flush(false);
    expect(hook.receiver.bodies).toEqual([]);
  });

  const fields = (zoho: TestSandbox, ...names: string[]) =>
    names.map((name) => ({
      field: { api_name: name, id: zoho.module("Leads").byName.get(name)?.id },
    }));
  const condition = (field_selection: JsonObject) => ({
    notification_condition: [
      { type: "field_selection", module: { api_name: "Leads" }, field_selection },
    ],
  });

  test("a condition selects updates of its fields: any with or, all with and", async () => {
    const { zoho, watch, put, notifier } = hook.sandbox();
    const id = zoho.create("Leads", { Last_Name: "Rao" });
    const [city = {}] = fields(zoho, "City");
    const both = { group_operator: "and", group: fields(zoho, "Phone", "Mobile") };
    watch(condition({ group_operator: "or", group: [city, both] }));
    put(id, { Company: "Acme" });
    put(id, { Phone: "1" });
    put(id, { City: "Austin" });
    put(id, { Phone: "2", Mobile: "3" });
    await notifier.flush(false);
    expect(hook.receiver.bodies.map(({ affected_fields }) => affected_fields)).toEqual([
      [{ [id]: ["City"] }],
      [{ [id]: ["Phone", "Mobile"] }],
    ]);
    zoho.crm("DELETE", `/Leads/${id}`);
    await notifier.flush(false);
    expect(hook.receiver.bodies[2]).toMatchObject({ operation: "delete" });
  });

  test("related actions count as updates, unless the channel declines", async () => {
    const noteOn = async (variants: Record<string, unknown>, entry: JsonObject) => {
      const { zoho, watch, notifier } = hook.sandbox(variants);
      const id = zoho.create("Leads", { Last_Name: "Rao" });
      watch(entry);
      hook.receiver.bodies.length = 0;
      zoho.create("Notes", { Note_Content: "n", Parent_Id: { id }, se_module: "Leads" });
      await notifier.flush(false);
      return hook.receiver.bodies.map((body) => ({ ...body, isLead: Object(body.ids)[0] === id }));
    };
    expect(await noteOn({}, {})).toMatchObject([{ operation: "update", isLead: true }]);
    expect(await noteOn({}, { notify_on_related_action: false })).toEqual([]);
    expect(await noteOn({ relatedActions: "silent" }, {})).toEqual([]);
  });

  test("a merge is a delete and an update; what it moves are related actions", async () => {
    const { zoho, watch, notifier } = hook.sandbox();
    const master = zoho.create("Contacts", { Last_Name: "A" });
    const loser = zoho.create("Contacts", { Last_Name: "B", Phone: "5" });
    const child = zoho.create("Subscriptions", { Name: "S", Subscriber: { id: loser } });
    watch({ events: ["Contacts.all", "Subscriptions.all"] });
    mergeRecords({
      state: zoho.state,
      module: zoho.module("Contacts"),
      master: zoho.stored("Contacts", master),
      loser: zoho.stored("Contacts", loser),
      at: zoho.clock.nowSecond(),
      by: "",
    });
    await notifier.flush(false);
    expect(hook.receiver.bodies).toMatchObject([
      { operation: "delete", ids: [loser] },
      { operation: "update", ids: [master], affected_fields: [{ [master]: ["Phone"] }] },
      { operation: "update", ids: [child], affected_fields: [{ [child]: [] }] },
    ]);
  });

  test("restoring and purging are not notified (approximate)", async () => {
    const { zoho, watch, notifier } = hook.sandbox();
    const [back, gone] = ["A", "B"].map((Last_Name) => zoho.create("Leads", { Last_Name }));
    zoho.crm("DELETE", `/Leads?ids=${back},${gone}`);
    watch({});
    restoreRecord(zoho.state, zoho.module("Leads"), String(back), zoho.clock.nowSecond(), "");
    zoho.state.store(zoho.module("Leads")).purge(String(gone), zoho.clock.nowSecond());
    await notifier.flush(false);
    expect(hook.receiver.bodies).toEqual([]);
  });

  test("a conversion notifies what it creates, and an update of the lead (approximate)", async () => {
    const { zoho, watch, notifier } = hook.sandbox();
    const lead = zoho.create("Leads", { Last_Name: "Rao", Company: "Acme" });
    watch({ events: ["Leads.all", "Contacts.all", "Accounts.all"] });
    zoho.crm("POST", `/Leads/${lead}/actions/convert`, { body: { data: [{}] } });
    await notifier.flush(false);
    expect(hook.receiver.bodies).toMatchObject([
      { module: "Accounts", operation: "insert" },
      { module: "Contacts", operation: "insert" },
      { module: "Leads", operation: "update", ids: [lead] },
    ]);
  });

  test("seeds are not notified, unless announced", async () => {
    const { zoho, watch, notifier } = hook.sandbox();
    watch({});
    const record = { ...zoho.stored("Leads", zoho.create("Leads", { Last_Name: "A" })), id: "7" };
    await notifier.flush(false);
    zoho.state.store(zoho.module("Leads")).load([record]);
    await notifier.flush(false);
    expect(hook.receiver.bodies).toHaveLength(1);
    notifier.announce(zoho.module("Leads"), [record]);
    await notifier.flush(false);
    expect(hook.receiver.bodies[1]).toMatchObject({ operation: "insert", ids: ["7"] });
  });
});
