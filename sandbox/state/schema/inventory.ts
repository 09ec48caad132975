import { type FieldSpec, field, fields, inFormula, type ModuleSpec } from "./field";

const deals: ModuleSpec = {
  apiName: "Deals",
  singular: "Deal",
  plural: "Deals",
  nameField: "Deal_Name",
  fields: [
    field("Deal_Name", "text", { length: 120, mandatory: true }),
    field("Stage", "picklist", {
      mandatory: true,
      restricted: true,
      options: [
        "Qualification",
        "Needs Analysis",
        "Value Proposition",
        "Proposal/Price Quote",
        "Negotiation/Review",
        "Closed Won",
        "Closed Lost",
      ],
    }),
    field("Pipeline", "picklist", { options: ["Standard (Standard)"] }),
    field("Amount", "currency", { decimals: 2 }),
    field("Probability", "integer"),
    field("Expected_Revenue", "formula", {
      readOnly: true,
      expression: `${inFormula("Deals.Amount")}*${inFormula("Deals.Probability (%)")}/100`,
      reads: ["Amount", "Probability"],
      computed: ({ values }) =>
        typeof values.Amount === "number"
          ? Math.round(values.Amount * Number(values.Probability ?? 0)) / 100
          : null,
    }),
    field("Closing_Date", "date"),
    field("Account_Name", "lookup", { target: "Accounts" }),
    field("Contact_Name", "lookup", { target: "Contacts" }),
    field("Campaign_Source", "lookup", { target: "Campaigns" }),
    field("Type", "picklist", { options: ["-None-", "Existing Business", "New Business"] }),
    field("Lead_Source", "picklist", { options: ["-None-", "Cold Call", "Partner", "Trade Show"] }),
    field("Next_Step", "text", { length: 100 }),
    field("Description", "textarea"),
  ],
};

const products: ModuleSpec = {
  apiName: "Products",
  singular: "Product",
  plural: "Products",
  nameField: "Product_Name",
  fields: [
    field("Product_Name", "text", { length: 200, mandatory: true }),
    field("Product_Code", "text", { length: 40 }),
    field("Product_Active", "boolean"),
    field("Product_Category", "picklist", { options: ["-None-", "Hardware", "Software"] }),
    field("Vendor_Name", "lookup", { target: "Vendors" }),
    field("Unit_Price", "currency", { decimals: 2 }),
    field("Commission_Rate", "currency", { decimals: 2 }),
    field("Qty_in_Stock", "double", { decimals: 2 }),
    field("Qty_Ordered", "double", { decimals: 2 }),
    field("Taxable", "boolean"),
    field("Sales_Start_Date", "date"),
    field("Description", "textarea"),
  ],
};

const lineItems = (apiName: string): FieldSpec =>
  field(apiName, "subform", {
    mandatory: true,
    rows: [
      field("Product_Name", "lookup", { target: "Products" }),
      field("Quantity", "double"),
      field("List_Price", "currency"),
      field("Discount", "double"),
      field("Description", "text"),
    ],
  });

const addresses = (): FieldSpec[] => [
  ...fields("text", "Billing_Street", "Billing_City", "Billing_Code", "Billing_Country"),
  ...fields("text", "Shipping_Street", "Shipping_City", "Shipping_Code", "Shipping_Country"),
  field("Description", "textarea"),
  field("Terms_and_Conditions", "textarea"),
];

const parties = (): FieldSpec[] => [
  field("Account_Name", "lookup", { target: "Accounts" }),
  field("Contact_Name", "lookup", { target: "Contacts" }),
];

const quotes: ModuleSpec = {
  apiName: "Quotes",
  singular: "Quote",
  plural: "Quotes",
  nameField: "Subject",
  fields: [
    field("Subject", "text", { mandatory: true }),
    lineItems("Quoted_Items"),
    field("Quote_Stage", "picklist", { options: ["Draft", "Negotiation", "Delivered", "Closed"] }),
    field("Valid_Till", "date"),
    field("Deal_Name", "lookup", { target: "Deals" }),
    ...parties(),
    ...addresses(),
  ],
};

const salesOrders: ModuleSpec = {
  apiName: "Sales_Orders",
  singular: "Sales Order",
  plural: "Sales Orders",
  nameField: "Subject",
  scopeName: "salesorders",
  fields: [
    field("Subject", "text", { mandatory: true }),
    lineItems("Ordered_Items"),
    field("Status", "picklist", { options: ["Created", "Approved", "Delivered", "Cancelled"] }),
    field("Due_Date", "date"),
    field("Deal_Name", "lookup", { target: "Deals" }),
    field("Quote_Name", "lookup", { target: "Quotes" }),
    ...parties(),
    ...addresses(),
  ],
};

const purchaseOrders: ModuleSpec = {
  apiName: "Purchase_Orders",
  singular: "Purchase Order",
  plural: "Purchase Orders",
  nameField: "Subject",
  scopeName: "purchaseorders",
  fields: [
    field("Subject", "text", { mandatory: true }),
    field("Vendor_Name", "lookup", { target: "Vendors", mandatory: true }),
    lineItems("Purchased_Items"),
    field("Status", "picklist", { options: ["Created", "Approved", "Delivered", "Cancelled"] }),
    field("PO_Date", "date"),
    field("Contact_Name", "lookup", { target: "Contacts" }),
    ...addresses(),
  ],
};

const invoices: ModuleSpec = {
  apiName: "Invoices",
  singular: "Invoice",
  plural: "Invoices",
  nameField: "Subject",
  fields: [
    field("Subject", "text", { mandatory: true }),
    lineItems("Invoiced_Items"),
    field("Status", "picklist", { options: ["Created", "Approved", "Delivered", "Cancelled"] }),
    field("Invoice_Date", "date"),
    field("Due_Date", "date"),
    field("Sales_Order", "lookup", { target: "Sales_Orders" }),
    ...parties(),
    ...addresses(),
  ],
};

const priceBooks: ModuleSpec = {
  apiName: "Price_Books",
  singular: "Price Book",
  plural: "Price Books",
  nameField: "Price_Book_Name",
  scopeName: "pricebooks",
  fields: [
    field("Price_Book_Name", "text", { mandatory: true }),
    field("Pricing_Details", "subform", {
      mandatory: true,
      rows: [
        field("from_range", "double"),
        field("to_range", "double"),
        field("discount", "double"),
      ],
    }),
    field("Pricing_Model", "picklist", { options: ["-None-", "Flat", "Differential"] }),
    field("Active", "boolean"),
    field("Description", "textarea"),
  ],
};

export const INVENTORY_MODULES: readonly ModuleSpec[] = [
  deals,
  products,
  quotes,
  salesOrders,
  purchaseOrders,
  invoices,
  priceBooks,
];
