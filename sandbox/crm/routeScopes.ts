import {
  moduleScopes,
  type Operation,
  resourceScopes,
  SEARCH_SCOPE,
  settingsScopes,
  UPLOAD_SCOPE,
} from "../accounts/scopes";
import type { Route } from "./route";

/** The scopes that each kind of endpoint needs (facts 1.8). */
export const onModule =
  (operation: Operation): Route["scopes"] =>
  (state, { module }) => [moduleScopes(state.modules.get(module ?? "")?.scopeName, operation)];
export const onLeads =
  (operation: Operation): Route["scopes"] =>
  () => [moduleScopes("leads", operation)];
export const onUpsert: Route["scopes"] = (state, params) => [
  ...onModule("CREATE")(state, params),
  ...onModule("UPDATE")(state, params),
];
export const onSearch: Route["scopes"] = (state, params) => [
  ...onModule("READ")(state, params),
  SEARCH_SCOPE,
];
/** Attachments need their own scope in addition to the module's (facts 1.8). */
export const onAttachments =
  (operation: Operation): Route["scopes"] =>
  (state, params) => [
    ...onModule(operation)(state, params),
    moduleScopes("attachments", operation),
  ];
/** Sources disagree on the scope for tagging (facts 1.8); any of them is enough. */
export const onTagging: Route["scopes"] = (state, { module }) => {
  const { scopeName } = state.modules.get(module ?? "") ?? {};
  return [
    [
      ...moduleScopes(scopeName, "CREATE"),
      ...moduleScopes(scopeName, "UPDATE"),
      ...settingsScopes("tags", "UPDATE"),
    ],
  ];
};
export const onSettings =
  (part: string, operation: Operation = "READ"): Route["scopes"] =>
  () => [settingsScopes(part, operation)];
export const onResource =
  (resource: string, operation: Operation = "READ"): Route["scopes"] =>
  () => [resourceScopes(resource, operation)];

/** Uploads for bulk write. */
export const onUpload: Route["scopes"] = () => [UPLOAD_SCOPE];
/** Notes of a record. */
export const onNotes: Route["scopes"] = () => [moduleScopes("notes", "CREATE")];
