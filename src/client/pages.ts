import { PICK_LIST } from "../limits";
import { RejectedError } from "./errors/errors";

/**
 * Pages of a list, each read when the caller asks for it. A page names the cursor of the next one; the last
 * page names none. Throws what reading a page throws.
 */
export async function* pages<Cursor, Page extends { next?: Cursor }>(
  first: Cursor,
  readPage: (cursor: Cursor) => Promise<Page>,
): AsyncGenerator<Page> {
  for (let cursor: Cursor | undefined = first; cursor !== undefined; ) {
    const page: Page = await readPage(cursor);
    yield page;
    cursor = page.next;
  }
}

/**
 * The rows of a pick-list's first pages. Once there are some, any failure but a rejection just ends the list:
 * a slow Zoho should not leave the menu empty.
 */
export async function pickListRows<Row>(
  list: AsyncIterable<{ rows: readonly Row[] }>,
): Promise<Row[]> {
  const rows: Row[] = [];
  let count = 0;
  try {
    for await (const page of list) {
      rows.push(...page.rows);
      count += 1;
      if (count >= PICK_LIST.maxPages) break;
    }
  } catch (error) {
    if (rows.length === 0 || error instanceof RejectedError) throw error;
  }
  return rows;
}
