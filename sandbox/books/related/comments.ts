import type { JsonObject } from "../../http";
import type { SandboxState } from "../../state/sandboxState";
import { asText } from "../effects/effects";
import { getHistory, renderComment } from "../effects/history";
import { notFound, requiredMissing } from "../errors";
import { readRecord } from "../records/body";
import { requireRecord } from "../records/find";
import { type BooksHandler, type BooksRequest, success } from "../request";
import type { RecordType } from "../schema/recordType";
import type { BooksOrganization } from "../state/booksOrganization";
import type { Comment } from "../state/comments";

function render(
  organization: BooksOrganization,
  type: RecordType,
  comment: Comment,
  recordId: string,
): JsonObject {
  return { ...renderComment(organization, type.value, comment), [type.idField]: recordId };
}

/** User comments and history, newest first (facts 8). */
export const listComments =
  (type: RecordType): BooksHandler =>
  (state, request) => {
    const record = requireRecord(state, request, type);
    const { organization } = request;
    const comments = getHistory(organization, type.value, record)
      .reverse()
      .map((comment) => render(organization, type, comment, record.id));
    return success("success", { comments });
  };

function touch(state: SandboxState, request: BooksRequest, type: RecordType, now: number): void {
  if (state.variants.booksCommentsModify === "no") return;
  requireRecord(state, request, type).modifiedAt = now;
}

/** `POST /<type>/{id}/comments {description}` (facts 8). */
export const addComment =
  (type: RecordType): BooksHandler =>
  (state, request, clock) => {
    const record = requireRecord(state, request, type);
    const { organization } = request;
    const description = asText(readRecord(request).description);
    if (description === "") throw requiredMissing("description");
    const comment: Comment = {
      id: organization.takeId(),
      description,
      kind: "user",
      operation: "Added",
      userId: organization.currentUser().id,
      at: clock.nowSecond(),
    };
    organization.comments.add(type.value, record.id, comment);
    touch(state, request, type, clock.nowSecond());
    const shown = render(organization, type, comment, record.id);
    return success("Comments added.", { comment: shown }, 201);
  };

function requireComment(state: SandboxState, request: BooksRequest, type: RecordType): Comment {
  const { id } = requireRecord(state, request, type);
  const comment = request.organization.comments
    .of(type.value, id)
    .find((one) => one.id === request.params.commentId);
  if (!comment) throw notFound("Comment", state.variants);
  return comment;
}

/** `PUT /<type>/{id}/comments/{commentId}`. */
export const updateComment =
  (type: RecordType): BooksHandler =>
  (state, request, clock) => {
    const comment = requireComment(state, request, type);
    comment.description = asText(readRecord(request).description) || comment.description;
    touch(state, request, type, clock.nowSecond());
    return success("Comment updated.", {
      comment: render(request.organization, type, comment, request.params.id ?? ""),
    });
  };

/** `DELETE /<type>/{id}/comments/{commentId}`. */
export const deleteComment =
  (type: RecordType): BooksHandler =>
  (state, request, clock) => {
    const comment = requireComment(state, request, type);
    const { organization, params } = request;
    organization.comments.remove(type.value, params.id ?? "", comment.id);
    touch(state, request, type, clock.nowSecond());
    return success("The comment has been deleted.");
  };
