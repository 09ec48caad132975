import type { ActionOutputSchema } from "@prismatic-io/spectral";

/** Shapes of what the Books actions return, for the designer's references. Never enforced. */
type Schema = ActionOutputSchema["schema"];

/** Every body of Zoho Books'; its records stand under keys that depend on the record type. */
export const booksBodySchema = {
  type: "object",
  properties: { code: { type: "integer" }, message: { type: "string" } },
  required: ["code", "message"],
  additionalProperties: true,
} satisfies Schema;

export const booksListSchema = {
  type: "object",
  properties: {
    ...booksBodySchema.properties,
    page_context: {
      type: "object",
      properties: {
        page: { type: "integer" },
        per_page: { type: "integer" },
        has_more_page: { type: "boolean" },
        report_name: { type: "string" },
        sort_column: { type: "string" },
        sort_order: { type: "string" },
      },
      additionalProperties: true,
    },
  },
  required: ["code", "message"],
  additionalProperties: true,
} satisfies Schema;

export const organizationsSchema = {
  type: "object",
  properties: {
    ...booksBodySchema.properties,
    organizations: {
      type: "array",
      items: {
        type: "object",
        properties: {
          organization_id: { type: "string" },
          name: { type: "string" },
          is_default_org: { type: "boolean" },
          time_zone: { type: "string" },
          currency_code: { type: "string" },
        },
        required: ["organization_id", "name"],
        additionalProperties: true,
      },
    },
  },
  required: ["code", "message", "organizations"],
  additionalProperties: true,
} satisfies Schema;
