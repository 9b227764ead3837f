import { execFileSync, spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lacking } from '../support/lacking.ts';
import { PROGRAMS } from '../support/programs.ts';
import { codesOf, localToken, run, runBash } from '../support/run.ts';
import { makeFolder } from '../support/temporary-folder.ts';

const KEY = randomBytes(32).toString('base64');
const env = { KMSCRYPT_LOCAL_KEY: KEY, LC_ALL: 'C' };
const cwd = makeFolder();
const BIG = 100_000_000;
let token = '';

beforeAll(async () => {
  token = await localToken(KEY, 'hunter2');
  // Lines of text, a token in the first and in the last.
  const filler = `${'lorem ipsum dolor sit amet '.repeat(36)}\n`;
  const head = `${token}\n`;
  const body = filler.repeat(Math.ceil(BIG / filler.length));
  writeFileSync(join(cwd, 'big'), `${head}${body}${token}\n`);
  writeFileSync(join(cwd, 'expected'), `hunter2\n${body}hunter2\n`);
  writeFileSync(join(cwd, 'small'), `a: ${token}\n`);
});
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

/** Python runs argv with a descriptor (0 or 1) as the non-blocking end of a pipe that the other end serves slowly. */
const NON_BLOCKING = `
import os, subprocess, sys, time
which, argv = int(sys.argv[1]), sys.argv[2:]
reader, writer = os.pipe()
os.set_blocking(writer if which else reader, False)
child = subprocess.Popen(argv, stdin=reader if which == 0 else subprocess.DEVNULL, stdout=writer if which else None)
os.close(writer if which else reader)
if which == 0:
    for piece in (b'a: ', os.environ['TOKEN'].encode(), b'\\n'):
        time.sleep(0.1)
        os.write(writer, piece)
    os.close(writer)
else:
    time.sleep(0.3)
    while piece := os.read(reader, 1 << 20):
        sys.stdout.buffer.write(piece)
sys.exit(child.wait())
`;

describe.skipIf(lacking('python3', 'sha256sum')).each(PROGRAMS)('streams with the $name', (program) => {
  /** A line of bash with `kmscrypt` in it. */
  const bash = (script: string) => runBash(program, script, { env: { ...env, TOKEN: token }, cwd });
  const python = (which: number, ...args: string[]) =>
    spawnSync('python3', ['-c', NON_BLOCKING, String(which), ...program.command, 'decrypt', ...args], {
      env: { PATH: process.env['PATH'], ...env, TOKEN: token },
      cwd,
      maxBuffer: BIG * 2,
    });

  it('100 MB through stdin and stdout', async () => {
    expect(await bash('kmscrypt decrypt < big | cmp - expected')).toMatchObject({ status: 0, stderr: '' });
    expect(await bash('cat big | kmscrypt decrypt | cmp - expected')).toMatchObject({
      status: 0,
      stderr: '',
    });
  });

  it('a reader that leaves early', async () => {
    const outcome = await bash('kmscrypt decrypt big | head -1; echo "${PIPESTATUS[0]}"');
    expect(outcome.stderr).toBe('');
    expect(outcome.stdout.toString()).toBe('hunter2\n0\n');
    const none = await bash(
      'kmscrypt decrypt big | true; kmscrypt --help | true; kmscrypt inspect big | true',
    );
    expect(none.stderr).toBe('');
  });

  it('a slow reader', async () => {
    const outcome = await bash('kmscrypt decrypt big | { sleep 0.3; cmp - expected; }');
    expect(outcome).toMatchObject({ status: 0, stderr: '' });
  });

  it('a stdin and a stdout that are non-blocking', () => {
    const input = python(0);
    expect(input.stderr.toString()).toBe('');
    expect(input.stdout.toString()).toBe('a: hunter2\n');
    const { stdout, stderr, status } = python(1, 'big');
    expect([stderr.toString(), status]).toEqual(['', 0]);
    const digest = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
    expect(digest(stdout)).toBe(
      execFileSync('sha256sum', ['expected'], { cwd, encoding: 'utf8' }).slice(0, 64),
    );
  });

  it.for([
    ['a FIFO as FILE', 'mkfifo f1; cat small > f1 & kmscrypt decrypt f1; rm f1'],
    ['/dev/stdin as FILE', 'cat small | kmscrypt decrypt /dev/stdin'],
    ['a substituted process as FILE', 'kmscrypt decrypt <(cat small)'],
    ['a FIFO as --output', 'mkfifo f2; kmscrypt decrypt --output f2 small & cat f2; rm f2'],
    ['/dev/stdout as --output', 'kmscrypt decrypt --output /dev/stdout small | cat'],
    ['/dev/fd/3 as --output', '{ kmscrypt decrypt --output /dev/fd/3 small 3>&1 >/dev/null; } | cat'],
    ['stdin from its middle', '{ read -r skipped; kmscrypt decrypt; } < <(echo skipped; cat small)'],
    [
      'a file on stdin from its middle',
      '{ echo skipped; cat small; } > both; { read -r skipped; kmscrypt decrypt; } < both',
    ],
    ['stderr closed', 'kmscrypt decrypt small 2>&-'],
  ] as const)('%s', async ([, script]) => {
    const outcome = await bash(script);
    expect(outcome).toMatchObject({ status: 0, stderr: '' });
    expect(outcome.stdout.toString()).toBe('a: hunter2\n');
  });

  it('stdout and stdin that are closed', async () => {
    // The runtimes open /dev/null in their place; what matters: no other file gets the plaintext, and no stack.
    expect(await bash('kmscrypt decrypt small >&-')).toMatchObject({ stderr: '', stdout: Buffer.alloc(0) });
    expect(await bash('kmscrypt decrypt <&-')).toMatchObject({
      status: 0,
      stderr: '',
      stdout: Buffer.alloc(0),
    });
  });

  it('stderr that is closed, or full, while there is something to say', async () => {
    for (const end of ['2>&-', '2>/dev/full']) {
      expect(await bash(`kmscrypt decrypt --ciphertext kmscrypt::A ${end}`)).toMatchObject({
        status: 3,
        stdout: Buffer.alloc(0),
      });
    }
  });

  it('a folder on stdin', async () => {
    const outcome = await bash('kmscrypt decrypt < .');
    expect(codesOf(outcome.stderr), outcome.stderr).toEqual(['INPUT_FAILED']);
    expect(outcome).toMatchObject({ status: 7, stdout: Buffer.alloc(0) });
  });

  it('an argument as long as Linux allows', async () => {
    const text = `${'x'.repeat(131_071 - token.length)}${token}`;
    const outcome = await run(program, ['decrypt', '--ciphertext', text], { env });
    expect(outcome).toMatchObject({ status: 0, stderr: '' });
    expect(outcome.stdout.toString()).toBe(text.replace(token, 'hunter2'));
    const sealed = await run(program, ['encrypt', '--key-id', 'local', '--plaintext', 'y'.repeat(131_071)], {
      env,
    });
    const opened = await run(program, ['decrypt'], { env, input: sealed.stdout });
    expect(opened.stdout.toString()).toBe(`${'y'.repeat(131_071)}\n`);
  });
});
