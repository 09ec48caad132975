import type { Change } from "./changes";

/** Which changes a trigger returns. */
export interface ChangeFilter {
  showNew: boolean;
  showUpdated: boolean;
  /** Also converted and restored records. */
  showDeleted: boolean;
  ignoreOwn: boolean;
  /** If new records are not shown, one edited since its creation counts as updated. */
  showEditsOfNew?: boolean;
}

/** The change as it is returned; undefined when the filter leaves it out. */
export function filterChange(change: Change, filter: ChangeFilter): Change | undefined {
  const { type, row } = change;
  const { showNew, showUpdated, showDeleted, ignoreOwn, showEditsOfNew } = filter;
  if (ignoreOwn && row.isOwn) return undefined;
  if (type === "created") {
    if (showNew) return change;
    const isEdited = row.createdAt !== undefined && row.at > row.createdAt;
    return showEditsOfNew && isEdited && showUpdated ? { ...change, type: "updated" } : undefined;
  }
  // Without a creation time, new and edited records cannot be told apart.
  const mayBeNew = showNew && row.createdAt === undefined;
  const isShown = type === "updated" ? showUpdated || mayBeNew : showDeleted;
  return isShown ? change : undefined;
}
