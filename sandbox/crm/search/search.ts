import type { Clock } from "../../clock";
import { commaList, noContent, ok, type Reply } from "../../http";
import type { StoredRecord } from "../../state/recordStore";
import type { SandboxState } from "../../state/sandboxState";
import type { Field, Module } from "../../state/schema/modules";
import { getPosition } from "../../state/sortedRecords";
import { expectedParameter, limitReached, tooMany } from "../errors";
import {
  knownFields,
  MAX_FIELDS,
  parseConverted,
  parsePageNumbers,
  parseSorting,
} from "../records/listParameters";
import { renderListRow } from "../records/render";
import { findView, isInView, matchesConverted } from "../records/views";
import { type CrmRequest, requireModule } from "../request";
import { compileSearch, SEARCH_PARAMETERS } from "./compileSearch";

const MAX_FOUND = 2000;

/** The named fields, or all. */
function requestedFields(module: Module, query: URLSearchParams): readonly Field[] {
  const names = commaList(query.get("fields"));
  if (names.length > MAX_FIELDS) {
    throw tooMany(MAX_FIELDS, { param_name: "fields" }, "Max field limit exceeded");
  }
  return names.length > 0 ? knownFields(module, names) : module.fields;
}

/** The matching records in order; converted leads only on request (facts 13.13). */
function found(
  state: SandboxState,
  module: Module,
  request: CrmRequest,
  now: number,
): StoredRecord[] {
  const { query, caller } = request;
  const test = compileSearch(state, module, query);
  if (!test) throw expectedParameter(...SEARCH_PARAMETERS);
  const converted = parseConverted(query);
  const view = findView(module, query);
  const { sortKey, descending } = parseSorting(query);
  const records = [...state.searchIndex.records(module.apiName, state.store(module))]
    .filter((record) => matchesConverted(module, converted, record))
    .filter((record) => isInView(view, record, caller.userId, now) && test(record));
  const rising = records.sort((a, b) => {
    const difference = getPosition(a, sortKey).key - getPosition(b, sortKey).key;
    return difference || (a.id < b.id ? -1 : 1);
  });
  return descending ? rising.reverse() : rising;
}

/** `GET /{module}/search` (facts 3.8): criteria, email, phone or word, up to 2000 rows. */
export function searchRecords(state: SandboxState, request: CrmRequest, clock: Clock): Reply {
  const module = requireModule(state, request.params.module);
  const fields = requestedFields(module, request.query);
  const { page, perPage } = parsePageNumbers(request.query);
  const records = found(state, module, request, clock.now());
  if (page * perPage > MAX_FOUND) throw limitReached(MAX_FOUND);
  const rows = records.slice((page - 1) * perPage, page * perPage);
  if (rows.length === 0) return noContent();
  return ok({
    data: rows.map((record) => renderListRow(state, fields, record)),
    info: {
      per_page: perPage,
      count: rows.length,
      page,
      more_records: page * perPage < records.length,
    },
  });
}
