import type { StoredRecord } from "../../../state/recordStore";
import type { Module } from "../../../state/schema/modules";
import { recordName } from "../../records/render";

const LINE_END = "\r\n";

/** `20260131T043000Z` (RFC 5545). */
const stamp = (epochMs: unknown): string =>
  new Date(Number(epochMs)).toISOString().replace(/[-:]|\.\d+/g, "");

const escaped = (text: unknown): string =>
  String(text ?? "")
    .replace(/[\\;,]/g, "\\$&")
    .replace(/\r?\n/g, "\\n");

const event = (module: Module, record: StoredRecord, at: number): string[] => [
  "BEGIN:VEVENT",
  `UID:${record.id}`,
  `DTSTAMP:${stamp(at)}`,
  `DTSTART:${stamp(record.values.Start_DateTime)}`,
  `DTEND:${stamp(record.values.End_DateTime)}`,
  `SUMMARY:${escaped(recordName(module, record))}`,
  `LOCATION:${escaped(record.values.Venue)}`,
  "END:VEVENT",
];

/** Meetings as an iCalendar file. Which properties Zoho writes is unknown. */
export const calendar = (module: Module, rows: readonly StoredRecord[], at: number): string =>
  [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Zoho sandbox//EN",
    ...rows.flatMap((record) => event(module, record, at)),
    "END:VCALENDAR",
    "",
  ].join(LINE_END);
