import { loadComponent } from "../../runner/component";
import { sandboxConnection } from "../../runner/connections";
import { Platform } from "../../runner/platform";
import { runAction } from "../../runner/run";
import { memoryState } from "../../runner/state";
import { booksRefs, MAIN } from "../support/booksOrganizations";
import type { Refs } from "../support/booksSamples";
import { builtDefinition } from "../support/bundle";
import { liveFlow, settled } from "../support/live";
import { idOf, LocalZoho, type Row } from "../support/localZoho";

const zoho = new LocalZoho();
const component = loadComponent();
const definition = builtDefinition();
let ids: { recordId: string; attachmentId: string };
let refs: Refs;
let unusedContact = "";

beforeAll(async () => {
  await zoho.start();
  const [recordId = ""] = await zoho.seed("Leads", 1);
  const attachment = { ...lead, recordId, file: "x", fileName: "a.txt" };
  const [attached] = (await zoho.act("crmAddAttachment", attachment)) as Row[];
  ids = { recordId, attachmentId: idOf(attached) };
  await zoho.seed("Notes", [
    { Note_Title: "T", Note_Content: "C", Parent_Id: { id: recordId }, $se_module: "Leads" },
  ]);
  await zoho.seed("Leads", [{ Last_Name: "Found", Company: "Acme" }]);
  const [gone = ""] = await zoho.seed("Leads", 1);
  await zoho.act("crmRemoveRecord", { ...lead, recordId: gone });
  refs = await booksRefs(zoho);
  const [unused] = await zoho.seedBooks("contacts", 1);
  unusedContact = String(unused);
});
afterAll(() => zoho.stop());

const lead = { recordType: "Leads" };
const inMain = { organizationId: MAIN };
const contact = { recordType: "contacts", ...inMain };
const invoice = () => ({ recordType: "invoices", recordId: refs.invoice, ...inMain });
const channel = { channelId: "42", events: '["Leads.create"]' };
const enabled = (channelId: string, notifyUrl: string) =>
  zoho.act("crmEnableNotification", { ...channel, channelId, notifyUrl });
/** One deletes what another needs. */
const before: Record<string, () => Promise<unknown>> = {
  crmDisableNotification: () => enabled("42", "https://hooks.example.com/zoho"),
  // That of a flow, and one that leads to the flow and is none of its own.
  crmRenewNotification: async () => {
    await enabled("42", FLOW_URL);
    await enabled("43", FLOW_URL);
  },
};
const FLOW_URL = "https://hooks.example.com/trigger/one";
/** What a flow keeps that was deployed. */
const FLOW = {
  version: 1,
  channels: [
    {
      ...{ id: "42", events: ["Leads.all"], notifyUrl: FLOW_URL, token: "t" },
      ...{ grantedAt: 0, expiresAt: 1 },
    },
  ],
};
const values: Record<string, () => Row> = {
  crmGetRecord: () => ({ ...lead, recordId: ids.recordId }),
  crmGetRecords: () => lead,
  crmGetRelatedRecords: () => ({ ...lead, recordId: ids.recordId, relatedList: "Notes" }),
  crmGetDeletedRecords: () => lead,
  crmSearchRecords: () => ({ ...lead, fieldMatches: { Last_Name: "Found" } }),
  crmGetApiUsage: () => ({}),
  crmRunQuery: () => ({ query: "select Last_Name, Email from Leads where id is not null" }),
  crmListAttachments: () => ({ ...lead, recordId: ids.recordId }),
  crmDownloadAttachment: () => ({ ...lead, ...ids }),
  crmAddAttachment: () => ({ ...lead, recordId: ids.recordId, file: "x", fileName: "b.txt" }),
  crmDeleteAttachment: () => ({ ...lead, ...ids }),
  crmCreateRecord: () => ({ ...lead, fieldValues: { Last_Name: "A", Company: "B" } }),
  crmUpdateRecord: () => ({ ...lead, recordId: ids.recordId, fieldValues: { City: "Pune" } }),
  crmEnableNotification: () => ({ ...channel, notifyUrl: "https://hooks.example.com/zoho" }),
  crmUpdateNotification: () => channel,
  crmGetNotificationDetails: () => ({ channelId: "42" }),
  crmDisableSpecificNotification: () => channel,
  crmDisableNotification: () => ({ channelIds: "42" }),
  crmRenewNotification: () => ({}),
  crmRawRequest: () => ({ url: "/Leads?fields=City", method: "GET", responseType: "json" }),
  crmRemoveRecord: () => ({ ...lead, recordId: ids.recordId }),
  validateConnection: () => ({}),
  booksGetRecord: () => ({ ...contact, recordId: refs.customer }),
  booksGetRecords: () => contact,
  booksCreateRecord: () => ({ ...contact, fieldValues: { contact_name: "Quay" } }),
  booksUpdateRecord: () => ({
    ...contact,
    recordId: refs.customer,
    fieldValues: { notes: "x" },
  }),
  booksRemoveRecord: () => ({ ...contact, recordId: unusedContact }),
  booksListOrganizations: () => ({}),
  booksRunAction: () => ({ ...invoice(), recordAction: "status/void" }),
  booksGetDocument: invoice,
  booksAddAttachment: () => ({ ...invoice(), file: "x", fileName: "a.pdf" }),
  booksDownloadAttachment: invoice,
  booksRawRequest: () => ({ url: "/contacts", method: "GET", responseType: "json", ...inMain }),
};

