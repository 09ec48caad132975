import type { JsonObject } from "../http";

export const WATCH_OPERATIONS = ["edit", "create", "delete"] as const;
export type WatchOperation = (typeof WATCH_OPERATIONS)[number];

/** The details of a channel. */
export interface WatchDetails {
  notifyUrl: string;
  token: string | null;
  expiresAt: number;
  notifyOnRelatedAction: boolean;
  returnAffectedFieldValues: boolean;
  /** Conditions with name and id of every module and field; null if there are none. */
  condition: readonly JsonObject[] | null;
}

/** A notification channel: operations of modules to report to a URL. */
export interface WatchChannel extends WatchDetails {
  /** A text of digits, because ids exceed 2^53. */
  channelId: string;
  userId: string;
  /** The API host of the request that created it. */
  apiHost: string;
  /** Operations by API name of the module, in the order of the request. */
  events: Map<string, Set<WatchOperation>>;
}

/** The notification channels of all users, oldest first. */
export class Watches {
  private readonly channels = new Map<string, WatchChannel>();

  /** The channels that have not expired; removes the others. */
  active(now: number): WatchChannel[] {
    for (const [key, channel] of this.channels) {
      if (channel.expiresAt <= now) this.channels.delete(key);
    }
    return [...this.channels.values()];
  }

  find(userId: string, channelId: string, now: number): WatchChannel | undefined {
    return this.active(now).find(
      (channel) => channel.userId === userId && channel.channelId === channelId,
    );
  }

  /** Adds the channel, or replaces the user's channel with the same id. */
  put(channel: WatchChannel): void {
    this.channels.set(toKey(channel), channel);
  }

  remove(channel: WatchChannel): void {
    this.channels.delete(toKey(channel));
  }
}

const toKey = ({ userId, channelId }: WatchChannel): string => `${userId} ${channelId}`;
