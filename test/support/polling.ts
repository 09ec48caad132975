import type { Connection } from "@prismatic-io/spectral";
import { loadComponent } from "../../runner/component";
import { sandboxConnection } from "../../runner/connections";
import { PollingFlow } from "../../runner/pollingFlow";
import type { Row } from "./localZoho";
import { Scene } from "./scene";

/** One change as a flow got it, batched or not. */
export interface Delivered {
  type: string;
  module?: string;
  record: Row;
}

type Options = NonNullable<ConstructorParameters<typeof PollingFlow>[3]>;

const component = loadComponent();

/** A deployed flow on one of the polling triggers of the bundle. */
export const deployed = (
  key: string,
  values: Row,
  { connection = sandboxConnection(), ...options }: Options & { connection?: Connection } = {},
): PollingFlow => new PollingFlow(component, key, values, { connection, ...options });

/** The changes in what was handed over: bodies with lists, or items. */
export function changesIn(handedOver: readonly unknown[]): Delivered[] {
  return (handedOver as Row[]).flatMap((data) => {
    if (typeof data.changeType === "string") {
      return [{ type: data.changeType, module: String(data.module), record: data.record as Row }];
    }
    return Object.entries(data).flatMap(([type, list]) =>
      (list as Row[]).map((entry) =>
        "record" in entry && "module" in entry
          ? { type, module: String(entry.module), record: entry.record as Row }
          : { type, record: entry },
      ),
    );
  });
}

/** Polls once and returns the changes, "created 4876…" for short. */
export async function poll(
  flow: PollingFlow,
  options?: Parameters<PollingFlow["poll"]>[0],
): Promise<Delivered[]> {
  const { handedOver } = await flow.poll(options);
  return changesIn(handedOver);
}

/** Type and id of each change, in their order. */
export const short = (changes: readonly Delivered[]): string[] =>
  changes.map(({ type, record }) => `${type} ${record.id}`);

/** The scene of a file about polling. */
export class PollingScene extends Scene {
  /** A flow on New and Updated CRM Records that stands at now; of leads, unless told otherwise. */
  started(values: Row = {}, options?: Parameters<typeof deployed>[2]): Promise<PollingFlow> {
    return this.startedOn("crmRecordsPollingTrigger", { modules: ["Leads"], ...values }, options);
  }

  async startedOn(...args: Parameters<typeof deployed>): Promise<PollingFlow> {
    const flow = deployed(...args);
    expect(await poll(flow)).toEqual([]);
    await this.pass(10);
    return flow;
  }
}
