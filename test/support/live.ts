import type { Connection } from "@prismatic-io/spectral";
import { loadComponent } from "../../runner/component";
import { sandboxConnection } from "../../runner/connections";
import type { LiveFlow } from "../../runner/liveFlow";
import type { Platform } from "../../runner/platform";
import type { LocalZoho, Row } from "./localZoho";

const component = loadComponent();

type Options = NonNullable<Parameters<Platform["flow"]>[3]>;

/** A flow of an instance on one of the live triggers of the bundle, not deployed yet. */
export const liveFlow = (
  platform: Platform,
  key: string,
  values: Row,
  { connection = sandboxConnection(), ...options }: Options & { connection?: Connection } = {},
): LiveFlow => platform.flow(component, key, values, { connection, ...options });

/** Lets every notification that is due arrive, and the executions that it starts end. */
export async function settled(zoho: LocalZoho, ...flows: readonly LiveFlow[]): Promise<void> {
  await zoho.control("POST", "notifications/flush", {});
  for (const flow of flows) await flow.waitUntilIdle();
}

/** A channel as the local Zoho holds it. */
export interface Watch {
  channelId: string;
  notifyUrl: string;
  events: string[];
  expiresAt: string;
  hasToken: boolean;
}

export const watches = async (zoho: LocalZoho): Promise<Watch[]> =>
  (await zoho.control("GET", "watches")).watches as Watch[];

/** An item of CRM Record Events. */
export interface RecordEvent {
  module: string;
  changeType: string;
  record: Row;
  source: string;
  dedupeId: string;
}

/** The items that went through the steps of a flow. */
export const eventsOf = (flow: LiveFlow): RecordEvent[] =>
  flow.handedOver.map(({ data }) => data as RecordEvent);
