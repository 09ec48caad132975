/** The credentials that every connection asks for. */
export const clientId = {
  label: "Client ID",
  placeholder: "Enter client ID",
  type: "string",
  required: true,
  shown: true,
  comments: "The identifier of the OAuth client, generated in the Zoho API Console.",
  example: "1000.GMB0YULZHJK411284S9I4HZJ0L2YTR",
} as const;

export const clientSecret = {
  label: "Client Secret",
  placeholder: "Enter client secret",
  type: "password",
  required: true,
  shown: true,
  comments:
    "The secret of the OAuth client, generated in the Zoho API Console. With Multi-DC enabled, each data center may have a secret of its own.",
  example: "0123456789abcdef0123456789abcdef0123456789",
} as const;

export const scopes = {
  label: "Scopes",
  placeholder: "Enter scopes",
  type: "string",
  required: true,
  shown: true,
  comments:
    "The permissions to ask for, separated by spaces. Scopes of Zoho CRM and Zoho Books can be combined.",
  example: "ZohoCRM.modules.ALL ZohoCRM.settings.ALL ZohoCRM.org.READ ZohoCRM.users.READ",
} as const;
