import type { JsonObject } from "../../http";
import { getRecordType } from "../schema/recordTypes";
import type { BooksOrganization } from "../state/booksOrganization";
import type { Comment } from "../state/comments";
import type { BooksRecord } from "../state/recordStore";
import { localTime } from "../state/zonedTime";

/** User comments and Zoho's own entries, oldest first, beginning with the creation. */
export function getHistory(
  organization: BooksOrganization,
  value: string,
  { id, createdAt }: BooksRecord,
): Comment[] {
  const created: Comment = {
    id: `${id.slice(0, -1)}9`,
    description: `${getRecordType(value).label} created.`,
    kind: "system",
    operation: "Added",
    userId: organization.currentUser().id,
    at: createdAt,
  };
  return [created, ...organization.comments.of(value, id)];
}

/** A comment as replies show it. */
export function renderComment(
  organization: BooksOrganization,
  value: string,
  comment: Comment,
): JsonObject {
  const time = localTime(comment.at, organization.timeZone);
  const user = organization.store("users").get(comment.userId);
  return {
    comment_id: comment.id,
    description: comment.description,
    commented_by_id: comment.userId,
    commented_by: user?.values.name ?? "",
    comment_type: comment.kind,
    operation_type: comment.operation,
    date: time.slice(0, 10),
    date_description: "",
    time: time.slice(11, 16),
    transaction_id: "",
    transaction_type: getRecordType(value).singularKey,
  };
}

/** A record's history as its full reply shows it. */
export const renderHistory = (
  organization: BooksOrganization,
  value: string,
  record: BooksRecord,
): JsonObject => ({
  comments: getHistory(organization, value, record).map((comment) =>
    renderComment(organization, value, comment),
  ),
});
