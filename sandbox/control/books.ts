import { createHash } from "node:crypto";
import { RECEIPTS } from "../books/files/uploads";
import { renderFull } from "../books/records/render";
import type { RecordType } from "../books/schema/recordType";
import { getRecordType } from "../books/schema/recordTypes";
import { seedBooksRecords } from "../books/seeding/seed";
import { addSeedRecord } from "../books/seeding/seedRecord";
import type { BooksOrganization } from "../books/state/booksOrganization";
import { secondsToMidnight } from "../books/state/zonedTime";
import { isJsonObject, type JsonObject, ok, type Reply, type SandboxRequest } from "../http";
import type { SandboxInstance } from "../sandboxInstance";
import { ControlError, controlBody, optionalNumber } from "./body";

const MAX_RECORDS_SHOWN = 200;
const MAX_IDS_SHOWN = 1000;

/** The organization that a control call names, or the default one. */
function getOrganization({ state }: SandboxInstance, id: unknown): BooksOrganization {
  if (id === undefined || id === null) return state.books.defaultOrganization;
  const organization = state.books.organization(String(id));
  if (!organization) throw new ControlError(`no organization ${String(id)}`);
  return organization;
}

interface Target {
  organization: BooksOrganization;
  type: RecordType;
}

function toTarget(sandbox: SandboxInstance, { query }: SandboxRequest): Target {
  return {
    organization: getOrganization(sandbox, query.get("organization_id")),
    type: getRecordType(query.get("type") ?? ""),
  };
}

/** `GET /_sandbox/records?product=books&organization_id=&type=[&id=]`. */
export function showBooksRecords(sandbox: SandboxInstance, request: SandboxRequest): Reply {
  const { organization, type } = toTarget(sandbox, request);
  const store = organization.store(type.value);
  const id = request.query.get("id");
  if (id !== null) {
    const record = store.get(id);
    return ok({ record: record ? renderFull(organization, type, record) : null });
  }
  const records = [...store.all()]
    .slice(0, MAX_RECORDS_SHOWN)
    .map((record) => renderFull(organization, type, record));
  return ok({ count: store.size, records });
}

/** `GET /_sandbox/attachments?product=books&organization_id=&type=&id=`, receipts included. */
export function showBooksFiles(sandbox: SandboxInstance, request: SandboxRequest): Reply {
  const { organization, type } = toTarget(sandbox, request);
  const id = request.query.get("id") ?? "";
  const listFiles = (kind: string): JsonObject[] =>
    organization.files.of(kind, id).map(({ documentId, fileName, contentType, content }) => ({
      id: documentId,
      fileName,
      contentType,
      bytes: content.length,
      sha256: createHash("sha256").update(content).digest("hex"),
      isReceipt: kind === RECEIPTS,
    }));
  const receipts = type.value === "expenses" ? listFiles(RECEIPTS) : [];
  return ok({ attachments: [...listFiles(type.value), ...receipts] });
}

function addRecords(sandbox: SandboxInstance, target: Target, records: unknown[]): string[] {
  const { state, clock } = sandbox;
  return records.map((raw) => {
    if (!isJsonObject(raw)) throw new ControlError("records must be objects");
    return addSeedRecord(state, target.organization, target.type, {
      raw,
      now: clock.nowSecond(),
    });
  });
}

/**
 * `POST /_sandbox/seed {product: "books", type, organization_id?, count, spacingMs?}` or with
 * `records`.
 */
export function seedBooksType(sandbox: SandboxInstance, request: SandboxRequest): Reply {
  const body = controlBody(request);
  const organization = getOrganization(sandbox, body.organization_id);
  const type = getRecordType(String(body.type));
  const spacingMs = optionalNumber(body, "spacingMs");
  const ids = Array.isArray(body.records)
    ? addRecords(sandbox, { organization, type }, body.records)
    : seedBooksRecords(organization, type, {
        count: optionalNumber(body, "count") ?? 0,
        now: sandbox.clock.nowSecond(),
        spacingMs,
      });
  return ok({ count: ids.length, ids: ids.slice(0, MAX_IDS_SHOWN) });
}

/** An organization's calls of the current day. */
function renderQuota({ id, quota, timeZone }: BooksOrganization, now: number): JsonObject {
  return {
    organization_id: id,
    limit: quota.limit,
    used: quota.used(now),
    remaining: quota.remaining(now),
    resetSeconds: secondsToMidnight(now, timeZone),
  };
}

/** `POST /_sandbox/books-quota {organization_id?, limit?, used?}`. */
export function setBooksQuota(sandbox: SandboxInstance, request: SandboxRequest): Reply {
  const body = controlBody(request);
  const organization = getOrganization(sandbox, body.organization_id);
  const limit = optionalNumber(body, "limit");
  const used = optionalNumber(body, "used");
  const now = sandbox.clock.now();
  if (limit !== undefined) organization.quota.limit = limit;
  if (used !== undefined) organization.quota.setUsed(used, now);
  return ok(renderQuota(organization, now));
}

/** The Books part of `stats`. */
export const booksStatistics = ({ state, clock }: SandboxInstance): JsonObject[] =>
  state.books.organizations.map((organization) => renderQuota(organization, clock.now()));
