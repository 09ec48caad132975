import "../support/publishedComponent";
import { loadComponent } from "../../runner/component";
import { BOOKS_ACTIONS, BOOKS_EFFECTS, booksHoldings, prepareBooks } from "../support/booksActions";
import { MAIN } from "../support/booksOrganizations";
import { CRM_ACTIONS, CRM_EFFECTS, crmHoldings, prepareCrm } from "../support/crmActions";
import { eventsOf, liveFlow, watches } from "../support/live";
import type { Row } from "../support/localZoho";
import { deployed, poll } from "../support/polling";
import { LiveScene } from "../support/scene";

/** Every part of the minified bundle runs. The other journeys run a build that is not minified. */

const scene = new LiveScene();
const { zoho } = scene;
const { actions, dataSources, triggers } = loadComponent();

const invoices = { recordType: "invoices", organizationId: MAIN };
const DATA_SOURCES: Record<string, Row> = {
  selectBooksAction: { recordType: "invoices" },
  selectBooksOrganization: {},
  selectBooksRecord: invoices,
  selectCrmField: { recordType: "Leads" },
  selectCrmModule: {},
  selectCrmRecord: { recordType: "Leads" },
  selectNotificationChannel: {},
};

const newContact = async (): Promise<string> => {
  const body = { contact_name: "Harbor Supply" };
  const { contact } = await zoho.books("POST", "/contacts", { organization: MAIN, body });
  return String((contact as Row).contact_id);
};
const POLLING: [key: string, values: Row, create: () => Promise<string>][] = [
  ["bookContactsPollingTrigger", { organizationId: MAIN }, newContact],
  ["booksRecordsPollingTrigger", { recordType: "contacts", organizationId: MAIN }, newContact],
  ["contactsPollingTrigger", {}, () => scene.create("Contacts", { Last_Name: "Rao" })],
  ["crmRecordsPollingTrigger", { modules: ["Leads"] }, () => scene.lead()],
  ["leadsPollingTrigger", {}, () => scene.lead()],
];
const LIVE: [key: string, values: Row][] = [
  ["crmRecordEvents", { modules: ["Leads"] }],
  ["notificationsTrigger", { events: '["Leads.all"]', fetchRecords: "true" }],
];

it("has no part that is not tested here", () => {
  const tested = {
    actions: [...CRM_ACTIONS, ...BOOKS_ACTIONS].map(({ key }) => key).concat("validateConnection"),
    dataSources: Object.keys(DATA_SOURCES),
    triggers: [...POLLING, ...LIVE].map(([key]) => key),
  };
  expect(tested.actions.sort()).toEqual(Object.keys(actions).sort());
  expect(tested.dataSources.sort()).toEqual(Object.keys(dataSources).sort());
  expect(tested.triggers.sort()).toEqual(Object.keys(triggers).sort());
});

it.each(CRM_ACTIONS)("$key does what it says", async (action) => {
  const { before, ...ids } = await prepareCrm(zoho, action);
  await zoho.act(action.key, action.values(ids));
  const after = await crmHoldings(zoho, ids.recordId);
  expect(after).toEqual({ ...before, ...CRM_EFFECTS[action.key]?.(before) });
});

it.each(BOOKS_ACTIONS)("$key does what it says", async (action) => {
  const { recordId, before } = await prepareBooks(zoho, action);
  await zoho.act(action.key, action.values(recordId));
  const after = await booksHoldings(zoho, recordId);
  expect(after).toEqual({ ...before, ...BOOKS_EFFECTS[action.key]?.(before) });
});

it("validateConnection finds the connection in order", async () => {
  expect(await zoho.act("validateConnection", {})).toMatchObject({ ok: true, problems: [] });
});

it.each(Object.entries(DATA_SOURCES))("%s offers something to choose", async (key, values) => {
  const channel = { channelId: "42", events: '["Leads.create"]' };
  const notifyUrl = "https://hooks.example.com/zoho";
  await zoho.act("crmEnableNotification", { ...channel, notifyUrl });
  expect(await zoho.choices(key, values)).toContainEqual({
    key: expect.stringMatching(/./),
    label: expect.stringMatching(/./),
  });
});

it.each(POLLING)("%s delivers a new record", async (key, values, create) => {
  const flow = deployed(key, values);
  expect(await poll(flow)).toEqual([]);
  await scene.pass(10);
  const id = await create();
  await scene.pass(10);
  const [change, ...others] = await poll(flow);
  expect([change?.type, Object.values(change?.record ?? {}), others]).toEqual([
    "created",
    expect.arrayContaining([id]),
    [],
  ]);
});

it.each(LIVE)("%s is deployed, notified and deleted", async (key, values) => {
  const flow = liveFlow(scene.platform, key, values);
  await flow.deploy();
  await scene.pass(10);
  const id = await scene.lead();
  await scene.settled(flow);
  expect(flow.executions.map(({ status }) => status)).toEqual(["completed"]);
  expect(JSON.stringify(eventsOf(flow))).toContain(`"id":"${id}"`);
  await flow.delete();
  expect(await watches(zoho)).toEqual([]);
});
