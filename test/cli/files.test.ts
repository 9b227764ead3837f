import {
  chmodSync,
  chownSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { PROGRAMS } from '../support/programs.ts';
import { codesOf, hintsOf, localToken, type Outcome, run, runCommand } from '../support/run.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const KEY = randomBytes(32).toString('base64');
const env = { KMSCRYPT_LOCAL_KEY: KEY };
const ROOT = process.getuid?.() === 0;
let token = '';

beforeAll(async () => {
  token = await localToken(KEY, 'hunter2');
});

describe.each(PROGRAMS)('files with the $name', (program) => {
  const decrypt = (cwd: string, ...args: string[]): Promise<Outcome> =>
    run(program, ['decrypt', ...args], { env, cwd });
  /** The same as somebody who is not root, from whom modes keep nothing. */
  const unprivileged = (cwd: string, ...args: string[]): Promise<Outcome> =>
    ROOT
      ? runCommand(
          [
            'setpriv',
            '--reuid=12345',
            '--regid=12345',
            '--clear-groups',
            ...program.command,
            'decrypt',
            ...args,
          ],
          { env: { ...env, HOME: '/dev/null' }, cwd },
        )
      : decrypt(cwd, ...args);
  const folder = (): string => {
    const path = temporaryFolder();
    chmodSync(path, 0o777);
    writeFileSync(join(path, 'file'), `a: ${token}\n`);
    return path;
  };
  /** What there is after a run: what it said and left, and that the file is what it was. */
  const after = ({ stderr, status, stdout }: Outcome, cwd: string): object => ({
    codes: codesOf(stderr),
    left: [status, stdout.toString()],
    names: readdirSync(cwd),
    file: readFileSync(join(cwd, 'file'), 'utf8'),
  });
  const refusal = (code: string, names: readonly string[] = ['file']): object => ({
    codes: [code],
    left: [7, ''],
    names,
    file: `a: ${token}\n`,
  });

  it('keep their mode and, for root, their owner', async () => {
    const cwd = folder();
    chmodSync(join(cwd, 'file'), 0o664);
    if (ROOT) chownSync(join(cwd, 'file'), 12345, 23456);
    expect(await decrypt(cwd, '--in-place', 'file')).toMatchObject({ status: 0, stderr: '' });
    const { mode, uid, gid } = statSync(join(cwd, 'file'));
    expect(mode & 0o7777).toBe(0o664);
    if (ROOT) expect([uid, gid]).toEqual([12345, 23456]);
    expect(readFileSync(join(cwd, 'file'), 'utf8')).toBe('a: hunter2\n');
  });

  it('that are new are private', async () => {
    const cwd = folder();
    expect(await decrypt(cwd, '--output', 'new', 'file')).toMatchObject({ status: 0 });
    expect(statSync(join(cwd, 'new')).mode & 0o7777).toBe(0o600);
  });

  it('stay symlinks, also relative ones in another folder', async () => {
    const cwd = folder();
    mkdirSync(join(cwd, 'links'));
    symlinkSync('../file', join(cwd, 'links', 'one'));
    symlinkSync('one', join(cwd, 'links', 'two'));
    expect(await decrypt(cwd, '--in-place', 'links/two')).toMatchObject({ status: 0, stderr: '' });
    expect(readlinkSync(join(cwd, 'links', 'two'))).toBe('one');
    expect(lstatSync(join(cwd, 'links', 'one')).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(cwd, 'file'), 'utf8')).toBe('a: hunter2\n');
    expect(readdirSync(join(cwd, 'links'))).toEqual(['one', 'two']);
  });

  it('stay symlinks where nothing is at their end yet', async () => {
    const cwd = folder();
    mkdirSync(join(cwd, 'links'));
    symlinkSync('../new', join(cwd, 'links', 'one'));
    expect(await decrypt(cwd, '--output', 'links/one', 'file')).toMatchObject({ status: 0, stderr: '' });
    expect(readlinkSync(join(cwd, 'links', 'one'))).toBe('../new');
    expect(readFileSync(join(cwd, 'new'), 'utf8')).toBe('a: hunter2\n');
  });

  // A rename makes a new inode: the other name keeps the tokens.
  it('with several hard links part', async () => {
    const cwd = folder();
    linkSync(join(cwd, 'file'), join(cwd, 'other'));
    expect(await decrypt(cwd, '--in-place', 'file')).toMatchObject({ status: 0 });
    expect(readFileSync(join(cwd, 'other'), 'utf8')).toBe(`a: ${token}\n`);
  });

  it('that are missing, or folders, are named', async () => {
    const cwd = folder();
    for (const name of ['missing', '.']) {
      const outcome = await decrypt(cwd, name);
      expect(after(outcome, cwd)).toEqual(refusal('INPUT_FAILED'));
      expect(outcome.stderr).toContain(`kmscrypt: error: ${name}: `);
      expect(hintsOf(outcome.stderr)).toHaveLength(1);
    }
  });

  it('that may not be read', async () => {
    const cwd = folder();
    chmodSync(join(cwd, 'file'), 0o200);
    expect(after(await unprivileged(cwd, 'file'), cwd)).toEqual(refusal('INPUT_FAILED'));
  });

  it.for([
    ['a read-only file', 0o444, 0o777],
    ['a file in a read-only folder', 0o666, 0o555],
  ] as const)('that may not be written: %s', async ([, fileMode, folderMode]) => {
    const cwd = folder();
    chmodSync(join(cwd, 'file'), fileMode);
    chmodSync(cwd, folderMode);
    const outcome = await unprivileged(cwd, '--in-place', 'file');
    expect(after(outcome, cwd)).toEqual(refusal('OUTPUT_FAILED'));
    expect(hintsOf(outcome.stderr)).toHaveLength(1);
  });

  it('in folders that are missing are not written', async () => {
    const cwd = folder();
    expect(after(await decrypt(cwd, '--output', 'missing/new', 'file'), cwd)).toEqual(
      refusal('OUTPUT_FAILED'),
    );
  });

  it('are all left alone where one of them is bad', async () => {
    const cwd = folder();
    writeFileSync(join(cwd, 'bad'), 'kmscrypt::A');
    const outcome = await decrypt(cwd, '--in-place', 'file', 'bad');
    expect(outcome).toMatchObject({ status: 3, stdout: Buffer.alloc(0) });
    expect(readFileSync(join(cwd, 'file'), 'utf8')).toBe(`a: ${token}\n`);
  });

  it('are all left alone where one of them cannot be written', async () => {
    const cwd = folder();
    writeFileSync(join(cwd, 'readonly'), token);
    chmodSync(join(cwd, 'readonly'), 0o444);
    if (ROOT) chownSync(join(cwd, 'file'), 12345, 12345);
    expect(after(await unprivileged(cwd, '--in-place', 'file', 'readonly'), cwd)).toEqual(
      refusal('OUTPUT_FAILED', ['file', 'readonly']),
    );
  });

  it('are put out one after another, as cat does', async () => {
    const cwd = folder();
    const outcome = await run(program, ['decrypt', 'file', '-', 'file'], { env, cwd, input: 'stdin\n' });
    expect(outcome.stdout.toString()).toBe('a: hunter2\nstdin\na: hunter2\n');
  });
});
