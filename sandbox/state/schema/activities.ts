import { type FieldSpec, field, type ModuleSpec } from "./field";

const PRIORITIES = ["High", "Highest", "Low", "Lowest", "Normal"];

const parties = (): FieldSpec[] => [
  field("Who_Id", "lookup", { label: "Contact Name", target: "Contacts" }),
  field("What_Id", "multi_module_lookup", { label: "Related To" }),
  field("Description", "textarea"),
];

const tasks: ModuleSpec = {
  apiName: "Tasks",
  singular: "Task",
  plural: "Tasks",
  nameField: "Subject",
  fields: [
    field("Subject", "text", { length: 300, mandatory: true }),
    field("Due_Date", "date"),
    field("Status", "picklist", {
      options: ["Not Started", "Deferred", "In Progress", "Completed", "Waiting for input"],
    }),
    field("Priority", "picklist", { options: PRIORITIES }),
    field("Closed_Time", "datetime", { readOnly: true }),
    field("Send_Notification_Email", "boolean"),
    ...parties(),
  ],
};

/** API name Events, labels "Meetings" (facts 13.11). */
const events: ModuleSpec = {
  apiName: "Events",
  singular: "Meeting",
  plural: "Meetings",
  nameField: "Event_Title",
  fields: [
    field("Event_Title", "text", { label: "Title", mandatory: true }),
    field("Start_DateTime", "datetime", { label: "From", mandatory: true }),
    field("End_DateTime", "datetime", { label: "To", mandatory: true }),
    field("All_day", "boolean"),
    field("Venue", "text", { label: "Location" }),
    field("Participants", "subform", {
      rows: [
        field("participant", "text"),
        field("type", "text"),
        field("name", "text"),
        field("Email", "email"),
        field("invited", "boolean"),
        field("status", "text"),
      ],
    }),
    field("Remind_At", "datetime", { label: "Reminder" }),
    ...parties(),
  ],
};

const calls: ModuleSpec = {
  apiName: "Calls",
  singular: "Call",
  plural: "Calls",
  nameField: "Subject",
  fields: [
    field("Subject", "text", { mandatory: true }),
    field("Call_Type", "picklist", { mandatory: true, options: ["Inbound", "Outbound", "Missed"] }),
    field("Call_Start_Time", "datetime", { mandatory: true }),
    field("Call_Duration", "text", { mandatory: true, length: 50 }),
    field("Call_Duration_in_seconds", "integer"),
    field("Call_Purpose", "picklist", {
      options: ["-None-", "Administrative", "Demo", "Negotiation", "Prospecting"],
    }),
    field("Outgoing_Call_Status", "picklist", { options: ["Completed", "Overdue", "Scheduled"] }),
    field("Call_Result", "picklist", { options: ["-None-", "Interested", "No response/Busy"] }),
    ...parties(),
  ],
};

const notes: ModuleSpec = {
  apiName: "Notes",
  singular: "Note",
  plural: "Notes",
  nameField: "Note_Title",
  fields: [
    field("Note_Title", "text", { length: 120 }),
    field("Note_Content", "textarea", { mandatory: true }),
    field("Parent_Id", "multi_module_lookup", { label: "Parent ID", mandatory: true }),
  ],
};

const campaigns: ModuleSpec = {
  apiName: "Campaigns",
  singular: "Campaign",
  plural: "Campaigns",
  nameField: "Campaign_Name",
  fields: [
    field("Campaign_Name", "text", { length: 200, mandatory: true }),
    field("Type", "picklist", { options: ["-None-", "Conference", "Email", "Webinar"] }),
    field("Status", "picklist", { options: ["-None-", "Active", "Complete", "Planning"] }),
    field("Start_Date", "date"),
    field("End_Date", "date"),
    field("Expected_Revenue", "currency", { decimals: 2 }),
    field("Budgeted_Cost", "currency", { decimals: 2 }),
    field("Num_sent", "bigint"),
    field("Description", "textarea"),
  ],
};

const cases: ModuleSpec = {
  apiName: "Cases",
  singular: "Case",
  plural: "Cases",
  nameField: "Subject",
  fields: [
    field("Subject", "text", { mandatory: true }),
    field("Case_Origin", "picklist", { mandatory: true, options: ["Email", "Phone", "Web"] }),
    field("Status", "picklist", {
      mandatory: true,
      options: ["New", "On Hold", "Escalated", "Closed"],
    }),
    field("Case_Number", "autonumber", { readOnly: true }),
    field("Priority", "picklist", { options: PRIORITIES }),
    field("Account_Name", "lookup", { target: "Accounts" }),
    field("Related_To", "lookup", { target: "Contacts" }),
    field("Product_Name", "lookup", { target: "Products" }),
    field("Email", "email"),
    field("Phone", "phone"),
    field("Description", "textarea"),
    field("Solution", "textarea"),
  ],
};

const solutions: ModuleSpec = {
  apiName: "Solutions",
  singular: "Solution",
  plural: "Solutions",
  nameField: "Solution_Title",
  fields: [
    field("Solution_Title", "text", { mandatory: true }),
    field("Solution_Number", "autonumber", { readOnly: true }),
    field("Status", "picklist", { options: ["-None-", "Created", "Draft", "Published"] }),
    field("Product_Name", "lookup", { target: "Products" }),
    field("Published", "boolean"),
    field("Question", "textarea"),
    field("Answer", "textarea"),
  ],
};

export const ACTIVITY_MODULES: readonly ModuleSpec[] = [
  tasks,
  events,
  calls,
  notes,
  campaigns,
  cases,
  solutions,
];
