import { type Html, html } from "../../html";

const UNITS: readonly [name: string, milliseconds: number][] = [
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["min", 60_000],
  ["s", 1000],
];

/** `1,234`. */
export const formatCount = (count: number): string => count.toLocaleString("en-US");

/** A duration in its two largest units: `6 d 23 h`. */
export function formatDuration(milliseconds: number): string {
  let rest = Math.abs(milliseconds);
  const parts = UNITS.flatMap(([name, size]) => {
    const count = Math.floor(rest / size);
    rest -= count * size;
    return count > 0 ? [`${count} ${name}`] : [];
  });
  return parts.slice(0, 2).join(" ") || "0 s";
}

/** Zoho's time in the form `2026-01-31 10:00:00 +05:30`. */
export const formatZohoTime = (time: string): string =>
  time.replace("T", " ").replace(/(?=[+-]\d{2}:\d{2}$)/, " ");

/** The name of a column; numbers are right-aligned. */
type Heading = string | { numbers: string };

/** A table, or the text `empty` if there are no rows. */
export function table(headings: readonly Heading[], rows: readonly Html[], empty: string): Html {
  if (rows.length === 0) return html`<p class="empty">${empty}</p>`;
  const cells = headings.map((heading) =>
    typeof heading === "string"
      ? html`<th scope="col">${heading}</th>`
      : html`<th scope="col" class="number">${heading.numbers}</th>`,
  );
  return html`<table><thead><tr>${cells}</tr></thead><tbody>${rows}</tbody></table>`;
}
