import { selectCrmField } from "./selectCrmField";
import { selectCrmModule } from "./selectCrmModule";
import { selectCrmRecord } from "./selectCrmRecord";
import { selectNotificationChannel } from "./selectNotificationChannel";

export const dataSources = {
  selectCrmField,
  selectCrmModule,
  selectCrmRecord,
  selectNotificationChannel,
};
