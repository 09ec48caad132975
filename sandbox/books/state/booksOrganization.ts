import type { RecordType } from "../schema/recordType";
import { RECORD_TYPES, typeNamed } from "../schema/recordTypes";
import { Comments } from "./comments";
import { Files } from "./files";
import { DailyQuota, MinuteWindow } from "./quota";
import { type BooksRecord, BooksStore } from "./recordStore";

/** What sets one organization apart from another one. */
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
  /** The leading digits of all of its ids. */
  idPrefix: string;
}

const SEQUENCE_DIGITS = 12;
const FIRST_SEQUENCE = 200_001;

/** One organization with everything that is its own: records, ids, numbers, quota, files, comments. */
export class BooksOrganization {
  readonly quota: DailyQuota;
  readonly minute = new MinuteWindow();
  readonly files = new Files();
  readonly comments = new Comments();
  /** Calls that are not answered yet. */
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

  /** An id that no other record of the organization has, 18 digits (facts 13). */
  takeId(): string {
    const id = `${this.profile.idPrefix}${String(this.nextId).padStart(SEQUENCE_DIGITS, "0")}`;
    this.nextId += 2;
    return id;
  }

  /** The first record of these types with that id. */
  find(values: readonly string[], id: string): BooksRecord | undefined {
    for (const value of values) {
      const found = this.store(value).get(id);
      if (found) return found;
    }
    return undefined;
  }

  /** The next of the numbers that a type counts up, e.g. `INV-000012`. */
  takeNumber({ value, number }: RecordType): string {
    if (!number) return "";
    const next = (this.numbers.get(value) ?? 0) + 1;
    this.numbers.set(value, next);
    return `${number.prefix}${String(next).padStart(number.digits, "0")}`;
  }

  /** The currency that the books are kept in. */
  baseCurrency(): BooksRecord {
    const base = this.store("settings/currencies").find(({ values }) => !!values.is_base_currency);
    if (!base) throw new Error(`${this.profile.name} has no base currency`);
    return base;
  }

  /** Who the calls are made by. */
  currentUser(): BooksRecord {
    const user = this.store("users").find(({ values }) => !!values.is_current_user);
    if (!user) throw new Error(`${this.profile.name} has no users`);
    return user;
  }

  /** Adds a record as it is: with its id and times, or with new ones. */
  add(
    value: string,
    values: BooksRecord["values"],
    at: { id?: string; createdAt: number; modifiedAt?: number },
  ): BooksRecord {
    const { idField } = typeNamed(value);
    const id = at.id ?? this.takeId();
    return this.store(value).add({
      id,
      values: { ...values, [idField]: id },
      createdAt: at.createdAt,
      modifiedAt: at.modifiedAt ?? at.createdAt,
    });
  }
}
