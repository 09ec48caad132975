import type { Clock } from "../../clock";
import { isJsonObject, type JsonObject, type Reply } from "../../http";
import type { StoredRecord } from "../../state/recordStore";
import type { SandboxState } from "../../state/sandboxState";
import type { StoredValue } from "../../state/schema/field";
import { tooMany, wrongType } from "../errors";
import { createOne, newRecord } from "../records/create";
import { recordName } from "../records/render";
import { success, type WriteResult, writeReply } from "../records/results";
import { writeBody } from "../records/writeBody";
import { type CrmRequest, requireModule } from "../request";
import { setTags } from "../tags/shared";
import { requireOpenLead } from "./lead";
import { accountValues, contactValues } from "./mapping";
import { type ConversionRequest, DEAL_PATH, parseConversion } from "./parseConversion";

/** The conversion of a lead. */
interface ConversionContext {
  state: SandboxState;
  lead: StoredRecord;
  conversion: ConversionRequest;
  userId: string;
  now: number;
}

type Values = Record<string, StoredValue>;

/** Returns the existing record, overwritten if requested, or creates one. */
function targetRecord(
  { state, lead, conversion, userId, now }: ConversionContext,
  moduleName: "Contacts" | "Accounts",
  existing: StoredRecord | undefined,
  mapped: Values,
): StoredRecord {
  const module = requireModule(state, moduleName);
  /** The module may have lost fields, see schemaChanges. */
  const known = Object.entries(mapped).filter(([name]) => module.byName.has(name));
  const values: Values = Object.fromEntries(known);
  const store = state.store(module);
  if (existing) {
    if (conversion.overwrite) {
      const change = { values: { ...existing.values, ...values }, modifiedAt: now };
      store.update(existing, { ...change, modifiedBy: userId });
    }
    return existing;
  }
  const write = { values, ownerId: conversion.ownerId ?? lead.ownerId };
  const record = newRecord(state, module, write, userId, now);
  store.insert(record);
  return record;
}

/** Creates the deal, if requested; the input has been validated. */
function makeDeal(
  { state, lead, conversion, userId, now }: ConversionContext,
  contact: StoredRecord,
  account: StoredRecord | undefined,
): StoredRecord | undefined {
  if (!conversion.deal) return undefined;
  const module = requireModule(state, "Deals");
  const raw = {
    Owner: { id: conversion.ownerId ?? lead.ownerId },
    ...conversion.deal,
    Contact_Name: { id: contact.id },
    ...(account && { Account_Name: { id: account.id } }),
  };
  const { status, details } = createOne(state, module, raw, DEAL_PATH, userId, now);
  if (status === "error" || !isJsonObject(details)) throw new Error("a validated deal was refused");
  return state.store(module).get(String(details.id));
}

/** A converted lead is kept but marked, so lists leave it out (facts 13.13). */
function closeLead({ state, lead, userId, now }: ConversionContext): void {
  const values = { ...lead.values, Converted_Date_Time: now };
  const change = { values, modifiedAt: now, modifiedBy: userId, converted: true };
  state.store(requireModule(state, "Leads")).update(lead, change);
}

function carryOver(
  { state, lead, conversion, userId, now }: ConversionContext,
  results: Record<string, StoredRecord | undefined>,
): void {
  for (const [name, record] of Object.entries(results)) {
    const names = conversion.tags[name as keyof ConversionRequest["tags"]] ?? [];
    const tags = lead.tags.filter((tag) => names.includes(tag));
    if (!record || tags.length === 0) continue;
    const both = [...new Set([...record.tags, ...tags])];
    setTags(state, requireModule(state, name), record, both, { userId, now });
  }
  const target = conversion.attachmentsTo && results[conversion.attachmentsTo];
  if (!conversion.attachmentsTo || !target) return;
  const to = { moduleName: conversion.attachmentsTo, parentId: target.id };
  state.attachments.moveAll({ moduleName: "Leads", parentId: lead.id }, to);
}

function renderReference(
  state: SandboxState,
  name: string,
  record?: StoredRecord,
): JsonObject | null {
  return record ? { name: recordName(requireModule(state, name), record), id: record.id } : null;
}

function convertOne(context: ConversionContext): WriteResult {
  const { state, lead, conversion } = context;
  requireModule(state, "Contacts");
  const account =
    conversion.account || lead.values.Company
      ? targetRecord(context, "Accounts", conversion.account, accountValues(lead))
      : undefined;
  const link: Values = account ? { Account_Name: account.id } : {};
  const values = { ...contactValues(lead), ...link };
  const contact = targetRecord(context, "Contacts", conversion.contact, values);
  const deal = makeDeal(context, contact, account);
  carryOver(context, { Contacts: contact, Accounts: account, Deals: deal });
  closeLead(context);
  const details = {
    Contacts: renderReference(state, "Contacts", contact),
    Deals: renderReference(state, "Deals", deal),
    Accounts: renderReference(state, "Accounts", account),
  };
  return success(details, "The record has been converted successfully");
}

/** `POST /Leads/{id}/actions/convert` (facts 3.11): all or nothing. */
export function convertLead(state: SandboxState, request: CrmRequest, clock: Clock): Reply {
  const lead = requireOpenLead(state, request);
  const data = writeBody(request);
  if (data.length > 1)
    throw tooMany(1, { api_name: "data", json_path: "$.data" }, "limit exceeded");
  const [raw] = data;
  if (!isJsonObject(raw)) {
    return writeReply(state.variants, [wrongType("data", "$.data[0]", "jsonobject")], 200);
  }
  const parsed = parseConversion(state, raw);
  if ("error" in parsed) return writeReply(state.variants, [parsed.error], 200);
  const { userId } = request.caller;
  const context = { state, lead, conversion: parsed.conversion, userId, now: clock.nowSecond() };
  return writeReply(state.variants, [convertOne(context)], 200);
}
