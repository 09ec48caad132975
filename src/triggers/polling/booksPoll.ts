import type { ActionContext, ActionInputParameters } from "@prismatic-io/spectral";
import { booksClient } from "../../books/client";
import { BooksPoller } from "../../books/stream/booksPoller";
import { organizationId } from "../../inputs/books";
import { connection } from "../../inputs/connection";
import {
  backoffAtCreditPercentage,
  lookBackDate,
  maxRecordsToFetch,
  showDeletedBooksRecords,
  showNewRecords,
  showUpdatedRecords,
} from "../../inputs/polling";
import type { PollRequest } from "../../sync/poll";

/** The inputs of every trigger that polls Zoho Books, beside the record type. */
export const booksPollInputs = {
  connection,
  organizationId,
  lookBackDate,
  showNewRecords,
  showUpdatedRecords,
  showDeletedRecords: showDeletedBooksRecords,
  maxRecordsToFetch,
  backoffAtCreditPercentage,
};

export function booksPoll(
  context: ActionContext,
  params: ActionInputParameters<typeof booksPollInputs>,
  recordType: string,
): PollRequest {
  const { connection, organizationId, showDeletedRecords: showDeleted } = params;
  const localNowMs = Date.now();
  const poller = new BooksPoller(booksClient(connection, context, { organizationId }), {
    recordType,
    includeDeleted: showDeleted,
    pauseAtShare: params.backoffAtCreditPercentage,
    localNowMs,
  });
  return {
    poller,
    filter: {
      showNew: params.showNewRecords,
      showUpdated: params.showUpdatedRecords,
      showDeleted,
      ignoreOwn: false,
    },
    lookBack: params.lookBackDate,
    localNowMs,
    maxChanges: params.maxRecordsToFetch,
  };
}
