import { commaList, isJsonObject, type Reply } from "../../http";
import type { SandboxState } from "../../state/sandboxState";
import {
  mandatoryMissing,
  missingParameter,
  tooMany,
  type WireError,
  wireError,
  wrongType,
} from "../errors";
import { success, type WriteResult, writeReply } from "../records/results";
import { writeBody } from "../records/writeBody";
import type { CrmRequest } from "../request";
import { invalidRelation, type ListOfRecord, requireList, unknownParent } from "./requireList";

const MAX_IDS = 100;

/** The many-to-many list in the path; the record must exist. */
function requireRelation(state: SandboxState, request: CrmRequest): ListOfRecord {
  const relation = requireList(state, request);
  if (!relation.list.isManyToMany) throw invalidRelation();
  if (!state.store(relation.module).get(relation.id)) throw unknownParent();
  return relation;
}

const invalidRelated = (id: string): WireError =>
  wireError("INVALID_DATA", "the related id given seems to be invalid", { id });

function relateOne(
  state: SandboxState,
  { module, id, list }: ListOfRecord,
  raw: unknown,
  path: string,
): WriteResult | WireError {
  if (!isJsonObject(raw)) return wrongType("data", path, "jsonobject");
  if (raw.id === undefined) return mandatoryMissing("id", `${path}.id`);
  const relatedId = String(raw.id);
  if (!state.store(list.module).get(relatedId)) return invalidRelated(relatedId);
  const status = raw.Member_Status ?? null;
  if (status !== null && typeof status !== "string") {
    return wrongType("Member_Status", `${path}.Member_Status`, "text");
  }
  const one = { moduleName: module.apiName, id };
  const other = { moduleName: list.apiName, id: relatedId };
  state.relations.add(one, other, { memberStatus: status });
  return success({ id: relatedId }, "relation added");
}

function unrelateOne(
  state: SandboxState,
  { module, id, list }: ListOfRecord,
  relatedId: string,
): WriteResult | WireError {
  const one = { moduleName: module.apiName, id };
  const other = { moduleName: list.apiName, id: relatedId };
  const wereRelated = state.relations.remove(one, other);
  return wereRelated ? success({ id: relatedId }, "relation removed") : invalidRelated(relatedId);
}

/** `PUT /{module}/{id}/{related_list}` (facts 3.10): up to 100 records. */
export function relateRecords(state: SandboxState, request: CrmRequest): Reply {
  const relation = requireRelation(state, request);
  const results = writeBody(request).map((raw, index) =>
    relateOne(state, relation, raw, `$.data[${index}]`),
  );
  return writeReply(state.variants, results, 200);
}

/**
 * `PUT /{module}/{id}/{related_list}/{relatedId}` (facts 3.10): one record; the body may be empty.
 */
export function relateRecord(state: SandboxState, request: CrmRequest): Reply {
  const relation = requireRelation(state, request);
  const [raw] = request.body.length > 0 ? writeBody(request) : [{}];
  const named = isJsonObject(raw) ? { ...raw, id: request.params.relatedId } : raw;
  return writeReply(state.variants, [relateOne(state, relation, named, "$.data[0]")], 200);
}

/** `DELETE /{module}/{id}/{related_list}?ids=` (facts 3.10): up to 100 records. */
export function unrelateRecords(state: SandboxState, request: CrmRequest): Reply {
  const relation = requireRelation(state, request);
  const ids = commaList(request.query.get("ids"));
  if (ids.length === 0) throw missingParameter("ids");
  if (ids.length > MAX_IDS) {
    throw tooMany(MAX_IDS, { param_name: "ids" }, "Record count exceeded");
  }
  const results = ids.map((id) => unrelateOne(state, relation, id));
  return writeReply(state.variants, results, 200);
}

/** `DELETE /{module}/{id}/{related_list}/{relatedId}` (facts 3.10). */
export function unrelateRecord(state: SandboxState, request: CrmRequest): Reply {
  const relation = requireRelation(state, request);
  const result = unrelateOne(state, relation, request.params.relatedId ?? "");
  return writeReply(state.variants, [result], 200);
}
