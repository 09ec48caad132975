import { AccountsState } from "../accounts/accountsState";
import { Attachments } from "./attachments";
import { BulkJobs } from "./bulkJobs";
import { CreditMeter } from "./credits";
import { DueWork } from "./dueWork";
import { Files } from "./files";
import { IdSequence } from "./ids";
import { buildOrganization, buildUsers, type Organization, type User } from "./organization";
import { PageTokens } from "./pageTokens";
import { PendingCallbacks } from "./pendingCallbacks";
import { RecordStore, type StoredRecord } from "./recordStore";
import { Relations } from "./relations";
import { buildModules, type Module } from "./schema/modules";
import { buildOtherModules, type OtherModule } from "./schema/otherModules";
import { SearchIndex } from "./searchIndex";
import { Tags } from "./tags";
import { Variables } from "./variables";
import { chooseVariants, type Variants } from "./variants";
import { Watches } from "./watches";

/** Everything the sandbox knows. Nothing in it knows of HTTP. */
export class SandboxState {
  readonly variants: Variants;
  readonly organization: Organization = buildOrganization();
  readonly users: User[] = buildUsers();
  readonly modules: Map<string, Module>;
  /** Modules that are listed but hold no records here. */
  readonly otherModules: ReadonlyMap<string, OtherModule>;
  readonly records = new Map<string, RecordStore>();
  readonly ids = new IdSequence(1_000_001);
  readonly credits = new CreditMeter(this.organization);
  readonly accounts = new AccountsState();
  readonly pageTokens = new PageTokens();
  readonly searchIndex = new SearchIndex();
  readonly relations = new Relations();
  readonly attachments = new Attachments();
  readonly files = new Files();
  readonly watches = new Watches();
  readonly dueWork = new DueWork();
  readonly callbacks = new PendingCallbacks();
  readonly bulkJobs = new BulkJobs();
  readonly tags = new Tags(this.ids);
  readonly variables = new Variables(this.ids);
  private readonly autoNumbers = new Map<string, number>();

  constructor(variantWishes: Record<string, unknown> = {}) {
    this.variants = chooseVariants(variantWishes);
    this.modules = buildModules(this.variants);
    this.otherModules = buildOtherModules(this.variants);
    for (const module of this.modules.values()) {
      const note = (id: string, before?: StoredRecord): void =>
        this.searchIndex.note(module.apiName, id, before);
      this.records.set(module.apiName, new RecordStore(module, note));
    }
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
    return `${module.apiName.slice(0, 2).toUpperCase()}-${String(number).padStart(6, "0")}`;
  }
}
