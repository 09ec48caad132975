import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { isJsonObject, type JsonObject } from "../http";

/** A server that receives notifications. */
export class TestReceiver {
  /** The received bodies, in order. */
  readonly bodies: JsonObject[] = [];
  readonly texts: string[] = [];
  /** The status of further replies. */
  status = 200;
  /** If set, breaks connections instead of replying. */
  isBroken = false;
  /** Further replies wait for it. */
  gate: Promise<void> = Promise.resolve();
  private waiting: { count: number; resolve: () => void }[] = [];

  private constructor(private readonly server: Server) {}

  static async start(): Promise<TestReceiver> {
    const server = createServer();
    const receiver = new TestReceiver(server);
    server.on("request", async (message, response) => {
      let text = "";
      for await (const chunk of message) text += chunk;
      const body: unknown = JSON.parse(text);
      receiver.texts.push(text);
      if (isJsonObject(body)) receiver.bodies.push(body);
      for (const { count, resolve } of receiver.waiting) {
        if (receiver.bodies.length >= count) resolve();
      }
      await receiver.gate;
      if (receiver.isBroken) message.socket.destroy();
      else response.writeHead(receiver.status).end();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/hook`;
  }

  /** The received ids, by POST. */
  get ids(): unknown[] {
    return this.bodies.map(({ ids }) => ids);
  }

  /** Resolves when `count` bodies have arrived. */
  arrived(count: number): Promise<void> {
    if (this.bodies.length >= count) return Promise.resolve();
    return new Promise((resolve) => this.waiting.push({ count, resolve }));
  }

  close(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }
}
