import type { JsonObject } from "../../http";
import { RECORD_TYPES } from "../schema/recordTypes";

/** Some records of every type, so that every lookup has a target. */
export const RECORDS = Object.fromEntries([...RECORD_TYPES.keys()].map((value) => [value, 4]));

type Methods = "LCGUD" | "LCGD";

/** What the tests need to know about a type. */
export interface Case {
  value: string;
  methods?: Methods;
  body: (ids: (value: string) => string) => JsonObject;
  change?: JsonObject;
  query?: (ids: (value: string) => string) => string;
  /** Paths that differ from `/<value>` and `/<value>/{id}`. */
  paths?: (ids: (value: string) => string) => {
    collection?: string;
    list?: string;
    one?: (id: string) => string;
    remove?: (id: string) => string;
  };
}

const DAY = "2026-02-03";
const line = (ids: (value: string) => string): JsonObject[] => [{ item_id: ids("items") }];

export const CASES: readonly Case[] = [
  {
    value: "contacts",
    body: () => ({ contact_name: "Zed" }),
    change: { notes: "kept" },
  },
  {
    value: "contactpersons",
    body: (ids) => ({ contact_id: ids("contacts"), first_name: "Zoe" }),
    change: { last_name: "Moss" },
    paths: (ids) => ({
      collection: "/contacts/contactpersons",
      list: `/contacts/${ids("contacts")}/contactpersons`,
      one: (id) => `/contacts/contactpersons/${id}`,
    }),
  },
  {
    value: "employees",
    methods: "LCGD",
    body: () => ({ name: "Eve", email: "eve@example.test" }),
    paths: () => ({ remove: (id) => `/employee/${id}` }),
  },
  { value: "items", body: () => ({ name: "Pin", rate: 2 }), change: { rate: 3 } },
  {
    value: "expenses",
    body: (ids) => ({
      date: DAY,
      account_id: ids("chartofaccounts"),
      amount: 9.5,
      paid_through_account_id: ids("bankaccounts"),
    }),
    change: { description: "Tram" },
  },
  {
    value: "invoices",
    body: (ids) => ({ customer_id: ids("contacts"), line_items: line(ids) }),
    change: { notes: "Thanks" },
  },
  {
    value: "estimates",
    body: (ids) => ({ customer_id: ids("contacts"), line_items: line(ids) }),
    change: { notes: "Thanks" },
  },
  {
    value: "salesorders",
    body: (ids) => ({ customer_id: ids("contacts") }),
    change: { notes: "Thanks" },
  },
  {
    value: "creditnotes",
    body: (ids) => ({ customer_id: ids("contacts"), date: DAY, line_items: line(ids) }),
    change: { notes: "Thanks" },
  },
  {
    value: "retainerinvoices",
    body: (ids) => ({
      customer_id: ids("contacts"),
      line_items: [{ description: "Deposit", rate: 40 }],
    }),
    change: { notes: "Thanks" },
  },
  {
    value: "bills",
    body: (ids) => ({ vendor_id: ids("contacts"), bill_number: "B-77" }),
    change: { notes: "Thanks" },
  },
  {
    value: "purchaseorders",
    body: (ids) => ({ vendor_id: ids("contacts"), line_items: line(ids) }),
    change: { notes: "Thanks" },
  },
  {
    value: "vendorcredits",
    body: (ids) => ({ vendor_id: ids("contacts"), line_items: line(ids) }),
    change: { notes: "Thanks" },
  },
  {
    value: "recurringinvoices",
    body: (ids) => ({
      recurrence_name: "Rent",
      customer_id: ids("contacts"),
      recurrence_frequency: "months",
    }),
    change: { notes: "Thanks" },
  },
  {
    value: "recurringbills",
    body: (ids) => ({
      vendor_id: ids("contacts"),
      recurrence_name: "Rent",
      start_date: DAY,
      repeat_every: 1,
      recurrence_frequency: "months",
    }),
    change: { notes: "Thanks" },
  },
  {
    value: "recurringexpenses",
    body: (ids) => ({
      account_id: ids("chartofaccounts"),
      recurrence_name: "Rent",
      start_date: DAY,
      recurrence_frequency: "months",
      repeat_every: 1,
      amount: 12,
    }),
    change: { description: "Flat" },
  },
  {
    value: "vendorpayments",
    body: (ids) => ({ vendor_id: ids("contacts"), amount: 5 }),
    change: { description: "Cash" },
  },
  {
    value: "chartofaccounts",
    body: () => ({ account_name: "Gas", account_type: "expense" }),
    change: { description: "Heating" },
  },
  {
    value: "journals",
    body: () => ({ journal_date: DAY }),
    change: { notes: "Closing" },
  },
  {
    value: "basecurrencyadjustment",
    methods: "LCGD",
    body: (ids) => ({
      currency_id: ids("settings/currencies"),
      adjustment_date: DAY,
      exchange_rate: 1.3,
      notes: "Quarter",
    }),
    query: (ids) => `?account_ids=${ids("chartofaccounts")}`,
  },
  {
    value: "bankaccounts",
    body: () => ({ account_name: "Savings", account_type: "bank" }),
    change: { description: "Reserve" },
  },
  {
    value: "banktransactions",
    body: (ids) => ({
      transaction_type: "deposit",
      to_account_id: ids("bankaccounts"),
      amount: 20,
      date: DAY,
    }),
    change: { description: "Coins" },
  },
  {
    value: "bankaccounts/rules",
    body: () => ({
      rule_name: "Shops",
      rule_category: "withdrawals",
      apply_to: "withdrawals",
      criteria_type: "and",
      criterion: [{ field: "payee", comparator: "is", value: "Shop" }],
      record_as: "expense",
    }),
    change: { rule_name: "Stores" },
  },
  {
    value: "projects",
    body: (ids) => ({
      project_name: "Mill",
      customer_id: ids("contacts"),
      billing_type: "fixed_cost_for_project",
      user_id: ids("users"),
    }),
    change: { description: "Old mill" },
  },
  {
    value: "projects/tasks",
    body: () => ({ task_name: "Survey" }),
    change: { description: "By foot" },
    paths: (ids) => ({
      collection: `/projects/${ids("projects")}/tasks`,
      one: (id) => `/projects/${ids("projects")}/tasks/${id}`,
    }),
  },
  {
    value: "projects/timeentries",
    body: (ids) => ({
      project_id: ids("projects"),
      task_id: ids("projects/tasks"),
      user_id: ids("users"),
      log_date: DAY,
      log_time: "01:30",
    }),
    change: { notes: "Rain" },
  },
  { value: "tasks", body: () => ({ title: "Call" }), change: { priority: "high" } },
  {
    value: "settings/currencies",
    body: () => ({ currency_code: "CHF", currency_format: "1,234,567.89" }),
    change: { exchange_rate: 1.1 },
  },
  {
    value: "settings/taxes",
    body: () => ({ tax_name: "Levy", tax_percentage: 10.5 }),
    change: { tax_percentage: 11 },
  },
];
