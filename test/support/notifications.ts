import type { LiveFlow } from "../../runner/liveFlow";
import type { Platform } from "../../runner/platform";
import { liveFlow } from "./live";
import { idOf, type LocalZoho, type Row } from "./localZoho";

export const HOUR = 3_600_000;
/** As long as a channel may live without being cut to an hour. */
export const LONGEST = (7 * 24 - 1) * HOUR;

/** A flow on CRM Notifications that watches leads, not deployed yet. */
export const notified = (
  platform: Platform,
  values: Row = {},
  options?: Parameters<typeof liveFlow>[3],
): LiveFlow =>
  liveFlow(platform, "notificationsTrigger", { events: '["Leads.all"]', ...values }, options);

/** Calls Zoho CRM past the connector, which no fault meets. */
export async function crm(
  zoho: LocalZoho,
  method: string,
  path: string,
  { body, token = "sandbox" }: { body?: Row; token?: string } = {},
): Promise<Row> {
  const reply = await fetch(`${zoho.origin}/crm/v7${path}`, {
    method,
    headers: { Authorization: `Zoho-oauthtoken ${token}` },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await reply.text();
  if (!reply.ok) throw new Error(`${method} ${path}: ${reply.status} ${text}`);
  return text === "" ? {} : JSON.parse(text);
}

/** Creates a lead and returns its id. */
export async function lead(zoho: LocalZoho, token?: string): Promise<string> {
  const body = { data: [{ Last_Name: "Rao", Company: "Harbor" }] };
  const { data } = await crm(zoho, "POST", "/Leads", { body, ...(token && { token }) });
  return idOf((data as Row[])[0]);
}

export const edit = (zoho: LocalZoho, id: string, values: Row): Promise<Row> =>
  crm(zoho, "PUT", `/Leads/${id}`, { body: { data: [values] } });

/** A notification as the local Zoho tried to send it. */
export interface Sent {
  to: string;
  /** The body to the byte. */
  text: string;
  body: Row;
  status: string;
  tries: number;
  httpStatus?: number;
}

/** The notifications since the last reset, oldest first. */
export const sent = async (zoho: LocalZoho): Promise<Sent[]> =>
  (await zoho.control("GET", "notifications?limit=1000")).notifications as Sent[];

/** The text of the last notification. */
export const lastText = async (zoho: LocalZoho): Promise<string> =>
  (await sent(zoho)).at(-1)?.text ?? "";

/** The token of each channel that Zoho lists, by its id. */
export async function tokens(zoho: LocalZoho): Promise<Record<string, unknown>> {
  const { watch = [] } = await crm(zoho, "GET", "/actions/watch");
  return Object.fromEntries((watch as Row[]).map((row) => [String(row.channel_id), row.token]));
}

/** The code of what each execution failed with, or how it ended. */
export const endings = (flow: LiveFlow): string[] =>
  flow.executions.map(({ status, error }) =>
    status === "failed" ? String((error as Row).code ?? error) : status,
  );

/** What is kept of a flow in the state that the flows of the instance share. */
export const keptOf = ({ state }: Platform, stableId = "flow-1-stable"): Row =>
  state.load().crossFlow[stableId] as Row;

/** The state of an instance gets lost. */
export const loseState = ({ state }: Platform): void =>
  state.save({ flows: {}, crossFlow: {}, integration: {} });
