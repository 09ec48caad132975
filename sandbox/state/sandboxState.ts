import { AccountsState } from "../accounts/accountsState";
import { BooksState } from "../books/state/booksState";
import { Attachments } from "./attachments";
import { BulkJobs } from "./bulkJobs";
import { CreditMeter } from "./credits";
import { DueWork } from "./dueWork";
import { Files } from "./files";
import { History } from "./history";
import { IdSequence } from "./ids";
import { LateView } from "./lateView";
import { buildOrganization, buildUsers, type Organization, type User } from "./organization";
import { PageTokens } from "./pageTokens";
import { PendingCallbacks } from "./pendingCallbacks";
import { RecordStore, type RecordWritten } from "./recordStore";
import { getParents } from "./relatedActions";
import { type RelationEnd, Relations } from "./relations";
import { buildModules, type Module } from "./schema/modules";
import { buildOtherModules, type OtherModule } from "./schema/otherModules";
import { Tags } from "./tags";
import { Variables } from "./variables";
import { chooseVariants, type Variants } from "./variants";
import { Watches } from "./watches";

/** Gets notified about changes, to send notifications. */
export interface ChangeListener {
  /** A record was written, except by seeding. */
  written: (module: Module, written: RecordWritten) => void;
  /** A related action: a note, activity, file or relation was added, changed or removed. */
  related: (end: RelationEnd, at: number) => void;
}

/** The state of the sandbox, without HTTP. */
export class SandboxState {
  readonly variants: Variants;
  readonly organization: Organization = buildOrganization();
  readonly users: User[] = buildUsers();
  readonly modules: Map<string, Module>;
  /** Modules that are listed but have no records. */
  readonly otherModules: ReadonlyMap<string, OtherModule>;
  readonly records = new Map<string, RecordStore>();
  readonly ids = new IdSequence(1_000_001);
  readonly credits = new CreditMeter(this.organization);
  readonly accounts = new AccountsState();
  readonly pageTokens = new PageTokens();
  /** The records as search sees them. */
  readonly searchIndex = new LateView();
  /** The records as lists and COQL see them. */
  readonly listView = new LateView();
  readonly history = new History();
  readonly relations = new Relations((one, other) => {
    for (const end of [one, other]) this.recordActivity(end, this.nowSecond());
  });
  readonly attachments = new Attachments(({ moduleName, parentId: id }) =>
    this.recordActivity({ moduleName, id }, this.nowSecond()),
  );
  readonly files = new Files();
  readonly watches = new Watches();
  readonly dueWork = new DueWork();
  readonly callbacks = new PendingCallbacks();
  readonly bulkJobs = new BulkJobs();
  readonly tags = new Tags(this.ids);
  readonly variables = new Variables(this.ids);
  readonly books: BooksState;
  listener: ChangeListener | undefined;
  private readonly autoNumbers = new Map<string, number>();

  /** `now` is the clock for formulas and late views, in epoch milliseconds. */
  constructor(
    variantOverrides: Record<string, unknown> = {},
    readonly now: () => number = Date.now,
  ) {
    this.variants = chooseVariants(variantOverrides);
    this.modules = buildModules(this.variants, now);
    this.otherModules = buildOtherModules(this.variants, now);
    this.books = new BooksState(this.variants);
    for (const module of this.modules.values()) {
      this.records.set(module.apiName, this.buildStore(module));
    }
  }

  private buildStore(module: Module): RecordStore {
    return new RecordStore(module, {
      beforeWrite: (...written) => {
        this.searchIndex.recordWrite(module.apiName, ...written);
        this.listView.recordWrite(module.apiName, ...written);
      },
      afterWrite: (written) => {
        this.history.add(module.apiName, written);
        this.listener?.written(module, written);
        for (const end of getParents(module, written)) this.recordActivity(end, written.at);
      },
    });
  }

  private nowSecond(): number {
    return Math.floor(this.now() / 1000) * 1000;
  }

  /** A related action changes Last_Activity_Time, not Modified_Time (facts 13.15). */
  private recordActivity(end: RelationEnd, at: number): void {
    const record = this.records.get(end.moduleName)?.get(end.id);
    if (!record) return;
    record.activityAt = Math.max(at, record.activityAt ?? 0);
    this.listener?.related(end, at);
  }

  store(module: Module): RecordStore {
    const store = this.records.get(module.apiName);
    if (!store) throw new Error(`no records of ${module.apiName}`);
    return store;
  }

  user(id: string): User | undefined {
    return this.users.find((candidate) => candidate.id === id);
  }

  /** The next value of an auto-number field, e.g. `LD-000001`. */
  nextAutoNumber(module: Module, fieldName: string): string {
    const key = `${module.apiName}.${fieldName}`;
    const number = (this.autoNumbers.get(key) ?? 0) + 1;
    this.autoNumbers.set(key, number);
    return [module.apiName.slice(0, 2).toUpperCase(), String(number).padStart(6, "0")].join("-");
  }
}
