import { isJsonObject, parseJson, type Reply, type SandboxRequest } from "../http";
import { isLoopback } from "../loopback";
import type { SandboxInstance } from "../sandboxInstance";
import { ControlError } from "./body";
import { seedBooksType, setBooksQuota, showBooksFiles, showBooksRecords } from "./books";
import { setBulk, showCallbacks } from "./bulk";
import { addScenario, clearScenarios, reset, setClock, setCredits } from "./change";
import {
  showAttachments,
  showClock,
  showRecords,
  showRequests,
  showScenarios,
  showStatistics,
} from "./inspect";
import { showInspector } from "./inspector/inspector";
import { flushNotifications, setPace, showNotifications } from "./notifications";
import { merge, purge, restore, setListLag, setSearchLag, showHistory } from "./records";
import { changeField, changeModule } from "./schema";
import { seed } from "./seed";
import { removeWatches, showWatches } from "./watches";

type ControlHandler = (sandbox: SandboxInstance, request: SandboxRequest) => Reply | Promise<Reply>;

/** Whether `product` in the query or the body is Books. */
function isForBooks({ query, body }: SandboxRequest): boolean {
  const json = query.has("product") ? undefined : parseJson(body);
  const product = query.get("product") ?? (isJsonObject(json) ? json.product : undefined);
  if (product !== undefined && product !== "crm" && product !== "books") {
    throw new ControlError("product must be crm or books");
  }
  return product === "books";
}

/** One path for both products; CRM by default. */
const byProduct =
  (crm: ControlHandler, books: ControlHandler): ControlHandler =>
  (sandbox, request) =>
    isForBooks(request) ? books(sandbox, request) : crm(sandbox, request);

const ROUTES: Record<string, ControlHandler> = {
  "GET /_sandbox": showInspector,
  "GET /_sandbox/": showInspector,
  "GET /_sandbox/requests": showRequests,
  "GET /_sandbox/stats": showStatistics,
  "GET /_sandbox/records": byProduct(showRecords, showBooksRecords),
  "GET /_sandbox/history": showHistory,
  "GET /_sandbox/attachments": byProduct(showAttachments, showBooksFiles),
  "GET /_sandbox/watches": showWatches,
  "DELETE /_sandbox/watches": removeWatches,
  "GET /_sandbox/notifications": showNotifications,
  "POST /_sandbox/notifications/flush": flushNotifications,
  "POST /_sandbox/notifications/pace": setPace,
  "GET /_sandbox/callbacks": showCallbacks,
  "GET /_sandbox/scenarios": showScenarios,
  "GET /_sandbox/clock": showClock,
  "POST /_sandbox/reset": reset,
  "POST /_sandbox/seed": byProduct(seed, seedBooksType),
  "POST /_sandbox/clock": setClock,
  "POST /_sandbox/credits": setCredits,
  "POST /_sandbox/books-quota": setBooksQuota,
  "POST /_sandbox/search-lag": setSearchLag,
  "POST /_sandbox/list-lag": setListLag,
  "POST /_sandbox/bulk": setBulk,
  "POST /_sandbox/purge": purge,
  "POST /_sandbox/restore": restore,
  "POST /_sandbox/merge": merge,
  "POST /_sandbox/field": changeField,
  "POST /_sandbox/module": changeModule,
  "POST /_sandbox/scenario": addScenario,
  "DELETE /_sandbox/scenario": clearScenarios,
};

/** Whether the call comes from a web page that this machine does not serve. */
function isFromElsewhere({ headers: { origin } }: SandboxRequest): boolean {
  return origin !== undefined && !isLoopback(origin);
}

/** Handles the control API: no token, no faults, no log. Refuses calls from foreign web pages. */
export async function control(sandbox: SandboxInstance, request: SandboxRequest): Promise<Reply> {
  if (isFromElsewhere(request)) {
    return { status: 403, json: { error: "web pages of other hosts may not make control calls" } };
  }
  const handler = ROUTES[`${request.method} ${request.path}`];
  if (!handler) {
    return {
      status: 404,
      json: { error: `no such call; there are ${Object.keys(ROUTES).join(", ")}` },
    };
  }
  try {
    return await handler(sandbox, request);
  } catch (error) {
    if (error instanceof Error) {
      const status = error instanceof ControlError ? 400 : 422;
      return { status, json: { error: error.message } };
    }
    throw error;
  }
}
