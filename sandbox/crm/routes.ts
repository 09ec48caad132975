import { deleteAttachment, deleteAttachments } from "./attachments/delete";
import { downloadAttachment } from "./attachments/download";
import { listAttachments } from "./attachments/list";
import { uploadAttachment } from "./attachments/upload";
import { createReadJob } from "./bulk/read/create";
import { getReadJob } from "./bulk/read/details";
import { downloadReadResult } from "./bulk/read/download";
import { createWriteJob } from "./bulk/write/create";
import { getWriteJob } from "./bulk/write/details";
import { downloadWriteResult } from "./bulk/write/download";
import { uploadFile } from "./bulk/write/upload";
import { convertLead } from "./conversion/convert";
import { getConversionOptions } from "./conversion/options";
import { queryCredits } from "./coql/credits";
import { runQuery } from "./coql/run";
import { listDeleted } from "./deleted/list";
import { notImplemented } from "./errors";
import { downloadFieldFile, downloadFile } from "./files/download";
import { uploadFiles } from "./files/upload";
import { listApis } from "./metadata/apis";
import { listCustomViews } from "./metadata/customViews";
import { getField, listFields } from "./metadata/fields";
import { listLayouts } from "./metadata/layouts";
import { getModule, listModules } from "./metadata/modules";
import { getOrganization } from "./metadata/organization";
import { listPickListValues } from "./metadata/pickListValues";
import { listProfiles } from "./metadata/profiles";
import { listRelatedLists } from "./metadata/relatedLists";
import { getUser, listUsers } from "./metadata/users";
import {
  createVariables,
  deleteVariables,
  listVariables,
  updateVariables,
} from "./metadata/variables";
import { changeNotifications } from "./notifications/change";
import { getNotifications } from "./notifications/details";
import { disableNotifications } from "./notifications/disable";
import { enableNotifications, replaceNotifications } from "./notifications/enable";
import { createRecords } from "./records/create";
import { deleteRecord, deleteRecords } from "./records/delete";
import { getFullRecords } from "./records/fullData";
import { getRecord } from "./records/get";
import { listRecords } from "./records/list";
import { updateRecord, updateRecords } from "./records/update";
import { upsertRecords } from "./records/upsert";
import { recordCount } from "./records/writeBody";
import { createRelated } from "./relatedLists/create";
import { getRelated } from "./relatedLists/get";
import { listRelated } from "./relatedLists/list";
import {
  relateRecord,
  relateRecords,
  unrelateRecord,
  unrelateRecords,
} from "./relatedLists/relate";
import type { CrmHandler } from "./request";
import type { CreditCost, Route, Surface } from "./route";
import {
  onAttachments,
  onLeads,
  onModule,
  onNotes,
  onResource,
  onSearch,
  onSettings,
  onTagging,
  onUpload,
  onUpsert,
} from "./routeScopes";
import { countRecords } from "./search/count";
import { searchRecords } from "./search/search";
import { addTags, removeTags, taggedCount } from "./tags/records";
import {
  countTagged,
  createTags,
  deleteTag,
  listTags,
  updateTag,
  updateTags,
} from "./tags/settings";

const oneCredit: CreditCost = () => 1;
const MAX_PER_WRITE = 10;
/** One credit per `each` records, at most 10 (facts 12). */
const perRecords = (count: number, each: number): number =>
  Math.min(MAX_PER_WRITE, Math.max(1, Math.ceil(count / each)));
/** Lists cost 3 with a custom view; writes 1 per ten records (facts 12). */
const perList: CreditCost = ({ query }) => (query.has("cvid") ? 3 : 1);
const perTen: CreditCost = (request) => perRecords(recordCount(request), 10);

const perSearch: CreditCost = (_request, variants) => Number(variants.searchCredits);
const perCount: CreditCost = (_request, variants) => Number(variants.countCredits);
const perDeletedList: CreditCost = (_request, variants) => Number(variants.deletedCredits);

/** Facts 12. */
const perFiftyTagged: CreditCost = (request) => perRecords(taggedCount(request), 50);
const perConversion: CreditCost = () => 5;
const perBulkRead: CreditCost = () => 50;
const perBulkWrite: CreditCost = () => 500;

const route = (
  method: string,
  pattern: string,
  handler: CrmHandler,
  scopes: Route["scopes"],
  credits: CreditCost = oneCredit,
): Route => ({ method, pattern, handler, scopes, credits });

/** A route on another surface than the API. */
const onSurface = (surface: Surface, one: Route): Route => ({ ...one, surface });

