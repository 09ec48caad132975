import type { Module } from "../../state/schema/modules";
import { invalidColumnValue } from "../errors";
import type { Predicate } from "../operators";
import { isInView } from "../records/views";

/** The predicate of the custom view in `from Leads#4876…`; accepts all records without one. */
export function viewPredicate(
  module: Module,
  viewId: string | undefined,
  userId: string,
  now: number,
): Predicate {
  if (viewId === undefined) return () => true;
  const view = module.customViews.find(({ id }) => id === viewId);
  if (!view) throw invalidColumnValue("cvid", "customview");
  return (record) => isInView(view, record, userId, now);
}
