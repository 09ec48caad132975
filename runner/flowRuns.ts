import type { Instance } from "./instance";
import { type PollOutcome, runToOutcome } from "./pollOutcome";
import type { DeployedFlow, RunRequest } from "./pollRun";

export type InvokedBy = "webhook" | "scheduled" | "initialSync" | "test";

/** Data that the steps of a flow processed: `body.data`, or one item of a batch. */
export interface HandedOver {
  data: unknown;
  /** When, by this machine's clock. */
  at: number;
  by: InvokedBy;
}

/** An execution of a flow that has ended. */
export interface Execution {
  by: InvokedBy;
  status: "completed" | "polled_no_changes" | "failed";
  /** Why it failed. */
  error?: unknown;
  milliseconds: number;
}

/** All executions of one flow, running and ended. */
export class FlowRuns {
  readonly handedOver: HandedOver[] = [];
  readonly ended: Execution[] = [];
  readonly #running = new Set<Promise<unknown>>();
  #unhandled: { error: unknown } | undefined;

  /** Runs an execution to its end. Throws only if the component breaks the platform's contract. */
  run(
    by: InvokedBy,
    instance: Instance,
    deployed: DeployedFlow,
    request: RunRequest,
  ): Promise<PollOutcome> {
    const run = this.#toEnd(by, instance, deployed, request);
    this.#running.add(run);
    const remove = () => this.#running.delete(run);
    run.then(remove, remove);
    return run;
  }

  /** Saves the error of an execution that nobody awaits, for waitUntilIdle. */
  collectErrors(run: Promise<unknown>): void {
    run.catch((error: unknown) => {
      this.#unhandled ??= { error };
    });
  }

  /** Resolves when no execution runs. Throws the first error that collectErrors saved. */
  async waitUntilIdle(): Promise<void> {
    while (this.#running.size > 0) await Promise.allSettled([...this.#running]);
    const unseen = this.#unhandled;
    this.#unhandled = undefined;
    if (unseen) throw unseen.error;
  }

  async #toEnd(
    by: InvokedBy,
    instance: Instance,
    deployed: DeployedFlow,
    request: RunRequest,
  ): Promise<PollOutcome> {
    const startedAt = performance.now();
    const end = (how: Pick<Execution, "status" | "error">) =>
      this.ended.push({ by, ...how, milliseconds: performance.now() - startedAt });
    instance.running += 1;
    try {
      const onHandedOver = (data: unknown) => this.handedOver.push({ data, at: Date.now(), by });
      const outcome = await runToOutcome(deployed, { ...request, onHandedOver });
      const { error, resultType = "completed" } = outcome;
      end("error" in outcome ? { status: "failed", error } : { status: resultType });
      return outcome;
    } catch (error) {
      end({ status: "failed", error });
      throw error;
    } finally {
      instance.running -= 1;
    }
  }
}
