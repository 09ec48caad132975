import type { JsonObject } from "../../http";
import type { SandboxState } from "../../state/sandboxState";
import type { RecordType } from "../schema/recordType";
import type { BooksOrganization } from "../state/booksOrganization";
import type { BooksRecord } from "../state/recordStore";

/** A record being written. `values` lack only what the type derives itself. */
export interface Draft {
  state: SandboxState;
  organization: BooksOrganization;
  type: RecordType;
  id: string;
  values: JsonObject;
  /** The validated input of the caller. */
  input: JsonObject;
  /** The values before an update. */
  previous?: JsonObject;
  query: URLSearchParams;
  now: number;
}

/** What a record type does besides storing values. */
export interface Effects {
  /** Derives values and rejects invalid ones; changes nothing outside the draft. */
  complete?: (draft: Draft) => void;
  /** Updates other records after a write. */
  afterSave?: (draft: Draft) => void;
  /** Throws if the record must not be deleted. */
  beforeDelete?: (organization: BooksOrganization, record: BooksRecord) => void;
  /** Updates other records after a deletion. */
  afterDelete?: (organization: BooksOrganization, record: BooksRecord, now: number) => void;
  /** Values that exist in replies only. */
  render?: (organization: BooksOrganization, record: BooksRecord) => JsonObject;
}

/** Rounds an amount to cents. */
export const roundToCents = (amount: number): number => Math.round(amount * 100) / 100;

export const asNumber = (value: unknown): number => (typeof value === "number" ? value : 0);
export const asText = (value: unknown): string => (typeof value === "string" ? value : "");

export const asRows = (value: unknown): JsonObject[] => (Array.isArray(value) ? value : []);
