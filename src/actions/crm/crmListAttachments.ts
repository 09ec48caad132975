import { action, outputSchema, PerformSafety } from "@prismatic-io/spectral";
import { listAttachments } from "../../crm/attachments";
import { crmClient } from "../../crm/client";
import { getModule } from "../../crm/modules";
import { connection } from "../../inputs/connection";
import { moduleApiName, recordId, recordType } from "../../inputs/crmRecord";
import { recordsSchema } from "./crmRecord.schema";

const example = [
  {
    id: "4876876000001256001",
    File_Name: "offer.pdf",
    Size: "24576",
    $type: "Attachment",
    $link_url: null,
    Owner: { name: "Ana Sousa", id: "4876876000000327001", email: "ana.sousa@example.com" },
    Parent_Id: { name: "Ms. Priya Rao", id: "4876876000001234001" },
    Created_Time: "2026-01-02T09:30:00+05:30",
    Modified_Time: "2026-01-02T09:30:00+05:30",
  },
];

export const crmListAttachments = action({
  display: {
    label: "CRM - List Attachments",
    description: "Lists the files and links attached to a Zoho CRM record.",
  },
  inputs: { connection, recordType, moduleApiName, recordId },
  performSafety: PerformSafety.SAFE,
  outputSchema: outputSchema({ type: "actionOutput", schema: recordsSchema }),
  examplePayload: { data: example },
  perform: async (context, params) => {
    const client = crmClient(params.connection, context);
    return { data: await listAttachments(client, getModule(params), params.recordId) };
  },
});
