import { input } from "@prismatic-io/spectral";

export const connection = input({
  label: "Connection",
  type: "connection",
  required: true,
  comments: "The Zoho connection to use.",
  example: "Zoho Connection",
});
