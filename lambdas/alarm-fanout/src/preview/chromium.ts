import { spawnSync } from 'node:child_process';
import { LambdaError } from '@kmscrypt/lambda';

type Env = Readonly<Record<string, string | undefined>>;

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];
/** In milliseconds. */
const PATIENCE = 30_000;

/**
 * The command that starts Chromium: what `KMSCRYPT_CHROMIUM` names, else the first on PATH.
 *
 * @throws LambdaError `OUTPUT_FAILED` where there is none
 */
export function findChromium(env: Env): string {
  const named = env['KMSCRYPT_CHROMIUM'];
  const names = named ? [named] : NAMES;
  const found = names.find(
    (name) =>
      spawnSync(name, ['--version'], { stdio: 'ignore', timeout: PATIENCE, env: { ...env } }).status === 0,
  );
  if (found !== undefined) return found;
  throw new LambdaError('OUTPUT_FAILED', `no picture can be made: ${names.join(', ')} cannot be run`, {
    hints: [
      named
        ? 'KMSCRYPT_CHROMIUM names the command of Chromium or Google Chrome'
        : 'install Chromium or Google Chrome, or name its command in KMSCRYPT_CHROMIUM',
      'without --png there are the pages, which any browser shows',
    ],
  });
}
