import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '../free-port.ts';
import type { Host } from './host.ts';
import { runText } from './run-text.ts';
import type { SshKey } from './ssh-key.ts';

/** The sshd of a host, as it is installed there. */
export interface Sshd {
  /**
   * Logs in and runs a command.
   *
   * @returns what it printed, without white space at the end; null where the door was closed.
   * @throws where sshd does not answer, or the command fails.
   */
  readonly login: (user: string, key: SshKey, command?: string) => Promise<string | null>;
  /** Logs in and stays. */
  readonly openSession: (user: string, key: SshKey) => Promise<Session>;
  /** What it has written so far. */
  readonly log: () => string;
}

/** A session that goes on until it is ended from the other side. */
export interface Session {
  /** Whether what is typed there still comes back. */
  readonly isOpen: () => Promise<boolean>;
  /** Resolves when it has ended. */
  readonly ended: Promise<unknown>;
  readonly close: () => void;
}

const PATIENCE = 30_000;
/** What the client ends with where it has no session. */
const NO_SESSION = 255;

/**
 * Starts sshd on a free port of the loopback; its other settings are those of the host's /etc/ssh. It ends with the host.
 *
 * @param options more of its command line.
 */
export async function startSshd(host: Host, options: readonly string[] = []): Promise<Sshd> {
  const port = await freePort();
  const address = ['-p', String(port), '-o', 'ListenAddress=127.0.0.1'];
  const child = host.start(['/usr/sbin/sshd', '-D', '-e', ...address, ...options]);
  let text = '';
  const readOn = (chunk: Buffer): void => {
    text += chunk.toString('utf8');
  };
  child.stdout?.on('data', readOn);
  child.stderr?.on('data', readOn);
  const argsOf = (user: string, key: SshKey): string[] => [
    'ssh',
    ...OPTIONS,
    '-p',
    String(port),
    '-i',
    key.file,
    `${user}@127.0.0.1`,
  ];

  const login: Sshd['login'] = async (user, key, command = 'id -un') => {
    const deadline = Date.now() + PATIENCE;
    for (;;) {
      const { stdout, stderr, status } = await runText([...argsOf(user, key), command]);
      if (status === 0) return stdout.trimEnd();
      if (status === NO_SESSION && isRefusal(stderr)) return null;
      // While it reloads it does not listen for a moment.
      const isAway = status === NO_SESSION && child.exitCode === null && Date.now() < deadline;
      if (!isAway) throw new Error(`ssh ${user}: ${command}: status ${status}: ${stderr}${text}`);
      await delay(50);
    }
  };
  const openSession: Sshd['openSession'] = async (user, key) => {
    const [command = '', ...args] = argsOf(user, key);
    const session = sessionOf(spawn(command, [...args, 'cat'], { stdio: ['pipe', 'pipe', 'ignore'] }));
    if (!(await session.isOpen())) throw new Error(`${user} got no session`);
    return session;
  };
  const deadline = Date.now() + PATIENCE;
  while (!text.includes(`listening on 127.0.0.1 port ${port}`)) {
    if (child.exitCode !== null || Date.now() > deadline) throw new Error(`sshd did not start: ${text}`);
    await delay(20);
  }
  return { login, openSession, log: () => text };
}

const OPTIONS = [
  '-Fnone',
  '-oUserKnownHostsFile=/dev/null',
  '-oGlobalKnownHostsFile=/dev/null',
  '-oStrictHostKeyChecking=no',
  '-oIdentitiesOnly=yes',
  '-oIdentityAgent=none',
  '-oBatchMode=yes',
  '-oPreferredAuthentications=publickey',
  '-oConnectTimeout=20',
  '-oLogLevel=INFO',
];

/**
 * Whether sshd, asked, said no. Whose account has expired is refused after the key was good: the client only sees the
 * connection closed, as it does before the keys are exchanged while sshd reloads.
 */
function isRefusal(stderr: string): boolean {
  if (stderr.includes('kex_exchange_identification')) return false;
  return /Permission denied|Connection closed by 127\.0\.0\.1 port/.test(stderr);
}

function sessionOf(child: ChildProcess): Session {
  const { stdin, stdout } = child;
  if (stdin === null || stdout === null) throw new TypeError('a session has pipes');
  const ended = once(child, 'exit');
  let echoed = '';
  let asked = 0;
  stdout.on('data', (chunk: Buffer) => {
    echoed += chunk.toString('utf8');
  });
  // One that is closed cannot be written to.
  stdin.on('error', () => {});
  const isOpen = async (): Promise<boolean> => {
    const question = `question ${(asked += 1)}\n`;
    stdin.write(question);
    const deadline = Date.now() + PATIENCE;
    while (!echoed.includes(question)) {
      if (child.exitCode !== null || child.signalCode !== null) return false;
      if (Date.now() > deadline) throw new Error('the session neither answered nor ended');
      await delay(20);
    }
    return true;
  };
  return { isOpen, ended, close: () => child.kill('SIGTERM') };
}
