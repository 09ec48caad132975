import type { JsonObject, Reply } from "../../http";
import type { SandboxState } from "../../state/sandboxState";
import { printed } from "../files/print";
import { type BooksHandler, success } from "../request";
import type { RecordType } from "../schema/recordType";
import { requireRecord } from "./find";
import { renderFull } from "./render";

const isUnwrapped = (state: SandboxState, type: RecordType): boolean =>
  type.value === "bankaccounts/rules" && state.variants.booksBankRule === "unwrapped";

const wrap = (state: SandboxState, type: RecordType, record: JsonObject): Reply =>
  success("success", isUnwrapped(state, type) ? record : { [type.singularKey]: record });

/** Returns a full record, or a PDF or HTML page where the type supports it (facts 8). */
export const getRecord =
  (type: RecordType): BooksHandler =>
  (state, request) => {
    const record = requireRecord(state, request, type);
    const { organization } = request;
    return (
      printed(state, request, type, record) ??
      wrap(state, type, renderFull(organization, type, record))
    );
  };
