/** Data types of fields. */
export type DataType =
  | "text"
  | "textarea"
  | "email"
  | "phone"
  | "website"
  | "picklist"
  | "multiselectpicklist"
  | "integer"
  | "bigint"
  | "double"
  | "currency"
  | "percent"
  | "boolean"
  | "date"
  | "datetime"
  | "lookup"
  | "ownerlookup"
  | "userlookup"
  | "multi_module_lookup"
  | "multiselectlookup"
  | "subform"
  | "formula"
  | "autonumber"
  | "fileupload"
  | "imageupload"
  | "multiuserlookup"
  | "rollup_summary";

export type Scalar = string | number | boolean | null;
/** A row of a subform, or a link of a multi-select lookup. */
export type SubRow = { id: string } & Record<string, Scalar>;
/** Types whose values are lists of rows with ids. */
export const ROW_TYPES: ReadonlySet<DataType> = new Set<DataType>([
  "subform",
  "multiselectlookup",
  "multiuserlookup",
  "fileupload",
  "imageupload",
]);
/** A stored value: date-times are epoch milliseconds, lookups and users ids. */
export type StoredValue = Scalar | string[] | SubRow[];

/** The input of a formula; times are epoch milliseconds. */
export interface FormulaSource {
  values: Readonly<Record<string, StoredValue>>;
  createdAt: number;
  now: number;
}

export interface FieldSpec {
  apiName: string;
  dataType: DataType;
  label: string;
  /** Maximum number of characters (text) or digits (numbers). */
  length: number;
  mandatory?: boolean;
  readOnly?: boolean;
  custom?: boolean;
  unique?: boolean;
  options?: readonly string[];
  /** A picklist that accepts only its options. */
  restricted?: boolean;
  /** API name of the module that a lookup refers to. */
  target?: string;
  /** API name of the lookup inside a multi-select lookup's element. */
  link?: string;
  rows?: readonly FieldSpec[];
  richText?: boolean;
  decimals?: number;
  /** Computes the value on read; the field is read-only and does not affect Modified_Time. */
  computed?: (source: FormulaSource) => StoredValue;
  expression?: string;
  /** API names of the fields that `computed` reads. */
  reads?: readonly string[];
}

const LENGTHS: Record<DataType, number> = {
  text: 255,
  textarea: 32000,
  email: 100,
  phone: 30,
  website: 450,
  picklist: 120,
  multiselectpicklist: 250,
  integer: 9,
  bigint: 18,
  double: 16,
  currency: 16,
  percent: 5,
  boolean: 5,
  date: 20,
  datetime: 20,
  lookup: 120,
  ownerlookup: 120,
  userlookup: 120,
  multi_module_lookup: 120,
  multiselectlookup: 120,
  subform: 120,
  formula: 16,
  autonumber: 30,
  fileupload: 120,
  imageupload: 120,
  multiuserlookup: 120,
  rollup_summary: 16,
};

export const isDataType = (name: unknown): name is DataType =>
  typeof name === "string" && name in LENGTHS;

/** A field; by default the label is the API name without underscores. */
export function field(
  apiName: string,
  dataType: DataType,
  more: Partial<Omit<FieldSpec, "apiName" | "dataType">> = {},
): FieldSpec {
  const label = apiName.replace(/_+/g, " ").trim();
  return { apiName, dataType, label, length: LENGTHS[dataType], ...more };
}

/** Fields of one type. */
export const fields = (dataType: DataType, ...apiNames: string[]): FieldSpec[] =>
  apiNames.map((apiName) => field(apiName, dataType));

/**
 * Custom text fields `Custom_Text_1` to `Custom_Text_n`, for modules with more fields than a call
 * takes.
 */
export const customTexts = (count: number): FieldSpec[] =>
  Array.from({ length: count }, (_, index) =>
    field(`Custom_Text_${index + 1}`, "text", { custom: true }),
  );

/** A field in the text of a formula: `${Deals.Amount}`. */
export const inFormula = (label: string): string => `\${${label}}`;

export interface ModuleSpec {
  apiName: string;
  singular: string;
  plural: string;
  nameField: string;
  custom?: boolean;
  /** Part of a scope: `ZohoCRM.modules.<scopeName>.READ`. */
  scopeName?: string;
  fields: FieldSpec[];
}
