import { execFileSync, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { PROGRAMS } from '../support/programs.ts';
import { codesOf, hintsOf, localToken, type Outcome, run, runCommand } from '../support/run.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const KEY = randomBytes(32).toString('base64');
const env = { KMSCRYPT_LOCAL_KEY: KEY };
let token = '';

/** Mounting takes a mount namespace of one's own. */
const CAN_MOUNT = spawnSync('unshare', ['-m', 'true']).status === 0;
if (!CAN_MOUNT) process.stderr.write('*** tests with mounts are skipped: unshare -m is not permitted ***\n');

beforeAll(async () => {
  token = await localToken(KEY, 'hunter2');
});

describe.each(PROGRAMS)('a disk with the $name', (program) => {
  it('that is full, behind stdout', async () => {
    const quoted = program.command.map((part) => `'${part}'`).join(' ');
    const outcome = await runCommand(
      ['bash', '--norc', '-c', `${quoted} decrypt --ciphertext "$0" > /dev/full`, token],
      { env },
    );
    expect(codesOf(outcome.stderr), outcome.stderr).toEqual(['OUTPUT_FAILED']);
    expect(outcome.status).toBe(7);
  });

  /** Runs in a namespace with mounts made by `prepare`; answers with what `after` prints, too. */
  const mounted = async (
    prepare: string,
    args: readonly string[],
    after: string,
  ): Promise<Outcome & { after: string }> => {
    const cwd = temporaryFolder();
    mkdirSync(join(cwd, 'small'));
    writeFileSync(join(cwd, 'file'), `a: ${token}\n`);
    writeFileSync(join(cwd, 'big'), `a: ${token}\n${'x'.repeat(200_000)}\n`);
    const script = `set -e\n${prepare}\nset +e\n"$@"\nstatus=$?\n{ ${after}; } > after\nexit $status`;
    const command = ['unshare', '-m', 'bash', '--norc', '-c', script, 'bash', ...program.command, ...args];
    const outcome = await runCommand(command, { env, cwd });
    return { ...outcome, after: readFileSync(join(cwd, 'after'), 'utf8') };
  };
  const failed = (outcome: Outcome): void => {
    expect(codesOf(outcome.stderr), outcome.stderr).toEqual(['OUTPUT_FAILED']);
    expect(hintsOf(outcome.stderr)).toHaveLength(1);
    expect(outcome).toMatchObject({ status: 7, stdout: Buffer.alloc(0) });
  };

  it.skipIf(!CAN_MOUNT)('that is full, in place', async () => {
    const outcome = await mounted(
      'mount -t tmpfs -o size=300k none small && cp big small/big',
      ['decrypt', '--in-place', 'small/big'],
      'ls -A small; cmp big small/big && echo same',
    );
    failed(outcome);
    expect(outcome.after).toBe('big\nsame\n');
  });

  it.skipIf(!CAN_MOUNT)('that is full, in another file', async () => {
    const outcome = await mounted(
      'mount -t tmpfs -o size=100k none small',
      ['decrypt', '--output', 'small/new', 'big'],
      'ls -A small',
    );
    failed(outcome);
    expect(outcome.after).toBe('');
  });

  it.skipIf(!CAN_MOUNT)('that is full, for a new key', async () => {
    const outcome = await mounted(
      'mount -t tmpfs -o size=8k none small; head -c 8192 /dev/zero > small/filler 2>/dev/null || true',
      ['keygen', '--output', 'small/key'],
      'ls -A small',
    );
    expect(codesOf(outcome.stderr), outcome.stderr).toEqual(['OUTPUT_FAILED']);
    expect(outcome.after).toBe('filler\n');
  });

  it.skipIf(!CAN_MOUNT)('that is read-only', async () => {
    const outcome = await mounted(
      'mount -t tmpfs none small && cp file small/file && mount -o remount,ro small',
      ['decrypt', '--in-place', 'small/file'],
      'ls -A small; cmp file small/file && echo same',
    );
    failed(outcome);
    expect(outcome.after).toBe('file\nsame\n');
  });

  it.skipIf(!CAN_MOUNT)('of which one of two files is bound elsewhere', async () => {
    const outcome = await mounted(
      'cp file bound && mount --bind file bound && cp file other',
      ['decrypt', '--in-place', 'other', 'bound'],
      'ls -A; grep -c kmscrypt:: other bound',
    );
    failed(outcome);
    expect(outcome.after).toBe('after\nbig\nbound\nfile\nother\nsmall\nother:1\nbound:1\n');
  });

  it.skipIf(!CAN_MOUNT)('of which one file is bound elsewhere', async () => {
    const outcome = await mounted(
      'cp file bound && mount --bind file bound',
      ['decrypt', '--in-place', 'bound'],
      'ls -A; grep -c kmscrypt:: file bound',
    );
    failed(outcome);
    expect(outcome.stderr).toContain('bind mount');
    expect(outcome.after).toBe('after\nbig\nbound\nfile\nsmall\nfile:1\nbound:1\n');
  });

  it.skipIf(!CAN_MOUNT)('of which one file is bound read-only', async () => {
    const outcome = await mounted(
      'cp file bound && mount --bind file bound && mount -o remount,ro,bind bound',
      ['decrypt', '--in-place', 'bound'],
      'ls -A; grep -c kmscrypt:: bound',
    );
    failed(outcome);
    expect(outcome.after).toBe('after\nbig\nbound\nfile\nsmall\n1\n');
  });
});

it('leaves nothing in the folder for temporary files', async () => {
  const cwd = temporaryFolder();
  mkdirSync(join(cwd, 'tmp'));
  writeFileSync(join(cwd, 'file'), token);
  for (const program of PROGRAMS) {
    await run(program, ['decrypt', '--output', 'new', 'file'], {
      env: { ...env, TMPDIR: join(cwd, 'tmp'), HOME: join(cwd, 'tmp') },
      cwd,
    });
  }
  const left = execFileSync(
    'find',
    [join(cwd, 'tmp'), '-type', 'f', '-not', '-path', '*/.cache/kmscrypt/*'],
    { encoding: 'utf8' },
  );
  expect(left).toBe('');
  expect(readdirSync(cwd)).toEqual(['file', 'new', 'tmp']);
});
