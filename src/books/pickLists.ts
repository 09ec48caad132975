import type { Element } from "@prismatic-io/spectral";
import { pages, pickListRows } from "../client/pages";
import { BOOKS_LIST } from "../limits";
import { isObject } from "../shared/json";
import type { BooksClient } from "./client";
import { type EndpointInputs, getRecordType, missingParentType } from "./endpoints";
import { listRecords } from "./recordList";
import type { RecordType } from "./recordTypes";
import type { BooksRecord } from "./replies";

/**
 * The records of a type by name, the newest first where Zoho sorts so: a few pages. When Zoho is slow, what
 * came in time is shown. Without the parent that the type needs or the inputs name, the parents are listed,
 * named as such.
 */
export async function recordElements(
  client: BooksClient,
  params: EndpointInputs,
): Promise<Element[]> {
  const parentType = missingParentType(params);
  if (parentType === undefined) return listElements(client, params);
  const { one } = getRecordType(parentType);
  const parents = await listElements(client, {
    recordType: parentType,
    parentRecordType: "",
    parentRecordId: "",
  });
  return parents.map(({ key, label }) => ({ key, label: `Parent ${one}: ${label}` }));
}

async function listElements(client: BooksClient, params: EndpointInputs): Promise<Element[]> {
  const type = getRecordType(params.recordType);
  const rows = await pickListRows(pages(1, (page) => readPage(client, params, type, page)));
  return rows.flatMap((row) => {
    const key = row[type.idField];
    return typeof key === "string" && key !== "" ? [{ key, label: makeLabel(type, row, key) }] : [];
  });
}

async function readPage(
  client: BooksClient,
  params: EndpointInputs,
  type: RecordType,
  page: number,
): Promise<{ rows: BooksRecord[]; next?: number }> {
  const newestBy = params.parentRecordId === "" ? (type.newestBy ?? "") : "";
  const body = await listRecords(client, {
    ...params,
    searchFields: {},
    page,
    perPage: BOOKS_LIST.maxRecordsPerPage,
    fetchAll: false,
    maxRecords: Number.POSITIVE_INFINITY,
    sortColumn: newestBy,
    sortOrder: newestBy === "" ? "" : "D",
    modifiedSince: "",
  });
  const rows = body[type.value];
  const hasMore = isObject(body.page_context) && body.page_context.has_more_page === true;
  return { rows: Array.isArray(rows) ? rows : [], next: hasMore ? page + 1 : undefined };
}

function makeLabel({ names, detail, one }: RecordType, row: BooksRecord, id: string): string {
  const texts = names.map((fields) =>
    fields
      .split(" ")
      .map((field) => toTrimmedText(row[field]))
      .filter((text) => text !== "")
      .join(" "),
  );
  const name = texts.find((text) => text !== "");
  const more = detail === undefined ? "" : toTrimmedText(row[detail]);
  if (name === undefined) return more === "" ? `${one} ${id}` : `${one} ${id} (${more})`;
  return more === "" || more === name ? name : `${name} (${more})`;
}

const toTrimmedText = (value: unknown): string =>
  typeof value === "string" || typeof value === "number" ? String(value).trim() : "";

/** The organizations of the connected user by name, the default one first. */
export async function organizationElements(client: BooksClient): Promise<Element[]> {
  const { organizations } = await client.organizations();
  return organizations
    .sort((a, b) => Number(b.isDefault) - Number(a.isDefault) || a.name.localeCompare(b.name))
    .map(({ id, name, isDefault }) => ({
      key: id,
      label: `${name || id}${isDefault ? " (default)" : ""}`,
    }));
}
