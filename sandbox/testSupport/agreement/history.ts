import { mergeRecords } from "../../state/merge";
import { restoreRecord } from "../../state/recycleBin";
import { bulk, jobId } from "../bulk";
import { getFirst, getRows, TestSandbox } from "../calls";
import { Model, type Snapshot, type Values, type Writer } from "./model";
import type { Act, Step } from "./steps";

const TOKENS = ["sandbox", "sandbox-boyle"];
const QUEUE_MS = 200;

/** A bulk read job, and the leads when it started. */
export interface JobSeen {
  id: string;
  startsAt: number;
  leads?: Snapshot;
}

/**
 * Applies the same steps to the sandbox and the model, which must agree on every result.
 */
export class History {
  readonly zoho: TestSandbox;
  readonly jobs: JobSeen[] = [];
  /** Snapshots of the leads with their times, oldest first. */
  readonly snapshots: { from: number; leads: Snapshot }[] = [];
  private readonly model = new Model(() => this.keep(this.zoho.clock.now()));
  private readonly deletedIds = new Set<string>();
  private user = 0;

  constructor(private readonly variants: { restoredTime: string; mergedRecords: string }) {
    this.zoho = new TestSandbox({}, variants);
    this.keep(Number.NEGATIVE_INFINITY);
  }

  now(): Snapshot {
    return this.model.snapshot();
  }

  step({ waitMs, user, act }: Step): void {
    this.user = user;
    this.move(waitMs);
    this.carryOut(act);
  }

  /** Moves the clock and runs due jobs. */
  move(milliseconds: number): void {
    const { clock, state } = this.zoho;
    clock.advance(milliseconds);
    state.dueWork.runDue(clock.now());
    for (const job of this.jobs) {
      if (job.startsAt <= clock.now()) job.leads ??= this.now();
    }
  }

  private keep(from: number): void {
    this.snapshots.push({ from, leads: this.now() });
  }

  private call(method: string, url: string, body?: unknown) {
    const token = TOKENS[this.user] ?? "";
    return this.zoho.crm(method, `/Leads${url}`, { token, body });
  }

  /**
   * The user of the write: that of the step, or the first one for control calls.
   */
  private writer(user = this.user): Writer {
    const { state, clock } = this.zoho;
    return { at: clock.nowSecond(), by: state.users[user]?.id ?? "" };
  }

  /** The lead with this number, if any. */
  private pick(which: number, ids: Iterable<string> = this.now().live.keys()): string | undefined {
    const all = [...ids];
    return all[which % all.length];
  }

  private carryOut(act: Act): void {
    switch (act.kind) {
      case "create":
        this.write("POST", "", act.rows, (values) => this.insert(values));
        break;
      case "upsert":
        this.write("POST", "/upsert", act.rows, (values) => this.upsert(values));
        break;
      case "update":
        this.update([act], true);
        break;
      case "updateMany":
        this.update(act.rows, false);
        break;
      case "delete":
        this.delete(act.which);
        break;
      case "convert":
        this.convert(act.which);
        break;
      case "restore":
        this.restore(act.which);
        break;
      case "purge":
        this.purge(act.which);
        break;
      case "merge":
        this.merge(act.which, act.loser);
        break;
      case "bulkRead":
        this.startRead();
        break;
    }
  }

  /** A write of several rows; `foretell` predicts the code of each from the id in its result. */
  private write(
    method: string,
    url: string,
    data: readonly Values[],
    foretell: (values: Values) => (id: string) => string,
  ): void {
    const reply = getRows(this.call(method, url, { data }));
    expect(reply).toHaveLength(data.length);
    for (const [index, values] of data.entries()) {
      const { code, details } = reply[index] ?? {};
      expect(code).toBe(foretell(values)(String(Object(details).id)));
    }
  }

  private insert(values: Values): (id: string) => string {
    return (id) => {
      if (this.model.holder(values)) return "DUPLICATE_DATA";
      this.model.insert(id, values, this.writer());
      return "SUCCESS";
    };
  }

  private change(id: string, values: Values): string {
    const holder = this.model.holder(values);
    if (holder !== undefined && holder !== id) return "DUPLICATE_DATA";
    this.model.update(id, values, this.writer());
    return "SUCCESS";
  }

  private upsert(values: Values): (id: string) => string {
    const holder = this.model.holder(values);
    return holder ? () => this.change(holder, values) : this.insert(values);
  }

  private update(changes: readonly { which: number; values: Values }[], isSingle: boolean): void {
    const rows = changes.flatMap(({ which, values }) => {
      const id = this.pick(which);
      return id === undefined ? [] : [{ id, ...values }];
    });
    const url = isSingle ? `/${rows[0]?.id}` : "";
    if (rows.length === 0) return;
    this.write("PUT", url, rows, ({ id, ...values }) => {
      const outcome = this.change(String(id), values);
      return () => outcome;
    });
  }

  private delete(which: readonly number[]): void {
    const ids = [...new Set(which.flatMap((one) => this.pick(one) ?? []))];
    const [only] = ids;
    if (only === undefined) return;
    const reply = this.call("DELETE", ids.length === 1 ? `/${only}` : `?ids=${ids}`);
    expect(getRows(reply).map(({ code }) => code)).toEqual(ids.map(() => "SUCCESS"));
    for (const id of ids) {
      this.model.delete(id, this.writer());
      this.deletedIds.add(id);
    }
  }

  private convert(which: number): void {
    const id = this.pick(which);
    if (id === undefined) return;
    const reply = this.call("POST", `/${id}/actions/convert`, { data: [{}] });
    const isOpen = !this.model.get(id).converted;
    expect(reply.status).toBe(isOpen ? 200 : 400);
    if (!isOpen) return;
    expect(getFirst(reply)).toMatchObject({ code: "SUCCESS" });
    this.model.convert(id, this.writer());
  }

  private restore(which: number): void {
    const id = this.pick(which, this.deletedIds);
    if (id === undefined) return;
    const { at, by } = this.writer(0);
    const leads = this.zoho.module("Leads");
    const restore = () => restoreRecord(this.zoho.state, leads, id, at, by);
    if (this.model.restore(id, { at, by }, this.variants.restoredTime === "now")) restore();
    else expect(restore).toThrow();
  }

  private purge(which: number): void {
    const id = this.pick(which, this.now().deleted.keys());
    if (id === undefined) return;
    const { at, by } = this.writer(0);
    this.zoho.state.store(this.zoho.module("Leads")).purge(id, at, by);
    this.model.purge(id, { at, by });
  }

  private merge(which: number, other: number): void {
    const [id, loserId] = [this.pick(which), this.pick(other)];
    if (id === undefined || loserId === undefined || id === loserId) return;
    const [master, loser] = [this.zoho.stored("Leads", id), this.zoho.stored("Leads", loserId)];
    const writer = this.writer(0);
    mergeRecords({
      state: this.zoho.state,
      module: this.zoho.module("Leads"),
      master,
      loser,
      ...writer,
    });
    this.model.merge(id, loserId, writer, this.variants.mergedRecords);
    this.deletedIds.add(loserId);
  }

  private startRead(): void {
    const query = { module: { api_name: "Leads" }, fields: ["Last_Name", "Modified_Time"] };
    const id = jobId(bulk(this.zoho, "POST", "/read", { query }));
    this.jobs.push({ id, startsAt: this.zoho.clock.now() + QUEUE_MS });
  }
}
