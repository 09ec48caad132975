import { asNumber, asText } from "../effects/effects";
import { invalidValue } from "../errors";
import type { RecordType } from "../schema/recordType";
import type { BooksOrganization } from "../state/booksOrganization";
import { localDate } from "../state/zonedTime";
import { parsePeriod } from "./periods";
import { type Condition, statusCondition } from "./statuses";

const ACCOUNT_KINDS: Record<string, RegExp> = {
  Asset: /asset|bank|cash|receivable|stock|payment_clearing/,
  Liability: /liability|payable|credit_card/,
  Equity: /equity/,
  Income: /income/,
  Expense: /expense|cost_of_goods_sold/,
};

const snake = (text: string): string => text.replace(/(?<=[a-z])(?=[A-Z])/g, "_").toLowerCase();

function modeCondition(mode: string): Condition {
  const plain = (text: string): string => text.replace(/[\s_]/g, "").toLowerCase();
  return ({ values }) => plain(asText(values.payment_mode)) === plain(mode);
}

function taskCondition(view: string, today: string): Condition {
  const isOverdue: Condition = ({ values }) =>
    values.status !== "completed" && values.due_date !== "" && asText(values.due_date) < today;
  const conditions: Record<string, Condition> = {
    Overdue: isOverdue,
    PriorityOverdue: (record) => isOverdue(record) && record.values.priority === "high",
    InProgress: ({ values }) => values.status === "ongoing",
    Completed: ({ values }) => values.status === "completed",
    YetToStarted: ({ values }) => values.status === "open",
    MyPending: ({ values }) => values.status !== "completed",
    DueToday: ({ values }) => values.due_date === today,
    Unassigned: ({ values }) => !values.owner_id,
  };
  return conditions[view] ?? (() => false);
}

const DATE_FIELDS = [
  "journal_date",
  "adjustment_date",
  "log_date",
  "payment_expected_date",
  "date",
];

function periodCondition(type: RecordType, view: string, today: string): Condition {
  const field = DATE_FIELDS.find((name) => type.full.has(name)) ?? "date";
  const period = parsePeriod(view, today);
  if (!period) return () => view === "CustomDate";
  return ({ values }) => {
    const date = asText(values[field]);
    return date >= period.start && date <= period.end;
  };
}

function contactCondition(view: string): Condition {
  return ({ values }) => view === "Unpaid" && asNumber(values.outstanding_receivable_amount) > 0;
}

/**
 * The condition of `filter_by` or of the default filter, which hides inactive accounts and taxes
 * (facts 3). Throws on values that the type does not have; views of features that the sandbox does
 * not implement are empty.
 */
export function filterByCondition(
  organization: BooksOrganization,
  type: RecordType,
  applied: string,
  now: number,
): Condition | undefined {
  if (!type.list.filterBy.has(applied)) throw invalidValue("filter_by");
  const [group = "", view = ""] = applied.split(".");
  const today = localDate(now, organization.timeZone);
  if (view === "All") return undefined;
  if (group === "AccountType") {
    const kind = ACCOUNT_KINDS[view];
    if (kind) return ({ values }) => kind.test(asText(values.account_type));
  }
  if (["Status", "AccountType", "Taxes"].includes(group)) return statusCondition(snake(view));
  if (group === "PaymentMode") return modeCondition(view);
  if (group === "TaskStatus") return taskCondition(view, today);
  if (group === "Date" || group === "JournalDate") return periodCondition(type, view, today);
  if (group === "Invoice") return contactCondition(view);
  if (group === "Currencies") return ({ values }) => !values.is_base_currency;
  const hasFiles: Condition = ({ id }) => organization.files.of(type.value, id).length > 0;
  if (group === "WithAttachment") return hasFiles;
  if (group === "WithoutAttachment") return (record) => !hasFiles(record);
  return () => false;
}
