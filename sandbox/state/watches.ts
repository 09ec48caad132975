import type { JsonObject } from "../http";

export const WATCH_OPERATIONS = ["edit", "create", "delete"] as const;
export type WatchOperation = (typeof WATCH_OPERATIONS)[number];

/** What a channel tells beside who, where and until when. */
export interface WatchDetails {
  notifyUrl: string;
  token: string | null;
  expiresAt: number;
  notifyOnRelatedAction: boolean;
  returnAffectedFieldValues: boolean;
  /** Conditions with both name and id of every module and field; null when there are none. */
  condition: readonly JsonObject[] | null;
}

/** A channel of `/actions/watch`: which operations of which modules are told to which address. */
export interface WatchChannel extends WatchDetails {
  /** Digits: ids reach beyond 2^53. */
  channelId: string;
  userId: string;
  /** The API host that it was asked for at. */
  apiHost: string;
  /** Operations by the API name of the module, in the order in which they were asked for. */
  events: Map<string, Set<WatchOperation>>;
}

/** The notification channels of every user, oldest first. Who sends notifications goes through `active`. */
export class Watches {
  private readonly channels = new Map<string, WatchChannel>();

  /** The channels that have not expired; the others are forgotten. */
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

  /** Adds the channel, or takes the place of the user's channel with that id. */
  put(channel: WatchChannel): void {
    this.channels.set(keyOf(channel), channel);
  }

  remove(channel: WatchChannel): void {
    this.channels.delete(keyOf(channel));
  }
}

const keyOf = ({ userId, channelId }: WatchChannel): string => `${userId} ${channelId}`;
