import { isJsonObject } from "../http";
import { getFirst, type TestSandbox } from "./calls";

/** The time of the tests. */
export const AT = "2026-01-01T10:00:00+05:30";

/** A new lead with these tags. */
export const lead = (zoho: TestSandbox, ...tags: string[]): string =>
  zoho.create("Leads", { Last_Name: "L", Tag: tags.map((name) => ({ name })) });

/** The names of a lead's tags. */
export function leadTags(zoho: TestSandbox, id: string): unknown[] {
  const { Tag: tags } = getFirst(zoho.crm("GET", `/Leads/${id}`));
  if (!Array.isArray(tags)) throw new Error(JSON.stringify(tags));
  return tags.map((tag) => (isJsonObject(tag) ? tag.name : tag));
}
