// Keeps a process from talking to anything but this machine, by the agents that Node's clients use.
import http from "node:http";
import https from "node:https";

const LOOPBACK = "127.0.0.1";

/** An agent that makes its connections to the loopback address only and refuses before any look-up. */
const loopbackAgent = (Agent) =>
  new (class extends Agent {
    createConnection(options, callback) {
      if (options.host !== LOOPBACK) throw new Error(`${options.host} is not ${LOOPBACK}`);
      return super.createConnection(options, callback);
    }
  })();

/** From now on requests to other hosts fail, those of a client without an agent of its own. */
export function stayOnThisMachine() {
  http.globalAgent = loopbackAgent(http.Agent);
  https.globalAgent = loopbackAgent(https.Agent);
}
