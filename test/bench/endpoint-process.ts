import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Traffic } from './endpoint.ts';

/** In milliseconds, of every call. */
export const LATENCY = 10;

/** The running stand-in for AWS. */
export interface Endpoint {
  readonly url: string;
  /** What has been seen since the last `reset`. */
  traffic(): Promise<Traffic>;
  reset(): Promise<void>;
  stop(): void;
}

export async function startEndpoint(): Promise<Endpoint> {
  const child = fork(join(import.meta.dirname, 'endpoint.ts'), [String(LATENCY)], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const [port] = (await once(child, 'message')) as [number];
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    traffic: async () => (await (await fetch(url)).json()) as Traffic,
    reset: async () => {
      await (await fetch(url, { method: 'DELETE' })).text();
    },
    stop: () => child.disconnect(),
  };
}
