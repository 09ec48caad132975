import { invalidCriteria } from "../errors";

/** One `field:operator:value,value`. */
export interface Criterion {
  kind: "criterion";
  apiName: string;
  operator: string;
  values: string[];
}

export type Criteria = Criterion | { kind: "and" | "or"; parts: Criteria[] };

const SPACE = /\s*/y;
const JOINT = /\s*(and|or)\s*(?=\()/iy;
const NAME = /[A-Za-z_$][\w$.]*/y;
/** The characters that a backslash can escape in a value (facts 3.8). */
const ESCAPED = "(),\\";

/**
 * Parses `((Last_Name:equals:Rao)and((City:equals:A)or(City:equals:B)))`. Every criterion and group
 * is in parentheses; without them `and` binds tighter than `or`.
 */
export class CriteriaParser {
  private position = 0;
  /** The number of criteria. */
  count = 0;

  constructor(private readonly text: string) {}

  parse(): Criteria {
    const criteria = this.alternatives();
    this.take(SPACE);
    if (this.position < this.text.length) throw this.unexpected();
    return criteria;
  }

  private unexpected(): Error {
    const near = this.text.slice(this.position, this.position + 20);
    return invalidCriteria(near ? `unexpected text near '${near}'` : "unexpected end of criteria");
  }

  private take(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.position;
    const match = pattern.exec(this.text) ?? undefined;
    this.position += match?.[0].length ?? 0;
    return match;
  }

  private expect(letter: string): void {
    if (this.text[this.position] !== letter) throw this.unexpected();
    this.position += 1;
  }

  /** Consumes the conjunction if it is of this kind. */
  private joins(kind: "and" | "or"): boolean {
    const before = this.position;
    if (this.take(JOINT)?.[1]?.toLowerCase() === kind) return true;
    this.position = before;
    return false;
  }

  private alternatives(): Criteria {
    const parts = [this.conjunction()];
    while (this.joins("or")) parts.push(this.conjunction());
    return joined("or", parts);
  }

  private conjunction(): Criteria {
    const parts = [this.bracketed()];
    while (this.joins("and")) parts.push(this.bracketed());
    return joined("and", parts);
  }

  private bracketed(): Criteria {
    this.take(SPACE);
    this.expect("(");
    this.take(SPACE);
    const inner = this.text[this.position] === "(" ? this.alternatives() : this.criterion();
    this.take(SPACE);
    this.expect(")");
    return inner;
  }

  private criterion(): Criterion {
    const apiName = this.take(NAME)?.[0];
    if (!apiName) throw this.unexpected();
    this.expect(":");
    const operator = this.take(NAME)?.[0];
    if (!operator) throw this.unexpected();
    this.expect(":");
    this.count += 1;
    return { kind: "criterion", apiName, operator, values: this.values() };
  }

  /** The values up to the closing parenthesis, split at commas without a backslash. */
  private values(): string[] {
    const values = [""];
    const append = (letter: string): void => {
      values.push(`${values.pop()}${letter}`);
    };
    for (; this.position < this.text.length; this.position += 1) {
      const letter = this.text[this.position] ?? "";
      if (letter === ")") return values;
      if (letter === "(") throw this.unexpected();
      if (letter === ",") values.push("");
      else append(letter === "\\" ? this.escaped() : letter);
    }
    throw this.unexpected();
  }

  private escaped(): string {
    const letter = this.text[this.position + 1] ?? "";
    if (letter === "" || !ESCAPED.includes(letter)) throw this.unexpected();
    this.position += 1;
    return letter;
  }
}

function joined(kind: "and" | "or", parts: Criteria[]): Criteria {
  const [only] = parts;
  return only && parts.length === 1 ? only : { kind, parts };
}
