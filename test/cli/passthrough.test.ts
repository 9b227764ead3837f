import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lacking } from '../support/lacking.ts';
import { faultKms } from '../support/fault-kms.ts';
import { awsEnv } from '../support/kms-at.ts';
import { PROGRAMS, times } from '../support/programs.ts';
import { localToken, type Outcome, run, runCommand } from '../support/run.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const KEY = randomBytes(32).toString('base64');
const TOKEN = `kmscrypt::${Buffer.from('a blob').toString('base64')}`;

describe.skipIf(lacking('strace')).each(PROGRAMS)('what the $name touches', (program) => {
  /** Runs under strace; answers with the calls that it made. */
  const traced = async (
    calls: string,
    args: readonly string[],
    env: Record<string, string>,
  ): Promise<Outcome & { trace: string }> => {
    const cwd = temporaryFolder();
    mkdirSync(join(cwd, '.aws'));
    writeFileSync(join(cwd, '.aws', 'config'), '[default]\nregion = us-east-1\n');
    const trace = join(cwd, 'trace');
    const command = ['strace', '-f', '-e', `trace=${calls}`, '-o', trace, ...program.command, ...args];
    const outcome = await runCommand(command, {
      env: { HOME: cwd, ...env },
      cwd,
      input: 'no token, kmscrypt:: alone',
    });
    return { ...outcome, trace: readFileSync(trace, 'utf8') };
  };

  // Promise 2: a text without tokens passes through with no AWS call and no credentials.
  it('for a text without tokens: no network, no credentials, no rules', async () => {
    using kms = await faultKms(() => 'reset');
    for (const args of [
      ['decrypt'],
      ['decrypt', '--as', 'json', '--aws-region', 'us-east-1', '--profile', 'p', '-'],
    ]) {
      const { stdout, stderr, status, trace } = await traced('connect,%file', args, awsEnv(kms.endpoint));
      expect([stdout.toString(), stderr, status]).toEqual(['no token, kmscrypt:: alone', '', 0]);
      expect(trace).toContain('openat');
      expect(trace).not.toMatch(/AF_INET|\.aws|\.kmscrypt\.yaml/);
    }
    expect(kms.calls).toEqual([]);
  });

  it('sees the connection of a text with a token, in the same way', async () => {
    using kms = await faultKms(() => 'reset');
    const { trace } = await traced('connect,%file', ['decrypt', '--ciphertext', TOKEN], awsEnv(kms.endpoint));
    expect(trace).toMatch(/AF_INET/);
    expect(trace).toMatch(/\.kmscrypt\.yaml/);
  });

  it.skipIf(program.name !== 'node')('loads code for proxies only where one is set', async () => {
    using kms = await faultKms(() => 'reset');
    const env = { ...awsEnv(kms.endpoint), AWS_MAX_ATTEMPTS: '1' };
    const args = ['decrypt', '--ciphertext', TOKEN];
    expect((await traced('%file', args, env)).trace).not.toMatch(/proxy-for|environment-agent/);
    expect((await traced('%file', args, { ...env, HTTPS_PROXY: 'http://127.0.0.1:1' })).trace).toMatch(
      /environment-agent/,
    );
  });

  // Promise 3: every byte that is not a token survives.
  it('any bytes around any tokens survive', async () => {
    const tokens = await Promise.all([localToken(KEY, 'one'), localToken(KEY, Buffer.from([0xff, 0, 0x0a]))]);
    const plaintexts = [Buffer.from('one'), Buffer.from([0xff, 0, 0x0a])];
    const mark = /kmscrypt::[A-Za-z0-9+/]/;
    // What touches a token may lengthen it, so the pieces end and begin with what is no base64.
    const piece = fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from([0x20, ...bytes, 0x20]));
    const text = fc.array(fc.tuple(piece, fc.nat(1)), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(text, piece, async (parts, end) => {
        fc.pre(parts.every(([bytes]) => !mark.test(bytes.toString('latin1'))));
        const input = Buffer.concat([
          ...parts.flatMap(([bytes, which]) => [bytes, Buffer.from(tokens[which] ?? '')]),
          end,
        ]);
        const expected = Buffer.concat([
          ...parts.flatMap(([bytes, which]) => [bytes, plaintexts[which] ?? Buffer.alloc(0)]),
          end,
        ]);
        const outcome = await run(program, ['decrypt'], { env: { KMSCRYPT_LOCAL_KEY: KEY }, input });
        expect(outcome.stdout.equals(expected), outcome.stderr).toBe(true);
      }),
      { numRuns: times(15, 500) },
    );
  });
});