/** What is fixed about a value: lists, objects and their keys, except those of records. */
function skeleton(value: unknown, depth = 0): unknown {
  if (Buffer.isBuffer(value) || (value as Row | null)?.type === "Buffer") return "bytes";
  if (Array.isArray(value)) return [skeleton(value[0], depth + 1)];
  if (typeof value !== "object" || value === null) return "value";
  if (depth > 0 && ["id", "contact_id", "organization_id"].some((name) => name in value)) {
    return "record";
  }
  const keys = Object.keys(value).filter((key) => !OPTIONAL.has(key));
  return Object.fromEntries(
    keys.sort().map((key) => [key, skeleton((value as Row)[key], depth + 1)]),
  );
}

/** Keys that Zoho sends in some replies only. */
const OPTIONAL = new Set([
  "info",
  "error",
  "duplicate_field",
  "granted",
  "missing",
  "problems",
  "notification_condition",
  "documents",
]);

describe("the example payload", () => {
  it.each(Object.keys(values))("of %s has the shape that runs", async (key) => {
    await before[key]?.();
    const run = await runAction(component, key, values[key]?.() ?? {}, {
      connection: sandboxConnection(),
      state: memoryState({ crossFlow: { "flow-1-stable": FLOW } }),
    });
    const example = definition.actions[key]?.examplePayload as Row;
    expect(skeleton(run.result.data)).toEqual(skeleton(example.data));
  });

  it("exists for every action", () => {
    expect(Object.keys(values).sort()).toEqual(Object.keys(component.actions).sort());
  });
});

describe("the example payload of a live trigger", () => {
  const TRIGGERS: [key: string, inputs: Row][] = [
    ["crmRecordEvents", { modules: ["Leads"] }],
    ["notificationsTrigger", { events: '["Leads.all"]', returnAffectedFieldValues: "true" }],
  ];

  it.each(TRIGGERS)("%s has the keys of what arrives", async (key, inputs) => {
    const platform = await Platform.start();
    try {
      const flow = liveFlow(platform, key, inputs);
      await flow.deploy();
      await zoho.act("crmCreateRecord", { ...lead, fieldValues: { Last_Name: "A", Company: "B" } });
      await settled(zoho, flow);
      await flow.delete();
      const example = definition.triggers[key]?.examplePayload as Example | undefined;
      const [told = {}] = [example?.payload.body.data ?? {}].flat();
      expect(keysOf(flow.handedOver[0]?.data)).toEqual(keysOf(told));
    } finally {
      await platform.stop();
    }
  });
});

interface Example {
  payload: { body: { data: Row | Row[] } };
}

const keysOf = (value: unknown): string[] => Object.keys(value as Row).sort();
