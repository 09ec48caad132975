import { action, input, PerformSafety } from "@prismatic-io/spectral";
import { BOOKS_PATHS, booksClient } from "../../books/client";
import { organizationId } from "../../inputs/books";
import { toText } from "../../inputs/cleaners";
import { connection } from "../../inputs/connection";
import { rawRequestInputs } from "../../inputs/rawRequest";
import { sendRaw } from "../rawRequest";
import example from "./booksGetRecords.example.json";

const url = input({
  label: "URL",
  placeholder: "Enter path",
  type: "string",
  required: true,
  comments:
    "The path under /books/v3, such as /invoices. A path that starts with /books/ is used unchanged. Full URLs must use a Zoho host of the connection. The organization is added unless Query Parameter has one.",
  example: "/invoices",
  clean: toText("URL"),
});

export const booksRawRequest = action({
  display: {
    label: "Books - Raw Request",
    description: "Sends any request to the Zoho Books API and returns the response body.",
  },
  inputs: { connection, url, ...rawRequestInputs, organizationId },
  performSafety: PerformSafety.NOT_ALLOWED,
  examplePayload: { data: example as unknown, contentType: "application/json" },
  perform: async (context, params) => {
    const client = booksClient(params.connection, context, params);
    return sendRaw(client, BOOKS_PATHS, params);
  },
});
