import { contentDigest } from "../../shared/digest";
import { isObject } from "../../shared/json";
import { toSecond } from "../../shared/time";
import type { SourceRow } from "../../sync/changes";
import { type CrmRecord, pick } from "../records";
import type { ChangeQuery, ReadPlan } from "./readPlan";

const CONVERTED = "Converted__s";
const MODIFIED_BY = "Modified_By";

/** The fields to request: those that a record shows, and those that tell what happened to it. */
export const fieldsFor = ({ shown }: ReadPlan, changeQuery: ChangeQuery): string[] => [
  ...new Set([
    ...shown,
    "Created_Time",
    "Modified_Time",
    ...(changeQuery.includeConverted ? [CONVERTED] : []),
    ...(changeQuery.ownUser === "" ? [] : [MODIFIED_BY]),
  ]),
];

/** A record as one of its versions. */
export function rowOf(
  record: CrmRecord,
  { shown, selfChanging }: ReadPlan,
  changeQuery: ChangeQuery,
): SourceRow {
  const shownRecord = pick(record, ["id", ...shown]);
  const createdAt = toSecond(record.Created_Time);
  const by = isObject(record[MODIFIED_BY]) ? record[MODIFIED_BY].id : undefined;
  return {
    id: parseId(record),
    at: toSecond(record.Modified_Time),
    ...(!Number.isNaN(createdAt) && { createdAt }),
    content: contentDigest(shownRecord, new Set(selfChanging)),
    ...(changeQuery.includeConverted && record[CONVERTED] === true && { outcome: "converted" }),
    ...(changeQuery.ownUser !== "" && { isOwn: by === changeQuery.ownUser }),
    record: shownRecord,
  };
}

/** The digits of an id; "" for anything else. */
export const parseId = ({ id }: CrmRecord): string =>
  /^\d{1,20}$/.test(String(id)) ? String(id) : "";
