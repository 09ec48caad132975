import type { Clock } from "../../clock";
import { commaList, isJsonObject, type JsonObject, parseJson, type Reply } from "../../http";
import type { StoredRecord } from "../../state/recordStore";
import type { SandboxState } from "../../state/sandboxState";
import type { Module } from "../../state/schema/modules";
import {
  invalidBody,
  invalidRecordId,
  mandatoryMissing,
  tooMany,
  type WireError,
  wireError,
  wrongType,
} from "../errors";
import { success, type WriteResult, writeReply } from "../records/results";
import { type CrmRequest, requireModule } from "../request";
import { allTags, isSame, parseTag, requireTags, setTags, type TagInput } from "./shared";

const MAX_IDS = 500;

/** The new tags of a record. */
type Change = (current: readonly string[]) => string[];

/** The context of a call that changes tags of records. */
interface Call {
  state: SandboxState;
  module: Module;
  userId: string;
  now: number;
}

const parseBody = (request: CrmRequest): JsonObject => {
  const body = parseJson(request.body);
  return isJsonObject(body) ? body : {};
};

/** The tags in the body; an invalid one fails the call. */
function parseTags(body: JsonObject): TagInput[] {
  return requireTags(body).map((raw, index) => {
    const read = parseTag(raw, `$.tags[${index}]`);
    if ("error" in read) throw invalidBody(read.error);
    return read.tag;
  });
}

/** `ids` in the body, or in the query as in the OpenAPI file (facts 6). */
function readIds(request: CrmRequest, body: JsonObject): string[] {
  const ids = body.ids ?? commaList(request.query.get("ids"));
  if (!Array.isArray(ids)) throw invalidBody(wrongType("ids", "$.ids", "jsonarray"));
  if (ids.length === 0) throw invalidBody(mandatoryMissing("ids", "$.ids"));
  if (ids.length > MAX_IDS) {
    throw tooMany(MAX_IDS, { api_name: "ids", json_path: "$.ids" }, "limit exceeded");
  }
  return ids.map(String);
}

/** Adds tags to records; creates those that the module does not have. */
function adding(
  { state, module, userId, now }: Call,
  request: CrmRequest,
  body: JsonObject,
): Change {
  allTags(state, module);
  const names = parseTags(body).map(({ name, colorCode }) => {
    const known = state.tags.find(module.apiName, name);
    return (known ?? state.tags.add(module.apiName, name, now, userId, colorCode)).name;
  });
  const isOverwriting = String(body.over_write ?? request.query.get("over_write")) === "true";
  return (current) => {
    const before = isOverwriting ? [] : current;
    return [...before, ...names.filter((name) => !before.some((one) => isSame(one, name)))];
  };
}

function removing(body: JsonObject): Change {
  const names = parseTags(body).map(({ name }) => name);
  return (current) => current.filter((one) => !names.some((name) => isSame(one, name)));
}

function changeOne(call: Call, id: string, change: Change): WriteResult | WireError {
  const { state, module, userId, now } = call;
  const record: StoredRecord | undefined = state.store(module).get(id);
  if (!record) return invalidRecordId(id);
  const tags = change(record.tags);
  const limit = Number(state.variants.tagsPerRecord);
  if (tags.length > limit) {
    return wireError("LIMIT_EXCEEDED", "tags limit exceeded", { id, limit });
  }
  setTags(state, module, record, tags, { userId, now });
  const shown = state.tags.ofRecord(module.apiName, record);
  const details = {
    id,
    tags: shown.map(({ name, id: tagId, colorCode }) => ({
      name,
      id: tagId,
      color_code: colorCode,
    })),
  };
  return success(details, "tags updated successfully");
}

function change(
  state: SandboxState,
  request: CrmRequest,
  clock: Clock,
  makeChange: (call: Call, body: JsonObject) => Change,
): Reply {
  const module = requireModule(state, request.params.module);
  const body = parseBody(request);
  const { id } = request.params;
  const { userId } = request.caller;
  const call: Call = { state, module, userId, now: clock.nowSecond() };
  const ids = id === undefined ? readIds(request, body) : [id];
  const applyChange = makeChange(call, body);
  const results = ids.map((one) => changeOne(call, one, applyChange));
  const succeeded = results.filter(({ status }) => status === "success").length;
  const { status } = writeReply(state.variants, results, 200);
  return {
    status,
    json: { data: results, success_count: String(succeeded), locked_count: "0" },
  };
}

/** `POST /{module}/actions/add_tags` and `/{module}/{id}/actions/add_tags` (facts 6). */
export const addTags = (state: SandboxState, request: CrmRequest, clock: Clock): Reply =>
  change(state, request, clock, (call, body) => adding(call, request, body));

/** `POST /{module}/actions/remove_tags` and `/{module}/{id}/actions/remove_tags` (facts 6). */
export const removeTags = (state: SandboxState, request: CrmRequest, clock: Clock): Reply =>
  change(state, request, clock, (_call, body) => removing(body));

/** The number of records in a call, for its credits. */
export function taggedCount(request: Pick<CrmRequest, "body" | "query">): number {
  const body = parseJson(request.body);
  const ids = isJsonObject(body) ? body.ids : undefined;
  return Array.isArray(ids) ? ids.length : commaList(request.query.get("ids")).length;
}
