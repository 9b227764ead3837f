import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { faultKms } from '../support/fault-kms.ts';
import { awsEnv } from '../support/kms-at.ts';
import { PROGRAMS, times } from '../support/programs.ts';
import { codesOf, type Outcome, run, runCommand } from '../support/run.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const ROOT = process.getuid?.() === 0;
const env = { KMSCRYPT_LOCAL_KEY: randomBytes(32).toString('base64'), KMSCRYPT_KEY_ID: 'local' };

describe.each(PROGRAMS)('editing files with the $name', (program) => {
  const kmscrypt = (cwd: string, args: readonly string[], input = ''): Promise<Outcome> =>
    run(program, args, { env: { ...env, PATH: process.env['PATH'] ?? '' }, cwd, input });

  it('keeps mode and symlinks', async () => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, 'real.json'), '{"a": "x"}', { mode: 0o640 });
    symlinkSync('real.json', join(cwd, 'link.json'));
    expect((await kmscrypt(cwd, ['set', 'link.json', 'a'], 'y\n')).status).toBe(0);
    expect(readlinkSync(join(cwd, 'link.json'))).toBe('real.json');
    expect(lstatSync(join(cwd, 'real.json')).mode & 0o777).toBe(0o640);
    expect(readFileSync(join(cwd, 'real.json'), 'utf8')).toContain('kmscrypt::v2::');
  });

  it('takes the rule of a symlink by the name that it was called by', async () => {
    const cwd = temporaryFolder();
    mkdirSync(join(cwd, 'elsewhere'));
    writeFileSync(join(cwd, 'elsewhere', 'x.json'), '{"pw": "x"}');
    symlinkSync('elsewhere/x.json', join(cwd, 'app.json'));
    writeFileSync(
      join(cwd, '.kmscrypt.yaml'),
      'rules: [{ path: app.json, key-id: local, encrypt: { path: pw } }]',
    );
    expect((await kmscrypt(cwd, ['encrypt', '--in-place', 'app.json'])).status).toBe(0);
    expect(readFileSync(join(cwd, 'elsewhere', 'x.json'), 'utf8')).toContain('kmscrypt::');
  });

  it('refuses a file that is read-only', async () => {
    const cwd = temporaryFolder();
    chmodSync(cwd, 0o777);
    writeFileSync(join(cwd, 'a.json'), '{"a": "x"}');
    chmodSync(join(cwd, 'a.json'), 0o444);
    const unprivileged = ['setpriv', '--reuid=12345', '--regid=12345', '--clear-groups'];
    const command = [...(ROOT ? unprivileged : []), ...program.command, 'set', 'a.json', 'a'];
    const outcome = await runCommand(command, { env: { ...env, HOME: '/dev/null' }, cwd, input: 'y' });
    expect([outcome.status, codesOf(outcome.stderr)]).toEqual([7, ['OUTPUT_FAILED']]);
    expect(readFileSync(join(cwd, 'a.json'), 'utf8')).toBe('{"a": "x"}');
    expect(readdirSync(cwd)).toEqual(['a.json']);
  });

  it('refuses a file in a folder that is read-only', async () => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, 'a.json'), '{"a": "x"}', { mode: 0o666 });
    chmodSync(cwd, 0o555);
    const unprivileged = ['setpriv', '--reuid=12345', '--regid=12345', '--clear-groups'];
    const command = [...(ROOT ? unprivileged : []), ...program.command, 'set', 'a.json', 'a'];
    const outcome = await runCommand(command, { env: { ...env, HOME: '/dev/null' }, cwd, input: 'y' });
    chmodSync(cwd, 0o755);
    expect([outcome.status, codesOf(outcome.stderr)]).toEqual([7, ['OUTPUT_FAILED']]);
  });

  it('edits a file of more than 10 MB', async () => {
    const cwd = temporaryFolder();
    const items = Array.from({ length: 120_000 }, (_, index) => `  "key${index}": "${'x'.repeat(80)}"`);
    const text = `{\n${items.join(',\n')}\n}\n`;
    expect(text.length).toBeGreaterThan(10_000_000);
    writeFileSync(join(cwd, 'big.json'), text);
    expect((await kmscrypt(cwd, ['set', 'big.json', 'key77777'], 'secret\n')).status).toBe(0);
    expect((await kmscrypt(cwd, ['get', 'big.json', 'key77777'])).stdout.toString()).toBe('secret');
    const after = readFileSync(join(cwd, 'big.json'), 'utf8');
    expect(after.replace(/kmscrypt::[A-Za-z0-9+/=:]+/, 'x'.repeat(80))).toBe(text);
  });

  it('loses no value of many that are set at once', async () => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, 'a.json'), '{}');
    const names = Array.from({ length: times(12, 60) }, (_, index) => `k${index}`);
    const outcomes = await Promise.all(names.map((name) => kmscrypt(cwd, ['set', 'a.json', name], name)));
    const values: Record<string, string> = JSON.parse(
      (await kmscrypt(cwd, ['decrypt', 'a.json'])).stdout.toString(),
    ) as Record<string, string>;
    for (const [index, name] of names.entries()) {
      const { status, stderr } = outcomes[index] ?? { status: null, stderr: '' };
      if (status === 0) expect(values[name]).toBe(name);
      else expect([status, codesOf(stderr), values[name]]).toEqual([7, ['FILE_CHANGED'], undefined]);
    }
    expect(Object.keys(values).length).toBeGreaterThan(0);
    expect(readdirSync(cwd)).toEqual(['a.json']);
  });

  it('does not wait for a lock that a killed process has left', async () => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, 'a.json'), '{"a": "x"}');
    writeFileSync(join(cwd, '.a.json.kmscrypt-lock'), '');
    const old = new Date(Date.now() - 60_000);
    utimesSync(join(cwd, '.a.json.kmscrypt-lock'), old, old);
    expect((await kmscrypt(cwd, ['set', 'a.json', 'a'], 'y')).status).toBe(0);
    expect(readdirSync(cwd)).toEqual(['a.json']);
  });

  it('decrypts no file in place that was changed while KMS was asked', async () => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, 'a.env'), 'A=kmscrypt::AQICAHhk\n');
    using kms = await faultKms(() => {
      writeFileSync(join(cwd, 'a.env'), 'A=new\n');
      return { status: 200, body: JSON.stringify({ KeyId: 'k', Plaintext: 'eA==' }) };
    });
    const outcome = await run(program, ['decrypt', '--in-place', 'a.env'], {
      env: awsEnv(kms.endpoint),
      cwd,
    });
    expect([outcome.status, codesOf(outcome.stderr)]).toEqual([7, ['FILE_CHANGED']]);
    expect(readFileSync(join(cwd, 'a.env'), 'utf8')).toBe('A=new\n');
    expect(readdirSync(cwd)).toEqual(['a.env']);
  });

  it('works with ed', async ({ skip }) => {
    if (!existsSync('/bin/ed') && !existsSync('/usr/bin/ed')) skip('ed is not installed');
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, 'a.env'), '# c\nA=one\nB=two\n');
    await kmscrypt(cwd, ['encrypt', '--in-place', '--match', '.', 'a.env']);
    const before = readFileSync(join(cwd, 'a.env'), 'utf8').split('\n');
    const input = '/two/s/two/three/\nw\nq\n';
    const outcome = await run(program, ['edit', 'a.env'], { env: { ...env, EDITOR: 'ed -s' }, cwd, input });
    expect(outcome).toMatchObject({ status: 0, stderr: '' });
    const after = readFileSync(join(cwd, 'a.env'), 'utf8').split('\n');
    expect(after.map((line, index) => line === before[index])).toEqual([true, true, false, true]);
    expect((await kmscrypt(cwd, ['get', 'a.env', 'B'])).stdout.toString()).toBe('three');
  });

  it.for(['SIGTERM', 'SIGHUP'] as const)('wipes the private folder on %s', async (signal) => {
    const cwd = temporaryFolder();
    const memory = temporaryFolder();
    writeFileSync(join(cwd, 'a.json'), '{"a": "x"}');
    await kmscrypt(cwd, ['encrypt', '--in-place', '--path', 'a', 'a.json']);
    const before = readFileSync(join(cwd, 'a.json'), 'utf8');
    const outcome = await run(program, ['edit', 'a.json'], {
      env: { ...env, EDITOR: 'sh -c "echo \\$1 > seen; cp \\$1 \\$1.swp; sleep 3" x', TMPDIR: memory },
      cwd,
      onSpawn: (child) =>
        void (async () => {
          while (!existsSync(join(cwd, 'seen'))) await delay(20);
          await delay(100);
          child.kill(signal);
        })(),
    });
    expect(outcome.status ?? outcome.signal).not.toBe(0);
    const shown = readFileSync(join(cwd, 'seen'), 'utf8').trim();
    expect(shown).toMatch(/a\.json$/);
    expect(existsSync(join(shown, '..'))).toBe(false);
    expect(readdirSync(memory)).toEqual([]);
    expect(readFileSync(join(cwd, 'a.json'), 'utf8')).toBe(before);
  });

  it.for(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('wipes it on %s while KMS hangs', async (signal) => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, 'a.json'), '{"a": "x"}');
    await kmscrypt(cwd, ['encrypt', '--in-place', '--path', 'a', 'a.json']);
    const before = readFileSync(join(cwd, 'a.json'), 'utf8');
    let reached: () => void = () => {};
    const called = new Promise<void>((resolve) => {
      reached = resolve;
    });
    using kms = await faultKms(() => {
      reached();
      return 'hang';
    });
    const outcome = await run(program, ['edit', '--key-id', 'alias/cmk-dev', 'a.json'], {
      env: { ...env, ...awsEnv(kms.endpoint), EDITOR: 'sh -c "echo \\$1 > seen; sed -i s/x/y/ \\$1" x' },
      cwd,
      onSpawn: (child) => void called.then(() => delay(50)).then(() => child.kill(signal)),
    });
    expect(outcome.status ?? outcome.signal).not.toBe(0);
    const shown = readFileSync(join(cwd, 'seen'), 'utf8').trim();
    expect(existsSync(join(shown, '..'))).toBe(false);
    expect(readFileSync(join(cwd, 'a.json'), 'utf8')).toBe(before);
    expect(readdirSync(cwd).toSorted()).toEqual(['a.json', 'seen']);
  });

  it('keeps an edit, encrypted, where a signal ends the editor', async () => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, 'a.json'), '{"a": "hunter2"}');
    await kmscrypt(cwd, ['encrypt', '--in-place', '--path', 'a', 'a.json']);
    const outcome = await run(program, ['edit', 'a.json'], {
      env: { ...env, EDITOR: 'sh -c "sed -i s/hunter2/hunter3/ \\$1; : > seen; sleep 2" x' },
      cwd,
      onSpawn: (child) =>
        void (async () => {
          while (!existsSync(join(cwd, 'seen'))) await delay(20);
          child.kill('SIGTERM');
        })(),
    });
    expect([outcome.status, codesOf(outcome.stderr)]).toEqual([130, ['INTERRUPTED']]);
    expect((await kmscrypt(cwd, ['get', 'a.json', 'a'])).stdout.toString()).toBe('hunter2');
    const next = await run(program, ['edit', 'a.json'], { env: { ...env, EDITOR: 'true' }, cwd });
    expect(next.status).toBe(0);
    expect((await kmscrypt(cwd, ['get', 'a.json', 'a'])).stdout.toString()).toBe('hunter3');
  });

  it('shows the plaintext to nobody else', async () => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, 'a.json'), '{"a": "x"}');
    await kmscrypt(cwd, ['encrypt', '--in-place', '--path', 'a', 'a.json']);
    const EDITOR = 'sh -c "stat -c %a:%n \\$1; stat -c %a \\$(dirname \\$1)" x';
    const { stdout } = await run(program, ['edit', 'a.json'], { env: { ...env, EDITOR }, cwd });
    expect(stdout.toString()).toMatch(/^600:.*\n700\n$/);
  });
});
