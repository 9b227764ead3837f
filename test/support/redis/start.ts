import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '../free-port.ts';

/** A Redis server of the test's own on the loopback, that keeps nothing on disk. */
export interface Redis {
  readonly port: number;
  /** Begins again where it was stopped, on its port. */
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

const PATIENCE = 20_000;

/** Starts a server; `command` is what `findRedis` has found. */
export async function startRedis(command: string, password: string): Promise<Redis> {
  const port = await freePort();
  let server: ChildProcess | undefined;
  const start = async (): Promise<void> => {
    // The config comes from stdin, so that the password is not in the arguments.
    const child = spawn(command, ['-'], { stdio: ['pipe', 'ignore', 'ignore'] });
    child.stdin.end(`bind 127.0.0.1\nport ${port}\nsave ""\nappendonly no\nrequirepass ${password}\n`);
    server = child;
    const deadline = Date.now() + PATIENCE;
    while (!(await answers(port))) {
      if (Date.now() > deadline || child.exitCode !== null) throw new Error('Redis did not start');
      await delay(50);
    }
  };
  const stop = async (): Promise<void> => {
    const child = server;
    server = undefined;
    if (child === undefined || child.exitCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    await ended;
  };
  await start();
  return { port, start, stop };
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('error', () => resolve(false));
    socket.once('connect', () => {
      resolve(true);
      socket.destroy();
    });
  });
}
