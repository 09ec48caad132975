/** What is wanted of a module's changes. */
export interface ChangeQuery {
  module: string;
  /** Fields that every record shows, as far as the module has them. */
  usualFields: readonly string[];
  /** Further fields; ALL_FIELDS among them = every field that lists can hold. */
  fields: readonly string[];
  /** Fields that the module does not have are an error; otherwise they are left out with a line in the log. */
  isStrict: boolean;
  /** A COQL condition; "" = none. */
  filter: string;
  /** Records look as Zoho's lists show them, whatever that costs. */
  throughList: boolean;
  /** Converted leads are told of. */
  includeConverted: boolean;
  /** The user whose own changes are told apart; "" = nobody's. */
  ownUser: string;
}

export { ALL_FIELDS } from "../modules";

/** The same text for wishes that records look the same under. */
export const queryKeyOf = ({ usualFields, fields, filter }: ChangeQuery): string =>
  JSON.stringify([[...new Set([...usualFields, ...fields])].sort(), filter]);
