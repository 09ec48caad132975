import { dataSource } from "@prismatic-io/spectral";
import { crmClient } from "../crm/client";
import { channelElements } from "../crm/pickLists";
import { connection } from "../inputs/connection";
import { PICK_LIST } from "../limits";

export const selectNotificationChannel = dataSource({
  display: {
    label: "Select Notification Channel",
    description: "Lists the connected user's notification channels and what they watch.",
  },
  dataSourceType: "picklist",
  inputs: { connection },
  examplePayload: {
    result: [
      {
        key: "1000000068001",
        label: "Channel 1000000068001 (Contacts, Leads; ends 2026-02-07T10:00:00+05:30)",
      },
    ],
  },
  perform: async (context, { connection }) => {
    const client = crmClient(connection, context, { deadlineMs: PICK_LIST.deadlineMs });
    return { result: await channelElements(client) };
  },
});
