import type { SandboxRequest } from "../http";
import { recordCount } from "./records/writeBody";

const MAX_LIGHT_RECORDS = 10;
const PATH = /^\/crm\/v[\d.]+\/([^/]+)(\/.*)?$/;

/**
 * Whether a call counts towards sub-concurrency (facts 12): COQL, search, lists with sorting or a
 * custom view, writes of more than 10 records, conversions, mails.
 */
export function isHeavy(request: SandboxRequest): boolean {
  const { method, path, query } = request;
  const [, first, rest = ""] = PATH.exec(path) ?? [];
  if (first === undefined) return false;
  if (first === "coql" || rest === "/search") return true;
  if (/\/actions\/(convert|send_mail)$/.test(rest)) return method === "POST";
  if (rest !== "" && rest !== "/upsert") return false;
  if (method === "GET") return query.has("sort_by") || query.has("cvid");
  const isWrite = method === "POST" || method === "PUT";
  return isWrite && recordCount(request) > MAX_LIGHT_RECORDS;
}
