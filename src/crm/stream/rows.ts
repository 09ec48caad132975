import { contentDigest } from "../../shared/digest";
import { isObject } from "../../shared/json";
import { toSecond } from "../../shared/time";
import type { SourceRow } from "../../sync/changes";
import { type CrmRecord, pick } from "../records";
import type { ChangeQuery } from "./changeQuery";
import type { ReadPlan } from "./readPlan";

const CONVERTED = "Converted__s";
const MODIFIED_BY = "Modified_By";

/** The fields to ask for: those that a record shows, and those that tell what became of it. */
export const fieldsFor = ({ shown }: ReadPlan, changeQuery: ChangeQuery): string[] => [
  ...new Set([
    ...shown,
    "Created_Time",
    "Modified_Time",
    ...(changeQuery.includeConverted ? [CONVERTED] : []),
    ...(changeQuery.ownUser === "" ? [] : [MODIFIED_BY]),
  ]),
];

/** A record of Zoho's as a version of it. */
export function rowOf(
  record: CrmRecord,
  { shown, selfChanging }: ReadPlan,
  changeQuery: ChangeQuery,
): SourceRow {
  const shownRecord = pick(record, ["id", ...shown]);
  const createdAt = toSecond(record.Created_Time);
  const by = isObject(record[MODIFIED_BY]) ? record[MODIFIED_BY].id : undefined;
  return {
    id: idIn(record),
    at: toSecond(record.Modified_Time),
    ...(!Number.isNaN(createdAt) && { createdAt }),
    content: contentDigest(shownRecord, new Set(selfChanging)),
    ...(changeQuery.includeConverted && record[CONVERTED] === true && { outcome: "converted" }),
    ...(changeQuery.ownUser !== "" && { isOwn: by === changeQuery.ownUser }),
    record: shownRecord,
  };
}

/** A row of the list of deleted records; of those that are gone for good, Zoho may leave the time out. */
export function deletionOf(record: CrmRecord, ownUser: string, from: number): SourceRow {
  const by = isObject(record.deleted_by) ? record.deleted_by.id : undefined;
  const at = toSecond(record.deleted_time);
  return {
    id: idIn(record),
    at: Number.isNaN(at) ? from : at,
    content: "",
    outcome: "deleted",
    ...(record.type === "permanent" && { isPermanent: true }),
    ...(ownUser !== "" && { isOwn: by === ownUser }),
    record,
  };
}

/** The digits of an id; "" for what is none. */
const idIn = ({ id }: CrmRecord): string => (/^\d{1,20}$/.test(String(id)) ? String(id) : "");
