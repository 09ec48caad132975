const LINE_END = "\r\n";
/** Characters that require quotes (RFC 4180). */
const SPECIAL = /[",\r\n]/;

const quoted = (text: string): string =>
  SPECIAL.test(text) ? `"${text.replaceAll('"', '""')}"` : text;

/** A line of a CSV file, with its line end. */
export const csvLine = (cells: readonly string[]): string =>
  `${cells.map(quoted).join(",")}${LINE_END}`;

/** A CSV file (RFC 4180): quotes where needed, CRLF after every line. */
export const writeCsv = (rows: Iterable<readonly string[]>): string =>
  Array.from(rows, csvLine).join("");

/** Supported delimiters; the most frequent one in the header is used. */
const DELIMITERS = [",", ";", ":", "|"];

function detectDelimiter(text: string): string {
  const end = text.search(/[\r\n]/);
  const header = (end < 0 ? text : text.slice(0, end)).replace(/"[^"]*"/g, "");
  const count = (delimiter: string): number => header.split(delimiter).length;
  return DELIMITERS.reduce((best, one) => (count(one) > count(best) ? one : best));
}

/** The quoted text at `start` and its end; undefined without a closing quote. */
function quotedCell(text: string, start: number): { value: string; end: number } | undefined {
  let value = "";
  let from = start + 1;
  for (;;) {
    const quote = text.indexOf('"', from);
    if (quote < 0) return undefined;
    value += text.slice(from, quote);
    if (text[quote + 1] !== '"') return { value, end: quote + 1 };
    value += '"';
    from = quote + 2;
  }
}

/** The rows of a CSV text. Ignores a byte order mark and blank lines; accepts any line ending. */
export function parseCsv(source: string): string[][] {
  const text = source.replace(/^\uFEFF/, "");
  const delimiter = detectDelimiter(text);
  const plain = new RegExp(`[^\\r\\n${delimiter}]*`, "y");
  const ending = new RegExp(`[${delimiter}]|\\r\\n|\\r|\\n|$`, "y");
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < text.length) {
    const inQuotes = text[at] === '"' ? quotedCell(text, at) : undefined;
    plain.lastIndex = at;
    const value = inQuotes?.value ?? plain.exec(text)?.[0] ?? "";
    ending.lastIndex = inQuotes?.end ?? at + value.length;
    const end = ending.exec(text)?.[0];
    if (end === undefined) return rows;
    row.push(value);
    at = ending.lastIndex;
    if (end === delimiter && at >= text.length) row.push("");
    if (end === delimiter && at < text.length) continue;
    if (row.length > 1 || row[0] !== "") rows.push(row);
    row = [];
  }
  return rows;
}
