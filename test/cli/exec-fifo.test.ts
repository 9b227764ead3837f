import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { EXEC_PROGRAMS, type ExecProgram } from '../support/exec-programs.ts';
import { folderWith } from '../support/folder-with.ts';
import { lacking } from '../support/lacking.ts';
import { codesOf, localToken, type Outcome, runCommand, type RunOptions } from '../support/run.ts';

// `exec --config F:FIFO`: a parent stays and serves the file.

const KEY = randomBytes(32).toString('base64');
const CANARY = 'canary-9d2b6f10';
let token = '';

beforeAll(async () => {
  token = await localToken(KEY, CANARY);
});

const OPENED = `{"password": "${CANARY}"}\n`;

function folder(): string {
  return folderWith({ 'app.json': `{"password": "${token}"}\n` });
}

function serve(
  program: ExecProgram,
  script: string,
  options: RunOptions & { readonly config?: readonly string[] } = {},
): Promise<Outcome> {
  const { config = ['app.json:fifo'], ...rest } = options;
  const given = config.flatMap((each) => ['--config', each]);
  return runCommand([...program.command, 'exec', ...given, '--', 'sh', '-c', script], {
    ...rest,
    env: { KMSCRYPT_LOCAL_KEY: KEY },
  });
}

async function makeFifo(path: string, mode: string): Promise<void> {
  expect((await runCommand(['mkfifo', '-m', mode, path])).status).toBe(0);
}

/** Processes that work in a folder, or hold something of it open. */
function processesAt(path: string): string[] {
  return readdirSync('/proc').filter((pid) => {
    if (!/^\d+$/.test(pid) || pid === String(process.pid)) return false;
    try {
      const links = [
        `/proc/${pid}/cwd`,
        ...readdirSync(`/proc/${pid}/fd`).map((fd) => `/proc/${pid}/fd/${fd}`),
      ];
      return links.some((link) => readlinkSync(link).startsWith(path));
    } catch {
      return false;
    }
  });
}

async function expectNothingLeft(cwd: string, files: readonly string[] = ['app.json']): Promise<void> {
  expect(readdirSync(cwd).toSorted()).toEqual(files.toSorted());
  // What was killed takes a moment to go.
  for (let round = 0; round < 40 && processesAt(cwd).length > 0; round += 1) await delay(50);
  expect(processesAt(cwd)).toEqual([]);
}

