import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** A received POST. */
export interface Received {
  headers: IncomingMessage["headers"];
  json: unknown;
}

/** A server on a loopback port that receives callbacks. */
export class Listener {
  private readonly received: Received[] = [];
  private waiting: ((received: Received) => void)[] = [];

  private constructor(private readonly server: Server) {}

  static async start(status = 200): Promise<Listener> {
    const server = createServer();
    const listener = new Listener(server);
    server.on("request", async (message, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of message) chunks.push(chunk);
      response.writeHead(status).end();
      listener.add({ headers: message.headers, json: JSON.parse(String(Buffer.concat(chunks))) });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return listener;
  }

  get url(): string {
    const { port } = this.server.address() as AddressInfo;
    return `http://127.0.0.1:${port}/callback?k=v`;
  }

  /** Resolves to the next POST. */
  next(): Promise<Received> {
    const first = this.received.shift();
    if (first) return Promise.resolve(first);
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  close(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  private add(received: Received): void {
    const waiting = this.waiting.shift();
    if (waiting) waiting(received);
    else this.received.push(received);
  }
}
