import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { type TextOutcome, runText } from './run-text.ts';

/** A Linux host of its own: processes, mounts, users and files; only the network is the machine's. */
export interface Host extends AsyncDisposable {
  /** What stands before a command of the machine so that it runs on the host, as root and without an environment. */
  readonly enter: readonly string[];
  /** Runs a shell command on it. */
  readonly run: (command: string, options?: CommandOptions) => Promise<TextOutcome>;
  /** Does the same where it must succeed; answers with what it printed, without white space at the end. */
  readonly get: (command: string, options?: CommandOptions) => Promise<string>;
  /** Starts a program that goes on; it ends with the host. */
  readonly start: (args: readonly string[]) => ChildProcess;
  /** Puts a file there; `mode` in octal digits, default `644`. */
  readonly put: (path: string, content: string | Uint8Array, mode?: string) => Promise<void>;
  /** The layers of its file system, for hosts that begin as it ended. */
  readonly layers: readonly string[];
  /** Ends it and all that runs on it; its mounts go with it. Its files stay until it is disposed of. */
  readonly stop: () => Promise<void>;
}

export interface CommandOptions {
  /** Besides PATH, HOME and LC_ALL. */
  readonly env?: Readonly<Record<string, string>>;
  /** What stands on stdin; default: nothing. */
  readonly input?: string | Uint8Array;
}

const NAMESPACES = ['--mount', '--pid', '--uts', '--ipc'];
const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
const ENVIRONMENT = ['/usr/bin/env', '-i', `PATH=${PATH}`, 'HOME=/root', 'LC_ALL=C'];

/**
 * Starts a host, for the block that it is made in with `await using`.
 *
 * @param layers folders of which its file system is made, the uppermost first; they are not changed.
 */
export async function startHost(layers: readonly string[]): Promise<Host> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'kmscrypt-rig-')));
  for (const name of ['upper', 'work', 'root']) mkdirSync(join(folder, name));
  chmodSync(join(folder, 'upper'), 0o755);
  const init = ['sh', join(import.meta.dirname, 'init.sh'), folder, layers.join(':')];
  // It ends with its stdin, thus with this process, however that ends.
  const child = spawn('unshare', [...NAMESPACES, '--fork', '--kill-child', ...init], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const lines = createInterface({ input: child.stdout });
  const [pid] = (await Promise.race([once(lines, 'line'), ended])) as [unknown];
  if (typeof pid !== 'string') throw new Error('the host did not start');
  const enter = ['nsenter', '--target', pid, ...NAMESPACES, '--root', '--wd', ...ENVIRONMENT];
  const stop = async (): Promise<void> => {
    child.stdin.end();
    await ended;
  };
  const run: Host['run'] = (command, { env = {}, input } = {}) => {
    const variables = Object.entries(env).map(([name, value]) => `${name}=${value}`);
    return runText([...enter, ...variables, 'sh', '-c', command], input);
  };
  const get: Host['get'] = async (command, options) => {
    const { stdout, stderr, status } = await run(command, options);
    if (status !== 0) throw new Error(`${command}: status ${status}: ${stderr}`);
    return stdout.trimEnd();
  };
  return {
    enter,
    run,
    start: ([...args]) => spawn(enter[0] ?? '', [...enter.slice(1), ...args], { stdio: 'pipe' }),
    get,
    put: async (path, content, mode = '644') => {
      await get(`mkdir -p '${dirname(path)}' && cat >'${path}' && chmod ${mode} '${path}'`, {
        input: content,
      });
    },
    layers: [join(folder, 'upper'), ...layers],
    stop,
    [Symbol.asyncDispose]: async () => {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
