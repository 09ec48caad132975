import type { JsonObject } from "../../http";

/** A status action and its effect on the record. */
export interface Transition {
  /** The end of its path. */
  path: string;
  /** The values it sets. */
  sets: JsonObject;
  /** Statuses in which it is allowed; undefined = all. */
  from?: readonly string[];
  message: string;
}

const toActive = (label: string): Transition[] => [
  {
    path: "active",
    sets: { is_active: true, status: "active" },
    message: `The ${label} has been marked as active.`,
  },
  {
    path: "inactive",
    sets: { is_active: false, status: "inactive" },
    message: `The ${label} has been marked as inactive.`,
  },
];

const toStatus = (
  label: string,
  status: string,
  word: string,
  from: readonly string[],
): Transition => ({
  path: `status/${status}`,
  sets: { status },
  from,
  message: `${label} status has been changed to ${word}.`,
});

const approval = (label: string): Transition[] => [
  {
    path: "submit",
    sets: { status: "pending_approval" },
    from: ["draft"],
    message: `The ${label} has been submitted for approval.`,
  },
  {
    path: "approve",
    sets: { status: "approved" },
    from: ["pending_approval", "draft"],
    message: `You have approved the ${label}.`,
  },
];

const credit = (label: string): Transition[] => [
  toStatus(label, "open", "Open", ["draft", "void", "approved", "pending_approval"]),
  toStatus(label, "void", "Void", ["draft", "open", "approved"]),
];

const recurring = (label: string): Transition[] => [
  {
    path: "status/stop",
    sets: { status: "stopped" },
    from: ["active"],
    message: `The ${label} has been stopped.`,
  },
  {
    path: "status/resume",
    sets: { status: "active" },
    from: ["stopped"],
    message: `The ${label} has been activated.`,
  },
];

const BEFORE_SENT = ["draft", "approved", "pending_approval", "void"];

/**
 * The status actions of facts 5c and 7. Messages are live ones where known, else modelled on them.
 */
export const TRANSITIONS: Readonly<Record<string, readonly Transition[]>> = {
  contacts: toActive("contact"),
  items: toActive("item"),
  chartofaccounts: toActive("account"),
  bankaccounts: toActive("account"),
  projects: toActive("project"),
  users: [
    ...toActive("user"),
    { path: "invite", sets: { status: "invited" }, message: "Your invitation has been sent." },
  ],
  invoices: [
    toStatus("Invoice", "sent", "Sent", BEFORE_SENT),
    toStatus("Invoice", "void", "Void", ["draft", "sent", "viewed", "overdue", "approved"]),
    toStatus("Invoice", "draft", "Draft", ["void"]),
    ...approval("invoice"),
  ],
  estimates: [
    toStatus("Quote", "sent", "Sent", BEFORE_SENT),
    toStatus("Quote", "accepted", "Accepted", ["sent", "viewed", "declined"]),
    toStatus("Quote", "declined", "Declined", ["sent", "viewed", "accepted"]),
    ...approval("quote"),
  ],
  salesorders: [
    toStatus("Sales Order", "open", "Open", ["draft", "void", "approved", "pending_approval"]),
    toStatus("Sales Order", "void", "Void", ["draft", "open", "approved"]),
    ...approval("sales order"),
  ],
  purchaseorders: [
    toStatus("Purchase Order", "open", "Issued", ["draft", "cancelled", "approved", "billed"]),
    toStatus("Purchase Order", "billed", "Billed", ["open"]),
    toStatus("Purchase Order", "cancelled", "Cancelled", ["draft", "open", "approved"]),
    ...approval("purchase order"),
  ],
  bills: [
    toStatus("Bill", "open", "Open", ["draft", "void", "approved", "pending_approval"]),
    toStatus("Bill", "void", "Void", ["draft", "open", "overdue", "approved"]),
    ...approval("bill"),
  ],
  creditnotes: [
    ...credit("Credit Note"),
    toStatus("Credit Note", "draft", "Draft", ["void"]),
    ...approval("credit note"),
  ],
  vendorcredits: [...credit("Vendor Credit"), ...approval("vendor credit")],
  retainerinvoices: [
    toStatus("Retainer Invoice", "sent", "Sent", BEFORE_SENT),
    toStatus("Retainer Invoice", "void", "Void", ["draft", "sent", "viewed", "overdue"]),
    toStatus("Retainer Invoice", "draft", "Draft", ["void"]),
    ...approval("retainer invoice"),
  ],
  journals: [
    {
      path: "status/publish",
      sets: { status: "published" },
      from: ["draft", "approved", "pending_approval"],
      message: "The journal has been published.",
    },
    ...approval("journal"),
  ],
  recurringbills: recurring("recurring bill"),
  recurringexpenses: recurring("recurring expense"),
  recurringinvoices: recurring("recurring invoice"),
  tasks: [
    {
      path: "markasopen",
      sets: { status: "open", parent_status: "open", completion_percentage: 0 },
      message: "The task has been marked as open.",
    },
    {
      path: "markasongoing",
      sets: { status: "ongoing", parent_status: "ongoing" },
      message: "The task has been marked as ongoing.",
    },
    {
      path: "markascompleted",
      sets: { status: "completed", parent_status: "completed", completion_percentage: 100 },
      message: "The task has been marked as completed.",
    },
  ],
};