describe.each(EXEC_PROGRAMS)('a FIFO of the $name', (program) => {
  it.for([
    ['is read', 'cat fifo', OPENED],
    ['is read again and again', 'for i in 1 2 3 4 5 6 7 8 9 10; do cat fifo; done', OPENED.repeat(10)],
    ['is read slowly', '{ sleep 0.3; cat; } < fifo', OPENED],
    ['is never read', ':', ''],
    ['is left by a reader before the end, then read', 'head -c 1 fifo; : < fifo; cat fifo', `{${OPENED}`],
    ['is a FIFO that only we may read', 'stat -c "%F %a" fifo', 'fifo 600\n'],
    ['is read by its path in another folder', 'cd / && cat "$OLDPWD/fifo"', OPENED],
  ] as const)('%s', async ([, script, expected]) => {
    const cwd = folder();
    const outcome = await serve(program, script, { cwd });
    expect(outcome).toMatchObject({ stderr: '', status: 0 });
    expect(outcome.stdout.toString()).toBe(expected);
    await expectNothingLeft(cwd);
  });

  it('gives 1 MB whole, twice, and to one who leaves in the middle', async () => {
    const content = `${randomBytes(750_000).toString('base64')}\n`;
    const cwd = folderWith({ big: content });
    const script = 'cat fifo > one; head -c 100000 fifo > part; cat fifo > two';
    expect(await serve(program, script, { cwd, config: ['big:fifo'] })).toMatchObject({
      stderr: '',
      status: 0,
    });
    expect(readFileSync(join(cwd, 'one'), 'utf8') === content).toBe(true);
    expect(readFileSync(join(cwd, 'two'), 'utf8') === content).toBe(true);
    expect(content.startsWith(readFileSync(join(cwd, 'part'), 'utf8'))).toBe(true);
    await expectNothingLeft(cwd, ['big', 'one', 'two', 'part']);
  });

  it('gives bytes as they are, and nothing of an empty file', async () => {
    const cwd = folder();
    const bytes = randomBytes(5_000);
    writeFileSync(join(cwd, 'bytes'), bytes);
    writeFileSync(join(cwd, 'empty'), '');
    const config = ['bytes:one', 'empty:two', 'app.json:three'];
    const outcome = await serve(program, 'cat two one two three', { cwd, config });
    expect(outcome.stderr).toBe('');
    expect(outcome.stdout.equals(Buffer.concat([bytes, Buffer.from(OPENED)]))).toBe(true);
    await expectNothingLeft(cwd, ['app.json', 'bytes', 'empty']);
  });

  it('serves more FIFOs than a thread pool has threads', async () => {
    const names = Array.from('abcdefghij');
    const cwd = folderWith(Object.fromEntries(names.map((name) => [name, name])));
    const outcome = await serve(
      program,
      `cat ${names
        .map((name) => `${name}.fifo`)
        .toReversed()
        .join(' ')}`,
      {
        cwd,
        config: names.map((name) => `${name}:${name}.fifo`),
      },
    );
    expect(outcome).toMatchObject({ stdout: Buffer.from('jihgfedcba'), stderr: '' });
    await expectNothingLeft(cwd, names);
  });

  it('is gone when the command dies, also while it reads', async () => {
    const cwd = folder();
    expect(await serve(program, 'kill -KILL $$', { cwd })).toMatchObject({ signal: 'SIGKILL', stderr: '' });
    await expectNothingLeft(cwd);
    expect(await serve(program, 'exec 3< fifo; read -r x <&3; kill -TERM $$', { cwd })).toMatchObject({
      signal: 'SIGTERM',
      stderr: '',
    });
    await expectNothingLeft(cwd);
    expect(await serve(program, 'exit 9', { cwd })).toMatchObject({ status: 9, stderr: '' });
    await expectNothingLeft(cwd);
  });

  it.for(['SIGTERM', 'SIGHUP', 'SIGUSR1'] as const)('is gone when the parent gets %s', async (signal) => {
    const cwd = folder();
    const child = spawn(
      program.command[0],
      [
        ...program.command.slice(1),
        'exec',
        '--config',
        'app.json:fifo',
        '--',
        'sh',
        '-c',
        'echo ready; exec sleep 60',
      ],
      {
        cwd,
        env: { PATH: process.env['PATH'], KMSCRYPT_LOCAL_KEY: KEY },
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    await once(child.stdout, 'data');
    expect(lstatSync(join(cwd, 'fifo')).isFIFO()).toBe(true);
    child.kill(signal);
    expect(await once(child, 'exit')).toEqual([null, signal]);
    await expectNothingLeft(cwd);
  });

  it('is gone, or was never there, whenever the signal comes', async () => {
    const cwd = folder();
    for (let wait = 0; wait < 150; wait += 6) {
      const outcome = await serve(program, 'exec sleep 60', {
        cwd,
        onSpawn: (child) => void delay(wait).then(() => child.kill('SIGTERM')),
      });
      expect(outcome).toMatchObject({ signal: 'SIGTERM', stderr: '' });
      await expectNothingLeft(cwd);
    }
  });

  it('that was there is used, with its rights, and stays', async () => {
    const cwd = folder();
    await makeFifo(join(cwd, 'fifo'), '644');
    const script = 'stat -c %a fifo; cat fifo; cat fifo; stat -c %a fifo';
    const outcome = await serve(program, script, { cwd });
    expect(outcome).toMatchObject({ stderr: '', status: 0 });
    expect(outcome.stdout.toString()).toBe(`644\n${OPENED}${OPENED}644\n`);
    expect(lstatSync(join(cwd, 'fifo')).isFIFO()).toBe(true);
    expect(lstatSync(join(cwd, 'fifo')).mode & 0o777).toBe(0o644);
    await expectNothingLeft(cwd, ['app.json', 'fifo']);
  });

  it('that a symlink leads to is used', async () => {
    const cwd = folder();
    await makeFifo(join(cwd, 'real'), '600');
    symlinkSync('real', join(cwd, 'fifo'));
    expect(await serve(program, 'cat fifo', { cwd })).toMatchObject({
      stdout: Buffer.from(OPENED),
      stderr: '',
    });
    expect(lstatSync(join(cwd, 'fifo')).isSymbolicLink()).toBe(true);
    await expectNothingLeft(cwd, ['app.json', 'fifo', 'real']);
  });

  it('that the command removes or replaces is no longer ours', async () => {
    const cwd = folder();
    const outcome = await serve(program, 'cat fifo; rm fifo; echo mine > fifo; cat fifo', { cwd });
    expect(outcome).toMatchObject({ stdout: Buffer.from(`${OPENED}mine\n`), stderr: '', status: 0 });
    expect(readFileSync(join(cwd, 'fifo'), 'utf8')).toBe('mine\n');
    await expectNothingLeft(cwd, ['app.json', 'fifo']);
  });

  it.for([
    ['a file', 'file', 'FILE_EXISTS'],
    ['a folder', 'sub', 'FILE_EXISTS'],
    ['the file itself', 'app.json', 'FILE_EXISTS'],
    ['a symlink to a file', 'link', 'FILE_EXISTS'],
    ['a dangling symlink', 'dangling', 'OUTPUT_FAILED'],
    ['in a folder that is missing', 'missing/fifo', 'OUTPUT_FAILED'],
    ['in a file', 'file/fifo', 'OUTPUT_FAILED'],
    ['where there are no FIFOs', '/proc/fifo', 'OUTPUT_FAILED'],
  ] as const)('is refused: %s', async ([, fifo, code]) => {
    const cwd = folder();
    writeFileSync(join(cwd, 'file'), 'as it was');
    mkdirSync(join(cwd, 'sub'));
    symlinkSync('file', join(cwd, 'link'));
    symlinkSync('missing', join(cwd, 'dangling'));
    const before = readdirSync(cwd);
    // The first is made by then.
    const outcome = await serve(program, 'touch started', {
      cwd,
      config: ['app.json:first', `app.json:${fifo}`],
    });
    expect(codesOf(outcome.stderr), outcome.stderr).toEqual([code]);
    expect(outcome).toMatchObject({ status: 7, stdout: Buffer.alloc(0) });
    await expectNothingLeft(cwd, before);
    expect(readFileSync(join(cwd, 'file'), 'utf8')).toBe('as it was');
  });

  it('is refused without the programs that make it', async () => {
    const cwd = folder();
    mkdirSync(join(cwd, 'bin'));
    const outcome = await runCommand(
      [...program.command, 'exec', '--config', 'app.json:fifo', '--', '/bin/sh', '-c', ':'],
      { cwd, env: { PATH: join(cwd, 'bin'), KMSCRYPT_LOCAL_KEY: KEY } },
    );
    expect(codesOf(outcome.stderr), outcome.stderr).toEqual(['PROGRAM_FAILED']);
    expect(outcome.status).toBe(7);
  });

  it('is not made where something cannot be opened', async () => {
    const cwd = folderWith({ 'app.json': '{"password": "kmscrypt::v2::AAAA"}' });
    const outcome = await serve(program, 'touch started', { cwd });
    expect(codesOf(outcome.stderr)).toEqual(['INVALID_MESSAGE']);
    await expectNothingLeft(cwd);
  });

  it('leaves the secret in no argument of a process, and in no file', async () => {
    const cwd = folder();
    const script = [
      'exec 3< fifo',
      'for each in /proc/[0-9]*/cmdline; do tr "\\0" " " < $each; echo; done 2> /dev/null > lines',
      'cat <&3 > /dev/null',
    ].join('\n');
    expect(await serve(program, script, { cwd })).toMatchObject({ stderr: '', status: 0 });
    const lines = readFileSync(join(cwd, 'lines'), 'utf8');
    expect(lines).toContain('app.json:fifo');
    expect(lines).not.toContain(CANARY);
    expect(lines).not.toContain(KEY);
  });

  it.skipIf(process.getuid?.() !== 0 || lacking('setpriv'))(
    'of another user stays readable for them',
    async () => {
      const cwd = folder();
      chmodSync(cwd, 0o755);
      await makeFifo(join(cwd, 'fifo'), '640');
      chownSync(join(cwd, 'fifo'), 54321, 54321);
      const script = 'setpriv --reuid=54321 --regid=54321 --clear-groups cat fifo fifo';
      const outcome = await serve(program, script, { cwd });
      expect(outcome).toMatchObject({ stderr: '', status: 0 });
      expect(outcome.stdout.toString()).toBe(OPENED + OPENED);
      expect(existsSync(join(cwd, 'fifo'))).toBe(true);
    },
  );
});
