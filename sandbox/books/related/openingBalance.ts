import { notFound } from "../errors";
import { readRecord } from "../records/body";
import { create } from "../records/create";
import { renderFull } from "../records/render";
import { deleteRecord, updateRecord } from "../records/write";
import { type BooksHandler, type BooksRequest, success } from "../request";
import { getRecordType } from "../schema/recordTypes";
import type { BooksRecord } from "../state/recordStore";

const type = getRecordType("settings/openingbalances");

const only = ({ organization }: BooksRequest): BooksRecord | undefined =>
  organization.store(type.value).find(() => true);

/** The opening balance of the organization: a single object at a fixed path (facts 5). */
export const getOpeningBalance: BooksHandler = (state, request) => {
  const record = only(request);
  if (!record) throw notFound(type.label, state.variants);
  return success("success", { [type.singularKey]: renderFull(request.organization, type, record) });
};

/** Creates or replaces it. */
export const createOpeningBalance: BooksHandler = (state, request, clock) => {
  const { organization, query } = request;
  const before = only(request);
  if (before) organization.store(type.value).delete(before.id);
  const context = { state, organization, type, query, now: clock.nowSecond() };
  return create(state, request, context, { body: readRecord(request) });
};

/** Updates it; the body must contain `opening_balance_id` (facts 5). */
export const updateOpeningBalance: BooksHandler = (state, request, clock) => {
  const { organization, query } = request;
  const body = readRecord(request);
  const record = organization.store(type.value).get(String(body.opening_balance_id));
  if (!record) throw notFound(type.label, state.variants);
  updateRecord({ state, organization, type, query, now: clock.nowSecond() }, record, body);
  const full = renderFull(organization, type, record);
  return success(type.messages.update, { [type.singularKey]: full });
};

export const deleteOpeningBalance: BooksHandler = (state, request, clock) => {
  const record = only(request);
  if (!record) throw notFound(type.label, state.variants);
  deleteRecord(request.organization, type, record, clock.nowSecond());
  return success(type.messages.delete);
};
