import type { Element } from "@prismatic-io/spectral";
import { InputError } from "../client/errors/errors";
import { idSegment } from "../client/path";
import type { BooksClient } from "./client";
import { getRecordType, scopeOf } from "./endpoints";
import { RECORD_TYPES, type RecordType } from "./recordTypes";
import { type BooksBody, bodyOf } from "./replies";

/** Record types that have actions. */
export const ACTION_TYPES = RECORD_TYPES.filter(({ actions }) => actions.length > 0);

/**
 * Runs one of the actions that the table lists for the type, such as marking an invoice as sent, and returns
 * Zoho's body. Not retried when the outcome is unknown.
 * https://www.zoho.com/books/api/v3/invoices/#mark-an-invoice-as-sent
 */
export async function runAction(
  client: BooksClient,
  params: { recordType: string; recordId: string; recordAction: string; reason: string },
): Promise<BooksBody> {
  const type = getRecordType(params.recordType);
  const action = findAction(type, params.recordAction);
  const id = idSegment("Record ID", params.recordId);
  const reply = await client.request({
    method: "POST",
    path: `${type.itemPath.replace("{id}", id)}/${action}`,
    query: { reason: params.reason },
    scope: scopeOf(type.scopeFamily, type.updateActions.includes(action) ? "update" : "action"),
  });
  return bodyOf(reply);
}

function findAction(type: RecordType, wanted: string): string {
  const { actions, label } = type;
  if (actions.length === 0) throw new InputError("Record Type", `${label} have no actions.`);
  const action = actions.find((candidate) => candidate === wanted);
  if (action !== undefined) return action;
  const problem = wanted === "" ? "is empty." : `is none of the actions of ${label}.`;
  throw new InputError("Action", `${problem} Possible: ${actions.join(", ")}.`);
}

/** The actions of a record type with their labels. */
export const actionElements = (recordType: string): Element[] =>
  getRecordType(recordType).actions.map((key) => ({ key, label: LABELS[key] ?? key }));

/** Labels of actions, by the last part of their paths. */
const LABELS: Record<string, string> = {
  active: "Mark as Active",
  inactive: "Mark as Inactive",
  submit: "Submit for Approval",
  approve: "Approve",
  "approve/final": "Approve Finally",
  reject: "Reject",
  invite: "Invite",
  "status/sent": "Mark as Sent",
  "status/draft": "Mark as Draft",
  "status/open": "Mark as Open",
  "status/void": "Void",
  "status/cancel": "Cancel",
  "status/cancelled": "Mark as Cancelled",
  "status/billed": "Mark as Billed",
  "status/accepted": "Mark as Accepted",
  "status/declined": "Mark as Declined",
  "status/publish": "Publish",
  "status/stop": "Stop",
  "status/resume": "Resume",
  writeoff: "Write Off",
  "writeoff/cancel": "Cancel Write-off",
  "paymentreminder/enable": "Enable Payment Reminders",
  "paymentreminder/disable": "Disable Payment Reminders",
  "autobill/enable": "Enable Auto-bill",
  "autobill/disable": "Disable Auto-bill",
  track1099: "Track for 1099",
  untrack1099: "Stop Tracking for 1099",
  addtoportal: "Add to Customer Portal",
  removefromportal: "Remove from Customer Portal",
  uncategorize: "Uncategorize",
  unmatch: "Unmatch",
  markasopen: "Mark as Open",
  markasongoing: "Mark as Ongoing",
  markascompleted: "Mark as Completed",
  "timer/start": "Start Timer",
};
