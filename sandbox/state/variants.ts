import { BOOKS_CHOICES } from "./booksVariants";

/**
 * Points on which sources disagree or nothing is confirmed. The first value is the default; select
 * others with `POST /_sandbox/reset {"variants": {...}}`.
 */
export const CHOICES = {
  /** GET of one record with an unknown id (facts 3.2): 204, or 400 INVALID_DATA. */
  unknownRecord: ["204", "400"],
  /** Unknown field names in a write (facts 3.3, 13.24). */
  unknownFields: ["ignored", "rejected"],
  /** Picklist values that are not in the list (facts 13.7). */
  unlistedPicklistValues: ["accepted", "rejected"],
  /** A lookup written as a bare id instead of `{id}` (facts 13.5). */
  bareLookupIds: ["accepted", "rejected"],
  /**
   * Where date-times may end in `Z`: in bodies and headers (as Zoho's SDK sends them), nowhere, or
   * also in COQL and search (facts 4, 13.3).
   */
  zuluTimes: ["bodies", "rejected", "accepted"],
  /** Whether Leads need Company (facts 3.3). */
  leadCompany: ["optional", "mandatory"],
  /** HTTP status if some records of a write were refused (facts 2.2). */
  partialStatus: ["207", "202"],
  /** HTTP status if all were refused (facts 2.2). */
  allFailedStatus: ["400", "202"],
  /** Where DUPLICATE_DATA contains the existing id (facts 2.3). */
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
  /** At most 10 access tokens per refresh token in 10 minutes (facts 1.6). Off for fast tests. */
  tokenThrottle: ["off", "on"],
  /** `scope` in token replies: newer accounts servers send it (facts 1.4). */
  tokenScope: ["sent", "omitted"],
  /** Valid access tokens per refresh token (facts 1.6). */
  activeAccessTokens: ["10", "15", "30"],
  /** Columns in a COQL SELECT (facts 4). */
  coqlColumns: ["500", "50"],
  /** Maximum LIMIT of COQL (facts 4). */
  coqlRows: ["2000", "200"],
  /** Maximum OFFSET plus LIMIT of COQL (facts 4). */
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
  /** Modified_Time of a restored record (unknown; facts 3.6, 3.7). */
  restoredTime: ["kept", "now"],
  /** How the loser of a merge is listed as deleted (facts 13.16: it vanishes). */
  mergedRecords: ["recycle", "permanent", "unlisted"],
  /** A module that the user may not read: 403 NO_PERMISSION, or unknown (facts 2.3, 14). */
  unreadableModule: ["NO_PERMISSION", "INVALID_MODULE"],
  /** Maximum attachment size: O26 100 MB, older docs 20 MB; 1 for tests (facts 5). */
  attachmentMegabytes: ["100", "20", "1"],
  /** `Size` of an attachment: text or number (facts 5). */
  attachmentSize: ["string", "number"],
  /** Download of an attachment with an unknown id: 204, or 400 INVALID_DATA (facts 5). */
  unknownAttachment: ["204", "400"],
  /** Content type of a download: by file name, or octet-stream as in the docs (facts 5). */
  downloadType: ["by-file", "octet-stream"],
  /** Channel ids in replies of `/actions/watch`: texts, or exact number literals (facts 8). */
  channelIds: ["string", "number"],
  /** HTTP status if all channels of a call are unknown: O25 202, O26 400 (facts 8). */
  notSubscribedStatus: ["202", "400"],
  /** Maximum length of a channel's token: docs 50, O26's schema 256 (facts 8). */
  watchTokenLength: ["50", "256"],
  /** Lifetime of a channel that requests up to a week: as requested, or an hour (facts 8). */
  channelLife: ["asked", "hour"],
  /** Whether PATCH of a channel needs `notify_url`: practice no, docs yes (facts 8). */
  patchNotifyUrl: ["optional", "mandatory"],
  /** Whether GET of channels needs `channel_id`: practice and O26 no, docs yes (facts 8). */
  watchChannelId: ["optional", "mandatory"],
  /** The version in `resource_uri` of channels (facts 8: samples show v2 even for v7). */
  watchUriVersion: ["v8", "v2"],
  /** Records per notification: many or one (facts 8, unconfirmed for bulk). */
  notificationIds: ["many", "one"],
  /** Notifications in flight to an address: one, or up to 50 (facts 8: no order). */
  notificationsAtOnce: ["one", "many"],
  /** `token` in notifications of a channel without one (facts 8: null or absent). */
  emptyWatchToken: ["null", "absent"],
  /**
   * Whether a related action (note, file, relation) is notified as an update of the record (facts
   * 8).
   */
  relatedActions: ["notified", "silent"],
  /**
   * After a failed notification: nothing, retries, or the channel is disabled (facts 8:
   * unpublished).
   */
  failedNotification: ["drop", "retry", "disable"],
  /** HTTP status of an upsert that only inserted: O26 200, also seen 201 (facts 2.2). */
  upsertInsertStatus: ["200", "201"],
  /** Several records match an upsert: the oldest is updated, or it is an error (facts 3.5). */
  upsertSeveralMatches: ["update", "error"],
  /** An id in a record of an upsert: updates that record, or is ignored (facts 3.5). */
  upsertId: ["update", "ignored"],
  /**
   * Whether a bulk read job is QUEUED between ADDED and IN PROGRESS (facts 9.1, 15; not in O25).
   */
  bulkReadQueued: ["shown", "omitted"],
  /** The state of a failed bulk read job: FAILURE in O25 and a callback sample (facts 9.1). */
  bulkReadFailure: ["FAILURE", "FAILED"],
  /** The last `page` of a bulk read: O25 50, another source 500 (facts 9.1, 16). */
  bulkReadPages: ["50", "500"],
  /** The header of the id column in bulk read results (facts 9.1). */
  bulkIdHeader: ["id", "Id"],
  /** The separator of multi-select options in bulk read results (facts 9.1, 16). */
  bulkMultiSelect: [";", ","],
  /** HTTP status of a result that does not exist (yet) (facts 9.1). */
  bulkResultMissing: ["400", "404"],
  /** Content type of a bulk read result (facts 9.1). */
  bulkResultType: ["application/zip", "application/x-download"],
  /** HTTP status of TOO_MANY_REQUESTS if too many bulk jobs are running (facts 9.1, 12). */
  bulkBusyStatus: ["400", "429"],
  /**
   * The state of a running bulk write job: INPROGRESS in samples, IN PROGRESS in text and O25
   * (facts 9.2).
   */
  bulkWriteMiddle: ["INPROGRESS", "IN PROGRESS"],
  /** HTTP status of an unknown bulk write job: O25 400 (facts 9.2). */
  bulkWriteUnknownJob: ["404", "400"],
  /** `download_url` of a bulk write job: a path, or with the host (facts 9.2). */
  bulkWriteDownload: ["relative", "absolute"],
  /** Rows in a file for bulk write: 25,000 is unconfirmed (facts 9.2, 16); 100 for tests. */
  bulkWriteRows: ["25000", "100"],
  /** Tags per record: 10 is unconfirmed (facts 6, 16). */
  tagsPerRecord: ["10", "100"],
  /** Whether adding and removing tags changes Modified_Time, as a write of `Tag` does (unknown). */
  tagTimes: ["touched", "kept"],
  /** The offset of date-times in replies: the time zone of the token's user. */
  timeOffset: ["+05:30", "-07:00", "+00:00"],
  ...BOOKS_CHOICES,
} as const;

export type Variants = { [K in keyof typeof CHOICES]: (typeof CHOICES)[K][number] };

const defaults = (): Variants =>
  Object.fromEntries(
    Object.entries(CHOICES).map(([name, values]) => [name, values[0]]),
  ) as Variants;

/** The defaults with overrides applied; throws on an unknown name or value. */
export function chooseVariants(overrides: Record<string, unknown> = {}): Variants {
  const choices: Record<string, readonly string[]> = CHOICES;
  for (const [name, value] of Object.entries(overrides)) {
    const values = choices[name];
    if (!values)
      throw new Error(`no variant ${name}; there are ${Object.keys(choices).join(", ")}`);
    if (!values.includes(String(value))) {
      throw new Error(`variant ${name} must be ${values.join(" or ")}, not ${String(value)}`);
    }
  }
  return { ...defaults(), ...overrides };
}

/** The variants that differ from their defaults. */
export function changedVariants(
  variants: Variants,
): { name: string; value: string; byDefault: string }[] {
  const values: Record<string, string> = variants;
  return Object.entries(defaults()).flatMap(([name, byDefault]) => {
    const value = values[name] ?? byDefault;
    return value === byDefault ? [] : [{ name, value, byDefault }];
  });
}
