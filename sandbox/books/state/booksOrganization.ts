import type { RecordType } from "../schema/recordType";
import { getRecordType, RECORD_TYPES } from "../schema/recordTypes";
import { Comments } from "./comments";
import { Files } from "./files";
import { DailyQuota, MinuteWindow } from "./quota";
import { type BooksRecord, BooksStore } from "./recordStore";

/** What distinguishes one organization from another. */
export interface OrganizationProfile {
  id: string;
  name: string;
  isDefault: boolean;
  timeZone: string;
  currencyCode: string;
  currencySymbol: string;
  countryCode: string;
  country: string;
  planName: string;
  /** The leading digits of all its ids. */
  idPrefix: string;
}

const SEQUENCE_DIGITS = 12;
const FIRST_SEQUENCE = 200_001;

/** An organization with its own records, ids, numbers, quota, files and comments. */
export class BooksOrganization {
  readonly quota: DailyQuota;
  readonly minute = new MinuteWindow();
  readonly files = new Files();
  readonly comments = new Comments();
  /** Calls in flight. */
  inFlight = 0;
  private readonly stores = new Map<string, BooksStore>();
  private readonly numbers = new Map<string, number>();
  private nextId = FIRST_SEQUENCE;

  constructor(readonly profile: OrganizationProfile) {
    this.quota = new DailyQuota(profile.timeZone);
    for (const value of RECORD_TYPES.keys()) this.stores.set(value, new BooksStore());
  }

  get id(): string {
    return this.profile.id;
  }

  get timeZone(): string {
    return this.profile.timeZone;
  }

  store(value: string): BooksStore {
    const store = this.stores.get(value);
    if (!store) throw new Error(`no records of ${value}`);
    return store;
  }

  /** A new id, unique in the organization, 18 digits (facts 13). */
  takeId(): string {
    const id = `${this.profile.idPrefix}${String(this.nextId).padStart(SEQUENCE_DIGITS, "0")}`;
    this.nextId += 2;
    return id;
  }

  /** The first record of these types with this id. */
  find(values: readonly string[], id: string): BooksRecord | undefined {
    for (const value of values) {
      const found = this.store(value).get(id);
      if (found) return found;
    }
    return undefined;
  }

  /** The next automatic number of a type, e.g. `INV-000012`. */
  takeNumber({ value, number }: RecordType): string {
    if (!number) return "";
    const next = (this.numbers.get(value) ?? 0) + 1;
    this.numbers.set(value, next);
    return `${number.prefix}${String(next).padStart(number.digits, "0")}`;
  }

  /** The base currency. */
  baseCurrency(): BooksRecord {
    const base = this.store("settings/currencies").find(({ values }) => !!values.is_base_currency);
    if (!base) throw new Error(`${this.profile.name} has no base currency`);
    return base;
  }

  /** The user who makes the calls. */
  currentUser(): BooksRecord {
    const user = this.store("users").find(({ values }) => !!values.is_current_user);
    if (!user) throw new Error(`${this.profile.name} has no users`);
    return user;
  }

  /** Adds a record; without `id` it gets a new one. */
  add(
    value: string,
    values: BooksRecord["values"],
    at: { id?: string; createdAt: number; modifiedAt?: number },
  ): BooksRecord {
    const { idField } = getRecordType(value);
    const id = at.id ?? this.takeId();
    return this.store(value).add({
      id,
      values: { ...values, [idField]: id },
      createdAt: at.createdAt,
      modifiedAt: at.modifiedAt ?? at.createdAt,
    });
  }
}
