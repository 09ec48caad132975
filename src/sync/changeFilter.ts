import type { Change } from "./changes";

/** Which changes a builder asked to see. */
export interface ChangeFilter {
  showNew: boolean;
  showUpdated: boolean;
  /** Also converted and restored records. */
  showDeleted: boolean;
  ignoreOwn: boolean;
  /** Where new records are not shown, one that was edited since counts as updated. */
  showEditsOfNew?: boolean;
}

/** The change as it is shown; undefined when nobody asked to see it. */
export function filterChange(change: Change, options: ChangeFilter): Change | undefined {
  const { type, row } = change;
  const { showNew, showUpdated, showDeleted, ignoreOwn, showEditsOfNew } = options;
  if (ignoreOwn && row.isOwn) return undefined;
  if (type === "created") {
    if (showNew) return change;
    const isEdited = row.createdAt !== undefined && row.at > row.createdAt;
    return showEditsOfNew && isEdited && showUpdated ? { ...change, type: "updated" } : undefined;
  }
  // Without a time of creation, new and edited records cannot be told apart.
  const mayBeNew = showNew && row.createdAt === undefined;
  const isShown = type === "updated" ? showUpdated || mayBeNew : showDeleted;
  return isShown ? change : undefined;
}
