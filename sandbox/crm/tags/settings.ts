import type { Clock } from "../../clock";
import { isJsonObject, noContent, ok, type Reply } from "../../http";
import type { SandboxState } from "../../state/sandboxState";
import type { Tag } from "../../state/tags";
import { invalidPathId, mandatoryMissing, type WireError, wireError } from "../errors";
import { success, type WriteResult, writeReply } from "../records/results";
import type { CrmRequest } from "../request";
import {
  allTags,
  isSame,
  parseTag,
  setTags,
  type TagInput,
  tagHistory,
  tagsInBody,
  tagsModule,
} from "./shared";

/** Maximum tags of a module; Zoho's number is unknown. */
const ALLOWED_COUNT = 200;

/** `GET /settings/tags?module=` (facts 6). */
export function listTags(state: SandboxState, request: CrmRequest): Reply {
  const mine = request.query.get("my_tags") === "true";
  const tags = allTags(state, tagsModule(state, request)).filter(
    ({ createdBy }) => !mine || createdBy === request.caller.userId,
  );
  if (tags.length === 0) return noContent();
  return ok({
    tags: tags.map((tag) => ({ name: tag.name, ...tagHistory(state, tag) })),
    info: { count: tags.length, allowed_count: ALLOWED_COUNT },
  });
}

const duplicateName = ({ id }: Tag): WireError =>
  wireError("DUPLICATE_DATA", "duplicate data", { id, api_name: "name" });

/** The results in `tags`, which these calls have instead of `data`. */
function tagsReply(
  state: SandboxState,
  results: readonly (WriteResult | WireError)[],
  allSucceeded: 200 | 201,
): Reply {
  const { status } = writeReply(state.variants, results, allSucceeded);
  return { status, json: { tags: results } };
}

/** `POST /settings/tags?module=` (facts 6). */
export function createTags(state: SandboxState, request: CrmRequest, clock: Clock): Reply {
  const module = tagsModule(state, request);
  allTags(state, module);
  const { userId } = request.caller;
  const results = tagsInBody(request).map((raw, index) => {
    const read = parseTag(raw, `$.tags[${index}]`);
    if ("error" in read) return read.error;
    const { name, colorCode } = read.tag;
    const existing = state.tags.find(module.apiName, name);
    if (existing) return duplicateName(existing);
    const tag = state.tags.add(module.apiName, name, clock.nowSecond(), userId, colorCode);
    return success(tagHistory(state, tag), "tags created successfully");
  });
  return tagsReply(state, results, 201);
}

/** Changes name and colour of a tag. Tagged records show both but are not modified. */
function changeTag(
  state: SandboxState,
  tag: Tag,
  { name, colorCode }: TagInput,
  by: { userId: string; now: number },
): WriteResult | WireError {
  const other = state.tags.find(tag.moduleName, name);
  if (other && other !== tag) return duplicateName(other);
  const before = tag.name;
  state.tags.rename(tag, name);
  Object.assign(tag, {
    modifiedAt: by.now,
    modifiedBy: by.userId,
    ...(colorCode && { colorCode }),
  });
  for (const record of state.records.get(tag.moduleName)?.all() ?? []) {
    record.tags = record.tags.map((one) => (isSame(one, before) ? name : one));
  }
  return success(tagHistory(state, tag), "tags updated successfully");
}

function updateOne(
  state: SandboxState,
  request: CrmRequest,
  clock: Clock,
  id: unknown,
  raw: unknown,
  path: string,
): WriteResult | WireError {
  const module = tagsModule(state, request);
  if (id === undefined || id === null) return mandatoryMissing("id", `${path}.id`);
  const tag = allTags(state, module).find((one) => one.id === id);
  if (!tag) {
    return wireError("INVALID_DATA", "invalid data", { api_name: "id", json_path: `${path}.id` });
  }
  const read = parseTag(isJsonObject(raw) ? { name: tag.name, ...raw } : raw, path);
  if ("error" in read) return read.error;
  return changeTag(state, tag, read.tag, {
    userId: request.caller.userId,
    now: clock.nowSecond(),
  });
}

/** `PUT /settings/tags?module=` (facts 6): tags by id. */
export function updateTags(state: SandboxState, request: CrmRequest, clock: Clock): Reply {
  const results = tagsInBody(request).map((raw, index) =>
    updateOne(
      state,
      request,
      clock,
      isJsonObject(raw) ? raw.id : undefined,
      raw,
      `$.tags[${index}]`,
    ),
  );
  return tagsReply(state, results, 200);
}

/** `PUT /settings/tags/{id}?module=` (facts 6). */
export function updateTag(state: SandboxState, request: CrmRequest, clock: Clock): Reply {
  const [raw] = tagsInBody(request);
  const result = updateOne(state, request, clock, request.params.id, raw, "$.tags[0]");
  return tagsReply(state, [result], 200);
}

/** The tag in the path. */
function requireTag(state: SandboxState, request: CrmRequest): Tag {
  for (const module of state.modules.values()) {
    const tag = allTags(state, module).find(({ id }) => id === request.params.id);
    if (tag) return tag;
  }
  throw invalidPathId(2);
}

/** `DELETE /settings/tags/{id}` (facts 6), also from records; `tags` in the reply is an object. */
export function deleteTag(state: SandboxState, request: CrmRequest, clock: Clock): Reply {
  const tag = requireTag(state, request);
  const module = state.modules.get(tag.moduleName);
  const by = { userId: request.caller.userId, now: clock.nowSecond() };
  for (const record of module ? state.store(module).all() : []) {
    const others = record.tags.filter((name) => !isSame(name, tag.name));
    if (module && others.length < record.tags.length) setTags(state, module, record, others, by);
  }
  state.tags.remove(tag);
  return ok({ tags: success({ id: tag.id }, "tags deleted successfully") });
}

/** `GET /settings/tags/{id}/actions/records_count?module=` (facts 6); the count is a text. */
export function countTagged(state: SandboxState, request: CrmRequest): Reply {
  const module = tagsModule(state, request);
  const tag = allTags(state, module).find(({ id }) => id === request.params.id);
  if (!tag) throw invalidPathId(2);
  const records = [...state.store(module).all()].filter(({ tags }) =>
    tags.some((name) => isSame(name, tag.name)),
  );
  return ok({ count: String(records.length) });
}
