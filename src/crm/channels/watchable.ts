import { closest } from "fastest-levenshtein";
import { InputError, isForbidden } from "../../client/errors/errors";
import type { CrmClient } from "../client";
import { type ListedModule, readModules } from "../moduleList";

/** Can be watched like a module, but is not listed as one. */
const USERS = "users";

/** Modules that Zoho sends no notifications about. */
const UNWATCHED = new Set(["Notes", "Attachments"]);

export const isWatchable = (module: string): boolean => !UNWATCHED.has(module);

/** The module of an event such as Leads.create. */
export const moduleOfEvent = (event: string): string => event.slice(0, event.lastIndexOf("."));

/** The modules of the API; undefined if the connected user may not list them. */
export async function modulesIfReadable(client: CrmClient): Promise<ListedModule[] | undefined> {
  return readModules(client).catch((error: unknown) => {
    if (isForbidden(error)) return undefined;
    throw error;
  });
}

/** Throws an InputError, which suggests the nearest name, for a module that the API does not have. */
export function checkModules(
  input: string,
  names: readonly string[],
  known: readonly Pick<ListedModule, "apiName">[] | undefined,
): void {
  const all = (known ?? []).map(({ apiName }) => apiName);
  const unknown = names.find((name) => known && !all.includes(name));
  if (unknown === undefined) return;
  throw new InputError(
    input,
    `The API has no module ${unknown.slice(0, 100)}. The nearest one is ${closest(unknown, all)}. Use API names; they are case-sensitive.`,
  );
}

/** The same for events, whose modules Zoho must also send notifications about. */
export function checkEvents(
  events: readonly string[],
  known: readonly ListedModule[] | undefined,
): void {
  const names = events.map(moduleOfEvent);
  checkModules("Events", names, known && [...known, { apiName: USERS }]);
  const unwatched = names.find((name) => !isWatchable(name));
  if (unwatched === undefined) return;
  throw new InputError(
    "Events",
    `Zoho sends no notifications about ${unwatched}. Use a polling trigger instead.`,
  );
}
