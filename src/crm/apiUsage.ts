import { InputError, isFailure, isForbidden } from "../client/errors/errors";
import { CREDITS_TOLD_FROM_SHARE, CRM_CREDITS } from "../limits";
import type { CrmClient } from "./client";
import { type Organization, readConnectedUser, readOrganization } from "./organization";

/** How an organization stands with its API credits of the last 24 hours. */
export interface ApiUsage {
  /** True from the given share on. */
  pause: boolean;
  /** The share of the allowance at which to pause, from 0.5 to 1. */
  pauseAtShare: number;
  /** Used share, from 0 to 1; null while Zoho does not tell, which is below one half. */
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
 * Reads how many credits are used, at the cost of one; that none is left is an answer too. `allowance` stands in for that of the edition. Throws
 * an InputError when the share is needed and the allowance not known: nothing is guessed.
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
      `is empty, and the documents do not say what the edition ${edition} has. Enter the figure that Zoho CRM shows under Setup, Developer Hub, APIs and SDKs.`,
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

/** Since Zoho tells nothing below one half, what it tells is at least that, whatever the allowance. */
function getUsedShare(remaining: number | null, allowance: number | null): number | null {
  if (remaining === null) return null;
  if (remaining === 0) return 1;
  const share = allowance === null ? 0 : 1 - remaining / allowance;
  return Math.round(Math.max(CREDITS_TOLD_FROM_SHARE, share) * 10_000) / 10_000;
}

/**
 * The organization, or undefined where it tells nothing that matters: no credit is left, or an allowance is
 * given and it may not be read. Then any call will do, for the header of its reply.
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
