import type { LiveFlow } from "../../runner/liveFlow";
import { eventsOf, liveFlow } from "./live";
import type { Row } from "./localZoho";
import { LiveScene } from "./scene";

type FlowOptions = Parameters<typeof liveFlow>[3];

/** The scene of a file about CRM Record Events. */
export class EventScene extends LiveScene {
  readonly #seen = new WeakMap<LiveFlow, number>();

  /** A flow that watches deals, unless told otherwise. */
  flow(values: Row = {}, options?: FlowOptions): LiveFlow {
    return liveFlow(this.platform, "crmRecordEvents", { modules: ["Deals"], ...values }, options);
  }

  async deployed(values: Row = {}, options?: FlowOptions): Promise<LiveFlow> {
    const flow = this.flow(values, options);
    await flow.deploy();
    await this.pass(10);
    return flow;
  }

  rename(id: string, Deal_Name: string): Promise<Row> {
    return this.update("Deals", id, { Deal_Name });
  }

  /** From now on so many notifications get lost; 0 = all of them. */
  losing(count = 0): Promise<Row> {
    return this.zoho.scenario({ name: "notifications-lost", count });
  }

  /** Those to one flow alone get lost. */
  losingTo(flow: LiveFlow): Promise<Row> {
    const match = { path: new URL(flow.url).pathname };
    return this.zoho.scenario({ name: "notifications-lost", count: 0, match });
  }

  /** A run of the schedule, after Zoho has had the time to show everything. */
  async sweep(flow: LiveFlow, seconds = 100) {
    await this.pass(seconds);
    const outcome = await flow.runScheduled();
    if (outcome.error) throw outcome.error;
    return outcome;
  }

  /** "created 4876… notification" for what was handed over since the last look. */
  async news(flow: LiveFlow): Promise<string[]> {
    await this.settled(flow);
    const events = eventsOf(flow);
    const fresh = events.slice(this.#seen.get(flow) ?? 0);
    this.#seen.set(flow, events.length);
    return fresh.map(({ changeType, record, source }) => `${changeType} ${record.id} ${source}`);
  }
}
