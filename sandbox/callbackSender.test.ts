import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { sendCallback } from "./callbackSender";

let server: Server;

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

/** The outcome of a callback to this receiver. */
async function outcomeAt(receiver: RequestListener) {
  server = createServer(receiver);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return sendCallback({ url: `http://127.0.0.1:${port}/hook`, body: {} });
}

test("reports the status of the reply", async () => {
  expect(await outcomeAt((_, response) => response.writeHead(503).end("busy"))).toMatchObject({
    status: 503,
  });
});

test("reports a truncated reply", async () => {
  const outcome = await outcomeAt((message, response) => {
    message.resume();
    response.writeHead(200, { "content-length": "10" });
    response.write("half", () => response.socket?.destroySoon());
  });
  expect(outcome).toMatchObject({ error: "the reply was cut off" });
});
