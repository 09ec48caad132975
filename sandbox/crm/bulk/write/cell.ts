import type { SandboxState } from "../../../state/sandboxState";
import type { Field } from "../../../state/schema/modules";
import { fromFormat } from "./dateFormat";
import type { Mapping } from "./mapping";

const CHOICE_SEPARATOR = ";";
const TAG_SEPARATOR = ",";
/** What no record takes as a date, so that the row is refused as any other write. */
const NOT_IN_FORMAT = "not in the format";
const NUMBER = /^-?\d+(\.\d+)?$/;

/** A lookup's id by a field of the other module; an id that does not exist where nothing is found. */
function foundId(state: SandboxState, field: Field, findBy: string, cell: string): string {
  return state.records.get(field.target ?? "")?.idsWith(findBy, cell)[0] ?? "";
}

function dateCell({ variants }: SandboxState, mapping: Mapping, cell: string): string {
  const dataType = mapping.field?.dataType;
  if ((dataType !== "date" && dataType !== "datetime") || !mapping.format) return cell;
  return fromFormat(dataType, mapping.format, cell, variants.timeOffset) ?? NOT_IN_FORMAT;
}

/**
 * The text of a cell as the JSON value that a single write would carry: texts that do not suit their
 * field stay texts, for the record's own checks to refuse (facts 9.2).
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
