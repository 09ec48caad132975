import { Notifier } from "../crm/notifications/delivery/notifier";
import type { JsonObject } from "../http";
import { Scenarios } from "../scenarios/scenarios";
import { TestSandbox } from "./calls";
import { TestReceiver } from "./receiver";

/** A receiver and sandboxes that notify it. */
export class TestWatch {
  private readonly notifiers: Notifier[] = [];

  private constructor(readonly receiver: TestReceiver) {}

  static async start(): Promise<TestWatch> {
    return new TestWatch(await TestReceiver.start());
  }

  /**
   * An empty sandbox; by default `watch` subscribes the channel 1000000068001 to Leads.
   */
  sandbox(variants: Record<string, unknown> = {}) {
    const zoho = new TestSandbox({}, variants);
    const scenarios = new Scenarios();
    const notifier = new Notifier(zoho.state, zoho.clock, scenarios);
    this.notifiers.push(notifier);
    const watch = (entry: JsonObject) => {
      const channel = { channel_id: "1000000068001", notify_url: `${this.receiver.url}?k=v` };
      return zoho.crm("POST", "/actions/watch", {
        body: { watch: [{ ...channel, events: ["Leads.all"], ...entry }] },
        host: "www.zohoapis.com",
      });
    };
    const put = (id: string, record: JsonObject) =>
      zoho.crm("PUT", `/Leads/${id}`, { body: { data: [record] } });
    return { zoho, scenarios, notifier, watch, put };
  }

  close(): Promise<void> {
    for (const notifier of this.notifiers) notifier.stop();
    return this.receiver.close();
  }
}
