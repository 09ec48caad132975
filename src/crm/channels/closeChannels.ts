import { isFailure, messageOf } from "../../client/errors/errors";
import type { CrmClient } from "../client";
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
    client.logger.warn(
      `The notification channels ${all.join(", ")} could not be closed; Zoho ends them by itself. ${messageOf(error)}`,
    );
  }
}

/** The channels of a flow at its deployment. */
export interface ChannelsAtDeployment {
  notifyUrl: string;
  /** Those that it has now. */
  keep: readonly string[];
  /** Those that it had before. */
  earlier: readonly string[];
  /** Others that may report to its address, for where Zoho lists channels by their ids only. */
  known?: readonly string[];
  /** Those that other flows have. */
  foreign: readonly string[];
}

/**
 * Closes what still reports to a flow's address beside its channels, and those that it had before. Whether a channel
 * may live on; where Zoho did not tell, any may.
 */
export async function closeEarlier(
  client: CrmClient,
  { notifyUrl, keep, earlier, known = [], foreign }: ChannelsAtDeployment,
): Promise<(id: string) => boolean> {
  const listed = await listedOrKnown(client, [...earlier, ...known]).catch((error: unknown) => {
    client.logger.debug(`Channels of earlier deployments were not looked for. ${messageOf(error)}`);
    return undefined;
  });
  const isLeft = (one: ListedChannel) => one.notifyUrl === notifyUrl && !keep.includes(one.id);
  await closeQuietly(
    client,
    (listed ?? []).filter(isLeft).map(({ id }) => id),
  );
  const alive = listed?.filter((one) => !isLeft(one)).map(({ id }) => id);
  const mayLive = (id: string): boolean => !keep.includes(id) && (alive?.includes(id) ?? true);
  await closeQuietly(
    client,
    earlier.filter((id) => mayLive(id) && !foreign.includes(id)),
  );
  return mayLive;
}
