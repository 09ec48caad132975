import type { Clock } from "../../../clock";
import type { JsonObject } from "../../../http";
import type { Scenarios } from "../../../scenarios/scenarios";
import { changedFields } from "../../../state/history";
import type { RecordWritten, StoredRecord } from "../../../state/recordStore";
import type { RelationEnd } from "../../../state/relations";
import type { ChangeListener, SandboxState } from "../../../state/sandboxState";
import type { Module } from "../../../state/schema/modules";
import type { WatchChannel, WatchOperation } from "../../../state/watches";
import { renderField } from "../../records/render";
import { bodyText, groupEvents, notificationBody, type WatchEvent } from "./compose";
import { type Delivery, DeliveryLog, type DeliveryStatus } from "./delivery";
import { matchesCondition } from "./matchesCondition";
import { DeliveryQueue } from "./queue";

/** The operation in subscriptions by the operation in notifications (facts 8). */
const SUBSCRIBED_OPERATIONS: Record<WatchEvent["operation"], WatchOperation> = {
  insert: "create",
  update: "edit",
  delete: "delete",
};

/** The operation to report; undefined if no user changed the record itself. */
function toOperation({
  kind,
  record,
  before,
  isRelinked,
}: RecordWritten): WatchEvent["operation"] | undefined {
  if (kind === "insert" || kind === "update" || kind === "delete") return kind;
  if (kind !== "merge") return undefined;
  if (before === record) return "delete";
  return isRelinked ? undefined : "update";
}

/** Notifies the channels of all users about changes to the records they watch (facts 8). */
export class Notifier implements ChangeListener {
  readonly log = new DeliveryLog();
  private readonly queue: DeliveryQueue;
  private events: WatchEvent[] = [];

  constructor(
    private readonly state: SandboxState,
    private readonly clock: Clock,
    private readonly scenarios: Scenarios,
  ) {
    this.queue = new DeliveryQueue(clock, state.variants, (delivery, status) =>
      this.settle(delivery, status),
    );
    state.listener = this;
  }

  written(module: Module, written: RecordWritten): void {
    const operation = toOperation(written);
    const { record, before } = written;
    if (operation) {
      const fields = operation === "update" ? changedFields(before, record) : [];
      this.notify(module, operation, record, fields);
      return;
    }
    if (written.kind === "merge") {
      this.related({ moduleName: module.apiName, id: record.id });
    }
  }

  related({ moduleName, id }: RelationEnd): void {
    const module = this.state.modules.get(moduleName);
    const record = this.state.records.get(moduleName)?.get(id);
    if (!module || !record || this.state.variants.relatedActions === "silent") return;
    this.notify(module, "update", record, [], ({ notifyOnRelatedAction }) => notifyOnRelatedAction);
  }

  /** Reports the records as created, for `POST /_sandbox/seed` with `notify`. */
  announce(module: Module, records: readonly StoredRecord[]): void {
    for (const record of records) this.notify(module, "insert", record, []);
  }

  /** Sends what is due after the clock was set. */
  clockChanged(): void {
    this.queue.pump();
  }

  /** Limits the deliveries per address and second of real time. */
  setPace(perSecond: number): void {
    this.queue.setPace(perSecond);
  }

  async flush(all: boolean): Promise<void> {
    this.compose();
    await this.queue.flush(all);
  }

  stop(): void {
    this.queue.stop();
  }

  /** Records an event for each matching channel. Events of one call are composed after it. */
  private notify(
    module: Module,
    operation: WatchEvent["operation"],
    record: StoredRecord,
    fields: readonly string[],
    applies: (channel: WatchChannel) => boolean = () => true,
  ): void {
    const { apiName: moduleName, byName } = module;
    for (const channel of this.state.watches.active(this.clock.now())) {
      if (!channel.events.get(moduleName)?.has(SUBSCRIBED_OPERATIONS[operation])) continue;
      const changed = new Set(fields.map((name) => byName.get(name)?.id));
      const matches = operation !== "update" || matchesCondition(channel, moduleName, changed);
      if (!matches || !applies(channel)) continue;
      const withValues = channel.returnAffectedFieldValues && operation === "update";
      const values = withValues && { values: this.renderValues(module, record, fields) };
      if (this.events.length === 0) queueMicrotask(() => this.compose());
      this.events.push({ channel, moduleName, operation, id: record.id, fields, ...values });
    }
  }

  private renderValues(module: Module, record: StoredRecord, names: readonly string[]): JsonObject {
    const fields = names.flatMap((name) => module.byName.get(name) ?? []);
    return Object.fromEntries(
      fields.map((field) => [field.apiName, renderField(this.state, field, record)]),
    );
  }

  private compose(): void {
    const events = this.events;
    this.events = [];
    const { variants } = this.state;
    for (const group of groupEvents(events, variants)) {
      const body = notificationBody(group, variants, this.clock.now());
      const [first] = group;
      if (first) this.deliver(first.channel, body);
    }
  }

  private deliver({ notifyUrl: to, channelId, userId }: WatchChannel, body: JsonObject): void {
    const due = this.scenarios.takeDelivery(to);
    const { copies = 1, delayMs = 0, isHeld, isLost } = due?.fault ?? {};
    for (let copy = 0; copy < copies; copy += 1) {
      const delivery: Delivery = {
        number: this.log.nextNumber(),
        to,
        channelId,
        userId,
        body,
        text: bodyText(body, this.state.variants),
        status: isLost ? "lost" : "waiting",
        tries: 0,
        dueAt: this.clock.now() + delayMs,
        fault: due?.name,
      };
      this.log.add(delivery);
      if (isHeld) this.queue.hold(delivery);
      else if (!isLost) this.queue.add(delivery);
    }
  }

  private settle(delivery: Delivery, status: DeliveryStatus): void {
    this.log.settle(delivery, status);
    if (status !== "failed" || this.state.variants.failedNotification !== "disable") return;
    const { userId, channelId } = delivery;
    const channel = this.state.watches.find(userId, channelId, this.clock.now());
    if (channel) this.state.watches.remove(channel);
  }
}
