import { type Clock, formatTime } from "../../clock";
import { type JsonObject, ok, type Reply } from "../../http";
import type { SandboxState } from "../../state/sandboxState";
import type { CrmRequest } from "../request";

const YEAR_MS = 365 * 24 * 60 * 60 * 1000;

/** The plan, which determines the credits (facts 12). */
function licenseDetails({ organization, variants }: SandboxState, now: number): JsonObject {
  const paid = organization.edition !== "free";
  return {
    paid,
    paid_type: organization.edition,
    users_license_purchased: organization.userLicenses,
    paid_expiry: paid ? formatTime(now + YEAR_MS, variants.timeOffset) : null,
    trial_type: null,
    trial_expiry: null,
    trial_action: null,
    portal_users_license_purchased: 0,
  };
}

const LOCALE = {
  time_zone: "Asia/Kolkata",
  currency: "US Dollar",
  currency_symbol: "$",
  currency_locale: "en_US",
  iso_code: "USD",
  country: "United States",
  country_code: "US",
};

const SETTINGS = {
  mc_status: false,
  hierarchy_preferences: { type: "Role_Hierarchy", strictly_reporting: false },
  privacy_settings: false,
  hipaa_compliance_enabled: false,
  lite_users_enabled: false,
  translation_enabled: false,
  gapps_enabled: false,
  oauth_presence: true,
  max_per_page: 10,
};

const ADDRESS = {
  website: "https://sandbox.example.test",
  employee_count: "42",
  photo_id: null,
  description: null,
  street: null,
  city: null,
  state: null,
  zip: null,
  phone: null,
  mobile: null,
  fax: null,
};

/** `GET /org` (facts 7). `type` follows the environment of the token. */
export function getOrganization(state: SandboxState, request: CrmRequest, clock: Clock): Reply {
  const { organization, users } = state;
  const owner = users[0];
  return ok({
    org: [
      {
        id: organization.id,
        zgid: organization.zgid,
        company_name: organization.companyName,
        alias: null,
        domain_name: `org${organization.zgid}`,
        type: request.caller.environment,
        primary_email: owner?.email ?? "",
        primary_zuid: owner?.zuid ?? "",
        license_details: licenseDetails(state, clock.nowSecond()),
        ...LOCALE,
        ...SETTINGS,
        ...ADDRESS,
      },
    ],
  });
}
