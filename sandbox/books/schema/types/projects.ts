import type { RecordTypeRow } from "../recordType";
import { PROJECT, PROJECT_ROW, PROJECT_TASK, TASK, TASK_ROW, TIME_ENTRY } from "../shapes/projects";

/** Projects, tasks and time (facts 5, 5a, 5b). Project tasks and to-do tasks are two resources. */
export const PROJECT_TYPES: readonly RecordTypeRow[] = [
  {
    value: "projects",
    label: "Project",
    idField: "project_id",
    singularKey: "project",
    pluralKey: "projects",
    family: "projects",
    required: "project_name customer_id billing_type user_id",
    full: PROJECT,
    row: PROJECT_ROW,
    defaults: { status: "active", is_active: true, total_hours: "00:00", billable_hours: "00:00" },
    statuses: "active inactive",
    computed: "status is_active",
    upsert: true,
    sortColumns: "project_name customer_name rate created_time",
    filters: "customer_id",
    filterBy: "Status.Active Status.Inactive",
    messages: {
      create: "The project has been created.",
      update: "The project information has been updated.",
    },
  },
  {
    value: "projects/tasks",
    label: "Task",
    idField: "task_id",
    singularKey: "task",
    pluralKey: "task",
    family: "projects",
    required: "task_name",
    full: PROJECT_TASK,
    defaults: { status: "open", total_hours: "00:00" },
    computed: "project_id project_name customer_id customer_name",
    sort: "created_time A",
  },
  {
    value: "tasks",
    label: "Task",
    idField: "task_id",
    singularKey: "task",
    pluralKey: "tasks",
    family: "settings",
    required: "title",
    full: TASK,
    row: TASK_ROW,
    defaults: { status: "open", parent_status: "open", priority: "medium" },
    number: { field: "task_number", prefix: "TASK-", digits: 5 },
    statuses: "open ongoing completed",
    computed: "status parent_status completion_percentage task_number",
    sortColumns: `
      owner_name contact_name client_name due_date title created_time completion_percentage
      task_number
    `,
    filters: `
      entity_id sub_entity_id owner_id contact_id client_id status parent_status search_text
      priority entity_type title task_description is_overdue created_by is_accountant_task
      contact_ids client_ids owner_ids date_start date_end task_number
    `,
    defaultFilter: "TaskStatus.All",
    filterBy: `
      TaskStatus.Overdue TaskStatus.InProgress TaskStatus.Completed TaskStatus.YetToStarted
      TaskStatus.MyPending TaskStatus.DueToday TaskStatus.PriorityOverdue TaskStatus.Unassigned
    `,
  },
  {
    value: "projects/timeentries",
    label: "Time entry",
    idField: "time_entry_id",
    singularKey: "time_entry",
    pluralKey: "time_entries",
    family: "projects",
    required: "project_id task_id user_id log_date",
    full: TIME_ENTRY,
    defaults: { billed_status: "unbilled", is_billable: true },
    computed: "billed_status customer_id customer_name",
    reportName: "Timesheet",
    sort: "log_date D",
    sortColumns: "project_name task_name user_name log_date timer_started_at customer_name",
    defaultFilter: "Date.All",
    filters: "from_date to_date project_id user_id",
    filterBy: `
      Date.Today Date.ThisWeek Date.ThisMonth Date.ThisQuarter Date.ThisYear Date.PreviousDay
      Date.PreviousWeek Date.PreviousMonth Date.PreviousQuarter Date.PreviousYear
      Date.CustomDate Status.Unbilled Status.Invoiced
    `,
  },
];
