import { accountsOrigins } from "../dataCenters";
import { ok, type Reply } from "../http";

/** `GET /oauth/serverinfo`: every accounts server by location; needs no token (facts 1.2). */
export const serverInfo = (): Reply => ok({ result: "success", locations: accountsOrigins() });
