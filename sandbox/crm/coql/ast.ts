/** What a COQL query means, as the parser hands it to the evaluator. */
export interface Query {
  columns: Column[];
  module: string;
  /** Custom view after the module: `Leads#4876…`. */
  customView?: string;
  where: Expression;
  groupBy: ColumnPath[];
  orderBy: { path: ColumnPath; descending: boolean }[];
  limit: number;
  offset: number;
}

/** `Account_Name.Parent_Account.Account_Name`, or polymorphic `'What_Id->Leads.Last_Name'`. */
export interface ColumnPath {
  /** As written: the key of the column in the result. */
  text: string;
  names: string[];
  /** Module of a polymorphic lookup. */
  through?: string;
}

export interface Column {
  path: ColumnPath;
  alias?: string;
  /** `COUNT` in `COUNT(id)`. */
  aggregate?: string;
}

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

/** A literal; numbers and bare words stay as written. */
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
