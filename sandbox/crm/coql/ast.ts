/** A parsed COQL query. */
export interface Query {
  columns: Column[];
  module: string;
  /** Custom view named after the module: `Leads#4876…`. */
  customView?: string;
  where: Expression;
  groupBy: ColumnPath[];
  orderBy: Order[];
  limit: number;
  offset: number;
}

/** `Account_Name.Parent_Account.Account_Name`, or polymorphic `'What_Id->Leads.Last_Name'`. */
export interface ColumnPath {
  /** The original text, without quotes. */
  text: string;
  names: string[];
  /** Module of a polymorphic lookup. */
  through?: string;
}

export const AGGREGATES = ["SUM", "MIN", "MAX", "AVG", "COUNT"] as const;
export type Aggregate = (typeof AGGREGATES)[number];

/** A column, or an aggregate over one, such as `COUNT(id)`. */
export interface Term {
  path: ColumnPath;
  aggregate?: Aggregate;
}

export interface Column extends Term {
  alias?: string;
}

export interface Order extends Term {
  descending: boolean;
}

/** A term without spaces, its key in the result if it has no alias. */
export const termText = ({ path, aggregate }: Term): string =>
  aggregate ? `${aggregate}(${path.text})` : path.text;

export type Operator =
  | "="
  | "!="
  | ">"
  | ">="
  | "<"
  | "<="
  | "like"
  | "not like"
  | "in"
  | "not in"
  | "between"
  | "not between"
  | "is null"
  | "is not null";

/** A literal; numbers and bare words keep their text. */
export interface Literal {
  text: string;
  quoted: boolean;
}

export interface Condition {
  kind: "condition";
  path: ColumnPath;
  operator: Operator;
  values: Literal[];
}

interface Combination {
  kind: "and" | "or";
  left: Expression;
  right: Expression;
}

export type Expression = Condition | Combination;
