import type { LiveFlow } from "../../runner/liveFlow";
import { Platform } from "../../runner/platform";
import { fakeDate, pass, realTime } from "./clock";
import { eventsOf, liveFlow, settled } from "./live";
import { idOf, LocalZoho, type Row } from "./localZoho";

type FlowOptions = Parameters<typeof liveFlow>[3];

/** A local Zoho and an instance for each test of a file about CRM Record Events, and what happens to them. */
export class EventScene {
  readonly zoho = new LocalZoho();
  platform!: Platform;
  readonly #seen = new WeakMap<LiveFlow, number>();

  constructor() {
    beforeAll(async () => {
      fakeDate();
      await this.zoho.start();
    });
    afterAll(async () => {
      realTime();
      await this.zoho.stop();
    });
    beforeEach(async () => {
      await this.zoho.reset();
      await this.pass(100);
      this.platform = await Platform.start();
    });
    afterEach(() => this.platform.stop());
  }

  pass(seconds: number): Promise<void> {
    return pass(this.zoho, seconds);
  }

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

  async create(recordType: string, values: Row): Promise<string> {
    const params = { recordType, dynamicValues: values };
    const [result] = (await this.zoho.act("crmCreateRecord", params)) as Row[];
    return idOf(result);
  }

  deal(name = "Crane"): Promise<string> {
    return this.create("Deals", { Deal_Name: name, Stage: "Qualification" });
  }

  lead(name = "Rao"): Promise<string> {
    return this.create("Leads", { Last_Name: name, Company: "Harbor" });
  }

  rename(recordId: string, Deal_Name: string): Promise<unknown> {
    const params = { recordType: "Deals", recordId, dynamicValues: { Deal_Name } };
    return this.zoho.act("crmUpdateRecord", params);
  }

  remove(recordId: string): Promise<unknown> {
    return this.zoho.act("crmRemoveRecord", { recordType: "Deals", recordId });
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

  settled(...flows: readonly LiveFlow[]): Promise<void> {
    return settled(this.zoho, ...flows);
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