/** A Zoho endpoint that the sandbox does not implement. */
const unimplementedRoute = (method: string, pattern: string): Route =>
  route(
    method,
    pattern,
    (_state, request) => {
      throw notImplemented(request.method, request.path);
    },
    () => [],
  );

const RELATED = "/{module}/{id}/{related}";
const ONE_RELATED = "/{module}/{id}/{related}/{relatedId}";
const WRITE_RESULT = "/{organization}/bulk-write/{id}/{file}";
const FIELD_FILE = "/{module}/{id}/actions/download_fields_attachment";
const ATTACHMENTS = "/{module}/{id}/Attachments";
const ONE_ATTACHMENT = "/{module}/{id}/Attachments/{attachmentId}";

const implemented: readonly Route[] = [
  route("GET", "/org", getOrganization, onResource("org")),
  route("GET", "/users", listUsers, onResource("users")),
  route("GET", "/users/{id}", getUser, onResource("users")),
  route("GET", "/settings/modules", listModules, onSettings("modules")),
  route("GET", "/settings/modules/{module}", getModule, onSettings("modules")),
  route("GET", "/settings/fields", listFields, onSettings("fields")),
  route("GET", "/settings/fields/{id}", getField, onSettings("fields")),
  route("GET", "/settings/layouts", listLayouts, onSettings("layouts")),
  route("GET", "/settings/layouts/{id}", listLayouts, onSettings("layouts")),
  route("GET", "/settings/custom_views", listCustomViews, onSettings("custom_views")),
  route("GET", "/settings/custom_views/{id}", listCustomViews, onSettings("custom_views")),
  route("POST", "/coql", runQuery, onResource("coql"), queryCredits),
  route("POST", "/actions/watch", enableNotifications, onResource("notifications", "CREATE")),
  route("PUT", "/actions/watch", replaceNotifications, onResource("notifications", "UPDATE")),
  route("PATCH", "/actions/watch", changeNotifications, onResource("notifications", "UPDATE")),
  route("GET", "/actions/watch", getNotifications, onResource("notifications")),
  route("DELETE", "/actions/watch", disableNotifications, onResource("notifications", "DELETE")),
  route("GET", "/{module}", listRecords, onModule("READ"), perList),
  route("POST", "/{module}", createRecords, onModule("CREATE"), perTen),
  route("POST", "/{module}/upsert", upsertRecords, onUpsert, perTen),
  route("PUT", "/{module}", updateRecords, onModule("UPDATE"), perTen),
  route("DELETE", "/{module}", deleteRecords, onModule("DELETE")),
  route("GET", "/{module}/{id}", getRecord, onModule("READ")),
  route("PUT", "/{module}/{id}", updateRecord, onModule("UPDATE")),
  route("DELETE", "/{module}/{id}", deleteRecord, onModule("DELETE")),
  route("POST", "/Leads/{id}/actions/convert", convertLead, onLeads("CREATE"), perConversion),
  route("GET", "/Leads/{id}/__conversion_options", getConversionOptions, onLeads("READ")),
  route("GET", "/{module}/actions/fetch_full_data", getFullRecords, onModule("READ")),
  route("GET", "/{module}/{id}/actions/fetch_full_data", getFullRecords, onModule("READ")),
  route("GET", "/{module}/search", searchRecords, onSearch, perSearch),
  route("GET", "/{module}/actions/count", countRecords, onModule("READ"), perCount),
  route("GET", "/{module}/deleted", listDeleted, onModule("READ"), perDeletedList),
  route("GET", "/settings/related_lists", listRelatedLists, onSettings("related_lists")),
  route("GET", RELATED, listRelated, onModule("READ")),
  route("POST", RELATED, createRelated, onNotes, perTen),
  route("GET", ONE_RELATED, getRelated, onModule("READ")),
  route("PUT", RELATED, relateRecords, onModule("UPDATE")),
  route("DELETE", RELATED, unrelateRecords, onModule("DELETE")),
  route("PUT", ONE_RELATED, relateRecord, onModule("UPDATE")),
  route("DELETE", ONE_RELATED, unrelateRecord, onModule("DELETE")),
  route("GET", ATTACHMENTS, listAttachments, onAttachments("READ")),
  route("POST", ATTACHMENTS, uploadAttachment, onAttachments("CREATE")),
  route("DELETE", ATTACHMENTS, deleteAttachments, onAttachments("DELETE")),
  route("GET", ONE_ATTACHMENT, downloadAttachment, onAttachments("READ")),
  route("DELETE", ONE_ATTACHMENT, deleteAttachment, onAttachments("DELETE")),
  route("POST", "/{module}/actions/add_tags", addTags, onTagging, perFiftyTagged),
  route("POST", "/{module}/{id}/actions/add_tags", addTags, onTagging),
  route("POST", "/{module}/actions/remove_tags", removeTags, onTagging, perFiftyTagged),
  route("POST", "/{module}/{id}/actions/remove_tags", removeTags, onTagging),
  route("GET", "/settings/tags", listTags, onSettings("tags")),
  route("POST", "/settings/tags", createTags, onSettings("tags", "CREATE")),
  route("PUT", "/settings/tags", updateTags, onSettings("tags", "UPDATE")),
  route("PUT", "/settings/tags/{id}", updateTag, onSettings("tags", "UPDATE")),
  route("DELETE", "/settings/tags/{id}", deleteTag, onSettings("tags", "DELETE")),
  route("GET", "/settings/tags/{id}/actions/records_count", countTagged, onSettings("tags")),
  route("GET", "/settings/fields/{id}/pick_list_values", listPickListValues, onSettings("fields")),
  route("GET", "/settings/profiles", listProfiles, onSettings("profiles")),
  route("GET", "/settings/profiles/{id}", listProfiles, onSettings("profiles")),
  route("GET", "/settings/variables", listVariables, onSettings("variables")),
  route("POST", "/settings/variables", createVariables, onSettings("variables", "CREATE")),
  route("PUT", "/settings/variables", updateVariables, onSettings("variables", "UPDATE")),
  route("DELETE", "/settings/variables", deleteVariables, onSettings("variables", "DELETE")),
  route("POST", "/files", uploadFiles, onResource("files", "CREATE")),
  route("GET", "/files", downloadFile, onResource("files")),
  route("GET", FIELD_FILE, downloadFieldFile, onModule("READ")),
  onSurface("bulk", route("POST", "/read", createReadJob, onResource("bulk"), perBulkRead)),
  onSurface("bulk", route("GET", "/read/{id}", getReadJob, onResource("bulk"))),
  onSurface("bulk", route("GET", "/read/{id}/result", downloadReadResult, onResource("bulk"))),
  onSurface("upload", route("POST", "/upload", uploadFile, onUpload)),
  onSurface(
    "bulk",
    route("POST", "/write", createWriteJob, onResource("bulk", "CREATE"), perBulkWrite),
  ),
  onSurface("bulk", route("GET", "/write/{id}", getWriteJob, onResource("bulk"))),
  onSurface("download", route("GET", WRITE_RESULT, downloadWriteResult, onResource("bulk"))),
];

