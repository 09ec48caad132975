import { isJsonObject, type JsonObject } from "../../http";
import { BooksSandbox, getBody, rowsUnder } from "../../testSupport/books";
import type { RecordType } from "../schema/recordType";
import { getRecordType } from "../schema/recordTypes";
import { CASES, type Case, RECORDS } from "./typeCases";

/** A sandbox with records of every type, their ids for bodies, and the paths of a type. */
function open(example: Case) {
  const zoho = new BooksSandbox(RECORDS);
  const type = getRecordType(example.value);
  const ids = (value: string): string => {
    const record = zoho.organization.store(value).find(() => true);
    if (!record) throw new Error(`no ${value}`);
    return record.id;
  };
  const paths = example.paths?.(ids) ?? {};
  const collection = paths.collection ?? `/${example.value}`;
  const one = paths.one ?? ((id: string) => `${collection}/${id}`);
  return {
    zoho,
    type,
    ids,
    collection,
    list: paths.list ?? collection,
    one,
    remove: paths.remove ?? one,
    create: () =>
      zoho.call("POST", `${collection}${example.query?.(ids) ?? ""}`, { body: example.body(ids) }),
  };
}

function underKey(body: JsonObject, type: RecordType): JsonObject {
  const record = body[type.singularKey];
  if (!isJsonObject(record)) throw new Error(`no ${type.singularKey} in ${JSON.stringify(body)}`);
  return record;
}

describe.each(CASES.map((example) => [example.value, example] as const))("%s", (_name, example) => {
  test("is created, read, listed and deleted with its own keys (facts 5)", () => {
    const { create, one, zoho, type, list, remove } = open(example);
    const created = create();
    expect(created.status).toBe(201);
    expect(Object.keys(getBody(created))).toEqual(["code", "message", type.singularKey]);
    const record = underKey(getBody(created), type);
    const id = String(record[type.idField]);
    expect(id).toMatch(/^\d{18}$/);
    expect(underKey(zoho.get(one(id)), type)).toEqual(record);
    const rows = rowsUnder(zoho.get(list), type.pluralKey);
    expect(rows.map((row) => row[type.idField])).toContain(id);
    expect(zoho.call("DELETE", remove(id))).toMatchObject({ status: 200, json: { code: 0 } });
    expect(getBody(zoho.call("GET", one(id)))).toEqual({
      code: 1002,
      message: `${type.label} does not exist.`,
    });
  });

  test("every required field is checked", () => {
    const { zoho, type, ids, collection } = open(example);
    const query = example.query?.(ids) ?? "";
    for (const name of type.required) {
      const isInAddress = name === "project_id" && type.value === "projects/tasks";
      if (isInAddress) continue;
      const body = { ...example.body(ids), [name]: "" };
      const reply = zoho.call("POST", `${collection}${query}`, { body });
      expect({ status: reply.status, message: getBody(reply).message }).toEqual({
        status: 400,
        message: `${name} is a required field and cannot be empty`,
      });
    }
  });

  const canUpdate = example.change !== undefined;
  test(canUpdate ? "PUT of one field keeps the others (facts 5)" : "has no PUT (facts 5)", () => {
    const { create, one, zoho, type } = open(example);
    const before = underKey(getBody(create()), type);
    const url = one(String(before[type.idField]));
    zoho.clock.advance(5000);
    const reply = zoho.call("PUT", url, { body: example.change ?? {} });
    expect(reply.status).toBe(canUpdate ? 200 : 405);
    if (!canUpdate) return;
    const after = underKey(getBody(reply), type);
    const changed = Object.keys(after).filter(
      (name) => JSON.stringify(after[name]) !== JSON.stringify(before[name]),
    );
    expect(after).toMatchObject(example.change ?? {});
    if ("last_modified_time" in after) {
      expect(after.last_modified_time).toBe("2026-02-01T11:00:05+0530");
      expect(after.created_time).toBe(before.created_time);
    }
    const byNature =
      /^(last_modified|updated_time|line_items$|.*_formatted$|sales_rate|default_price)/;
    expect(changed.filter((name) => !byNature.test(name))).toEqual(
      Object.keys(example.change ?? {}),
    );
  });
});
