import { isBooksPath } from "../books/route";
import type { RequestError } from "../crm/errors";
import type { Reply, SandboxRequest } from "../http";
import type { SandboxState } from "../state/sandboxState";

/** Handles a call without faults. */
export type Serve = (request: SandboxRequest) => Reply;

/** The effect on an exchange. Without `reply` and `through` the call is handled normally. */
export interface Fault {
  /** Delay before the call is handled. */
  delayMs?: number;
  /** The reply, without handling the call. */
  reply?: Reply;
  /** Handles the call, with access to the normal handler. */
  intercept?: (serve: Serve) => Reply;
  /** Delay between handling the call and the first byte of the reply. */
  firstByteDelayMs?: number;
  /** The time over which the body is sent in pieces. */
  dripMs?: number;
  /** `reset`: the connection breaks without a reply. `cut`: it breaks within the body. */
  connection?: "reset" | "cut";
}

/** The effect on a notification. */
export interface DeliveryFault {
  /** How many times it is sent. */
  copies?: number;
  /** Delay by the sandbox clock. */
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
  /** Throws if the parameters are invalid. */
  check?: (parameters: Record<string, unknown>) => void;
}

/** A fault of calls. */
export interface CallScenario extends Named {
  /** The path if the request names none; by default `/crm/`. */
  path?: string;
  /** Whether the scenario applies to the call. */
  applies?: (request: SandboxRequest) => boolean;
  fault: (context: FaultContext) => Fault;
}

/** A fault of notifications. */
export interface NotificationScenario extends Named {
  delivery: (parameters: Record<string, unknown>) => DeliveryFault;
}

export type Scenario = CallScenario | NotificationScenario;

export const replyInstead = (error: RequestError): Fault => ({ reply: error.toReply() });

export const isCrmWrite = ({ method, path }: SandboxRequest): boolean =>
  method !== "GET" &&
  !path.endsWith("/coql") &&
  !path.startsWith("/crm/bulk/") &&
  !isBooksPath(path);
