import { batchTrigger } from "@prismatic-io/spectral";
import { syncedSince } from "../inputs/recordEvents";
import { CHANGES } from "../limits";
import { recordEventsExample } from "./crmRecordEvents.example";
import { syncInitially } from "./live/initialEvents";
import { deleteRecordEvents, deployRecordEvents } from "./live/recordEventChannels";
import { recordEventInputs } from "./live/recordEventInputs";
import { receiveEvents } from "./live/recordEvents";

export const crmRecordEvents = batchTrigger({
  display: {
    label: "CRM Record Events",
    description:
      "Returns records of Zoho CRM modules within seconds of being created, modified or deleted. Runs of a schedule renew the notification channels and find what no notification brought.",
  },
  scheduleSupport: "valid",
  inputs: recordEventInputs,
  batchConfig: CHANGES.batch,
  examplePayload: recordEventsExample,
  webhookLifecycleHandlers: { create: deployRecordEvents, delete: deleteRecordEvents },
  onDeploy: { inputs: { lookBackDate: syncedSince }, perform: syncInitially },
  perform: receiveEvents,
});
