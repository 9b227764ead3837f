import type { Agent } from 'node:http';
import type { Socket as NetSocket } from 'node:net';
import type { Duplex } from 'node:stream';

// An import would load all that node:net exports.
const { Socket } = process.getBuiltinModule('node:net');

/**
 * Makes the sockets of an agent such that they never keep the process alive, though a request may be under way on them: Node
 * lets go only of those that wait for one. A socket that is not connected in time is destroyed.
 *
 * @param connectionTimeout in milliseconds.
 */
export function unrefSockets<Given extends Agent>(agent: Given, connectionTimeout: number): Given {
  const createConnection = agent.createConnection.bind(agent);
  const reuseSocket = agent.reuseSocket.bind(agent);
  const own: Pick<Agent, 'createConnection' | 'reuseSocket'> & { readonly keepAlive: unknown } = {
    createConnection: (...args) => {
      const socket = createConnection(...args);
      unrefSocket(socket);
      if (socket instanceof Socket && socket.connecting) connectInTime(socket, connectionTimeout);
      return socket;
    },
    reuseSocket: (socket, request) => {
      reuseSocket(socket, request);
      unrefSocket(socket);
    },
    // To Node this is as good as `true`, for which the SDK's handler starts a timer of 3 s that keeps the process alive.
    keepAlive: 1,
  };
  return Object.assign(agent, own);
}

/** Lets the process end while the socket is open. */
export function unrefSocket(socket: Duplex | null | undefined): void {
  if (!(socket instanceof Socket)) return;
  socket.unref();
  // Where the first address of a name does not answer, Node goes on with another handle.
  if (socket.connecting) socket.once('connect', () => socket.unref());
}

function connectInTime(socket: NetSocket, milliseconds: number): void {
  const timer = setTimeout(() => socket.destroy(connectionTimedOut(milliseconds)), milliseconds).unref();
  for (const event of ['connect', 'close']) socket.once(event, () => clearTimeout(timer));
}

/** The error of a connection that was not made in time. */
export function connectionTimedOut(milliseconds: number): Error {
  return Object.assign(new Error(`no connection within ${milliseconds} ms`), { code: 'ETIMEDOUT' });
}
