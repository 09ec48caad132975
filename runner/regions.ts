/** The data centers that the runner can connect to, by Zoho's short names. */
const REGIONS = {
  us: { accounts: "accounts.zoho.com", api: "www.zohoapis.com" },
  eu: { accounts: "accounts.zoho.eu", api: "www.zohoapis.eu" },
  in: { accounts: "accounts.zoho.in", api: "www.zohoapis.in" },
  au: { accounts: "accounts.zoho.com.au", api: "www.zohoapis.com.au" },
  jp: { accounts: "accounts.zoho.jp", api: "www.zohoapis.jp" },
  uk: { accounts: "accounts.zoho.uk", api: "www.zohoapis.uk" },
  ca: { accounts: "accounts.zohocloud.ca", api: "www.zohoapis.ca" },
  ae: { accounts: "accounts.zoho.ae", api: "www.zohoapis.ae" },
  sa: { accounts: "accounts.zoho.sa", api: "www.zohoapis.sa" },
  cn: { accounts: "accounts.zoho.com.cn", api: "www.zohoapis.com.cn" },
} as const;

export type Region = keyof typeof REGIONS;

export const REGION_NAMES = Object.keys(REGIONS) as readonly Region[];

export const isRegion = (text: string): text is Region => Object.hasOwn(REGIONS, text);

/** `https://accounts.zoho.eu`, the value of a region in the connections' menus. */
export const accountsServer = (region: Region): string => `https://${REGIONS[region].accounts}`;

export const apiHost = (region: Region): string => REGIONS[region].api;

export const isAccountsHost = (host: string): boolean =>
  Object.values(REGIONS).some(({ accounts }) => accounts === host);
