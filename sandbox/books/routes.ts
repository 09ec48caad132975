import { ABSENT } from "./absent/absent";
import { notImplemented } from "./errors";
import type { Route } from "./route";
import { partRoutes } from "./routes/parts";
import { recordRoutes } from "./routes/records";
import { route } from "./routes/route";

const implemented: readonly Route[] = [...recordRoutes, ...partRoutes];

/** Zoho's operations that the sandbox lacks: 501 whatever the scopes. */
const unimplemented: readonly Route[] = ABSENT.map(({ method, pattern }) => ({
  ...route(
    method,
    pattern,
    (_state, request) => {
      throw notImplemented(request.method, request.path);
    },
    "",
  ),
  scope: "",
  inOrganization: false,
}));

/** Every endpoint of Zoho Books that the sandbox knows. */
export const routes: readonly Route[] = [...implemented, ...unimplemented];
