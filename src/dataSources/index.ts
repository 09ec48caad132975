import { selectCrmField } from "./selectCrmField";
import { selectCrmModule } from "./selectCrmModule";
import { selectCrmRecord } from "./selectCrmRecord";

export const dataSources = { selectCrmField, selectCrmModule, selectCrmRecord };
