import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { faultKms } from '../support/fault-kms.ts';
import { awsEnv } from '../support/kms-at.ts';
import { PROGRAMS, times } from '../support/programs.ts';
import { localToken, type Outcome, run } from '../support/run.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const KEY = randomBytes(32).toString('base64');
const BLOB = `kmscrypt::${Buffer.from('a blob').toString('base64')}`;
const ROUNDS = times(15, 1_000);
let token = '';

beforeAll(async () => {
  token = await localToken(KEY, 'hunter2');
});

/** Killed by the signal itself, or left with the status that shells give to it. */
function interrupted({ status, signal }: Outcome, name: NodeJS.Signals, number: number): boolean {
  return signal === name || status === 128 + number;
}

describe.each(PROGRAMS)('a signal to the $name', (program) => {
  it.for([
    ['SIGINT', 2],
    ['SIGTERM', 15],
    ['SIGHUP', 1],
  ] as const)('%s while KMS hangs', async ([signal, number]) => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, 'file'), BLOB);
    let reached: () => void = () => {};
    const called = new Promise<void>((resolve) => {
      reached = resolve;
    });
    using kms = await faultKms(() => {
      reached();
      return 'hang';
    });
    for (const args of [
      ['decrypt', '--in-place', 'file'],
      ['decrypt', 'file'],
    ]) {
      const outcome = await run(program, args, {
        env: awsEnv(kms.endpoint),
        cwd,
        onSpawn: (child) => void called.then(() => delay(50)).then(() => child.kill(signal)),
      });
      expect(interrupted(outcome, signal, number), JSON.stringify(outcome)).toBe(true);
      expect(outcome).toMatchObject({ stdout: Buffer.alloc(0), stderr: '' });
      expect(readdirSync(cwd)).toEqual(['file']);
      expect(readFileSync(join(cwd, 'file'), 'utf8')).toBe(BLOB);
    }
  });

  it(
    `at any of ${ROUNDS} moments leaves the file old or new, and nothing else`,
    { timeout: 600_000 },
    async () => {
      const cwd = temporaryFolder();
      const path = join(cwd, 'file');
      const filler = 'x'.repeat(20_000_000);
      const before = `${token}\n${filler}`;
      const after = `hunter2\n${filler}`;
      const env = { KMSCRYPT_LOCAL_KEY: KEY };
      writeFileSync(path, before);
      const started = performance.now();
      await run(program, ['decrypt', '--in-place', 'file'], { env, cwd });
      const duration = performance.now() - started;
      const left = { old: 0, new: 0 };
      for (let round = 0; round < ROUNDS; round += 1) {
        writeFileSync(path, before);
        const outcome = await run(program, ['decrypt', '--in-place', 'file'], {
          env,
          cwd,
          onSpawn: (child) => {
            const moment = Math.random() * duration * 1.1;
            // Whoever is impatient presses it again.
            for (const later of [0, 1, 3]) setTimeout(() => child.kill('SIGINT'), moment + later);
          },
        });
        expect(readdirSync(cwd), `round ${round}`).toEqual(['file']);
        const text = readFileSync(path, 'utf8');
        expect(text === before || text === after, `round ${round}: neither old nor new`).toBe(true);
        if (outcome.status === 0)
          expect(text === after, `round ${round}: done, and the file is old`).toBe(true);
        left[text === before ? 'old' : 'new'] += 1;
      }
      process.stderr.write(
        `${program.name}: interrupted ${ROUNDS} times, old ${left.old}, new ${left.new}\n`,
      );
    },
  );
});
