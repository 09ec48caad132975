import type { Element } from "@prismatic-io/spectral";
import { InputError } from "../client/errors/errors";
import { idSegment } from "../client/path";
import type { BooksClient } from "./client";
import { getRecordType, scopeOf } from "./endpoints";
import { RECORD_TYPES, type RecordType } from "./recordTypes";
import { type BooksBody, bodyOf } from "./replies";
import { actionLabel } from "./statusActions";

/** Record types that have actions. */
export const ACTION_TYPES = RECORD_TYPES.filter(({ actions }) => actions.length > 0);

/**
 * Runs one of the actions that the table lists for the type, such as marking an invoice as sent, and returns
 * Zoho's body. Never repeated after a doubtful outcome.
 * https://www.zoho.com/books/api/v3/invoices/#mark-an-invoice-as-sent
 */
export async function runAction(
  client: BooksClient,
  given: { recordType: string; recordId: string; recordAction: string; reason: string },
): Promise<BooksBody> {
  const type = getRecordType(given.recordType);
  const action = actionOf(type, given.recordAction);
  const id = idSegment("Record ID", given.recordId);
  const reply = await client.request({
    method: "POST",
    path: `${type.itemPath.replace("{id}", id)}/${action}`,
    query: { reason: given.reason },
    scope: scopeOf(type.scopeFamily, type.updateActions.includes(action) ? "update" : "action"),
  });
  return bodyOf(reply);
}

function actionOf(type: RecordType, wanted: string): string {
  const { actions, label } = type;
  if (actions.length === 0) throw new InputError("Record Type", `${label} have no actions.`);
  const action = actions.find((candidate) => candidate === wanted);
  if (action !== undefined) return action;
  const problem = wanted === "" ? "is empty." : `is none of the actions of ${label}.`;
  throw new InputError("Action", `${problem} Possible: ${actions.join(", ")}.`);
}

/** The actions of a record type with their labels. */
export const actionElements = (recordType: string): Element[] =>
  getRecordType(recordType).actions.map((key) => ({ key, label: actionLabel(key) }));
