import type { ActionContext, Connection } from "@prismatic-io/spectral";
import { InputError, messageOf } from "../../client/errors/errors";
import {
  parseStoredFlow,
  randomToken,
  type StoredChannels,
  type StoredFlow,
  tokenFromSecret,
} from "../../crm/channels/channel";
import { closeEarlier, closeQuietly } from "../../crm/channels/close";
import { checkSender, type Notification } from "../../crm/channels/notification";
import { isDue } from "../../crm/channels/open";
import { type CrmClient, crmClient } from "../../crm/client";
import { LIVE_EVENTS } from "../../limits";
import {
  type FlowContext,
  forgetOfficialChannel,
  idsOfOtherFlows,
  latestChannels,
  loadFlow,
  officialChannelId,
  saveFlow,
} from "./flowState";

export interface ChannelOptions {
  connection: Connection;
  /** Ids that the flow's channels may have, besides the stored ones. */
  ids: readonly string[];
  /** The builder's token; "" = none. */
  token?: string;
  /** What executions of the flow stored. */
  executed?: unknown;
}

/** Asks Zoho for the channels of a flow. Throws what Zoho refuses them with. */
export type RequestChannels = (
  client: CrmClient,
  channels: FlowChannels,
) => Promise<StoredChannels>;

/** The notification channels of a flow, for one execution. */
export class FlowChannels {
  /** What the flow's last deployment stored; undefined before the first. */
  readonly deployed: StoredFlow | undefined;
  readonly #context: FlowContext;
  readonly #options: ChannelOptions;
  readonly #executed: StoredFlow | undefined;
  #current: StoredChannels;
  #isOfficialClosed = false;

  constructor(context: FlowContext, options: ChannelOptions) {
    this.#context = context;
    this.#options = options;
    this.deployed = loadFlow(context);
    this.#executed = parseStoredFlow(options.executed);
    this.#current = latestChannels(this.deployed, this.#executed);
  }

  /** The channels as last granted. */
  get current(): StoredChannels {
    return this.#current;
  }

  /** What executions store. */
  get stored(): StoredFlow {
    const { channels, unnotified, requestedAt, refusedAt } = this.#current;
    const deployedAt = this.deployed?.deployedAt;
    return { version: 1, channels, unnotified, requestedAt, refusedAt, deployedAt };
  }

  /** The URL that the platform gave the flow. */
  get notifyUrl(): string {
    const { webhookUrls, flow } = this.#context;
    const url = webhookUrls[flow.name];
    if (url) return url;
    throw new InputError("Flow", `The platform names no webhook address of ${flow.name}.`);
  }

