import type { JsonObject } from "../../http";
import type { BooksOrganization } from "../state/booksOrganization";
import type { BooksRecord } from "../state/recordStore";
import { addDays, localDate } from "../state/zonedTime";

/** The number of records that a lookup is chosen from. */
const POOL = 500;

/** Supplies the values of seeded records. */
export class SeedSource {
  private readonly pools = new Map<string, BooksRecord[]>();
  index = 0;
  /** Creation time of the record, in epoch milliseconds. */
  at = 0;

  constructor(readonly organization: BooksOrganization) {}

  /** The record's local calendar day plus so many days. */
  day(later = 0): string {
    return addDays(localDate(this.at, this.organization.timeZone), later);
  }

  /** One of the choices, by the record's index. */
  pick<T>(choices: readonly T[], step = 1): T {
    const chosen = choices[Math.floor(this.index / step) % choices.length];
    if (chosen === undefined) throw new Error("nothing to choose from");
    return chosen;
  }

  private pool(
    value: string,
    matches: (values: JsonObject) => boolean,
    key: string,
  ): BooksRecord[] {
    const known = this.pools.get(key);
    if (known) return known;
    const pool: BooksRecord[] = [];
    for (const record of this.organization.store(value).all()) {
      if (pool.length >= POOL) break;
      if (matches(record.values)) pool.push(record);
    }
    this.pools.set(key, pool);
    return pool;
  }

  private choose(pool: readonly BooksRecord[], value: string): BooksRecord {
    const chosen = pool[this.index % Math.max(1, pool.length)];
    if (!chosen) throw new Error(`seeding needs ${value} first`);
    return chosen;
  }

  /** A record of another type to refer to. */
  one(value: string): BooksRecord {
    return this.choose(
      this.pool(value, () => true, value),
      value,
    );
  }

  /** A contact of this kind, or any contact if there is none. */
  contact(kind: "customer" | "vendor"): BooksRecord {
    const ofKind = this.pool("contacts", (values) => values.contact_type === kind, kind);
    return ofKind.length > 0 ? this.choose(ofKind, `a ${kind}`) : this.one("contacts");
  }

  account(type: string): BooksRecord {
    const pool = this.pool("chartofaccounts", (values) => values.account_type === type, type);
    return this.choose(pool, `an account of type ${type}`);
  }

  /** The currency fields of a record. */
  currency(): JsonObject {
    const { id, values } = this.organization.baseCurrency();
    const { currency_code, currency_symbol } = values;
    return {
      currency_id: id,
      currency_code,
      currency_symbol,
      exchange_rate: 1,
      price_precision: 2,
    };
  }
}
