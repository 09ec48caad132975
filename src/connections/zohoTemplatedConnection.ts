import { OAuth2Type, oauth2Connection, templateConnectionInputs } from "@prismatic-io/spectral";
import { clientId, clientSecret, scopes } from "./clientInputs";
import { DEFAULT_SCOPES } from "./scopes";
import { zohoRegion } from "./zohoRegion";

export const zohoTemplatedConnection = oauth2Connection({
  key: "zohoTemplatedConnection",
  display: {
    label: "OAuth 2.0",
    description: "Signs a user in to Zoho CRM and Zoho Books in any data center.",
  },
  oauth2Type: OAuth2Type.AuthorizationCode,
  inputs: templateConnectionInputs(
    { zohoRegion, scopes: { ...scopes, default: DEFAULT_SCOPES }, clientId, clientSecret },
    {
      authorizeUrl: {
        label: "Authorize URL",
        type: "template",
        required: true,
        shown: false,
        comments: "The page on which the user grants access, in the chosen data center.",
        templateValue: "{{#zohoRegion}}/oauth/v2/auth?access_type=offline&prompt=consent",
      },
      tokenUrl: {
        label: "Token URL",
        type: "template",
        required: true,
        shown: false,
        comments: "Where tokens are issued and renewed, in the chosen data center.",
        templateValue: "{{#zohoRegion}}/oauth/v2/token",
      },
      revokeUrl: {
        label: "Refresh Token Revoke URL",
        type: "template",
        required: false,
        shown: false,
        comments: "Where the refresh token is revoked, in the chosen data center.",
        templateValue: "{{#zohoRegion}}/oauth/v2/token/revoke",
      },
    },
    OAuth2Type.AuthorizationCode,
  ),
});
