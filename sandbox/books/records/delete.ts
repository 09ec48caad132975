import { commaList } from "../../http";
import { notFound, requiredMissing } from "../errors";
import { type BooksHandler, success } from "../request";
import type { RecordType } from "../schema/recordType";
import { requireRecord } from "./find";
import { deleteRecord } from "./write";

/** Deletes a record permanently; the reply has only code and message (facts 3). */
export const deleteOne =
  (type: RecordType): BooksHandler =>
  (state, request, clock) => {
    const record = requireRecord(state, request, type);
    deleteRecord(request.organization, type, record, clock.nowSecond());
    return success(type.messages.delete);
  };

/** Deletes the records listed in the query, or none if one does not exist (facts 5). */
export const deleteMany =
  (type: RecordType, parameter: string): BooksHandler =>
  (state, { organization, query }, clock) => {
    const ids = commaList(query.get(parameter));
    if (ids.length === 0) throw requiredMissing(parameter);
    const records = ids.map((id) => {
      const record = organization.store(type.value).get(id);
      if (!record) throw notFound(type.label, state.variants);
      return record;
    });
    for (const record of records) deleteRecord(organization, type, record, clock.nowSecond());
    return success(type.messages.delete);
  };
