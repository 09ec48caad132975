import type { SandboxState } from "../../../state/sandboxState";
import type { Field } from "../../../state/schema/modules";
import { fromFormat } from "./dateFormat";
import type { Mapping } from "./mapping";

const CHOICE_SEPARATOR = ";";
const TAG_SEPARATOR = ",";
/** Not a valid date, so the write of the row fails. */
const NOT_IN_FORMAT = "not in the format";
const NUMBER = /^-?\d+(\.\d+)?$/;

/** The id of the record that a lookup's key field finds; "" if there is none. */
function foundId(state: SandboxState, field: Field, findBy: string, cell: string): string {
  return state.records.get(field.target ?? "")?.idsWith(findBy, cell)[0] ?? "";
}

function dateCell({ variants }: SandboxState, mapping: Mapping, cell: string): string {
  const dataType = mapping.field?.dataType;
  if ((dataType !== "date" && dataType !== "datetime") || !mapping.format) return cell;
  return fromFormat(dataType, mapping.format, cell, variants.timeOffset) ?? NOT_IN_FORMAT;
}

/**
 * The JSON value that a single write would have in place of the cell. A text that does not suit its
 * field stays a text and fails validation later (facts 9.2).
 */
export function cellValue(state: SandboxState, mapping: Mapping, cell: string): unknown {
  const { field, findBy } = mapping;
  if (field?.apiName === "Tag") {
    return cell.split(TAG_SEPARATOR).map((name) => ({ name: name.trim() }));
  }
  switch (field?.dataType) {
    case "integer":
    case "double":
    case "currency":
    case "percent":
      return NUMBER.test(cell) ? Number(cell) : cell;
    case "boolean":
      return /^(true|false)$/i.test(cell) ? cell.toLowerCase() === "true" : cell;
    case "date":
    case "datetime":
      return dateCell(state, mapping, cell);
    case "multiselectpicklist":
      return cell.split(CHOICE_SEPARATOR).filter(Boolean);
    case "lookup":
      return { id: findBy === undefined ? cell : foundId(state, field, findBy, cell) };
    case "ownerlookup":
    case "userlookup":
      return { id: cell };
    default:
      return cell;
  }
}
