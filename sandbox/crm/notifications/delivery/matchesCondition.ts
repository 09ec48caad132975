import { isJsonObject, type JsonObject } from "../../../http";
import type { WatchChannel } from "../../../state/watches";

/** Whether the ids of the changed fields match a selection (facts 8). */
function isSelected(selection: unknown, changed: ReadonlySet<unknown>): boolean {
  if (!isJsonObject(selection)) return false;
  if (isJsonObject(selection.field)) return changed.has(selection.field.id);
  if (!Array.isArray(selection.group)) return false;
  const matches = (member: unknown): boolean => isSelected(member, changed);
  return selection.group_operator === "and"
    ? selection.group.every(matches)
    : selection.group.some(matches);
}

/** The channel's conditions for a module. */
const conditionsFor = ({ condition }: WatchChannel, moduleName: string): JsonObject[] =>
  (condition ?? []).filter(({ module }) => isJsonObject(module) && module.api_name === moduleName);

/** Whether a channel reports a change of these fields (ids). Without a condition it reports all. */
export function matchesCondition(
  channel: WatchChannel,
  moduleName: string,
  changed: ReadonlySet<unknown>,
): boolean {
  const conditions = conditionsFor(channel, moduleName);
  if (conditions.length === 0) return true;
  return conditions.some(({ field_selection }) => isSelected(field_selection, changed));
}
