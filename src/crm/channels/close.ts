import { isFailure, messageOf } from "../../client/errors/errors";
import type { CrmClient } from "../client";
import { disableChannels } from "../notifications";
import { type ListedChannel, listAllOrKnown } from "./list";

/** Closes channels that Zoho still knows. Never throws; failures are logged. */
export async function closeQuietly(client: CrmClient, ids: readonly string[]): Promise<void> {
  const all = [...new Set(ids)];
  if (all.length === 0) return;
  try {
    await disableChannels(client, all);
    client.logger.info(`Closed the notification channels ${all.join(", ")}.`);
  } catch (error) {
    if (isFailure(error, "ZOHO_CHANNEL_UNKNOWN")) {
      // Some of several may still exist.
      if (all.length > 1) for (const id of all) await closeQuietly(client, [id]);
      return;
    }
    client.logger.warn(
      `The notification channels ${all.join(", ")} could not be closed; they will expire. ${messageOf(error)}`,
    );
  }
}

export interface ChannelsAtDeployment {
  notifyUrl: string;
  /** The flow's channels from now on. */
  keep: readonly string[];
  /** The flow's channels before. */
  earlier: readonly string[];
  /** Others that may post to the URL, looked up by id if Zoho lists no channels without one. */
  known?: readonly string[];
  /** Channels of other flows. */
  foreign: readonly string[];
}

/**
 * Closes channels that still post to the flow's URL but are not its own.
 *
 * @returns a predicate: may this channel still be open? Always true if Zoho did not list them.
 */
export async function closeEarlier(
  client: CrmClient,
  { notifyUrl, keep, earlier, known = [], foreign }: ChannelsAtDeployment,
): Promise<(id: string) => boolean> {
  const listed = await listAllOrKnown(client, [...earlier, ...known]).catch((error: unknown) => {
    client.logger.debug(`Channels of earlier deployments were not listed. ${messageOf(error)}`);
    return undefined;
  });
  const isLeftOver = (one: ListedChannel) => one.notifyUrl === notifyUrl && !keep.includes(one.id);
  await closeQuietly(
    client,
    (listed ?? []).filter(isLeftOver).map(({ id }) => id),
  );
  const open = listed?.filter((one) => !isLeftOver(one)).map(({ id }) => id);
  const mayBeOpen = (id: string): boolean => !keep.includes(id) && (open?.includes(id) ?? true);
  await closeQuietly(
    client,
    earlier.filter((id) => mayBeOpen(id) && !foreign.includes(id)),
  );
  return mayBeOpen;
}
