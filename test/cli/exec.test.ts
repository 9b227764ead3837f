import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { EXEC_PROGRAMS, type ExecProgram } from '../support/exec-programs.ts';
import { folderWith } from '../support/folder-with.ts';
import { lacking } from '../support/lacking.ts';
import { times } from '../support/programs.ts';
import { codesOf, localToken, type Outcome, runCommand, type RunOptions } from '../support/run.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

// What a command is, and gets, that kmscrypt becomes, or that runs below it.

const KEY = randomBytes(32).toString('base64');
let token = '';

beforeAll(async () => {
  token = await localToken(KEY, 'hunter2');
});

/** Runs a command through exec, with a token to open in the environment. */
function exec(program: ExecProgram, command: readonly string[], options: RunOptions = {}): Promise<Outcome> {
  return runCommand([...program.command, 'exec', '--', ...command], {
    ...options,
    env: { KMSCRYPT_LOCAL_KEY: KEY, DB_PASSWORD: token, ...options.env },
  });
}

const ALL = Array.from({ length: 256 }, (_, status) => status);
const SOME = [0, 1, 2, 3, 7, 126, 127, 128, 130, 143, 255];

describe.each(EXEC_PROGRAMS)('the command of exec, with the $name', (program) => {
  it('has the status of the command', { timeout: 300_000 }, async () => {
    for (const status of times(0, 1) === 1 ? ALL : SOME) {
      const outcome = await exec(program, ['sh', '-c', 'exit $0', String(status)]);
      expect(outcome).toMatchObject({ status, signal: null, stderr: '' });
    }
  });

  it.for(['SIGTERM', 'SIGKILL', 'SIGINT', 'SIGHUP', 'SIGPIPE', 'SIGUSR1', 'SIGALRM', 'SIGABRT'] as const)(
    'ends by %s as the command does',
    async (signal) => {
      const outcome = await exec(program, ['sh', '-c', `kill -${signal.slice(3)} $$`]);
      expect(outcome).toMatchObject({ status: null, signal, stderr: '' });
    },
  );

  it('has the environment byte for byte, with the secret and without the key', async () => {
    const env = {
      DB_PASSWORD: token,
      EMPTY: '',
      WHERE: 'é€😀\u{FEFF}',
      LINES: 'a\nb\\\'"$',
      'BASH_FUNC_f%%': '() { :; }',
      ODD: 'a=b=',
    };
    const { stdout, stderr } = await exec(program, ['cat', '/proc/self/environ'], { env });
    expect(stderr).toBe('');
    const variables = stdout.toString('utf8').split('\0').slice(0, -1).toSorted();
    const expected = { PATH: process.env['PATH'] ?? '', ...env, DB_PASSWORD: 'hunter2' };
    expect(variables).toEqual(
      Object.entries(expected)
        .map(([name, value]) => `${name}=${value}`)
        .toSorted(),
    );
  });

  it('has the arguments byte for byte', async () => {
    const args = ['', '--', '007', '1e3', '--only', '--help', '-', 'é😀\uFFFD', 'a\nb', '*', '"$(x)"', '--'];
    const { stdout, stderr } = await exec(program, ['sh', '-c', 'cat /proc/$$/cmdline', ...args]);
    expect(stderr).toBe('');
    expect(stdout.toString('utf8').split('\0').slice(3, -1)).toEqual(args);
  });

  it.for([
    ['an argument', '', '\\377'],
    ['a variable', "export BYTES=$(printf 'a\\351'); ", ''],
  ] as const)('refuses %s that is not UTF-8', async ([, before, bytes]) => {
    const quoted = program.command.map((part) => `'${part}'`).join(' ');
    const line = `${before}${quoted} exec -- true "$(printf '${bytes}')"`;
    const outcome = await runCommand(['bash', '--norc', '-c', line]);
    expect(codesOf(outcome.stderr), outcome.stderr).toEqual(['INVALID_OPTION']);
    expect(outcome.status).toBe(2);
  });

  it('reads stdin to its end, as it is', async () => {
    const input = randomBytes(1_000_000);
    expect((await exec(program, ['cat'], { input })).stdout.equals(input)).toBe(true);
    expect((await exec(program, ['wc', '-c'])).stdout.toString().trim()).toBe('0');
  });

  it.skipIf(lacking('python3'))('has descriptors as they were', async () => {
    const script =
      'import fcntl, os; print([fcntl.fcntl(fd, fcntl.F_GETFL) & os.O_NONBLOCK for fd in (0, 1, 2)])';
    const { stdout, stderr } = await exec(program, ['python3', '-c', script]);
    expect({ stdout: stdout.toString(), stderr }).toEqual({ stdout: '[0, 0, 0]\n', stderr: '' });
  });

  it('ignores no signals', async () => {
    const { stdout } = await exec(program, ['grep', '-E', '^Sig(Ign|Blk)', '/proc/self/status']);
    expect(stdout.toString().replaceAll(/\s+/g, ' ')).toBe(
      'SigBlk: 0000000000000000 SigIgn: 0000000000000000 ',
    );
    expect(await exec(program, ['sh', '-c', 'yes | head -1'])).toMatchObject({
      stdout: Buffer.from('y\n'),
      stderr: '',
      status: 0,
    });
  });

  it.runIf(program.becomes)('is the same process', async () => {
    let pid: number | undefined;
    const { stdout } = await exec(program, ['sh', '-c', 'echo $$'], {
      onSpawn: (child) => {
        pid = child.pid;
      },
    });
    expect(stdout.toString()).toBe(`${pid}\n`);
  });
});

