/** The data centers of facts 1.1. */
export type Location = "us" | "eu" | "in" | "au" | "jp" | "uk" | "ca" | "ae" | "sa" | "cn";
export type Environment = "production" | "sandbox" | "developer";

interface DataCenter {
  location: Location;
  accounts: string;
  /** The part after `www.`, `sandbox.` and `developer.` in the API hosts. */
  apiDomain: string;
  /** Upload host for bulk write; by default `content.` and the API domain. */
  files?: string;
}

const DATA_CENTERS: readonly DataCenter[] = [
  { location: "us", accounts: "accounts.zoho.com", apiDomain: "zohoapis.com" },
  { location: "eu", accounts: "accounts.zoho.eu", apiDomain: "zohoapis.eu" },
  { location: "in", accounts: "accounts.zoho.in", apiDomain: "zohoapis.in" },
  { location: "au", accounts: "accounts.zoho.com.au", apiDomain: "zohoapis.com.au" },
  { location: "jp", accounts: "accounts.zoho.jp", apiDomain: "zohoapis.jp" },
  { location: "uk", accounts: "accounts.zoho.uk", apiDomain: "zohoapis.uk" },
  {
    location: "ca",
    accounts: "accounts.zohocloud.ca",
    apiDomain: "zohoapis.ca",
    files: "upload.zohocloud.ca",
  },
  {
    location: "sa",
    accounts: "accounts.zoho.sa",
    apiDomain: "zohoapis.sa",
    files: "files.zoho.sa",
  },
  { location: "cn", accounts: "accounts.zoho.com.cn", apiDomain: "zohoapis.com.cn" },
  { location: "ae", accounts: "accounts.zoho.ae", apiDomain: "zohoapis.ae" },
];

const SUBDOMAINS: Record<Environment, string> = {
  production: "www",
  sandbox: "sandbox",
  developer: "developer",
};

/** The Zoho server that a `Host` header names. `generic` is the sandbox's loopback address. */
export type ServerIdentity =
  | { kind: "accounts"; location: Location }
  | { kind: "api"; location: Location; environment: Environment }
  /** Uploads and results of bulk write. */
  | { kind: "files"; location: Location }
  | { kind: "generic" };

/**
 * `download-accl.zoho.eu`; only the US host is known, the others follow its pattern (facts 9.2).
 */
const downloadName = ({ accounts }: DataCenter): string =>
  accounts.replace("accounts.", "download-accl.");

const HOSTS = new Map<string, ServerIdentity>();
for (const dataCenter of DATA_CENTERS) {
  const { location, accounts, apiDomain, files = `content.${apiDomain}` } = dataCenter;
  HOSTS.set(accounts, { kind: "accounts", location });
  HOSTS.set(files, { kind: "files", location });
  HOSTS.set(downloadName(dataCenter), { kind: "files", location });
  for (const [environment, subdomain] of Object.entries(SUBDOMAINS)) {
    const identity = { kind: "api", location, environment: environment as Environment } as const;
    HOSTS.set(`${subdomain}.${apiDomain}`, identity);
  }
}

const LOOPBACK = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/;

/** The server that a `Host` header names; undefined if unknown. */
export function identifyHost(host: string): ServerIdentity | undefined {
  const name = host.toLowerCase();
  if (LOOPBACK.test(name)) return { kind: "generic" };
  return HOSTS.get(name.replace(/:\d+$/, ""));
}

function dataCenter(location: Location): DataCenter {
  const found = DATA_CENTERS.find((candidate) => candidate.location === location);
  if (!found) throw new Error(`no data center ${location}`);
  return found;
}

export const isLocation = (text: string): text is Location =>
  DATA_CENTERS.some(({ location }) => location === text);

export const isEnvironment = (text: string): text is Environment => text in SUBDOMAINS;

/** `https://accounts.zoho.eu`: the `accounts-server` of a redirect. */
export const accountsOrigin = (location: Location): string =>
  `https://${dataCenter(location).accounts}`;

/** `https://www.zohoapis.eu`: the `api_domain` of a token reply. */
export const apiOrigin = (location: Location, environment: Environment): string =>
  `https://${SUBDOMAINS[environment]}.${dataCenter(location).apiDomain}`;

/** `https://download-accl.zoho.eu`: the host for results of bulk write. */
export const downloadOrigin = (location: Location): string =>
  `https://${downloadName(dataCenter(location))}`;

/** The accounts servers by location, as in `/oauth/serverinfo` (facts 1.2). */
export const accountsOrigins = (): Record<string, string> =>
  Object.fromEntries(
    DATA_CENTERS.map(({ location, accounts }) => [location, `https://${accounts}`]),
  );
