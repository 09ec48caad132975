import { CRM_LIST } from "../limits";
import type { CrmRecord } from "./records";

export interface RecordPage {
  data: CrmRecord[];
  info: Record<string, unknown>;
}

/** How a builder asks for pages. */
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
 * One page, or every page from the first on by page number, up to a most of records. The info of a whole
 * gives its totals and says whether Zoho holds more.
 */
export async function pagesInOrder(
  { page, perPage, fetchAll }: PageRequest,
  most: number,
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
  const all: CrmRecord[] = [];
  for (let current = page; ; current += 1) {
    const { data, info = {} } = await read(current, size);
    for (const record of data) all.push(record);
    const hasMore = info.more_records === true && data.length > 0;
    if (hasMore && (current + 1) * size <= most) continue;
    const total = { per_page: all.length, count: all.length, page, more_records: hasMore };
    return { data: all, info: { ...info, ...total } };
  }
}
