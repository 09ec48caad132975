import type { LiveFlow } from "../../runner/liveFlow";
import type { Platform } from "../../runner/platform";
import { liveFlow } from "./live";
import type { Row } from "./localZoho";
import { LiveScene } from "./scene";

type FlowOptions = NonNullable<Parameters<typeof liveFlow>[3]>;

export const HOUR = 3_600_000;
/** As long as a channel may live without being cut to an hour. */
export const LONGEST = (7 * 24 - 1) * HOUR;

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

/** The code of what each execution failed with, or how it ended. */
export const endings = (flow: LiveFlow): string[] =>
  flow.executions.map(({ status, error }) =>
    status === "failed" ? String((error as Row).code ?? error) : status,
  );

/** The scene of a file about CRM Notifications. */
export class NotificationScene extends LiveScene {
  /** A flow that watches leads, not deployed yet. */
  flow(
    values: Row = {},
    { platform = this.platform, ...options }: FlowOptions & { platform?: Platform } = {},
  ): LiveFlow {
    const all = { events: '["Leads.all"]', ...values };
    return liveFlow(platform, "notificationsTrigger", all, options);
  }

  /** The notifications since the last reset, oldest first. */
  async sent(): Promise<Sent[]> {
    return (await this.zoho.control("GET", "notifications?limit=1000")).notifications as Sent[];
  }

  /** The text of the last notification. */
  async lastText(): Promise<string> {
    return (await this.sent()).at(-1)?.text ?? "";
  }

  /** The token of each channel that Zoho lists, by its id. */
  async tokens(): Promise<Record<string, unknown>> {
    const { watch = [] } = await this.zoho.crm("GET", "/actions/watch");
    return Object.fromEntries((watch as Row[]).map((row) => [String(row.channel_id), row.token]));
  }

  /** What is kept of a flow in the state that the flows of the instance share. */
  kept(stableId = "flow-1-stable"): Row {
    return this.platform.state.load().crossFlow[stableId] as Row;
  }

  /** The state of the instance gets lost. */
  loseState(): void {
    this.platform.state.save({ flows: {}, crossFlow: {}, integration: {} });
  }
}
