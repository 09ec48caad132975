import type { CrmClient } from "../../client/crmClient";
import { isFailure } from "../../client/errors";
import { disableChannels } from "../notifications";
import { type ListedChannel, listedOrKnown } from "./listedChannels";

/** Closes channels, unless Zoho no longer knows them. What goes wrong is written to the log, and nothing thrown. */
export async function closeQuietly(client: CrmClient, ids: readonly string[]): Promise<void> {
  const all = [...new Set(ids)];
  if (all.length === 0) return;
  try {
    await disableChannels(client, all);
    client.logger.info(`Closed the notification channels ${all.join(", ")}.`);
  } catch (error) {
    if (isFailure(error, "ZOHO_CHANNEL_UNKNOWN")) {
      // Of several, some may live all the same.
      if (all.length > 1) for (const id of all) await closeQuietly(client, [id]);
      return;
    }
    const message = error instanceof Error ? error.message : String(error);
    client.logger.warn(
      `The notification channels ${all.join(", ")} could not be closed; Zoho ends them by itself. ${message}`,
    );
  }
}

/**
 * Closes what still reports to a flow's address beside its channels: those of earlier deployments, `before` among
 * them. The ids of all that live on; undefined when Zoho did not tell.
 */
export async function closeLeftOver(
  client: CrmClient,
  flow: { notifyUrl: string; keep: readonly string[]; before?: readonly string[] },
): Promise<string[] | undefined> {
  const { notifyUrl, keep, before = [] } = flow;
  const listed = await listedOrKnown(client, before).catch((error: unknown) => {
    const message = error instanceof Error ? error.message : String(error);
    client.logger.debug(`Channels of earlier deployments were not looked for. ${message}`);
    return undefined;
  });
  const isLeft = (one: ListedChannel) => one.notifyUrl === notifyUrl && !keep.includes(one.id);
  await closeQuietly(
    client,
    (listed ?? []).filter(isLeft).map(({ id }) => id),
  );
  return listed?.filter((one) => !isLeft(one)).map(({ id }) => id);
}
