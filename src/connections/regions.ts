/** THE table of Zoho's data centres. Everything that needs a host asks it. */

type HostRole = "api" | "sandbox" | "developer" | "content" | "download";

export interface DataCentre {
  /** Zoho's own short name, as in the `location` parameter of the OAuth redirect. */
  code: string;
  label: string;
  /** Where users sign in and tokens are made. */
  accounts: string;
  /** API hosts of the production, sandbox and developer organizations. */
  api: string;
  sandbox: string;
  developer: string;
  /** Where bulk-write files are uploaded. */
  content: string;
  /** Where bulk-write results are downloaded. */
  download: string;
  /** Hosts that follow the pattern of the others but that no document of Zoho's names. */
  unconfirmed: readonly HostRole[];
}

/** https://www.zoho.com/crm/developer/docs/api/v8/multi-dc.html and /access-refresh.html */
export const DATA_CENTRES: readonly DataCentre[] = [
  {
    code: "us",
    label: "United States",
    accounts: "accounts.zoho.com",
    api: "www.zohoapis.com",
    sandbox: "sandbox.zohoapis.com",
    developer: "developer.zohoapis.com",
    content: "content.zohoapis.com",
    download: "download-accl.zoho.com",
    unconfirmed: [],
  },
  {
    code: "eu",
    label: "Europe",
    accounts: "accounts.zoho.eu",
    api: "www.zohoapis.eu",
    sandbox: "sandbox.zohoapis.eu",
    developer: "developer.zohoapis.eu",
    content: "content.zohoapis.eu",
    download: "download-accl.zoho.eu",
    unconfirmed: ["download"],
  },
  {
    code: "in",
    label: "India",
    accounts: "accounts.zoho.in",
    api: "www.zohoapis.in",
    sandbox: "sandbox.zohoapis.in",
    developer: "developer.zohoapis.in",
    content: "content.zohoapis.in",
    download: "download-accl.zoho.in",
    unconfirmed: ["download"],
  },
  {
    code: "au",
    label: "Australia",
    accounts: "accounts.zoho.com.au",
    api: "www.zohoapis.com.au",
    sandbox: "sandbox.zohoapis.com.au",
    developer: "developer.zohoapis.com.au",
    content: "content.zohoapis.com.au",
    download: "download-accl.zoho.com.au",
    unconfirmed: ["download"],
  },
  {
    code: "jp",
    label: "Japan",
    accounts: "accounts.zoho.jp",
    api: "www.zohoapis.jp",
    sandbox: "sandbox.zohoapis.jp",
    developer: "developer.zohoapis.jp",
    content: "content.zohoapis.jp",
    download: "download-accl.zoho.jp",
    unconfirmed: ["download"],
  },
  {
    code: "uk",
    label: "United Kingdom",
    accounts: "accounts.zoho.uk",
    api: "www.zohoapis.uk",
    sandbox: "sandbox.zohoapis.uk",
    developer: "developer.zohoapis.uk",
    content: "content.zohoapis.uk",
    download: "download-accl.zoho.uk",
    unconfirmed: ["sandbox", "developer", "content", "download"],
  },
  {
    code: "ca",
    label: "Canada",
    accounts: "accounts.zohocloud.ca",
    api: "www.zohoapis.ca",
    sandbox: "sandbox.zohoapis.ca",
    developer: "developer.zohoapis.ca",
    content: "upload.zohocloud.ca",
    download: "download-accl.zohocloud.ca",
    unconfirmed: ["download"],
  },
  {
    code: "ae",
    label: "United Arab Emirates",
    accounts: "accounts.zoho.ae",
    api: "www.zohoapis.ae",
    sandbox: "sandbox.zohoapis.ae",
    developer: "developer.zohoapis.ae",
    content: "content.zohoapis.ae",
    download: "download-accl.zoho.ae",
    unconfirmed: ["sandbox", "developer", "content", "download"],
  },
  {
    code: "sa",
    label: "Saudi Arabia",
    accounts: "accounts.zoho.sa",
    api: "www.zohoapis.sa",
    sandbox: "sandbox.zohoapis.sa",
    developer: "developer.zohoapis.sa",
    content: "files.zoho.sa",
    download: "download-accl.zoho.sa",
    unconfirmed: ["download"],
  },
  {
    code: "cn",
    label: "China",
    accounts: "accounts.zoho.com.cn",
    api: "www.zohoapis.com.cn",
    sandbox: "sandbox.zohoapis.com.cn",
    developer: "developer.zohoapis.com.cn",
    content: "content.zohoapis.com.cn",
    download: "download-accl.zoho.com.cn",
    unconfirmed: ["download"],
  },
];

export function dataCentreByAccountsHost(host: string): DataCentre | undefined {
  return DATA_CENTRES.find((centre) => centre.accounts === host);
}

/** The data centre and the role of one of its API hosts (production, sandbox or developer). */
export function dataCentreByApiHost(
  host: string,
): { centre: DataCentre; role: "api" | "sandbox" | "developer" } | undefined {
  for (const centre of DATA_CENTRES) {
    for (const role of ["api", "sandbox", "developer"] as const) {
      if (centre[role] === host) return { centre, role };
    }
  }
  return undefined;
}
