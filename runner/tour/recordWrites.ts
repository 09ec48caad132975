import type { InputValues } from "../inputs";
import type { Journey } from "./journey";
import { asRow, asRows } from "./rows";

/** Creates a record and returns its id. */
export async function create(
  journey: Journey,
  recordType: string,
  values: InputValues,
): Promise<string> {
  const params = { recordType, dynamicValues: values };
  const [result] = asRows(await journey.action("crmCreateRecord", params));
  return String(asRow(result?.details).id);
}

export const edit = (
  journey: Journey,
  recordType: string,
  recordId: string,
  values: InputValues,
): Promise<unknown> =>
  journey.action("crmUpdateRecord", { recordType, recordId, dynamicValues: values });

export const remove = (journey: Journey, recordType: string, recordId: string): Promise<unknown> =>
  journey.action("crmRemoveRecord", { recordType, recordId });
