import type { StoredRecord } from "../../state/recordStore";
import type { CustomView, Module } from "../../state/schema/modules";
import { invalidParameter } from "../errors";

const RECENT_MS = 7 * 24 * 60 * 60 * 1000;

/** The custom view in the parameter `cvid`, if present. */
export function findView(module: Module, query: URLSearchParams): CustomView | undefined {
  const id = query.get("cvid");
  if (id === null) return undefined;
  const view = module.customViews.find((candidate) => candidate.id === id);
  if (!view) throw invalidParameter("cvid");
  return view;
}

/** Whether a record belongs to the view; true without a view. */
export function isInView(
  view: CustomView | undefined,
  record: StoredRecord,
  userId: string,
  now: number,
): boolean {
  switch (view?.criterion) {
    case "mine":
      return record.ownerId === userId;
    case "recentlyModified":
      return record.modifiedAt > now - RECENT_MS;
    default:
      return true;
  }
}

/** Whether a record matches `converted=false|true|both` (facts 3.1, 13.13). */
export const matchesConverted = (
  module: Module,
  converted: "true" | "false" | "both",
  record: StoredRecord,
): boolean =>
  module.apiName !== "Leads" || converted === "both" || record.converted === (converted === "true");
