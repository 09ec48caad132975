import { pages } from "../client/pages";
import { CRM_LIST } from "../limits";
import type { CrmRecord } from "./records";

/** Where a page of a list begins. Zoho takes page numbers for the first 2,000 records only. */
export type PageCursor = { page: number } | { page_token: string };

/** The cursor of the page after the one that came with this info; undefined after the last. */
export const nextByToken = (info: Record<string, unknown> | undefined): PageCursor | undefined =>
  info?.more_records === true && typeof info.next_page_token === "string"
    ? { page_token: info.next_page_token }
    : undefined;

export interface RecordPage {
  data: CrmRecord[];
  info: Record<string, unknown>;
}

/** Which pages a builder asks for. */
export interface PageRequest {
  page: number;
  perPage: number;
  fetchAll: boolean;
}

type ReadPage = (
  page: number,
  perPage: number,
) => Promise<{ data: CrmRecord[]; info: Record<string, unknown> | undefined }>;

/**
 * One page, or with fetchAll every page from the given one on, up to a limit of records. The info of the
 * latter holds totals, and whether Zoho has more.
 */
export async function readByPageNumber(
  { page, perPage, fetchAll }: PageRequest,
  limit: number,
  read: ReadPage,
): Promise<RecordPage> {
  if (!fetchAll) {
    const { data, info } = await read(page, perPage);
    return {
      data,
      info: info ?? { per_page: perPage, count: data.length, page, more_records: false },
    };
  }
  const size = page === 1 ? CRM_LIST.maxRecordsPerPage : perPage;
  const data: CrmRecord[] = [];
  let last: Record<string, unknown> = {};
  const list = pages(page, async (current) => {
    const { data, info = {} } = await read(current, size);
    const hasMore = info.more_records === true && data.length > 0;
    const next = hasMore && (current + 1) * size <= limit ? current + 1 : undefined;
    return { data, info: { ...info, more_records: hasMore }, next };
  });
  for await (const { data: records, info } of list) {
    data.push(...records);
    last = info;
  }
  return { data, info: { ...last, per_page: data.length, count: data.length, page } };
}
