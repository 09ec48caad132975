import { closest } from "fastest-levenshtein";
import { InputError, isForbidden } from "../../client/errors/errors";
import type { CrmClient } from "../client";
import { type ListedModule, readModules } from "../moduleList";

/** Watched like a module, and listed as none. */
const USERS = "users";

/** Modules of the API that Zoho sends no notifications of. */
const UNWATCHED = new Set(["Notes", "Attachments"]);

export const isWatchable = (module: string): boolean => !UNWATCHED.has(module);

/** The module of an event such as Leads.create. */
export const moduleOfEvent = (event: string): string => event.slice(0, event.lastIndexOf("."));

/**
 * The modules that the API serves; undefined where the connected user may not list them. Throws what the call
 * throws otherwise.
 */
export async function modulesIfReadable(client: CrmClient): Promise<ListedModule[] | undefined> {
  return readModules(client).catch((error: unknown) => {
    if (isForbidden(error)) return undefined;
    throw error;
  });
}

/** Throws an InputError for a module that the API does not serve, which names the nearest one. */
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
    `The API serves no module ${unknown.slice(0, 100)}. The nearest one is ${closest(unknown, all)}. API names are meant, and capital letters count.`,
  );
}

/** The same for events, which also have to be of modules that Zoho sends notifications of. */
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
    `Zoho sends no notifications of ${unwatched}. Take a polling trigger for them.`,
  );
}
