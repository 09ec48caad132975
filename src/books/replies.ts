import { UnavailableError } from "../client/errors/errors";
import type { ZohoReply } from "../client/request";
import { isObject } from "../shared/json";
import type { Endpoint } from "./endpoints";
import type { RecordType } from "./recordTypes";

export type BooksRecord = Record<string, unknown>;

/** A whole body of Zoho Books': code, message and what was asked for. */
export type BooksBody = { code: number; message: string } & Record<string, unknown>;

/** Keys of a body that hold no records. */
const ENVELOPE = new Set(["code", "message", "page_context", "instrumentation"]);

/** The body of a reply. Throws when it is not what every reply of Zoho Books' is. */
export function bodyOf({ body, status, tried }: ZohoReply): BooksBody {
  if (isObject(body) && Number(body.code) === 0 && body.code !== "") {
    return { ...body, code: 0, message: String(body.message ?? "") };
  }
  throw unexpected({ status, tried }, "It has no code 0.");
}

/**
 * The body with its one record under the usual key of the type, whatever key Zoho put it under. A body
 * that holds no record comes back as it is.
 */
export function bodyWithRecord(type: RecordType, reply: ZohoReply): BooksBody {
  const body = bodyOf(reply);
  const [usual, ...others] = type.singularKeys;
  const found = [usual, ...others, ...type.pluralKeys].find((key) => toSingleRecord(body[key]));
  const key =
    found ?? Object.keys(body).find((name) => !ENVELOPE.has(name) && toSingleRecord(body[name]));
  const record = key === undefined ? undefined : toSingleRecord(body[key]);
  if (type.idField in body) {
    const { code, message, ...unwrapped } = body;
    return { code, message, [usual]: unwrapped };
  }
  if (key === undefined || !record) return body;
  const rest = Object.entries(body).filter(([name]) => name !== key);
  return { ...Object.fromEntries(rest), code: 0, message: body.message, [usual]: record };
}

/** The record of such a body. Throws when there is none. */
export function parseRecord(type: RecordType, reply: ZohoReply): BooksRecord {
  const record = bodyWithRecord(type, reply)[type.singularKeys[0]];
  if (isObject(record)) return record;
  throw unexpected(reply, `It has no ${type.singularKeys[0]}.`);
}

/** An object, or the only element of an array. */
function toSingleRecord(value: unknown): BooksRecord | undefined {
  const one = Array.isArray(value) && value.length === 1 ? value[0] : value;
  return isObject(one) ? one : undefined;
}

/** The rows of a list under one of the keys that they may have, and that key; undefined when there is none. */
export function rowsIn(
  { type, pluralKeys }: Endpoint,
  body: BooksBody,
): { key: string; rows: BooksRecord[] } | undefined {
  if (type.isSingle) return { key: type.pluralKeys[0], rows: singleRow(body[type.pluralKeys[0]]) };
  const key =
    pluralKeys.find((name) => Array.isArray(body[name])) ??
    onlyItem(Object.keys(body).filter((name) => !ENVELOPE.has(name) && Array.isArray(body[name])));
  const empty = pluralKeys.find((name) => body[name] === null);
  if (key === undefined && empty !== undefined) return { key: empty, rows: [] };
  const list = key === undefined ? undefined : body[key];
  return key !== undefined && Array.isArray(list)
    ? { key, rows: list.filter(isObject) }
    : undefined;
}

const onlyItem = <Item>(items: readonly Item[]): Item | undefined =>
  items.length === 1 ? items[0] : undefined;

function singleRow(value: unknown): BooksRecord[] {
  const rows = Array.isArray(value) ? value : [value];
  return rows.filter(isObject).filter((row) => Object.keys(row).length > 0);
}

/** What a reply lacks, as an error. */
export function unexpected({ status, tried }: Pick<ZohoReply, "status" | "tried">, fact: string) {
  return new UnavailableError({ code: "ZOHO_REPLY_UNEXPECTED", status, tried, facts: [fact] });
}
