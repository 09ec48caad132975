import { isJsonObject, parseJson } from "../../http";
import { invalidBody, mandatoryMissing, wireError, wrongType } from "../errors";
import type { CrmRequest } from "../request";

/** Cannot match inside a string, where quotes are escaped. */
const CHANNEL_NUMBER = /("channel_id"\s*:\s*)(-?\d+)(?=\s*[,}])/g;

/** Quotes channel ids, because `JSON.parse` would round those above 2^53. */
const withExactIds = (body: Buffer): Buffer =>
  Buffer.from(body.toString("utf8").replace(CHANNEL_NUMBER, '$1"$2"'));

/** The entries of `watch`; channel ids are texts, even if sent as integers (facts 8). */
export function watchEntries(request: CrmRequest): unknown[] {
  const body = parseJson(withExactIds(request.body));
  if (!isJsonObject(body)) {
    throw invalidBody(wireError("INVALID_DATA", "body", { expected_data_type: "jsonobject" }));
  }
  const { watch } = body;
  if (watch === undefined) throw invalidBody(mandatoryMissing("watch", "$.watch"));
  if (!Array.isArray(watch)) throw invalidBody(wrongType("watch", "$.watch", "jsonarray"));
  if (watch.length === 0) throw invalidBody(mandatoryMissing("watch", "$.watch"));
  return watch;
}
