import { DATA_CENTRES } from "./regions";

const menu = DATA_CENTRES.map(({ label, accounts }) => ({
  label: `${label} (https://${accounts})`,
  value: `https://${accounts}`,
}));

/** The data center as the address of its accounts server, the value that the URL templates begin with. */
export const zohoRegion = {
  label: "Region URL",
  placeholder: "Select a region",
  type: "string" as const,
  required: true,
  shown: true,
  comments:
    "The data center that holds the Zoho account: the ending of the address at which its users sign in (zoho.com, zoho.eu, zohocloud.ca).",
  example: "https://accounts.zoho.com",
  model: menu,
};
