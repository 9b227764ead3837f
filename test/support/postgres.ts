import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from './free-port.ts';

/** A PostgreSQL server of the test's own on the loopback, with a user and a database `app`. */
export interface Postgres {
  readonly port: number;
  /** Begins where it was stopped, with its data and port. */
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

const PATIENCE = 30_000;

/** Where `initdb` and `postgres` are; undefined where there are none. */
export function findPostgres(): string | undefined {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian)
    ? readdirSync(debian).map((version) => join(debian, version, 'bin'))
    : [];
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), ...versions.toSorted().toReversed()];
  return folders.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')));
}

/**
 * Makes a database cluster and starts its server.
 *
 * @param bin what {@link findPostgres} has found
 * @param folder an empty folder for it
 */
export async function startPostgres(bin: string, folder: string, password: string): Promise<Postgres> {
  const user = unprivileged();
  const data = join(folder, 'data');
  const passwordFile = join(folder, 'password');
  mkdirSync(data, { mode: 0o700 });
  writeFileSync(passwordFile, password);
  for (const path of [folder, data, passwordFile])
    if (user !== undefined) chownSync(path, user.uid, user.gid);
  const env = { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' };
  const options = { ...user, env, cwd: folder };
  const owner = ['--username=app', `--pwfile=${passwordFile}`, '--auth=scram-sha-256'];
  execFileSync(join(bin, 'initdb'), ['--pgdata', data, '--no-sync', '--encoding=UTF8', ...owner], {
    ...options,
    stdio: 'pipe',
  });
  // The database of the user's name is made on the first start, in single-user mode: that needs no connection.
  execFileSync(join(bin, 'postgres'), ['--single', '-D', data, 'postgres'], {
    ...options,
    input: 'CREATE DATABASE app\n',
    stdio: 'pipe',
  });
  rmSync(passwordFile);

  const port = await freePort();
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'fsync=off', `port=${port}`];
  const args = ['-D', data, ...settings.flatMap((setting) => ['-c', setting])];
  let server: ChildProcess | undefined;
  const start = async (): Promise<void> => {
    const child = spawn(join(bin, 'postgres'), args, { ...options, stdio: 'ignore' });
    server = child;
    await untilReady(data, child);
  };
  const stop = async (): Promise<void> => {
    const child = server;
    server = undefined;
    if (child === undefined || child.exitCode !== null) return;
    const ended = once(child, 'exit');
    // Its "fast shutdown": clients are disconnected.
    child.kill('SIGINT');
    await ended;
  };
  await start();
  return { port, start, stop };
}

/** The last line of postmaster.pid says `ready` once connections are taken (PostgreSQL, miscadmin.h, LOCK_FILE_LINE_PM_STATUS). */
async function untilReady(data: string, child: ChildProcess): Promise<void> {
  const file = join(data, 'postmaster.pid');
  const deadline = Date.now() + PATIENCE;
  while (Date.now() < deadline && child.exitCode === null) {
    if (existsSync(file)) {
      const lines = readFileSync(file, 'utf8').split('\n');
      if (lines[0] === String(child.pid) && lines[7]?.trim() === 'ready') return;
    }
    await delay(50);
  }
  child.kill('SIGKILL');
  throw new Error('PostgreSQL did not start');
}

/** Whom root runs it as: the server refuses to be root. Undefined where the tests are not root. */
function unprivileged(): { readonly uid: number; readonly gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const name = ['postgres', 'nobody'].find((each) =>
    readFileSync('/etc/passwd', 'utf8').includes(`\n${each}:`),
  );
  if (name === undefined)
    throw new Error('PostgreSQL cannot be run as root, and there is neither postgres nor nobody');
  const id = (flag: string): number => Number(execFileSync('id', [flag, name], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}
