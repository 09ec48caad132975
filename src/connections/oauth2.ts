import { OAuth2Type, oauth2Connection } from "@prismatic-io/spectral";
import { clientId, clientSecret, scopes } from "./clientInputs";
import { DEFAULT_SCOPES } from "./scopes";

/** The regions as this connection has always listed them; a new one belongs in zohoTemplatedConnection. */
const REGIONS = [
  ["Europe", "https://accounts.zoho.eu"],
  ["United Arab Emirates", "https://accounts.zoho.ae"],
  ["Australia", "https://accounts.zoho.com.au"],
  ["India", "https://accounts.zoho.in"],
  ["Japan", "https://accounts.zoho.jp"],
  ["United Kingdom", "https://accounts.zoho.uk"],
  ["United States", "https://accounts.zoho.com"],
  ["Canada", "https://accounts.zohocloud.ca"],
  ["Saudi Arabia", "https://accounts.zoho.sa"],
] as const;

const menu = (path: string, query = "") =>
  REGIONS.map(([label, accounts]) => ({
    label: `${label} (${accounts}${path})`,
    value: `${accounts}${path}${query}`,
  }));

const authorizeUrls = menu("/oauth/v2/auth", "?access_type=offline&prompt=consent");
const tokenUrls = menu("/oauth/v2/token");
const revokeUrls = menu("/oauth/v2/token/revoke");

export const oauth2 = oauth2Connection({
  key: "oauth2",
  display: {
    label: "OAuth 2.0 (Deprecated)",
    description: "Kept for existing integrations. New ones use OAuth 2.0, which needs one region.",
  },
  oauth2Type: OAuth2Type.AuthorizationCode,
  inputs: {
    authorizeUrl: {
      label: "Authorize URL",
      placeholder: "Select an authorize URL",
      type: "string",
      required: true,
      shown: true,
      comments: "The page on which the user grants access, in the data center of the account.",
      example: "https://accounts.zoho.com/oauth/v2/auth?access_type=offline&prompt=consent",
      model: authorizeUrls,
    },
    tokenUrl: {
      label: "Token URL",
      placeholder: "Select a token URL",
      type: "string",
      required: true,
      shown: true,
      comments: "Where tokens are issued and renewed, in the same data center.",
      example: "https://accounts.zoho.com/oauth/v2/token",
      model: tokenUrls,
    },
    scopes: { ...scopes, default: DEFAULT_SCOPES },
    revokeUrl: {
      label: "Refresh Token Revoke URL",
      placeholder: "Select a revoke URL",
      type: "string",
      required: false,
      shown: true,
      comments: "Where the refresh token is revoked, in the same data center.",
      example: "https://accounts.zoho.com/oauth/v2/token/revoke",
      model: revokeUrls,
    },
    clientId,
    clientSecret,
  },
});
