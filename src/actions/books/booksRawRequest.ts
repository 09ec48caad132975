import { action, input, PerformSafety } from "@prismatic-io/spectral";
import { BOOKS_PATHS, booksClient } from "../../books/client";
import { sendRaw } from "../../client/rawRequest";
import { organizationId } from "../../inputs/books";
import { toText } from "../../inputs/cleaners";
import { connection } from "../../inputs/connection";
import { rawRequestInputs, toRawRequest } from "../../inputs/rawRequest";
import example from "./booksGetRecords.example.json";

const url = input({
  label: "URL",
  placeholder: "Enter path",
  type: "string",
  required: true,
  comments:
    "The path below /books/v3, such as /invoices/260815000000305001/comments. A path that begins with /books/ is taken as it is. Complete addresses are taken for the Zoho hosts of the connection only. The organization is added unless Query Parameter names one.",
  example: "/invoices",
  clean: toText("URL"),
});

export const booksRawRequest = action({
  display: {
    label: "Books - Raw Request",
    description: "Sends any request to the API of Zoho Books and returns the body of its reply.",
  },
  inputs: { connection, url, ...rawRequestInputs, organizationId },
  performSafety: PerformSafety.NOT_ALLOWED,
  examplePayload: { data: example as unknown, contentType: "application/json" },
  perform: async (context, params) => {
    const client = booksClient(params.connection, context, params);
    return sendRaw(client, BOOKS_PATHS, toRawRequest(params));
  },
});
