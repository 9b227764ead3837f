import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { freePort } from '../free-port.ts';
import { makeFolder } from '../temporary-folder.ts';

/** An emulator of AWS that runs Lambdas, and checks IAM policies. */
export interface Ministack extends AsyncDisposable {
  readonly endpoint: string;
}

export interface MinistackOptions {
  /** Whether it starts with what `launch/shims.json` lists; default no. */
  readonly shims?: boolean | undefined;
}

/** Python runs what is in it before the emulator. */
const LAUNCH = join(import.meta.dirname, 'launch');
/** Functions are run by the Node that is found first: Lambda's own, 24. */
const NODE_24 = join(import.meta.dirname, '..', '..', '..', 'node_modules', '.bin');
/** In milliseconds. */
const PATIENCE = 60_000;
/** For what it has started, to end it; in milliseconds. */
const GRACE = 5_000;
const LAST_LINES = 20;

/**
 * Starts ministack on a free port of the loopback, with IAM enforced. All that it writes goes into a folder of its own,
 * which goes with it; so do the functions that it runs.
 *
 * @param command what `findMinistack` has found.
 */
export async function startMinistack(
  command: string,
  { shims = false }: MinistackOptions = {},
): Promise<Ministack> {
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const folder = makeFolder();
  const logFile = join(folder, 'ministack.log');
  const log = openSync(logFile, 'w');
  const env = {
    PATH: `${NODE_24}${delimiter}${process.env['PATH']}`,
    HOME: process.env['HOME'],
    TMPDIR: folder,
    STATE_DIR: join(folder, 'state'),
    S3_DATA_DIR: join(folder, 's3'),
    GATEWAY_PORT: String(port),
    BIND_HOST: '127.0.0.1',
    IOT_MTLS_ENABLED: '0',
    SFTP_ENABLED: '0',
    // It would remove containers that it takes for its own.
    DOCKER_HOST: `unix://${join(folder, 'no-docker.sock')}`,
    AUTH: 'true',
    ...(shims ? shimEnv(port) : {}),
  };
  const child = spawn(command, { cwd: folder, env, stdio: ['ignore', log, log] });
  // The child has its own.
  closeSync(log);
  // It rejects where there is nothing to be started, and is settled either way.
  const ended = once(child, 'exit').catch(() => {});
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    const impatience = setTimeout(() => child.kill('SIGKILL'), GRACE);
    await ended;
    clearTimeout(impatience);
    rmSync(folder, { recursive: true, force: true });
  };
  const deadline = Date.now() + PATIENCE;
  while (Date.now() < deadline && child.exitCode === null) {
    if (await answers(endpoint)) return { endpoint, [Symbol.asyncDispose]: stop };
    await delay(100);
  }
  const how = child.exitCode === null ? `did not answer within ${PATIENCE / 1000} s` : 'has ended';
  const lines = readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-LAST_LINES);
  await stop();
  throw new Error([`${command} ${how}; its last lines:`, ...lines].join('\n'));
}

/** What starts the shims, and what lets functions find S3 Control, whose hosts begin with an account. */
function shimEnv(port: number): Readonly<Record<string, string>> {
  return {
    PYTHONPATH: LAUNCH,
    PYTHONDONTWRITEBYTECODE: '1',
    AWS_ENDPOINT_URL_S3_CONTROL: `http://localhost:${port}`,
    NODE_OPTIONS: `--import=${pathToFileURL(join(LAUNCH, 'localhost.mjs')).href}`,
  };
}

async function answers(endpoint: string): Promise<boolean> {
  try {
    return (await fetch(`${endpoint}/_ministack/ready`, { signal: AbortSignal.timeout(2_000) })).ok;
  } catch {
    return false;
  }
}
