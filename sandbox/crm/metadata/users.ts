import { formatTime } from "../../clock";
import { commaList, type JsonObject, noContent, ok, type Reply } from "../../http";
import { isIdShaped } from "../../state/ids";
import { fullName, PROFILES, ROLES, type User } from "../../state/organization";
import type { SandboxState } from "../../state/sandboxState";
import { invalidParameter, invalidPathId, tooMany } from "../errors";
import type { CrmRequest } from "../request";

const JOINED_AT = Date.UTC(2025, 0, 1, 4, 30);
const MAX_PER_PAGE = 200;
const MAX_IDS = 100;

const isActive = (user: User): boolean => user.status === "active";

/** The values of `type` in `GET /users` (facts 7). */
const TYPES: Record<string, (user: User, callerId: string) => boolean> = {
  AllUsers: (user) => user.status !== "deleted",
  ActiveUsers: isActive,
  DeactiveUsers: (user) => user.status === "disabled",
  ConfirmedUsers: (user) => user.confirmed && user.status !== "deleted",
  NotConfirmedUsers: (user) => !user.confirmed,
  DeletedUsers: (user) => user.status === "deleted",
  ActiveConfirmedUsers: (user) => isActive(user) && user.confirmed,
  AdminUsers: (user) => user.administrator,
  ActiveConfirmedAdmins: (user) => isActive(user) && user.confirmed && user.administrator,
  CurrentUser: (user, callerId) => user.id === callerId,
};

function renderUserMetadata(state: SandboxState, user: User): JsonObject {
  const rank = user.administrator ? "administrator" : "standard";
  const time = formatTime(JOINED_AT, state.variants.timeOffset);
  return {
    id: user.id,
    zuid: user.zuid,
    full_name: fullName(user),
    first_name: user.firstName,
    last_name: user.lastName || null,
    email: user.email,
    status: user.status,
    confirm: user.confirmed,
    role: ROLES[rank],
    profile: PROFILES[rank],
    time_zone: "Asia/Kolkata",
    locale: "en_US",
    country: "US",
    country_locale: "en_US",
    language: "en_US",
    created_time: time,
    Modified_Time: time,
    type__s: "Regular User",
    category: "regular_user",
    personal_account: false,
    Isonline: false,
    microsoft: false,
    alias: null,
    phone: null,
    mobile: null,
    website: null,
  };
}

function pageNumber(query: URLSearchParams, name: string, fallback: number): number {
  const text = query.get(name) ?? String(fallback);
  if (!/^[1-9]\d*$/.test(text)) throw invalidParameter(name, { expected_data_type: "integer" });
  return Number(text);
}

/** `GET /users?type=&page=&per_page=&ids=` (facts 7). */
export function listUsers(state: SandboxState, request: CrmRequest): Reply {
  const { query, caller } = request;
  const type = TYPES[query.get("type") ?? "AllUsers"];
  if (!type) throw invalidParameter("type");
  const ids = commaList(query.get("ids"));
  if (ids.length > MAX_IDS) throw tooMany(MAX_IDS, { param_name: "ids" }, "Record count exceeded");
  const page = pageNumber(query, "page", 1);
  const perPage = pageNumber(query, "per_page", MAX_PER_PAGE);
  if (perPage > MAX_PER_PAGE) throw invalidParameter("per_page", { limit: MAX_PER_PAGE });
  const matching = state.users.filter(
    (user) => type(user, caller.userId) && (ids.length === 0 || ids.includes(user.id)),
  );
  const users = matching.slice((page - 1) * perPage, page * perPage);
  if (users.length === 0) return noContent();
  return ok({
    users: users.map((user) => renderUserMetadata(state, user)),
    info: {
      per_page: perPage,
      count: users.length,
      page,
      more_records: page * perPage < matching.length,
    },
  });
}

/** `GET /users/{id}` (facts 7). */
export function getUser(state: SandboxState, request: CrmRequest): Reply {
  const id = request.params.id ?? "";
  if (!isIdShaped(id)) throw invalidPathId(1);
  const user = state.user(id);
  return user ? ok({ users: [renderUserMetadata(state, user)] }) : noContent();
}
