import type { JsonObject } from "../../http";
import type { SandboxState } from "../../state/sandboxState";
import type { RecordType } from "../schema/recordType";
import type { BooksOrganization } from "../state/booksOrganization";
import type { BooksRecord } from "../state/recordStore";

/** A record on its way in: `values` are complete but for what the type works out itself. */
export interface Draft {
  state: SandboxState;
  organization: BooksOrganization;
  type: RecordType;
  id: string;
  values: JsonObject;
  /** What the caller sent, checked. */
  given: JsonObject;
  /** Values before an update. */
  previous?: JsonObject;
  query: URLSearchParams;
  now: number;
}

/** What a type of records does beyond keeping values. */
export interface Effects {
  /** Works out what follows from the values and refuses what cannot be; changes nothing else. */
  complete?: (draft: Draft) => void;
  /** Carries the consequences to other records. */
  saved?: (draft: Draft) => void;
  /** Refuses a deletion. */
  removing?: (organization: BooksOrganization, record: BooksRecord) => void;
  /** Carries the consequences of a deletion to other records. */
  removed?: (organization: BooksOrganization, record: BooksRecord, now: number) => void;
  /** What only shows in replies. */
  show?: (organization: BooksOrganization, record: BooksRecord) => JsonObject;
}

/** An amount in whole cents. */
export const cents = (amount: number): number => Math.round(amount * 100) / 100;

export const numberOf = (value: unknown): number => (typeof value === "number" ? value : 0);
export const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

export const rowsOf = (value: unknown): JsonObject[] => (Array.isArray(value) ? value : []);
