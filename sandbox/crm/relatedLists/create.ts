import type { Clock } from "../../clock";
import { isJsonObject, type Reply } from "../../http";
import type { SandboxState } from "../../state/sandboxState";
import { invalidMethod } from "../errors";
import { createOne } from "../records/create";
import { writeReply } from "../records/results";
import { writeBody } from "../records/writeBody";
import type { CrmRequest } from "../request";
import { requireList, unknownParent } from "./requireList";

/** `POST /{module}/{id}/Notes` (facts 6): creates notes. No other list supports POST. */
export function createRelated(state: SandboxState, request: CrmRequest, clock: Clock): Reply {
  const { module, id, list } = requireList(state, request);
  if (list.apiName !== "Notes") throw invalidMethod();
  if (!state.store(module).get(id)) throw unknownParent();
  const parent = { Parent_Id: { module: { api_name: module.apiName }, id } };
  const { userId } = request.caller;
  const results = writeBody(request).map((raw, index) => {
    const note = isJsonObject(raw) ? { ...raw, ...parent } : raw;
    return createOne(state, list.module, note, `$.data[${index}]`, userId, clock.nowSecond());
  });
  return writeReply(state.variants, results, 201);
}
