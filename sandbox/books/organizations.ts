import { ok } from "../http";
import type { SandboxState } from "../state/sandboxState";
import { notFound, organizationMissing, organizationUnknown } from "./errors";
import { type BooksHandler, success } from "./request";
import { fill, shape } from "./schema/shape";
import { ORGANIZATION } from "./schema/shapes/organization";
import type { BooksOrganization } from "./state/booksOrganization";

const FIELDS = shape(ORGANIZATION);

function render(organization: BooksOrganization): Record<string, unknown> {
  const { profile } = organization;
  const filled = fill(FIELDS, {
    organization_id: profile.id,
    name: profile.name,
    contact_name: "Ana",
    email: "ana@example.test",
    is_default_org: profile.isDefault,
    language_code: "en",
    fiscal_year_start_month: "january",
    account_created_date: "2025-01-02",
    time_zone: profile.timeZone,
    is_dst_active: profile.timeZone === "America/New_York",
    date_format: "dd MMM yyyy",
    field_separator: " ",
    currency_id: organization.baseCurrency().id,
    currency_code: profile.currencyCode,
    currency_symbol: profile.currencySymbol,
    currency_format: "###,##0.00",
    price_precision: 2,
    plan_type: 14,
    plan_name: profile.planName,
    plan_period: "Monthly",
    country_code: profile.countryCode,
    country_name: profile.country,
    org_settings: { is_org_active: true },
  });
  return { ...filled, is_org_active: true };
}

/** `GET /organizations`: no organization_id, no page_context (facts 2). */
export const listOrganizations: BooksHandler = (state) =>
  success("success", { organizations: state.books.organizations.map(render) });

/** `GET /organizations/{id}`. */
export const getOrganization: BooksHandler = (state, { params }) => {
  const organization = state.books.organization(params.id ?? "");
  if (!organization) throw notFound("Organization", state.variants);
  return ok({ code: 0, message: "success", organization: render(organization) });
};

/** The organization of a call. If there is only one, the call need not name it (facts 2). */
export function requireOrganization(state: SandboxState, id: string | null): BooksOrganization {
  const { organizations, defaultOrganization } = state.books;
  if (!id) {
    if (organizations.length === 1) return defaultOrganization;
    const listed = organizations.map(({ profile }) => ({
      organization_id: profile.id,
      name: profile.name,
      is_default_org: profile.isDefault,
    }));
    throw organizationMissing(state.variants, listed);
  }
  const organization = state.books.organization(id);
  if (!organization) throw organizationUnknown(id);
  return organization;
}
