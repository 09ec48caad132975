import type { Module } from "../../state/schema/modules";
import { invalidColumnValue } from "../errors";
import type { Predicate } from "./conditions";

const RECENT_MS = 7 * 24 * 60 * 60 * 1000;

/** The predicate of the custom view in `from Leads#4876…`; accepts all records without one. */
export function viewPredicate(
  module: Module,
  viewId: string | undefined,
  userId: string,
  now: number,
): Predicate {
  if (viewId === undefined) return () => true;
  const view = module.customViews.find(({ id }) => id === viewId);
  switch (view?.criterion) {
    case "all":
      return () => true;
    case "mine":
      return (record) => record.ownerId === userId;
    case "recentlyModified":
      return (record) => record.modifiedAt > now - RECENT_MS;
    default:
      throw invalidColumnValue("cvid", "customview");
  }
}
