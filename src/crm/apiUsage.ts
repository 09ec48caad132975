import { InputError, isFailure, isForbidden } from "../client/errors/errors";
import { CREDITS_TOLD_FROM_SHARE, CRM_CREDITS } from "../limits";
import type { CrmClient } from "./client";
import { type Organization, readConnectedUser, readOrganization } from "./organization";

/** An organization's API credits of the last 24 hours. */
export interface ApiUsage {
  /** True once usedShare reaches pauseAtShare. */
  pause: boolean;
  /** The share of the allowance at which to pause, from 0.5 to 1. */
  pauseAtShare: number;
  /** Used share, from 0 to 1; null below one half, where Zoho does not report it. */
  usedShare: number | null;
  /** Credits left; null while under half are used. */
  remaining: number | null;
  /** Credits for 24 hours; null for an edition whose allowance is not documented. */
  allowance: number | null;
  /** Zoho's word for the edition; null when the organization could not be read. */
  edition: string | null;
  userLicenses: number | null;
}

/** Names of editions and bundles as Zoho writes them, without blanks, for the rows of the allowance table. */
const EDITIONS: Record<string, keyof typeof CRM_CREDITS> = {
  free: "free",
  standard: "standard",
  starter: "standard",
  professional: "professional",
  enterprise: "enterprise",
  zohoone: "enterprise",
  ultimate: "ultimate",
  crmplus: "ultimate",
};

/**
 * Credits of an organization for 24 hours without bought add-ons; undefined for an edition that the
 * documents do not name, such as a trial. https://www.zoho.com/crm/developer/docs/api/v8/api-limits.html
 */
export function getAllowance({ edition, userLicenses }: Organization): number | undefined {
  const name = EDITIONS[edition.toLowerCase().replace(/[\s_-]/g, "")];
  if (name === undefined) return undefined;
  const { base, perUser, ceiling } = CRM_CREDITS[name];
  if (perUser > 0 && userLicenses === null) return undefined;
  return Math.min(base + perUser * (userLicenses ?? 0), ceiling);
}

/**
 * Reads how many credits are used, for one credit; having none left is a valid result. `allowance` overrides
 * that of the edition. Throws an InputError if the share is needed but the allowance unknown.
 */
export async function readApiUsage(
  client: CrmClient,
  { pauseAtShare, allowance: input }: { pauseAtShare: number; allowance?: number },
): Promise<ApiUsage> {
  const organization = await organizationIfReadable(client, input !== undefined);
  const allowance = input ?? (organization && getAllowance(organization)) ?? null;
  const remaining = client.creditsRemaining ?? null;
  const edition = organization?.edition ?? null;
  if (remaining !== null && remaining > 0 && allowance === null) {
    throw new InputError(
      "Daily Credit Allowance",
      `is empty, and Zoho does not document the credits of the edition ${edition}. Enter the number that Zoho CRM shows under Setup, Developer Hub, APIs and SDKs.`,
    );
  }
  const usedShare = getUsedShare(remaining, allowance);
  return {
    pause: usedShare !== null && usedShare >= pauseAtShare,
    pauseAtShare,
    usedShare,
    remaining,
    allowance,
    edition,
    userLicenses: organization?.userLicenses ?? null,
  };
}

/** Zoho reports credits only from one half on, so the share is never less, whatever the allowance. */
function getUsedShare(remaining: number | null, allowance: number | null): number | null {
  if (remaining === null) return null;
  if (remaining === 0) return 1;
  const share = allowance === null ? 0 : 1 - remaining / allowance;
  return Math.round(Math.max(CREDITS_TOLD_FROM_SHARE, share) * 10_000) / 10_000;
}

/**
 * The organization; undefined if no credit is left, or if it cannot be read and an allowance was entered. Any
 * other call then provides the header with the credits.
 */
async function organizationIfReadable(
  client: CrmClient,
  isOptional: boolean,
): Promise<Organization | undefined> {
  try {
    return await readOrganization(client);
  } catch (error) {
    if (isFailure(error, "ZOHO_CREDITS_EXHAUSTED")) return undefined;
    if (!isOptional || !isForbidden(error)) throw error;
  }
  await readConnectedUser(client).catch((error: unknown) => {
    if (!isForbidden(error) && !isFailure(error, "ZOHO_CREDITS_EXHAUSTED")) throw error;
  });
  return undefined;
}
