import { UnavailableError } from "../client/errors/errors";
import { isObject } from "../shared/json";
import type { CrmClient } from "./client";
import { listIn } from "./envelope";

export interface Organization {
  id: string;
  name: string;
  /** Zoho's word for the paid plan, such as enterprise; "free" without one, or the plan on trial. */
  edition: string;
  /** production, sandbox, developer or bigin. */
  type: string;
  isSandbox: boolean;
  userLicenses: number | null;
  timeZone: string;
  currency: string;
}

export interface ConnectedUser {
  id: string;
  name: string;
  email: string;
  role: string;
  profile: string;
}

/** https://www.zoho.com/crm/developer/docs/api/v8/get-org-data.html */
export async function readOrganization(client: CrmClient): Promise<Organization> {
  const org = await readFirst(client, "/org", "org");
  const license = isObject(org.license_details) ? org.license_details : {};
  const licenses = Number(license.users_license_purchased ?? Number.NaN);
  // Zoho's documents write production, its OpenAPI file Production.
  const type = text(org.type).toLowerCase();
  return {
    id: text(org.zgid) || text(org.id),
    name: text(org.company_name),
    edition: parseEdition(license),
    type,
    isSandbox: type === "sandbox" || client.hosts.environment === "sandbox",
    userLicenses: Number.isFinite(licenses) ? licenses : null,
    timeZone: text(org.time_zone),
    currency: text(org.iso_code) || text(org.currency),
  };
}

/** https://www.zoho.com/crm/developer/docs/api/v8/get-users.html */
export async function readConnectedUser(client: CrmClient): Promise<ConnectedUser> {
  const user = await readFirst(client, "/users", "users", { type: "CurrentUser" });
  return {
    id: text(user.id),
    name: text(user.full_name),
    email: text(user.email),
    role: parseName(user.role),
    profile: parseName(user.profile),
  };
}

async function readFirst(
  client: CrmClient,
  path: string,
  key: string,
  query: Record<string, string> = {},
): Promise<Record<string, unknown>> {
  const reply = await client.request({ method: "GET", path, query });
  const [first] = listIn(reply, key);
  if (!first) {
    const { status, tried } = reply;
    throw new UnavailableError({ code: "ZOHO_REPLY_UNEXPECTED", status, tried });
  }
  return first;
}

function parseEdition(license: Record<string, unknown>): string {
  if (license.paid === true) return text(license.paid_type) || "unknown";
  return text(license.trial_type) ? `${text(license.trial_type)} (trial)` : "free";
}

const parseName = (value: unknown): string => (isObject(value) ? text(value.name) : "");

const text = (value: unknown): string =>
  typeof value === "string" || typeof value === "number" ? String(value) : "";