/** Tells when it is ready, and every signal that it gets; ends on the last of them with 17. */
const LISTENER = `
import os, signal, sys, time
last = getattr(signal, sys.argv[1])
def heard(number, frame):
    os.write(1, signal.Signals(number).name.encode() + b"\\n")
    if number == last:
        time.sleep(0.2)
        sys.exit(17)
for name in ("SIGHUP", "SIGINT", "SIGQUIT", "SIGTERM", "SIGUSR1", "SIGUSR2", "SIGALRM", "SIGVTALRM", "SIGCONT", "SIGTSTP", "SIGURG", "SIGWINCH", "SIGIO", "SIGXCPU", "SIGABRT"):
    signal.signal(getattr(signal, name), heard)
os.write(1, b"ready\\n")
while True:
    time.sleep(10)
`;

describe.skipIf(lacking('python3', 'setsid')).each(EXEC_PROGRAMS)('a signal to the $name', (program) => {
  /** Sends a signal once the command is ready. A session of its own: no terminal sends it signals. */
  const send = async (
    signal: NodeJS.Signals,
    options: readonly string[] = [],
  ): Promise<{ heard: string[]; status: number | null }> => {
    const listener = ['python3', '-c', LISTENER, signal];
    const command = ['setsid', ...program.command, 'exec', ...options, '--', ...listener];
    const [file = '', ...args] = command;
    const child = spawn(file, args, {
      env: { PATH: process.env['PATH'], KMSCRYPT_LOCAL_KEY: KEY, DB_PASSWORD: token },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => {
      if (text === '') child.kill(signal);
      text += chunk.toString();
    });
    const [status] = (await once(child, 'close')) as [number | null];
    return { heard: text.trim().split('\n').slice(1), status };
  };

  it.for([
    'SIGTERM',
    'SIGINT',
    'SIGHUP',
    'SIGQUIT',
    'SIGUSR1',
    'SIGUSR2',
    'SIGALRM',
    'SIGVTALRM',
    'SIGCONT',
    'SIGTSTP',
    'SIGURG',
    'SIGWINCH',
    'SIGIO',
    'SIGXCPU',
    'SIGABRT',
  ] as const)('%s reaches the command once, and its status comes back', async (signal) => {
    expect(await send(signal)).toEqual({ heard: [signal], status: 17 });
    const cwd = folderWith({ plain: 'x' });
    const fifo = ['--config', `${cwd}/plain:${cwd}/fifo`];
    expect(await send(signal, fifo), 'with a FIFO').toEqual({ heard: [signal], status: 17 });
  });
});

describe.each(EXEC_PROGRAMS)('a program that is hard to run, with the $name', (program) => {
  it('is found without PATH', async () => {
    const command = ['env', '-u', 'PATH', ...program.command, 'exec', '--', 'sh', '-c', 'echo ok'];
    expect(await runCommand(command)).toMatchObject({ stdout: Buffer.from('ok\n'), stderr: '', status: 0 });
  });

  it('is found by the PATH of an env file', async () => {
    const cwd = folderWith({ 'bin/mine': '#!/bin/sh\necho mine\n', '.env': 'PATH=bin\n' });
    chmodSync(join(cwd, 'bin', 'mine'), 0o755);
    const command = ['env', '-u', 'PATH', ...program.command, 'exec', '--env-file', '.env', '--', 'mine'];
    expect((await runCommand(command, { cwd })).stdout.toString()).toBe('mine\n');
  });

  it('is a script without #!', async () => {
    const cwd = folderWith({ script: 'echo "$0 $1 $DB_PASSWORD"\nexit 5\n' });
    chmodSync(join(cwd, 'script'), 0o755);
    const outcome = await exec(program, ['./script', '--', 'x'], { cwd });
    expect(outcome).toMatchObject({ stdout: Buffer.from('./script -- hunter2\n'), stderr: '', status: 5 });
  });

  it.for([
    ['not there', 'missing', 'PROGRAM_NOT_FOUND', 127],
    ['no such path', './missing', 'PROGRAM_NOT_FOUND', 127],
    ['empty', '', 'PROGRAM_NOT_FOUND', 127],
    ['not executable', './plain', 'PROGRAM_NOT_EXECUTABLE', 126],
    ['a folder', '/tmp', 'PROGRAM_NOT_EXECUTABLE', 126],
    ['a script whose interpreter is missing', './script', 'PROGRAM_NOT_FOUND', 127],
    ['for another machine', './foreign', 'PROGRAM_NOT_EXECUTABLE', 126],
  ] as const)('is %s', async ([, command, code, status]) => {
    const cwd = folderWith({ plain: 'x', script: '#!/missing/interpreter\n' });
    const foreign = Buffer.alloc(64);
    foreign.write('\u007FELF\u0002\u0001\u0001', 'latin1');
    foreign.writeUInt16LE(2, 16);
    foreign.writeUInt16LE(8, 18);
    writeFileSync(join(cwd, 'foreign'), foreign);
    for (const name of ['script', 'foreign']) chmodSync(join(cwd, name), 0o755);
    const outcome = await exec(program, [command], { cwd });
    expect(codesOf(outcome.stderr), outcome.stderr).toEqual([code]);
    expect(outcome).toMatchObject({ status, stdout: Buffer.alloc(0) });
  });
});

const MOST = 128 * 1024;

describe.each(EXEC_PROGRAMS)('sizes, with the $name', (program) => {
  const withConfig = (names: readonly string[], bytes: number, limit = ''): Promise<Outcome> => {
    const cwd = folderWith(Object.fromEntries(names.map((name) => [name, 'x'.repeat(bytes)])));
    const quoted = [...program.command, 'exec', ...names.flatMap((name) => ['--config', `${name}=${name}`])];
    const line = `${limit}${quoted.map((part) => `'${part}'`).join(' ')} -- sh -c 'echo $\{#A}'`;
    return runCommand(['bash', '--norc', '-c', line], { cwd });
  };

  it('one variable may have 128 KiB with its name and a NUL', async () => {
    const most = MOST - 'A='.length - 1;
    expect(await withConfig(['A'], most)).toMatchObject({ stdout: Buffer.from(`${most}\n`), stderr: '' });
    const outcome = await withConfig(['A'], most + 1);
    expect(codesOf(outcome.stderr), outcome.stderr).toEqual(['ENVIRONMENT_TOO_LARGE']);
    expect(outcome.stderr).toContain('A: A: ');
    expect(outcome.stderr).not.toContain('xxx');
    expect(outcome).toMatchObject({ status: 3, stdout: Buffer.alloc(0) });
  });

  it('all may have a quarter of the stack', async () => {
    const names = Array.from('ABCDEFGHIJ');
    const limit = 'ulimit -s 4096; ';
    expect(await withConfig(names, 100_000, limit)).toMatchObject({ stderr: '', status: 0 });
    const outcome = await withConfig(names, 105_000, limit);
    expect(codesOf(outcome.stderr), outcome.stderr).toEqual(['ENVIRONMENT_TOO_LARGE']);
    expect(outcome.status).toBe(3);
  });
});

const DRIVER = join(import.meta.dirname, '..', 'support', 'in-terminal.py');
/** Counts Ctrl-C for a while. */
const COUNTER = `
import os, signal, sys, time
count = 0
def heard(number, frame):
    global count
    count += 1
signal.signal(signal.SIGINT, heard)
print("ready", os.isatty(0), file=sys.stderr, flush=True)
end = time.time() + 1.5
while time.time() < end:
    time.sleep(0.05)
print("count", count)
sys.exit(9)
`;

describe.skipIf(lacking('python3')).each(EXEC_PROGRAMS)('on a terminal, the $name', (program) => {
  it.for([
    ['becomes or runs the command', []],
    ['serves a FIFO', ['--config', 'plain:fifo']],
  ] as const)('%s, which gets Ctrl-C once', async ([, options]) => {
    const cwd = folderWith({ plain: 'x' });
    const steps = [['ready True', '\u0003']];
    const command = [...program.command, 'exec', ...options, '--', 'python3', '-c', COUNTER];
    const { stdout, stderr } = await runCommand(['python3', DRIVER, JSON.stringify(steps), ...command], {
      cwd,
    });
    expect(stderr).toBe('');
    expect(JSON.parse(stdout.toString())).toMatchObject({ stdout: 'count 1\n', status: 9, restored: true });
  });
});

const NAMESPACE = ['unshare', '-rpf', '--mount-proc'];
let canUnshare = false;
beforeAll(async () => {
  canUnshare = (await runCommand([...NAMESPACE, 'true']).catch(() => ({ status: 1 }))).status === 0;
  if (canUnshare) return;
  const message = 'unshare cannot make a namespace here: exec as process 1 is not tested';
  if (process.env['CI'] === 'true') throw new Error(message);
  process.stderr.write(`*** ${message} ***\n`);
});

describe.each(EXEC_PROGRAMS)('as process 1, the $name', (program) => {
  it('becomes the command, or refuses to stay', async ({ skip }) => {
    if (!canUnshare) skip('there are no namespaces');
    const outcome = await exec({ ...program, command: [...NAMESPACE, ...program.command] as never }, [
      'sh',
      '-c',
      'echo $$ $DB_PASSWORD; exit 6',
    ]);
    if (program.becomes) {
      expect(outcome).toMatchObject({ stdout: Buffer.from('1 hunter2\n'), stderr: '', status: 6 });
    } else {
      expect(codesOf(outcome.stderr)).toEqual(['INIT_NEEDED']);
      expect(outcome).toMatchObject({ status: 2, stdout: Buffer.alloc(0) });
    }
  });

  it('refuses to stay for a FIFO', async ({ skip }) => {
    if (!canUnshare) skip('there are no namespaces');
    const cwd = folderWith({ plain: 'x' });
    const command = [
      ...NAMESPACE,
      ...program.command,
      'exec',
      '--config',
      'plain:fifo',
      '--',
      'touch',
      'started',
    ];
    const outcome = await runCommand(command, { cwd });
    expect(codesOf(outcome.stderr), outcome.stderr).toEqual(['INIT_NEEDED']);
    expect(outcome.status).toBe(2);
    expect(existsSync(join(cwd, 'started'))).toBe(false);
  });

  it('below an init it serves a FIFO', async ({ skip }) => {
    if (!canUnshare) skip('there are no namespaces');
    const cwd = folderWith({ plain: 'x' });
    const line = [...program.command, 'exec', '--config', 'plain:fifo', '--', 'cat', 'fifo'];
    const init = `${line.map((part) => `'${part}'`).join(' ')}; echo " $?"`;
    const outcome = await runCommand([...NAMESPACE, 'sh', '-c', init], { cwd });
    expect(outcome).toMatchObject({ stdout: Buffer.from('x 0\n'), stderr: '' });
  });
});

describe.each(EXEC_PROGRAMS)('nothing of stdin is read by the $name', (program) => {
  it('where the command fails to start', async () => {
    const cwd = temporaryFolder();
    const quoted = program.command.map((part) => `'${part}'`).join(' ');
    const line = `{ ${quoted} exec -- missing; cat; } 2>/dev/null`;
    const outcome = await runCommand(['bash', '--norc', '-c', line], { cwd, input: 'all of it' });
    expect(outcome.stdout.toString()).toBe('all of it');
  });
});
