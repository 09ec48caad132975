import { isJsonObject, type JsonObject, parseJson } from "../../http";
import { invalidBody, mandatoryMissing, tooMany, wireError, wrongType } from "../errors";
import type { CrmRequest } from "../request";

const MAX_RECORDS = 100;
const TRIGGERS = ["workflow", "approval", "blueprint", "pathfinder", "orchestration"];

/** The `data` of a write; also validates the other keys (facts 3.3). */
export function writeBody(request: CrmRequest): unknown[] {
  const body = parseJson(request.body);
  if (!isJsonObject(body)) {
    throw invalidBody(wireError("INVALID_DATA", "body", { expected_data_type: "jsonobject" }));
  }
  if (body.data === undefined) throw invalidBody(mandatoryMissing("data", "$.data"));
  if (!Array.isArray(body.data)) throw invalidBody(wrongType("data", "$.data", "jsonarray"));
  if (body.data.length === 0) throw invalidBody(mandatoryMissing("data", "$.data"));
  if (body.data.length > MAX_RECORDS) {
    throw tooMany(
      MAX_RECORDS,
      { api_name: "data", json_path: "$.data" },
      "Record insertion limit has been exceeded.",
    );
  }
  checkTrigger(body.trigger);
  checkFeatures(body, "apply_feature_execution");
  checkFeatures(body, "skip_feature_execution");
  return body.data;
}

function checkTrigger(trigger: unknown): void {
  if (trigger === undefined || trigger === null) return;
  if (!Array.isArray(trigger)) throw invalidBody(wrongType("trigger", "$.trigger", "jsonarray"));
  const index = trigger.findIndex((name) => !TRIGGERS.includes(name));
  if (index >= 0) {
    throw invalidBody(
      wireError("INVALID_DATA", "invalid data", {
        api_name: "trigger",
        json_path: `$.trigger[${index}]`,
      }),
    );
  }
}

/** Features to run or skip: `[{"name": "cadences"}]` (facts 3.3). They have no effect here. */
function checkFeatures(body: JsonObject, key: string): void {
  const features = body[key];
  if (features === undefined || features === null) return;
  if (!Array.isArray(features)) throw invalidBody(wrongType(key, `$.${key}`, "jsonarray"));
  for (const [index, feature] of features.entries()) {
    const path = `$.${key}[${index}]`;
    if (!isJsonObject(feature)) throw invalidBody(wrongType(key, path, "jsonobject"));
    if (typeof feature.name !== "string")
      throw invalidBody(mandatoryMissing("name", `${path}.name`));
  }
}

/** The number of records in a write, for its credits. */
export function recordCount(request: { body: Buffer }): number {
  const body = parseJson(request.body);
  return isJsonObject(body) && Array.isArray(body.data) ? body.data.length : 1;
}
