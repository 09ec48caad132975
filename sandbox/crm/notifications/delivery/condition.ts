import { isJsonObject, type JsonObject } from "../../../http";
import type { WatchChannel } from "../../../state/watches";

/** Whether the changed fields, by id, are those that a selection asks for (facts 8). */
function isSelected(selection: unknown, changed: ReadonlySet<unknown>): boolean {
  if (!isJsonObject(selection)) return false;
  if (isJsonObject(selection.field)) return changed.has(selection.field.id);
  if (!Array.isArray(selection.group)) return false;
  const fits = (member: unknown): boolean => isSelected(member, changed);
  return selection.group_operator === "and"
    ? selection.group.every(fits)
    : selection.group.some(fits);
}

/** The conditions of a channel on fields of a module. */
const conditionsOn = ({ condition }: WatchChannel, moduleName: string): JsonObject[] =>
  (condition ?? []).filter(({ module }) => isJsonObject(module) && module.api_name === moduleName);

/** Whether a change of these fields, by id, is told through a channel: always without a condition. */
export function fitsCondition(
  channel: WatchChannel,
  moduleName: string,
  changed: ReadonlySet<unknown>,
): boolean {
  const conditions = conditionsOn(channel, moduleName);
  if (conditions.length === 0) return true;
  return conditions.some(({ field_selection }) => isSelected(field_selection, changed));
}
