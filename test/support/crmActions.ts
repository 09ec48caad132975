import type { Kind } from "./faultTable";
import { idOf, type LocalZoho, type Row } from "./localZoho";

export interface CrmCase {
  key: string;
  kind: Kind;
  values: (ids: Prepared) => Row;
  /** What there has to be besides a lead. */
  needs?: "attachment" | "channel";
  /** Faults that the action takes for an answer. */
  answers?: readonly string[];
  /** Calls after the one that meets the fault, once that brought something. */
  furtherCalls?: number;
}

export interface Prepared {
  recordId: string;
  attachmentId: string;
}

const FIELDS = ["Last_Name"];
const lead = { recordType: "Leads" };
const channel = { channelId: "42", events: '["Leads.create"]' };
const notifyUrl = "https://hooks.example.com/zoho";

/** Every action on Zoho CRM but validateConnection, with values that cost exactly one call if it can. */
export const CRM_ACTIONS: CrmCase[] = [
  {
    key: "crmGetRecord",
    kind: "read",
    values: ({ recordId }) => ({ ...lead, recordId, fields: FIELDS }),
  },
  { key: "crmGetRecords", kind: "read", values: () => ({ ...lead, fields: FIELDS }) },
  {
    key: "crmGetRelatedRecords",
    kind: "read",
    values: ({ recordId }) => ({ ...lead, recordId, relatedList: "Notes", fields: ["Note_Title"] }),
  },
  { key: "crmGetApiUsage", kind: "read", values: () => ({}), answers: ["credits-exhausted"] },
  { key: "crmGetDeletedRecords", kind: "read", values: () => lead },
  {
    key: "crmSearchRecords",
    kind: "read",
    values: () => ({ ...lead, word: "anything", fields: FIELDS }),
  },
  {
    key: "crmRunQuery",
    kind: "read",
    values: () => ({ query: "select City from Leads where id is not null" }),
  },
  {
    key: "crmListAttachments",
    kind: "read",
    needs: "attachment",
    values: ({ recordId }) => ({ ...lead, recordId }),
  },
  {
    key: "crmGetNotificationDetails",
    kind: "read",
    needs: "channel",
    values: () => ({ channelId: "42" }),
  },
  {
    key: "crmDownloadAttachment",
    kind: "bytes",
    needs: "attachment",
    values: (ids) => ({ ...lead, ...ids }),
  },
  {
    key: "crmCreateRecord",
    kind: "create",
    values: () => ({ ...lead, dynamicValues: { Last_Name: "New", Company: "Acme" } }),
  },
  {
    key: "crmAddAttachment",
    kind: "create",
    values: ({ recordId }) => ({ ...lead, recordId, file: "text", fileName: "a.txt" }),
  },
  {
    key: "crmUpdateRecord",
    kind: "byId",
    values: ({ recordId }) => ({ ...lead, recordId, dynamicValues: { City: "Changed" } }),
  },
  { key: "crmRemoveRecord", kind: "byId", values: ({ recordId }) => ({ ...lead, recordId }) },
  {
    key: "crmDeleteAttachment",
    kind: "byId",
    needs: "attachment",
    values: (ids) => ({ ...lead, ...ids }),
  },
  { key: "crmEnableNotification", kind: "byId", values: () => ({ ...channel, notifyUrl }) },
  { key: "crmUpdateNotification", kind: "byId", needs: "channel", values: () => channel },
  { key: "crmDisableSpecificNotification", kind: "byId", needs: "channel", values: () => channel },
  {
    key: "crmDisableNotification",
    kind: "byId",
    needs: "channel",
    values: () => ({ channelIds: "42" }),
  },
  // Lists the channel, then renews it.
  {
    key: "crmRenewNotification",
    kind: "read",
    needs: "channel",
    values: () => ({ channelId: "42" }),
    furtherCalls: 1,
  },
  {
    key: "crmRawRequest",
    kind: "raw",
    values: () => ({ url: "/Leads?fields=City", method: "GET", responseType: "json" }),
  },
];

/** What Zoho holds that an action could change. */
export interface CrmHoldings {
  leads: number;
  attachments: number;
  channels: number;
  city: unknown;
}

/** Two leads and what the case needs besides, and nothing else. */
export async function prepareCrm(
  zoho: LocalZoho,
  { needs }: Pick<CrmCase, "needs">,
): Promise<Prepared & { before: CrmHoldings }> {
  await zoho.reset({ records: { "*": 0 }, booksRecords: { "*": 0 } });
  const [recordId = ""] = await zoho.seed("Leads", [
    { Last_Name: "Rao", City: "Pune" },
    { Last_Name: "Moss", City: "Cork" },
  ]);
  const before = { leads: 2, attachments: 0, channels: 0, city: "Pune" };
  if (needs === "channel") {
    await zoho.act("crmEnableNotification", { ...channel, notifyUrl });
    return { recordId, attachmentId: "", before: { ...before, channels: 1 } };
  }
  if (needs !== "attachment") return { recordId, attachmentId: "", before };
  const values = { ...lead, recordId, linkUrl: "", file: "x", fileName: "a.txt" };
  const [attached] = (await zoho.act("crmAddAttachment", values)) as Row[];
  return { recordId, attachmentId: idOf(attached), before: { ...before, attachments: 1 } };
}

export async function crmHoldings(zoho: LocalZoho, recordId: string): Promise<CrmHoldings> {
  const held = await zoho.held("Leads", recordId);
  const { attachments } = await zoho.control("GET", `attachments?module=Leads&id=${recordId}`);
  const { watches } = await zoho.control("GET", "watches");
  return {
    leads: await zoho.count("Leads"),
    attachments: (attachments as unknown[]).length,
    channels: (watches as unknown[]).length,
    city: held?.City,
  };
}

/** What the success of an action changes; the others change nothing. */
export const CRM_EFFECTS: Record<string, (before: CrmHoldings) => Partial<CrmHoldings>> = {
  crmCreateRecord: ({ leads }) => ({ leads: leads + 1 }),
  crmUpdateRecord: () => ({ city: "Changed" }),
  crmRemoveRecord: ({ leads }) => ({ leads: leads - 1, attachments: 0, city: undefined }),
  crmAddAttachment: ({ attachments }) => ({ attachments: attachments + 1 }),
  crmDeleteAttachment: () => ({ attachments: 0 }),
  crmEnableNotification: () => ({ channels: 1 }),
  crmDisableNotification: () => ({ channels: 0 }),
  crmDisableSpecificNotification: () => ({ channels: 0 }),
};
