import { isBooksPath } from "../books/router";
import type { RequestError } from "../crm/errors";
import type { Reply, SandboxRequest } from "../http";
import type { SandboxState } from "../state/sandboxState";

/** Handles a call as if nothing were wrong. */
export type Serve = (request: SandboxRequest) => Reply;

/** What a scenario does to one exchange. With neither `reply` nor `through` the call is handled as usual. */
export interface Fault {
  /** Waited before the call is handled. */
  delayMs?: number;
  /** Answered without handling the call. */
  reply?: Reply;
  /** Handles the call in its own way. */
  through?: (serve: Serve) => Reply;
  /** Waited after the call was handled, before the first byte of the reply. */
  lateMs?: number;
  /** Over which time the body is sent, bit by bit. */
  dripMs?: number;
  /** `reset`: the connection breaks without a reply. `cut`: it breaks within the body. */
  connection?: "reset" | "cut";
}

/** What a scenario does to one notification. */
export interface DeliveryFault {
  /** How often it is sent. */
  copies?: number;
  /** How much later it is sent, by the sandbox's clock. */
  delayMs?: number;
  /** Sent only after the next one. */
  isHeld?: boolean;
  isLost?: boolean;
}

export interface FaultContext {
  request: SandboxRequest;
  parameters: Record<string, unknown>;
  state: SandboxState;
}

interface Named {
  about: string;
  /** Throws when the parameters do not do. */
  check?: (parameters: Record<string, unknown>) => void;
}

/** A fault of calls. */
export interface CallScenario extends Named {
  /** Paths that are hit where the order names none; `/crm/` by default. */
  path?: string;
  /** Calls the scenario leaves alone when it returns false. */
  suits?: (request: SandboxRequest) => boolean;
  fault: (context: FaultContext) => Fault;
}

/** A fault of notifications. */
export interface NotificationScenario extends Named {
  delivery: (parameters: Record<string, unknown>) => DeliveryFault;
}

export type Scenario = CallScenario | NotificationScenario;

export const instead = (error: RequestError): Fault => ({ reply: error.toReply() });

export const isCrmWrite = ({ method, path }: SandboxRequest): boolean =>
  method !== "GET" &&
  !path.endsWith("/coql") &&
  !path.startsWith("/crm/bulk/") &&
  !isBooksPath(path);
