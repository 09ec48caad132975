import { BOOKS_CHOICES } from "./booksVariants";

/**
 * Points on which the sources disagree or nothing is confirmed. Each default is the reading the facts
 * name first; `POST /_sandbox/reset {"variants": {...}}` plays another. The README lists them.
 */
export const CHOICES = {
  /** GET of one record with an unknown id (facts 3.2): 204, or 400 INVALID_DATA. */
  unknownRecord: ["204", "400"],
  /** Unknown field names in a write (facts 3.3, 13.24). */
  unknownFields: ["ignored", "rejected"],
  /** Picklist values that are not in the list (facts 13.7). */
  unlistedPicklistValues: ["accepted", "rejected"],
  /** A lookup written as bare id text instead of `{id}` (facts 13.5). */
  bareLookupIds: ["accepted", "rejected"],
  /** Date-times that end in `Z`: taken in bodies and headers, as Zoho's SDK sends them, or nowhere, or
   * in COQL and search as well (facts 4, 13.3). */
  zuluTimes: ["bodies", "rejected", "accepted"],
  /** Whether Leads need Company as well (facts 3.3). */
  leadCompany: ["optional", "mandatory"],
  /** HTTP status when some records of a write were refused (facts 2.2). */
  partialStatus: ["207", "202"],
  /** HTTP status when all were refused (facts 2.2). */
  allFailedStatus: ["400", "202"],
  /** Where DUPLICATE_DATA carries the existing id (facts 2.3). */
  duplicateDetails: ["nested", "flat"],
  /** A list with If-Modified-Since and nothing newer (facts 3.1). */
  notModifiedStatus: ["304", "204"],
  /** The scheme `Bearer` instead of `Zoho-oauthtoken`. */
  bearerScheme: ["accepted", "rejected"],
  /** The code of a 429 (facts 12). */
  rateLimitCode: ["TOO_MANY_REQUESTS", "RATE_LIMIT_EXCEEDED"],
  /** Whether calls that end in a 4xx cost credits (facts 12). */
  failedCallCredits: ["charged", "free"],
  /** HTTP status of the token throttle's "Access Denied" (facts 1.5). */
  throttleStatus: ["400", "200"],
  /** 10 access tokens per refresh token in 10 minutes (facts 1.6). Off so that tests can hurry. */
  tokenThrottle: ["off", "on"],
  /** `scope` in token replies: newer accounts servers send it (facts 1.4). */
  tokenScope: ["sent", "omitted"],
  /** Access tokens alive per refresh token (facts 1.6). */
  activeAccessTokens: ["10", "15", "30"],
  /** Columns in a COQL SELECT (facts 4). */
  coqlColumns: ["500", "50"],
  /** Rows a COQL LIMIT may ask for (facts 4). */
  coqlRows: ["2000", "200"],
  /** Rows a COQL OFFSET may reach (facts 4). */
  coqlOffset: ["100000", "10000"],
  /** Values in a COQL `in` (facts 4). */
  coqlInValues: ["50", "100"],
  /** HTTP status of a column selected twice (facts 4: O26 400, docs 401). */
  coqlDuplicateStatus: ["400", "401"],
  /** Credits of a search (facts 3.8). */
  searchCredits: ["1", "3"],
  /** Criteria in one search: docs 10, O26 15 (facts 3.8). */
  searchCriteria: ["10", "15"],
  /** Credits of a record count (facts 3.9, 12). */
  countCredits: ["50", "1"],
  /** Credits of a list of deleted records (facts 3.7: 2 in an older table). */
  deletedCredits: ["2", "1"],
  /** A list of deleted records with If-Modified-Since and nothing newer (facts 3.7, 2.1). */
  deletedNotModified: ["204", "304"],
  /** Modified_Time of a record that comes back from the recycle bin: nothing is known (facts 3.6, 3.7). */
  restoredTime: ["kept", "now"],
  /** Where the record that a merge took away is listed as deleted (facts 13.16: it vanishes). */
  mergedRecords: ["recycle", "permanent", "unlisted"],
  /** A module whose records the user may not see: 403 NO_PERMISSION, or unknown (facts 2.3, 14). */
  unreadableModule: ["NO_PERMISSION", "INVALID_MODULE"],
  /** Largest attachment: O26 100 MB, older docs 20 MB; 1 for tests (facts 5). */
  attachmentMegabytes: ["100", "20", "1"],
  /** `Size` of an attachment: text or number (facts 5). */
  attachmentSize: ["string", "number"],
  /** Download of an attachment with an unknown id: 204, or 400 INVALID_DATA (facts 5). */
  unknownAttachment: ["204", "400"],
  /** Content type of a download: by the name of the file, or the docs' octet-stream (facts 5). */
  downloadType: ["by-file", "octet-stream"],
  /** Channel ids in replies of `/actions/watch`: texts, or number literals with every digit (facts 8). */
  channelIds: ["string", "number"],
  /** HTTP status when all channels of a call are unknown: O25 202, O26 400 (facts 8). */
  notSubscribedStatus: ["202", "400"],
  /** Longest token of a channel: docs 50, O26's schema 256 (facts 8). */
  watchTokenLength: ["50", "256"],
  /** How long a channel lives that asks for a week or less: so long, or an hour all the same (facts 8). */
  channelLife: ["asked", "hour"],
  /** Whether PATCH of a channel needs `notify_url`: practice no, docs yes (facts 8). */
  patchNotifyUrl: ["optional", "mandatory"],
  /** Whether GET of channels needs `channel_id`: practice and O26 no, docs yes (facts 8). */
  watchChannelId: ["optional", "mandatory"],
  /** The version in `resource_uri` of channels (facts 8: samples show v2 even for v7). */
  watchUriVersion: ["v8", "v2"],
  /** How many records one notification may name: several, or each one alone (facts 8, unconfirmed for bulk). */
  notificationIds: ["many", "one"],
  /** How many notifications are on their way to an address at once: one, or up to 50 (facts 8: no order). */
  notificationsAtOnce: ["one", "many"],
  /** `token` in notifications of a channel without one (facts 8: null or absent). */
  emptyWatchToken: ["null", "absent"],
  /** Whether what happens around a record (note, file, relation) is told as its update (facts 8). */
  relatedActions: ["notified", "silent"],
  /** What follows when a receiver fails (facts 8: no schedule is published): nothing, tries, or the end. */
  failedNotification: ["drop", "retry", "disable"],
  /** An upsert that only inserted: O26 200, 201 is seen as well (facts 2.2). */
  upsertInsertStatus: ["200", "201"],
  /** Several records hold the value an upsert looks for: the oldest is updated, or none (facts 3.5). */
  upsertSeveralMatches: ["update", "error"],
  /** An id within a record of an upsert: that record is updated, or the id is passed over (facts 3.5). */
  upsertId: ["update", "ignored"],
  /** Whether a bulk read job is QUEUED between ADDED and IN PROGRESS (facts 9.1, 15; not in O25). */
  bulkReadQueued: ["shown", "omitted"],
  /** The state of a bulk read job that failed: O25 and a callback's sample, or as elsewhere (facts 9.1). */
  bulkReadFailure: ["FAILURE", "FAILED"],
  /** The last `page` of a bulk read: O25 50, another source 500 (facts 9.1, 16). */
  bulkReadPages: ["50", "500"],
  /** The header of the id column in a result of bulk read (facts 9.1). */
  bulkIdHeader: ["id", "Id"],
  /** What separates the choices of a multi-select in a result of bulk read (facts 9.1, 16). */
  bulkMultiSelect: [";", ","],
  /** HTTP status for a result that is not there, or not yet (facts 9.1). */
  bulkResultMissing: ["400", "404"],
  /** Content type of a result of bulk read (facts 9.1). */
  bulkResultType: ["application/zip", "application/x-download"],
  /** HTTP status of TOO_MANY_REQUESTS when too many bulk jobs are running (facts 9.1, 12). */
  bulkBusyStatus: ["400", "429"],
  /** The middle state of a bulk write job: samples INPROGRESS, prose and O25 with a space (facts 9.2). */
  bulkWriteMiddle: ["INPROGRESS", "IN PROGRESS"],
  /** HTTP status for an unknown bulk write job: O25 400 (facts 9.2). */
  bulkWriteUnknownJob: ["404", "400"],
  /** `download_url` of a bulk write job: a path, or with its host (facts 9.2). */
  bulkWriteDownload: ["relative", "absolute"],
  /** Rows in a file for bulk write: 25,000 is unconfirmed (facts 9.2, 16); 100 for tests. */
  bulkWriteRows: ["25000", "100"],
  /** Tags on one record: 10 is unconfirmed (facts 6, 16). */
  tagsPerRecord: ["10", "100"],
  /** Whether adding and removing tags moves Modified_Time, as a write of `Tag` does; nothing is known. */
  tagTimes: ["touched", "kept"],
  /** The offset of every date-time in replies: the token user's time zone. */
  timeOffset: ["+05:30", "-07:00", "+00:00"],
  ...BOOKS_CHOICES,
} as const;

export type Variants = { [K in keyof typeof CHOICES]: (typeof CHOICES)[K][number] };

const defaults = (): Variants =>
  Object.fromEntries(
    Object.entries(CHOICES).map(([name, values]) => [name, values[0]]),
  ) as Variants;

/** The defaults with the wishes applied; throws on a name or value that does not exist. */
export function chooseVariants(wishes: Record<string, unknown> = {}): Variants {
  const choices: Record<string, readonly string[]> = CHOICES;
  for (const [name, value] of Object.entries(wishes)) {
    const values = choices[name];
    if (!values)
      throw new Error(`no variant ${name}; there are ${Object.keys(choices).join(", ")}`);
    if (!values.includes(String(value))) {
      throw new Error(`variant ${name} can be ${values.join(" or ")}, not ${String(value)}`);
    }
  }
  return { ...defaults(), ...wishes };
}

/** The variants that are not at their defaults. */
export function changedVariants(
  variants: Variants,
): { name: string; value: string; byDefault: string }[] {
  const values: Record<string, string> = variants;
  return Object.entries(defaults()).flatMap(([name, byDefault]) => {
    const value = values[name] ?? byDefault;
    return value === byDefault ? [] : [{ name, value, byDefault }];
  });
}
