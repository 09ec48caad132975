/** Zoho's limits and the connector's own. Units are in the names. */

/** https://www.zoho.com/crm/developer/docs/api/v8/get-records.html */
export const CRM_LIST = {
  maxFieldsPerCall: 50,
  maxRecordsPerPage: 200,
  /** page times per_page may not pass this; deeper pages need a page token. */
  maxRecordsByPageNumber: 2_000,
  /** A chain of page tokens ends here. */
  maxRecordsByPageToken: 100_000,
  maxIdsPerCall: 100,
} as const;

/** https://www.zoho.com/crm/developer/docs/api/v8/COQL-Limitations.html */
export const COQL = {
  /** Rows that one call may ask for. Zoho charges 1, 2 or 3 credits by what is asked for. */
  pageSizes: [200, 1_000, 2_000],
  /** OFFSET reaches no further. */
  maxRowsByOffset: 100_000,
  /** The documents name 500 and 50; the connector goes down to the latter where Zoho refuses the former. */
  maxColumns: 500,
  minColumns: 50,
  maxIdsInCondition: 50,
  /** Of the 25 that Zoho allows, the change engine needs five. */
  maxFilterConditions: 20,
} as const;

/** https://www.zoho.com/crm/developer/docs/api/v8/search-records.html */
export const CRM_SEARCH = {
  maxRecords: 2_000,
  minTextLength: 2,
} as const;

/** https://www.zoho.com/crm/developer/docs/api/v8/upload-attachment.html */
export const ATTACHMENT = {
  maxBytes: 100 * 1024 * 1024,
  maxUrlLength: 3_000,
  maxTitleLength: 255,
  /** The time that uploading or downloading 100 MB may take. */
  timeoutMs: 5 * 60_000,
} as const;

/** https://www.zoho.com/crm/developer/docs/api/v8/notifications/enable.html */
export const NOTIFICATION = {
  maxTokenLength: 50,
  /**
   * Zoho allows a week and silently gives an hour to whoever asks for more, by its own clock: the
   * connector asks for an hour less than a week.
   */
  maxLifeMs: (7 * 24 - 1) * 3_600_000,
  /** What a channel gets that asks for nothing. */
  defaultLifeMs: 3_600_000,
  maxChannelDigits: 19,
  maxRowsPerPage: 200,
} as const;

/** The connector's own bounds on notifications and on the channels that it keeps for flows. */
export const LIVE_EVENTS = {
  /** A hundred records with all their values are well below. */
  maxBodyBytes: 2 * 1024 * 1024,
  /** What the platform takes of one page. */
  maxIds: 1_000,
  maxModulesPerChannel: 10,
  /** Of a flow that watches every module. */
  maxChannels: 20,
  /** The platform gives a handler of deployment or deletion 30 seconds. */
  handlerDeadlineMs: 18_000,
  /** Of that, for looking at the modules: those that are left begin with the second of the deployment. */
  baselineMs: 8_000,
  /** A channel is renewed once less than this share of its life is left. */
  renewBelowShare: 0.5,
  /** What Zoho refused is asked for again a day later. */
  refusalLastsMs: 86_400_000,
  /** A life that differs by more from what was asked for was asked for by a wrong clock. */
  clockErrorMs: 10 * 60_000,
  /** Notifications that a flow went through with, remembered so that repeated ones are known. */
  maxRemembered: 500,
  /**
   * Executions that overlap overwrite each other's state. So that sweeps can keep how far they came also while
   * notifications never rest, those that write down what they delivered take at most a share of the time since the
   * last sweep that was kept, and after so many of them one writes now and then.
   */
  notifiedWrites: { atOnceMs: 5_000, share: 0.25, maxPerSweep: 300, apartMs: 30_000 },
  /** A call that claims to be a run of the schedule gets no sweep so soon after the last one. */
  forgedPollsApartMs: 30_000,
  /** A channel that could not be renewed is asked for again by a notification after this. */
  renewalsApartMs: 10 * 60_000,
  /** Pages of the list of deleted records that a notification is looked up in: 1,000 deletions. */
  maxDeletedPages: 5,
} as const;

/** The connector's own bounds on raw requests. */
export const RAW_REQUEST = {
  maxRetries: 10,
  maxTimeoutMs: 15 * 60_000,
  maxDelayMs: 60_000,
  /** All waiting between tries together. */
  maxWaitMs: 5 * 60_000,
  maxReplyBytes: 128 * 1024 * 1024,
} as const;

/** https://www.zoho.com/crm/developer/docs/api/v8/api-limits.html */
export const CRM_CALLS_IN_FLIGHT = {
  /** The smallest edition allows 5 calls at once, so the connector starts below and never passes it. */
  start: 3,
  max: 5,
  min: 1,
  /** Replies without a 429 after which one more call may be in flight. */
  repliesToGrow: 10,
} as const;

/**
 * Credits that an organization has for any 24 hours, by edition: a base, more for each user licence, up to a
 * ceiling. https://www.zoho.com/crm/developer/docs/api/v8/api-limits.html
 */
