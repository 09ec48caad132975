import { isJsonObject } from "../../http";
import { invalidJson, invalidValue, notFound } from "../errors";
import { storeUploads } from "../files/uploads";
import { type BooksHandler, success } from "../request";
import type { RecordType } from "../schema/recordType";
import { readJson, readRecord } from "./body";
import { create, getReplyRecord } from "./create";
import { customValue } from "./customFields";
import { requireRecord } from "./find";
import { renderFull } from "./render";
import { updateRecord } from "./write";

/** Updates a record; fields that are not sent stay (facts 5). */
export const updateOne =
  (type: RecordType): BooksHandler =>
  (state, request, clock) => {
    const { organization, query } = request;
    const record = requireRecord(state, request, type);
    const context = { state, organization, type, query, now: clock.nowSecond() };
    updateRecord(context, record, readRecord(request));
    storeUploads(state, request, type, record.id);
    const full = renderFull(organization, type, record);
    return success(type.messages.update, getReplyRecord(state, type, full));
  };

/**
 * Updates the record with a unique custom field; `X-Upsert: true` creates a missing one (facts 5).
 */
export const updateByCustomField =
  (type: RecordType): BooksHandler =>
  (state, request, clock) => {
    const { organization, query, headers } = request;
    const apiName = headers["x-unique-identifier-key"] ?? "";
    const value = headers["x-unique-identifier-value"] ?? "";
    if (!apiName.startsWith("cf_")) throw invalidValue("X-Unique-Identifier-Key");
    if (value === "") throw invalidValue("X-Unique-Identifier-Value");
    const matching = organization
      .store(type.value)
      .filter(({ values }) => customValue(values, apiName) === value);
    const [record, second] = matching;
    if (second) throw invalidValue("X-Unique-Identifier-Value");
    const context = { state, organization, type, query, now: clock.nowSecond() };
    const body = readRecord(request);
    if (record) {
      updateRecord(context, record, body);
      const full = renderFull(organization, type, record);
      return success(type.messages.update, getReplyRecord(state, type, full));
    }
    if (headers["x-upsert"] !== "true") throw notFound(type.label, state.variants);
    const input = Array.isArray(body.custom_fields) ? body.custom_fields : [];
    const custom_fields = [...input, { api_name: apiName, value }];
    return create(state, request, context, { body: { ...body, custom_fields } });
  };

/** `PUT /invoice/{id}/customfields`: a list of custom fields and nothing else (facts 5). */
export const updateCustomFields =
  (type: RecordType): BooksHandler =>
  (state, request, clock) => {
    const { organization, query } = request;
    const record = requireRecord(state, request, type);
    const body = readJson(request);
    const fields = isJsonObject(body) ? body.custom_fields : body;
    if (!Array.isArray(fields)) throw invalidJson();
    const context = { state, organization, type, query, now: clock.nowSecond() };
    updateRecord(context, record, { custom_fields: fields });
    return success("Custom Fields Updated Successfully");
  };
