import { formatTime } from "../../clock";
import { isJsonObject, type JsonObject, parseJson } from "../../http";
import type { StoredRecord } from "../../state/recordStore";
import type { SandboxState } from "../../state/sandboxState";
import type { Module } from "../../state/schema/modules";
import { TAG_COLOURS, type Tag } from "../../state/tags";
import {
  invalidBody,
  invalidValue,
  mandatoryMissing,
  missingParameter,
  type WireError,
  wireError,
  wrongType,
} from "../errors";
import { shortUser } from "../records/results";
import { type CrmRequest, requireModule } from "../request";

const MAX_NAME = 25;

/** A tag in a request. */
export interface TagInput {
  name: string;
  colorCode?: string;
}

/** The module in the parameter `module`. */
export function tagsModule(state: SandboxState, request: CrmRequest): Module {
  const name = request.query.get("module");
  if (!name) throw missingParameter("module");
  return requireModule(state, name);
}

/** All tags of a module, including those that only records have. */
export function allTags(state: SandboxState, module: Module): Tag[] {
  for (const record of state.store(module).all()) state.tags.ofRecord(module.apiName, record);
  return state.tags.of(module.apiName);
}

/** Names of tags are case-insensitive. */
export const isSame = (one: string, other: string): boolean =>
  one.toLowerCase() === other.toLowerCase();

/** The body's list `tags`. */
export function requireTags(body: unknown): unknown[] {
  const tags = isJsonObject(body) ? body.tags : undefined;
  if (tags === undefined || tags === null) throw invalidBody(mandatoryMissing("tags", "$.tags"));
  if (!Array.isArray(tags)) throw invalidBody(wrongType("tags", "$.tags", "jsonarray"));
  if (tags.length === 0) throw invalidBody(mandatoryMissing("tags", "$.tags"));
  return tags;
}

export const tagsInBody = (request: CrmRequest): unknown[] => requireTags(parseJson(request.body));

/** Validates a tag: a name of up to 25 characters and one of Zoho's colours (`tags.json`). */
export function parseTag(raw: unknown, path: string): { tag: TagInput } | { error: WireError } {
  if (!isJsonObject(raw)) return { error: wrongType("tags", path, "jsonobject") };
  const { name, color_code: color } = raw;
  if (name === undefined || name === null || name === "") {
    return { error: mandatoryMissing("name", `${path}.name`) };
  }
  if (typeof name !== "string") return { error: wrongType("name", `${path}.name`, "text") };
  if (name.length > MAX_NAME) {
    const location = { api_name: "name", json_path: `${path}.name` };
    const details = { ...location, maximum_length: MAX_NAME };
    return { error: wireError("INVALID_DATA", "invalid data", details) };
  }
  if (color === undefined || color === null) return { tag: { name } };
  const colorCode = TAG_COLOURS.find((one) => one === color);
  if (!colorCode) return { error: invalidValue("color_code", `${path}.color_code`) };
  return { tag: { name, colorCode } };
}

/** A tag's creation, last change, colour and id. */
export function tagHistory(state: SandboxState, tag: Tag): JsonObject {
  const { timeOffset } = state.variants;
  return {
    created_time: formatTime(tag.createdAt, timeOffset),
    modified_time: formatTime(tag.modifiedAt, timeOffset),
    modified_by: shortUser(state, tag.modifiedBy),
    created_by: shortUser(state, tag.createdBy),
    color_code: tag.colorCode,
    id: tag.id,
  };
}

/** Sets the tags of a record as a write would (facts 6); a variant decides about its times. */
export function setTags(
  state: SandboxState,
  module: Module,
  record: StoredRecord,
  tags: string[],
  by: { userId: string; now: number },
): void {
  const isTouched = state.variants.tagTimes === "touched";
  const change = {
    values: record.values,
    modifiedAt: isTouched ? by.now : record.modifiedAt,
    modifiedBy: isTouched ? by.userId : record.modifiedBy,
    tags,
  };
  state.store(module).update(record, change, { at: by.now, by: by.userId });
}
