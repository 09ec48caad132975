/** The parts of a date format, and the expression that each one matches. */
const TOKENS: Record<string, string> = {
  yyyy: "(?<year>\\d{4})",
  MM: "(?<month>\\d{2})",
  dd: "(?<day>\\d{2})",
  HH: "(?<hour>\\d{2})",
  mm: "(?<minute>\\d{2})",
  ss: "(?<second>\\d{2})",
  XXX: "(?<offset>[+-]\\d{2}:\\d{2})",
};
const TOKEN = /yyyy|MM|dd|HH|mm|ss|XXX|'[^']*'|[^A-Za-z']/g;

/** The formats of date and date-time columns without `format` (facts 9.2). */
export const DEFAULT_FORMATS = { date: "MM/dd/yyyy", datetime: "MM/dd/yyyy HH:mm:ss" } as const;

/** A format such as `yyyy-MM-dd'T'HH:mm:ssXXX` as an expression; undefined without a full date. */
export function formatExpression(format: string): RegExp | undefined {
  const tokens: string[] = format.match(TOKEN) ?? [];
  const isComplete = tokens.join("") === format;
  if (!isComplete || !["yyyy", "MM", "dd"].every((token) => tokens.includes(token)))
    return undefined;
  const parts = tokens.map(
    (token) => TOKENS[token] ?? token.replaceAll("'", "").replace(/[.*+?^${}()|[\]\\]/g, "\\$&"),
  );
  const isTwice = tokens.some((token, index) => token in TOKENS && tokens.indexOf(token) < index);
  return isTwice ? undefined : new RegExp(`^${parts.join("")}$`);
}

/** A cell as a date or date-time of the API; undefined if it does not match the format. */
export function fromFormat(
  dataType: "date" | "datetime",
  expression: RegExp,
  cell: string,
  defaultOffset: string,
): string | undefined {
  const groups = expression.exec(cell)?.groups;
  if (!groups) return undefined;
  const { year, month, day, hour = "00", minute = "00", second = "00", offset } = groups;
  const date = `${year}-${month}-${day}`;
  if (dataType === "date") return date;
  return `${date}T${hour}:${minute}:${second}${offset ?? defaultOffset}`;
}
