import type { LoadedComponent } from "./component";
import { DEFAULT_INSTANCE, type InstanceInfo } from "./context";
import type { InputValues } from "./inputs";
import { Instance } from "./instance";
import { LiveFlow, type LiveFlowOptions } from "./liveFlow";
import { Receiver } from "./receiver";
import type { StateStore } from "./state";

export interface PlatformOptions {
  /** Limit of concurrent executions of the instance; further calls get a 429. */
  maxExecutions?: number;
  instance?: InstanceInfo;
}

/** A platform with one deployed instance of an integration, and the URLs of its flows. */
export class Platform {
  readonly #receiver: Receiver;
  readonly #instance: Instance;
  readonly #testInstance: Instance;

  static async start(options: PlatformOptions = {}): Promise<Platform> {
    return new Platform(await Receiver.start(), options);
  }

  private constructor(
    receiver: Receiver,
    { maxExecutions = Number.POSITIVE_INFINITY, instance = DEFAULT_INSTANCE }: PlatformOptions,
  ) {
    const { id, name } = instance;
    this.#receiver = receiver;
    this.#instance = new Instance(instance, maxExecutions);
    this.#testInstance = new Instance({ id: `${id}-test`, name: `${name} (test)` }, maxExecutions);
  }

  /** The instance's state. Listening mode and test runs have a state of their own. */
  get state(): StateStore {
    return this.#instance.state;
  }

  /** The number of calls answered with 429. */
  get rejectedCalls(): number {
    return this.#instance.rejectedCalls + this.#testInstance.rejectedCalls;
  }

  /** Adds a flow, which has a URL but is not deployed yet. */
  flow(
    component: LoadedComponent,
    key: string,
    values: InputValues = {},
    options: LiveFlowOptions = {},
  ): LiveFlow {
    const number = Object.keys(this.#instance.webhookUrls).length + 1;
    const { name = `Flow ${number}`, stableId = `flow-${number}-stable` } = options;
    if (Object.hasOwn(this.#instance.webhookUrls, name))
      throw new Error(`There already is a flow ${name}.`);
    const flow = { id: `flow-${number}`, name, stableId };
    return new LiveFlow({ component, key, values, flow }, options, {
      instance: this.#instance,
      testInstance: this.#testInstance,
      receiver: this.#receiver,
    });
  }

  /** Closes every URL and every connection. Running executions continue to their end. */
  stop(): Promise<void> {
    return this.#receiver.stop();
  }
}
