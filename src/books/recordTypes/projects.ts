import { recordType, words } from "./recordType";

/** https://www.zoho.com/books/api/v3/ */

export const project = recordType({
  value: "projects",
  label: "Projects",
  one: "project",
  idField: "project_id",
  singularKeys: ["project"],
  pluralKeys: ["projects"],
  scopeFamily: "projects",
  names: ["project_name"],
  detail: "customer_name",
  requiredOnCreate: words("project_name customer_id billing_type user_id"),
  filters: words("customer_id"),
  filterBy: words("Status.All Status.Active Status.Inactive"),
  sortColumns: words("project_name customer_name rate created_time"),
  newestBy: "created_time",
  changes: "createdOnly",
  actions: words("active inactive"),
});

export const task = recordType({
  value: "tasks",
  label: "Tasks",
  one: "task",
  idField: "task_id",
  singularKeys: ["task"],
  pluralKeys: ["tasks", "task"],
  scopeFamily: "settings",
  names: ["title", "task_name"],
  detail: "task_number",
  requiredOnCreate: words("title"),
  filters: words(
    "entity_id sub_entity_id owner_id contact_id client_id status parent_status search_text priority entity_type title task_description is_overdue created_by is_accountant_task contact_ids client_ids owner_ids date_start date_end task_number",
  ),
  filterBy: words(
    "TaskStatus.All TaskStatus.Overdue TaskStatus.InProgress TaskStatus.Completed TaskStatus.YetToStarted TaskStatus.MyPending TaskStatus.DueToday TaskStatus.PriorityOverdue TaskStatus.Unassigned",
  ),
  sortColumns: words(
    "owner_name contact_name client_name due_date title created_time completion_percentage task_number",
  ),
  newestBy: "created_time",
  changes: "createdOnly",
  files: { path: "attachment", canDownload: false, hasDocuments: true },
  parents: [
    {
      type: "projects",
      path: "/projects/{parent}/tasks",
      isUsual: true,
      nested: ["list", "get", "create", "update", "delete"],
      required: [],
      requiredOnCreate: ["task_name"],
      scopeFamily: "projects",
    },
  ],
  actions: words("markasopen markasongoing markascompleted"),
});

export const timeEntry = recordType({
  value: "projects/timeentries",
  label: "Time Entries",
  one: "time entry",
  idField: "time_entry_id",
  singularKeys: ["time_entry"],
  pluralKeys: ["time_entries"],
  scopeFamily: "projects",
  names: ["project_name task_name"],
  detail: "log_date",
  requiredOnCreate: words("project_id task_id user_id log_date"),
  filters: words("from_date to_date project_id user_id"),
  filterBy: words(
    "Date.All Date.Today Date.ThisWeek Date.ThisMonth Date.ThisQuarter Date.ThisYear Date.PreviousDay Date.PreviousWeek Date.PreviousMonth Date.PreviousQuarter Date.PreviousYear Date.CustomDate Status.Unbilled Status.Invoiced",
  ),
  sortColumns: words("project_name task_name user_name log_date timer_started_at customer_name"),
  newestBy: "log_date",
  changes: "createdOnly",
  parents: [{ type: "projects", isUsual: true, nested: [], required: [], field: "project_id" }],
  actions: words("timer/start"),
});