const unimplemented: readonly Route[] = [
  unimplementedRoute("POST", "/{module}/{id}/actions/clone"),
  unimplementedRoute("GET", "/{module}/{id}/actions/blueprint"),
  unimplementedRoute("PUT", "/{module}/{id}/actions/blueprint"),
  unimplementedRoute("GET", "/Approvals"),
  unimplementedRoute("POST", "/{module}/{id}/actions/approvals"),
  unimplementedRoute("POST", "/{module}/actions/mass_update"),
  unimplementedRoute("GET", "/{module}/actions/mass_update"),
  unimplementedRoute("POST", "/{module}/actions/change_owner"),
  unimplementedRoute("POST", "/{module}/{id}/actions/change_owner"),
  unimplementedRoute("POST", "/{module}/actions/mass_change_owner"),
  unimplementedRoute("GET", "/{module}/actions/mass_change_owner"),
  unimplementedRoute("POST", "/{module}/actions/mass_delete"),
  unimplementedRoute("GET", "/{module}/actions/mass_delete"),
  unimplementedRoute("GET", "/{module}/{id}/photo"),
  unimplementedRoute("POST", "/{module}/{id}/photo"),
  unimplementedRoute("DELETE", "/{module}/{id}/photo"),
  unimplementedRoute("POST", "/__composite_requests"),
  unimplementedRoute("GET", "/settings/global_picklists"),
  unimplementedRoute("GET", "/settings/pipeline"),
  unimplementedRoute("GET", "/settings/roles"),
  unimplementedRoute("POST", "/settings/tags/{id}/actions/merge"),
];

const listOfApis = route(
  "GET",
  "/__apis",
  (state, request) => listApis(implemented, state, request),
  () => [],
);

/** Every endpoint of the CRM API that the sandbox knows. */
export const routes: readonly Route[] = [...implemented, listOfApis, ...unimplemented];
