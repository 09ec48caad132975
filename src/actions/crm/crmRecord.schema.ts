import type { ActionOutputSchema } from "@prismatic-io/spectral";

/** Shapes of what the record actions return, for the designer's references. Never enforced. */
type Schema = ActionOutputSchema["schema"];

const record = {
  type: "object",
  properties: {
    id: { type: "string" },
    Created_Time: { type: ["string", "null"] },
    Modified_Time: { type: ["string", "null"] },
    Owner: {
      type: ["object", "null"],
      properties: {
        name: { type: "string" },
        id: { type: "string" },
        email: { type: "string" },
      },
      additionalProperties: true,
    },
  },
  required: ["id"],
  additionalProperties: true,
} satisfies Schema;

export const recordsSchema = { type: "array", items: record } satisfies Schema;

export const recordListSchema = {
  type: "object",
  properties: {
    data: recordsSchema,
    info: {
      type: "object",
      properties: {
        per_page: { type: "integer" },
        count: { type: "integer" },
        page: { type: "integer" },
        more_records: { type: "boolean" },
        next_page_token: { type: ["string", "null"] },
      },
      required: ["count", "more_records"],
      additionalProperties: true,
    },
  },
  required: ["data", "info"],
  additionalProperties: true,
} satisfies Schema;

export const writeResultsSchema = {
  type: "array",
  items: {
    type: "object",
    properties: {
      code: { type: "string" },
      details: {
        type: "object",
        properties: { id: { type: "string" } },
        additionalProperties: true,
      },
      message: { type: "string" },
      status: { type: "string" },
    },
    required: ["code", "details", "message", "status"],
    additionalProperties: true,
  },
} satisfies Schema;
