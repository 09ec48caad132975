import type { SandboxState } from "../../state/sandboxState";
import { notFound } from "../errors";
import type { BooksRequest } from "../request";
import type { RecordType } from "../schema/recordType";
import type { BooksRecord } from "../state/recordStore";

/** The record that the path names; throws 1002 if there is none (facts 10). */
export function requireRecord(
  state: SandboxState,
  { organization, params }: BooksRequest,
  type: RecordType,
): BooksRecord {
  const record = organization.store(type.value).get(params.id ?? "");
  const isElsewhere =
    (type.value === "contactpersons" &&
      params.contactId !== undefined &&
      record?.values.contact_id !== params.contactId) ||
    (type.value === "projects/tasks" && record?.values.project_id !== params.projectId);
  if (!record || isElsewhere) throw notFound(type.label, state.variants);
  return record;
}
