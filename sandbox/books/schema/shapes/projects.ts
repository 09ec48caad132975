import type { ShapeNames } from "../shape";

/** Projects, tasks and time entries with the documented fields; no live reply is known. */
export const PROJECT: ShapeNames = {
  text: `
    project_id project_name project_code customer_id customer_name customer_email currency_id
    currency_code description status billing_type budget_type budget_amount budget_hours
    cost_budget_amount total_hours billed_hours un_billed_hours billable_hours non_billable_hours
    project_head_id user_id created_time last_modified_time
  `,
  number: "rate billing_rate total_amount billed_amount un_billed_amount",
  flag: "is_expense_inclusive is_client_approval_needed show_in_dashboard is_active",
  list: "custom_fields tags",
  group: { custom_field_hash: {} },
  rows: {
    tasks: {
      text: `
        task_id task_name description status total_hours billed_hours un_billed_hours
        budget_hours
      `,
      number: "rate",
      flag: "is_billable",
    },
    users: {
      text: "user_id user_name email user_role status total_hours budget_hours",
      number: "rate cost_rate",
      flag: "is_current_user",
    },
  },
};

export const PROJECT_ROW: ShapeNames = {
  text: `
    project_id project_name project_code customer_id customer_name currency_code description
    status billing_type total_hours billable_hours created_time
  `,
  number: "rate",
  flag: "can_be_invoiced is_user_approval_enabled",
};

/** `project_id` comes first here: the first key in `_id` is not the task's own (facts 12.3). */
export const PROJECT_TASK: ShapeNames = {
  text: `
    project_id task_id currency_id customer_id task_name project_name customer_name billing_type
    description status total_hours billed_hours un_billed_hours non_billable_hours
  `,
  number: "rate budget_hours",
  flag: "is_billable",
  list: "custom_fields",
};

export const TASK: ShapeNames = {
  text: `
    task_id task_number title task_description status status_formatted parent_status priority
    due_date start_date entity_type entity_id sub_entity_id owner_id owner_name contact_id
    contact_name client_id client_name created_by created_by_name created_time
    last_modified_time
  `,
  number: "completion_percentage",
  flag: "is_overdue is_accountant_task has_attachment",
  list: "documents comments tags",
};

export const TASK_ROW: ShapeNames = {
  text: `
    task_id task_number title task_description status parent_status priority due_date start_date
    entity_type entity_id owner_id owner_name contact_id contact_name client_id client_name
    created_by created_time
  `,
  number: "completion_percentage",
  flag: "is_overdue has_attachment",
};

export const TIME_ENTRY: ShapeNames = {
  text: `
    time_entry_id project_id project_name customer_id customer_name task_id task_name user_id
    user_name log_date begin_time end_time log_time billed_status invoice_id invoice_number
    notes timer_started_at created_time status
  `,
  number: "task_rate cost_rate timer_duration_in_minutes",
  flag: "is_billable is_current_user is_paused can_continue_timer",
  list: "custom_fields",
};
