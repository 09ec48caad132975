import { UnavailableError } from "../client/errors/errors";
import type { ZohoReply } from "../client/request";
import { isObject } from "../shared/json";

/**
 * The list that a reply holds under a key: data, fields, modules, users ... Empty for an empty reply (204,
 * 304). Throws when the reply has a body without that list.
 */
export function listIn({ body, status, tried }: ZohoReply, key: string): Record<string, unknown>[] {
  if (body === undefined) return [];
  const list = isObject(body) ? body[key] : undefined;
  if (Array.isArray(list)) return list.filter(isObject);
  throw new UnavailableError({
    code: "ZOHO_REPLY_UNEXPECTED",
    status,
    tried,
    facts: [`The reply holds no ${key}.`],
  });
}

/** What a reply says about its page; undefined when it says nothing. */
export function infoIn({ body }: ZohoReply): Record<string, unknown> | undefined {
  return isObject(body) && isObject(body.info) ? body.info : undefined;
}
