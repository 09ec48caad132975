import { isJsonObject, type JsonObject } from "../../http";
import type { StoredRecord } from "../../state/recordStore";
import type { SandboxState } from "../../state/sandboxState";
import { invalidValue, mandatoryMissing, type WireError, wireError, wrongType } from "../errors";
import { parseRecord } from "../records/parseRecord";
import { requireModule } from "../request";

const PATH = "$.data[0]";
export const DEAL_PATH = `${PATH}.Deals`;
/** Mandatory fields of the deal (facts 3.11). */
const DEAL_FIELDS = ["Deal_Name", "Closing_Date", "Stage"];
const TARGETS = ["Contacts", "Accounts", "Deals"] as const;

type Target = (typeof TARGETS)[number];

/** The validated body of a conversion. */
export interface ConversionRequest {
  overwrite: boolean;
  contact?: StoredRecord;
  account?: StoredRecord;
  deal?: JsonObject;
  ownerId?: string;
  attachmentsTo?: Target;
  tags: Partial<Record<Target, string[]>>;
}

/** Carries the first error out of the parsing functions; never leaves this file. */
class Refused extends Error {
  constructor(readonly wire: WireError) {
    super(wire.message);
  }
}

function refuse(wire: WireError): never {
  throw new Refused(wire);
}

/** The existing record to convert into, given as `{id}`. */
function parseExisting(
  state: SandboxState,
  raw: JsonObject,
  name: "Contacts" | "Accounts",
): StoredRecord | undefined {
  const input = raw[name];
  if (input === undefined || input === null) return undefined;
  if (!isJsonObject(input)) return refuse(wrongType(name, `${PATH}.${name}`, "jsonobject"));
  const record = state.store(requireModule(state, name)).get(String(input.id));
  return record ?? refuse(invalidValue(name, `${PATH}.${name}.id`));
}

function parseDeal(state: SandboxState, raw: JsonObject): JsonObject | undefined {
  const { Deals: deal } = raw;
  if (deal === undefined || deal === null) return undefined;
  if (!isJsonObject(deal)) return refuse(wrongType("Deals", DEAL_PATH, "jsonobject"));
  const missing = DEAL_FIELDS.find((name) => !deal[name]);
  if (missing) return refuse(mandatoryMissing(missing, `${DEAL_PATH}.${missing}`));
  const module = requireModule(state, "Deals");
  const stages = module.byName.get("Stage")?.options ?? [];
  if (typeof deal.Stage === "string" && !stages.includes(deal.Stage)) {
    const details = {
      mapped_field: "Pipeline",
      api_name: "Stage",
      json_path: `${DEAL_PATH}.Stage`,
    };
    return refuse(wireError("MAPPING_MISMATCH", "Pipeline doesn`t contain the Stage", details));
  }
  const parsed = parseRecord({ state, module, raw: deal, path: DEAL_PATH });
  return "error" in parsed ? refuse(parsed.error) : deal;
}

function parseOwner(state: SandboxState, raw: JsonObject): string | undefined {
  const { assign_to: owner } = raw;
  if (owner === undefined || owner === null) return undefined;
  const id = isJsonObject(owner) ? String(owner.id) : "";
  if (state.user(id)?.status === "active") return id;
  return refuse(invalidValue("assign_to", `${PATH}.assign_to.id`));
}

const isTarget = (name: unknown): name is Target => TARGETS.some((target) => target === name);

function parseAttachmentsTarget(raw: JsonObject): Target | undefined {
  const { move_attachments_to: target } = raw;
  if (target === undefined || target === null) return undefined;
  const name = isJsonObject(target) ? target.api_name : undefined;
  if (isTarget(name)) return name;
  return refuse(invalidValue("move_attachments_to", `${PATH}.move_attachments_to.api_name`));
}

function parseTags(raw: JsonObject): ConversionRequest["tags"] {
  const { carry_over_tags: input } = raw;
  if (input === undefined || input === null) return {};
  const path = `${PATH}.carry_over_tags`;
  if (!isJsonObject(input)) return refuse(wrongType("carry_over_tags", path, "jsonobject"));
  const tags: ConversionRequest["tags"] = {};
  for (const [name, names] of Object.entries(input)) {
    if (!isTarget(name)) return refuse(invalidValue("carry_over_tags", `${path}.${name}`));
    if (!Array.isArray(names)) return refuse(wrongType(name, `${path}.${name}`, "jsonarray"));
    tags[name] = names.map((tag) => String(isJsonObject(tag) ? tag.name : tag));
  }
  return tags;
}

/** Validates the element of a conversion's body (facts 3.11). */
export function parseConversion(
  state: SandboxState,
  raw: JsonObject,
): { conversion: ConversionRequest } | { error: WireError } {
  try {
    const contact = parseExisting(state, raw, "Contacts");
    const account = parseExisting(state, raw, "Accounts");
    const deal = parseDeal(state, raw);
    const ownerId = parseOwner(state, raw);
    const attachmentsTo = parseAttachmentsTarget(raw);
    return {
      conversion: {
        overwrite: raw.overwrite === true,
        contact,
        account,
        deal,
        ownerId,
        attachmentsTo,
        tags: parseTags(raw),
      },
    };
  } catch (error) {
    if (error instanceof Refused) return { error: error.wire };
    throw error;
  }
}
