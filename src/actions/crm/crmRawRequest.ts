import { action, input, PerformSafety } from "@prismatic-io/spectral";
import { CRM_PATHS, crmClient } from "../../crm/client";
import { toText } from "../../inputs/cleaners";
import { connection } from "../../inputs/connection";
import { rawRequestInputs } from "../../inputs/rawRequest";
import { sendRaw } from "../rawRequest";
import example from "./crmGetRecords.example.json";

const url = input({
  label: "URL",
  placeholder: "Enter path",
  type: "string",
  required: true,
  comments:
    "The path under /crm/v8, such as /Leads/actions/count. A path that starts with /crm/ is used unchanged, such as /crm/bulk/v8/read. Full URLs must use a Zoho host of the connection.",
  example: "/Leads/actions/count",
  clean: toText("URL"),
});

export const crmRawRequest = action({
  display: {
    label: "CRM - Raw Request",
    description: "Sends any request to the Zoho CRM API and returns the response body.",
  },
  inputs: { connection, url, ...rawRequestInputs },
  performSafety: PerformSafety.NOT_ALLOWED,
  examplePayload: { data: example as unknown, contentType: "application/json" },
  perform: async (context, params) => {
    const client = crmClient(params.connection, context);
    return sendRaw(client, CRM_PATHS, params);
  },
});
