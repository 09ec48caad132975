import { findTrigger, type LoadedComponent, type LoadedTrigger } from "./component";

/** The size of a batch. */
export interface Batch {
  batchSize: number;
}

/** Throws if the designer would not let a builder save this batching. */
export function checkBatching(trigger: LoadedTrigger, batch: Batch | undefined): void {
  if (!batch) return;
  if (!trigger.resolveTriggerItems) throw new Error(`${trigger.key} does not support batching.`);
  if (!Number.isInteger(batch.batchSize) || batch.batchSize < 1) {
    throw new Error(`${batch.batchSize} is not a batch size.`);
  }
}

/** The builder's batching, or the trigger's default if the trigger requires batching. */
export function getBatching(trigger: LoadedTrigger, chosen: Batch | undefined): Batch | undefined {
  checkBatching(trigger, chosen);
  return (
    chosen ?? (trigger.triggerResolverSupport === "required" ? defaultBatch(trigger) : undefined)
  );
}

/**
 * The component as the initial sync calls it: its trigger takes the inputs of that scope too, and
 * uses the resolvers of the initial sync. Undefined if the trigger has no initial sync.
 */
export function getInitialSync(
  component: LoadedComponent,
  key: string,
  chosen: Batch | undefined,
): { component: LoadedComponent; batch: Batch | undefined } | undefined {
  const trigger = findTrigger(component, key);
  if (!trigger.onDeployPerform) return undefined;
  const deployTrigger: LoadedTrigger = {
    ...trigger,
    inputs: trigger.inputs.map(({ scope, ...input }) => input),
    perform: trigger.onDeployPerform,
    resolveTriggerItems: trigger.resolveOnDeployItems,
    getNextPaginationState: trigger.getOnDeployNextPaginationState,
  };
  return {
    component: { ...component, triggers: { ...component.triggers, [key]: deployTrigger } },
    batch: trigger.resolveOnDeployItems ? (chosen ?? defaultBatch(trigger)) : undefined,
  };
}

const defaultBatch = ({ triggerResolverDefaultBatchSize = 1 }: LoadedTrigger): Batch => ({
  batchSize: triggerResolverDefaultBatchSize,
});