export const CRM_CREDITS = {
  free: { base: 5_000, perUser: 0, ceiling: 5_000 },
  standard: { base: 50_000, perUser: 250, ceiling: 100_000 },
  professional: { base: 50_000, perUser: 500, ceiling: 3_000_000 },
  enterprise: { base: 50_000, perUser: 1_000, ceiling: 5_000_000 },
  ultimate: { base: 50_000, perUser: 2_000, ceiling: Number.POSITIVE_INFINITY },
} as const;

/** Zoho names the credits left only once this share of the allowance is used. */
export const CREDITS_TOLD_FROM_SHARE = 0.5;

/** https://www.zoho.com/books/api/v3/introduction/#api-call-limit */
export const BOOKS_CALLS_IN_FLIGHT = {
  /** The free plan allows 5 calls at once. */
  start: 5,
  max: 5,
  min: 1,
  repliesToGrow: 10,
  /** All applications of an organization together. */
  perMinute: 100,
  /** A second more than a minute, since calls do not arrive as evenly as they leave. */
  minuteMs: 61_000,
} as const;

/** https://www.zoho.com/books/api/v3/errors/ */
export const BOOKS_RETRY = {
  /** An organization that used up its minute is let in again after it. */
  minuteMs: 60_000,
  /** All waiting between the tries of one call together: two whole minutes and some short waits. */
  maxWaitMs: 150_000,
} as const;

/** https://www.zoho.com/books/api/v3/pagination/ */
export const BOOKS_LIST = {
  maxRecordsPerPage: 200,
  /** The connector's own bound on one reading of a list. */
  maxRecords: 100_000,
  maxSearchTextLength: 100,
} as const;

/** https://www.zoho.com/books/api/v3/invoices/#add-attachment-to-an-invoice */
export const BOOKS_ATTACHMENT = {
  /** Zoho's own applications refuse more; what the server takes is unconfirmed. */
  maxBytes: 10 * 1024 * 1024,
} as const;

/** The connector's own bounds on one call to Zoho. */
export const HTTP = {
  timeoutMs: 30_000,
  maxReplyBytes: 64 * 1024 * 1024,
  /** Most processes talk to one organization; the least recently used one is forgotten beyond this. */
  maxOrganizationsRemembered: 50,
} as const;

export const RETRY = {
  maxTries: 5,
  firstDelayMs: 1_000,
  /** All waiting between the tries of one call together. */
  maxWaitMs: 60_000,
} as const;

/** The designer waits for a pick-list; platform limit unconfirmed, so the answer comes well before 10 seconds. */
export const PICK_LIST = {
  deadlineMs: 8_000,
  maxPages: 3,
} as const;

export const CRM_METADATA = {
  /** Field lists kept in the process, one a module and organization. */
  maxModulesRemembered: 200,
  /** A list that could not be read is not asked for again so soon. */
  failureRememberedMs: 30_000,
} as const;

/** https://www.zoho.com/crm/developer/docs/api/v8/api-limits.html */
export const CRM_CHANGES = {
  /** Fields are looked up once a day. */
  planLastsSeconds: 86_400,
  /** API credits of one page of the list of deleted records. */
  deletedCredits: 2,
} as const;

/** How changed records are found. The connector's own bounds, but for the size of what the platform keeps. */
export const CHANGES = {
  /** What Zoho shows so much later than it is stamped is still found. */
  overlapSeconds: 60,
  /** Versions remembered of all modules together: about 3 MB of the 64 MB that the platform keeps. */
  maxVersions: 100_000,
  /** A stretch of pages that cannot be trusted to be complete is read at most so often in one execution. */
  maxPasses: 10,
  /** What one execution may take: the platform ends it after 15 minutes. */
  maxMilliseconds: 8 * 60_000,
  maxCalls: 400,
  /** What one execution hands over: unbatched, and of a page that the platform cuts into batches. */
  maxRecords: 20_000,
  mostRecords: 100_000,
  maxRecordsPerPage: 1_000,
  batch: { batchSize: 50, concurrentBatchLimit: 1 },
  /** Deletions remembered of each module, so that a restored record is known again. */
  maxTombstones: 10_000,
  /** The recycle bin keeps records for 60 days, and then tells of them once more. */
  tombstoneDays: 61,
  /** Deleted records that are looked for at a time: ten calls. */
  restoreChecksPerPoll: 1_000,
} as const;

/** How changed records of Zoho Books are found. The connector's own bounds. */
export const BOOKS_CHANGES = {
  /** What reading whole lists may use of the day's calls, all record types of a flow together. */
  scanShare: 0.3,
  /** Taken for the day's calls while Zoho has not told them: those of the smallest plan. */
  callsPerDay: 1_000,
  minScanIntervalMs: 5 * 60_000,
  /** Polls do not come to the second. */
  slackMs: 30_000,
  /** A list that has to be compared as a whole is kept as a whole between polls. */
  maxComparedRecords: 20_000,
} as const;

/** How long polling leaves the rest of a day's calls to others. */
export const CREDIT_BUDGET = {
  pauseMs: 3_600_000,
  /** Reading goes on only when so much less than the mark is used. */
  marginShare: 0.05,
  /** The allowance is looked up once a day. */
  allowanceLastsMs: 86_400_000,
} as const;
