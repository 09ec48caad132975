import { LruMap } from "../shared/collections";

/** What the process knows of the Zoho Books organizations of users, by the grant of their connection. */

/** An organization of the connected user. */
export interface BooksOrganization {
  id: string;
  name: string;
  isDefault: boolean;
}

interface Known {
  asked: Promise<BooksOrganization[]>;
  atMs: number;
}

const MAX_USERS = 50;

/** Organizations of users who belong to several, as reads without an id had to look them up. */
export const KNOWN = new LruMap<Known>(MAX_USERS);

/** A user may join an organization or choose another default one. */
const KNOWN_FOR_MS = 5 * 60_000;

/** What was looked up of late; undefined when that is too long ago. */
export const fresh = (known: Known | undefined): Promise<BooksOrganization[]> | undefined =>
  known && performance.now() - known.atMs < KNOWN_FOR_MS ? known.asked : undefined;

/** The one organization that calls of a user have named; "" when there are several. */
export const NAMED = new LruMap<string>(MAX_USERS);

/** The one marked as default, or the only one. */
export function defaultOf(
  organizations: readonly BooksOrganization[],
): BooksOrganization | undefined {
  const marked = organizations.find(({ isDefault }) => isDefault);
  return marked ?? (organizations.length === 1 ? organizations[0] : undefined);
}
