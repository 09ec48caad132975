const LINE_END = "\r\n";
/** What has to stand in quotes (RFC 4180). */
const SPECIAL = /[",\r\n]/;

const quoted = (text: string): string =>
  SPECIAL.test(text) ? `"${text.replaceAll('"', '""')}"` : text;

/** One line of a CSV file, with its line end. */
export const csvLine = (cells: readonly string[]): string =>
  `${cells.map(quoted).join(",")}${LINE_END}`;

/** A CSV file (RFC 4180): quotes where they are needed, CRLF after every line. */
export const writeCsv = (rows: Iterable<readonly string[]>): string =>
  Array.from(rows, csvLine).join("");

/** Delimiters that are understood; the one most often in the header line is taken. */
const DELIMITERS = [",", ";", ":", "|"];

function delimiterOf(text: string): string {
  const end = text.search(/[\r\n]/);
  const header = (end < 0 ? text : text.slice(0, end)).replace(/"[^"]*"/g, "");
  const count = (delimiter: string): number => header.split(delimiter).length;
  return DELIMITERS.reduce((best, one) => (count(one) > count(best) ? one : best));
}

/** The rows of a CSV text; a byte order mark, blank lines and any kind of line end are passed over. */
export function parseCsv(source: string): string[][] {
  const text = source.replace(/^\uFEFF/, "");
  const delimiter = delimiterOf(text);
  const cell = new RegExp(
    `(?:"([^"]*(?:""[^"]*)*)"|([^\\r\\n${delimiter}]*))([${delimiter}]|\\r\\n|\\r|\\n|$)`,
    "y",
  );
  const rows: string[][] = [];
  let row: string[] = [];
  while (cell.lastIndex < text.length) {
    const match = cell.exec(text);
    if (!match) return rows;
    const [, inQuotes, plain = "", end] = match;
    row.push(inQuotes?.replaceAll('""', '"') ?? plain);
    const isAtEnd = cell.lastIndex >= text.length;
    if (end === delimiter && isAtEnd) row.push("");
    if (end === delimiter && !isAtEnd) continue;
    if (row.length > 1 || row[0] !== "") rows.push(row);
    row = [];
  }
  return rows;
}
