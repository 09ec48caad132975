import { selectBooksAction } from "./selectBooksAction";
import { selectBooksOrganization } from "./selectBooksOrganization";
import { selectBooksRecord } from "./selectBooksRecord";
import { selectCrmField } from "./selectCrmField";
import { selectCrmModule } from "./selectCrmModule";
import { selectCrmRecord } from "./selectCrmRecord";
import { selectNotificationChannel } from "./selectNotificationChannel";

export const dataSources = {
  selectBooksAction,
  selectBooksOrganization,
  selectBooksRecord,
  selectCrmField,
  selectCrmModule,
  selectCrmRecord,
  selectNotificationChannel,
};
