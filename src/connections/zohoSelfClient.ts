import { OAuth2Type, oauth2Connection, templateConnectionInputs } from "@prismatic-io/spectral";
import { clientId, clientSecret, scopes } from "./clientInputs";
import { SELF_CLIENT_SCOPES } from "./scopes";
import { zohoRegion } from "./zohoRegion";

export const zohoSelfClient = oauth2Connection({
  key: "zohoSelfClient",
  display: {
    label: "Self Client (Client Credentials)",
    description: "Connects one organization through its own Self Client, with nobody signing in.",
  },
  oauth2Type: OAuth2Type.ClientCredentials,
  inputs: templateConnectionInputs(
    {
      zohoRegion,
      organizationId: {
        label: "Organization ID",
        placeholder: "Enter organization ID",
        type: "string",
        required: true,
        shown: true,
        comments:
          "The number of the Zoho CRM organization, found in Setup under Developer Hub, APIs and SDKs. Digits only, without a ZohoCRM prefix.",
        example: "60012345678",
      },
      scopes: { ...scopes, default: SELF_CLIENT_SCOPES },
      clientId,
      clientSecret,
    },
    {
      tokenUrl: {
        label: "Token URL",
        type: "template",
        required: true,
        shown: false,
        comments: "Where tokens are issued, with the organization they are for.",
        templateValue: "{{#zohoRegion}}/oauth/v2/token?soid=ZohoCRM.{{#organizationId}}",
      },
    },
    OAuth2Type.ClientCredentials,
  ),
});
