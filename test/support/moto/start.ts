import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { findMoto, LAUNCH } from './find.ts';

/** A KMS emulator that answers at `endpoint`; `stop` ends only what was started here. */
export interface Emulator {
  readonly endpoint: string;
  readonly stop: () => Promise<void>;
}

/** In milliseconds. */
const PATIENCE = 60_000;

/**
 * Starts moto on a free port of the loopback, or takes the endpoint that `KMSCRYPT_TEST_ENDPOINT` names.
 *
 * @returns why there is none, where there is none.
 */
export async function startMoto(): Promise<Emulator | { readonly reason: string }> {
  const given = process.env['KMSCRYPT_TEST_ENDPOINT'];
  if (given) return { endpoint: given, stop: async () => {} };
  const found = findMoto();
  if ('reason' in found) return found;
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  // Nothing else of the environment: moto itself would act on AWS_PROFILE and its like.
  const env = {
    PATH: process.env['PATH'],
    HOME: process.env['HOME'],
    DOCKER_HOST: process.env['DOCKER_HOST'],
    PYTHONPATH: LAUNCH,
    PYTHONDONTWRITEBYTECODE: '1',
  };
  const child = spawn(found.command, found.args(port), { stdio: 'ignore', env });
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    await ended;
  };
  const deadline = Date.now() + PATIENCE;
  while (Date.now() < deadline && child.exitCode === null) {
    if (await answers(endpoint)) return { endpoint, stop };
    await delay(100);
  }
  await stop();
  return { reason: `${found.command} did not answer within ${PATIENCE / 1000} s` };
}

async function answers(endpoint: string): Promise<boolean> {
  try {
    return (await fetch(`${endpoint}/moto-api/`, { signal: AbortSignal.timeout(2_000) })).ok;
  } catch {
    return false;
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  await new Promise((resolve) => {
    server.close(resolve);
  });
  if (address === null || typeof address === 'string') throw new TypeError('a TCP server has a port');
  return address.port;
}
