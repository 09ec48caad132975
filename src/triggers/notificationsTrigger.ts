import { trigger } from "@prismatic-io/spectral";
import { deleteNotifications, deployNotifications } from "./live/notificationChannel";
import { notificationInputs } from "./live/notificationInputs";
import { receiveNotification } from "./live/receiveNotification";
import { notificationExample } from "./notificationsTrigger.example";

export const notificationsTrigger = trigger({
  display: {
    label: "CRM Notifications",
    description:
      "Starts the flow when Zoho CRM notifies of changed records, through a channel that is opened at deployment and closed at deletion.",
  },
  scheduleSupport: "invalid",
  synchronousResponseSupport: "invalid",
  inputs: notificationInputs,
  examplePayload: notificationExample,
  webhookLifecycleHandlers: { create: deployNotifications, delete: deleteNotifications },
  perform: receiveNotification,
});
