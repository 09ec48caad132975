import type { ActionOutputSchema } from "@prismatic-io/spectral";

/** A file with its name, as the download actions return it. */
export const fileSchema = {
  type: "object",
  properties: {
    fileName: { type: "string" },
    contentType: { type: "string" },
    size: { type: "integer" },
    file: { type: "object", additionalProperties: true },
  },
  required: ["fileName", "contentType", "size", "file"],
} satisfies ActionOutputSchema["schema"];
