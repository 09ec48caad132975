// Restricts a process to connections with this machine, by replacing Node's global agents.
import http from "node:http";
import https from "node:https";

const LOOPBACK = "127.0.0.1";

/**
 * An agent that connects to the loopback address only and rejects other hosts before any DNS
 * lookup.
 */
const loopbackAgent = (Agent) =>
  new (class extends Agent {
    createConnection(options, callback) {
      if (options.host !== LOOPBACK) throw new Error(`${options.host} is not ${LOOPBACK}`);
      return super.createConnection(options, callback);
    }
  })();

/** Makes requests to other hosts fail, unless a client brings its own agent. */
export function stayOnThisMachine() {
  http.globalAgent = loopbackAgent(http.Agent);
  https.globalAgent = loopbackAgent(https.Agent);
}
