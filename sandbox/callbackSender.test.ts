import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { sendCallback } from "./callbackSender";

let server: Server;

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

/** How a callback to such a receiver goes. */
async function outcomeAt(receiver: RequestListener) {
  server = createServer(receiver);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return sendCallback({ url: `http://127.0.0.1:${port}/hook`, body: {} });
}

test("the status of the answer is told", async () => {
  expect(await outcomeAt((_, response) => response.writeHead(503).end("busy"))).toMatchObject({
    status: 503,
  });
});

test("an answer that breaks off within its body is told too", async () => {
  const outcome = await outcomeAt((message, response) => {
    message.resume();
    response.writeHead(200, { "content-length": "10" });
    response.write("half", () => response.socket?.destroySoon());
  });
  expect(outcome).toMatchObject({ error: "the reply was cut off" });
});
