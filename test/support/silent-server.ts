import { type AddressInfo, createServer, type Socket } from 'node:net';

/** A server that accepts every connection and never says a word: TLS with it never comes to an end. */
export interface SilentServer extends Disposable {
  readonly port: number;
  /** How many connections it has accepted. */
  readonly accepted: () => number;
}

/** Starts one on the loopback, until the end of the block that it is made in with `using`. */
export async function silentServer(): Promise<SilentServer> {
  const sockets = new Set<Socket>();
  let accepted = 0;
  const server = createServer((socket) => {
    accepted += 1;
    sockets.add(socket);
    socket.on('error', () => {});
    socket.resume();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const close = (): void => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a TCP server's address
  return { port: (server.address() as AddressInfo).port, accepted: () => accepted, [Symbol.dispose]: close };
}