  /**
   * Opens the channels at deployment, then closes those that earlier deployments left. Throws what
   * `request` throws.
   */
  async open(client: CrmClient, request: RequestChannels): Promise<void> {
    const earlier = this.#current.channels;
    // What Zoho refused before is requested again.
    this.#current = { channels: earlier };
    this.#current = await request(client, this);
    const official = officialChannelId(this.#context);
    const mayBeOpen = await closeEarlier(client, {
      notifyUrl: this.notifyUrl,
      keep: this.#current.channels.map(({ id }) => id),
      earlier: earlier.map(({ id }) => id),
      known: official === undefined ? [] : [official],
      foreign: this.#idsOfOthers(),
    });
    this.#isOfficialClosed = official !== undefined && !mayBeOpen(official);
  }

  /** Saves the channels at deployment. Handlers must return the result. */
  save(more: Pick<StoredFlow, "fields" | "baseline">) {
    const stored = { ...this.stored, ...more, deployedAt: Date.now() };
    return {
      crossFlowState: {
        ...saveFlow(this.#context, stored),
        ...(this.#isOfficialClosed && forgetOfficialChannel(this.#context)),
      },
    };
  }

  /**
   * Renews the channels when a notification finds less than half of their life left. After a renewal,
   * failed or not, notifications wait ten minutes before the next.
   *
   * @returns true if there is something to store.
   */
  async renewIfDue(zohoNowMs: number, request: RequestChannels): Promise<boolean> {
    const { channels } = this.#current;
    const isNeeded = channels.length === 0 || this.hasDue(zohoNowMs);
    const isTooSoon = isWithin(this.#executed?.requestedAt, LIVE_EVENTS.renewalsApartMs);
    if (!isNeeded || isTooSoon || this.#context.isSimulatedTestExecution) return false;
    return this.renew(handlerClient(this.#options.connection, this.#context), request);
  }

  /**
   * Renews the channels, unless Zoho refused all of them less than a day ago. Never throws; failures are
   * logged.
   *
   * @returns true if there is something to store.
   */
  async renew(client: CrmClient, request: RequestChannels): Promise<boolean> {
    if (this.#current.channels.length === 0 && this.isRecentlyRefused) return false;
    try {
      this.#current = await request(client, this);
    } catch (error) {
      this.#context.logger.warn(
        `The notification channels could not be renewed. ${messageOf(error)}`,
      );
      this.#current = { ...this.#current, requestedAt: Date.now() };
    }
    return true;
  }

  /** Whether a channel has less than half of its life left. */
  hasDue(zohoNowMs: number): boolean {
    return this.#current.channels.some((channel) => isDue(channel, zohoNowMs));
  }

  /** Zoho refused channels less than a day ago. */
  get isRecentlyRefused(): boolean {
    return isWithin(this.#current.refusedAt, LIVE_EVENTS.refusalLastsMs);
  }

  /** Closes the flow's channels at deletion. Never throws. Handlers must return the result. */
  async close() {
    const { connection, ids } = this.#options;
    const others = this.#idsOfOthers();
    const own = [...this.#current.channels.map(({ id }) => id), ...ids];
    const official = this.deployed ? undefined : officialChannelId(this.#context);
    try {
      await closeQuietly(handlerClient(connection, this.#context), [
        ...own.filter((id) => !others.includes(id)),
        ...(official === undefined ? [] : [official]),
      ]);
    } catch (error) {
      this.#context.logger.warn(
        `The notification channels could not be closed; they will expire. ${messageOf(error)}`,
      );
    }
    return {
      crossFlowState: {
        ...saveFlow(this.#context, undefined),
        ...(official !== undefined && forgetOfficialChannel(this.#context)),
      },
    };
  }

  /** Throws a NotificationError unless the notification comes from a channel of the flow. */
  check(notification: Notification): void {
    const official = officialChannelId(this.#context);
    const ids = new Set([
      ...this.#known.map(({ id }) => id),
      ...this.#options.ids,
      ...(official === undefined ? [] : [official]),
    ]);
    checkSender(
      notification,
      [...ids].map((id) => ({ id, tokens: this.#acceptedTokens(id) })),
    );
  }

  /**
   * The token to open a channel with: the builder's, the one it had, one made from the client secret, or a
   * random one. After a new sign-in it is a new one: another user's channel of the same id may live on for
   * a week and report another organization's records.
   */
  tokenFor(client: CrmClient, id: string): string {
    const { token, connection } = this.#options;
    if (token) return token;
    const { channels } = this.#current;
    const before = channels.find((channel) => channel.id === id) ?? channels[0];
    if (!before) return tokenFromSecret(connection, id) ?? randomToken();
    const isSameGrant = before.grant === undefined || before.grant === client.organization;
    return isSameGrant ? before.token : randomToken();
  }

  /** Where nothing is known of a channel, its token may be the one made from the client secret. */
  #acceptedTokens(id: string): string[] {
    const { token = "", connection } = this.#options;
    const known = this.#known.filter((channel) => channel.id === id);
    const derived = known.length === 0 ? tokenFromSecret(connection, id) : undefined;
    const tokens = [...known.map((channel) => channel.token), token, derived ?? ""];
    return tokens.filter((text) => text !== "");
  }

  /** A channel whose renewal was refused lives on with the token of its deployment. */
  get #known() {
    return [...this.#current.channels, ...(this.deployed?.channels ?? [])];
  }

  #idsOfOthers(): string[] {
    return idsOfOtherFlows(this.#context, this.#options.connection.configVarKey);
  }
}

/** A client that gives up within the time of a deployment or deletion handler. */
export const handlerClient = (
  connection: Connection,
  context: Pick<ActionContext, "logger">,
): CrmClient => crmClient(connection, context, { deadlineMs: LIVE_EVENTS.handlerDeadlineMs });

/** Whether a time is less than that long ago. A time ahead was set by another clock. */
const isWithin = (at: number | undefined, milliseconds: number): boolean =>
  at !== undefined && Math.abs(Date.now() - at) < milliseconds;
