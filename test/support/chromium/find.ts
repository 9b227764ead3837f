import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runs } from '../python-tool.ts';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];
const LOCK = join(tmpdir(), 'kmscrypt-chromium.lock');
const PACKAGES = ['chromium', 'fonts-noto-core', 'fonts-noto-color-emoji'];

/**
 * Looks for Chromium: what `KMSCRYPT_CHROMIUM` names, then on PATH. A machine of CI is there for one run only, so that it is
 * installed there, where it is Debian's.
 */
export function findChromium(): { readonly command: string } | { readonly reason: string } {
  const named = process.env['KMSCRYPT_CHROMIUM'];
  const found = (named === undefined ? NAMES : [named]).find((name) => runs(name, ['--version']));
  if (found !== undefined) return { command: found };
  const reason = `${named ?? NAMES.join(', ')} cannot be run`;
  if (process.env['CI'] !== 'true' || named !== undefined) return { reason };
  process.stderr.write('Chromium is being installed by apt-get\n');
  const failure = install();
  return failure === undefined ? { command: 'chromium' } : { reason: `${reason}, ${failure}` };
}

/** Whether tests with Chromium are skipped, with one loud line; with CI=true that is a failure. */
export function isLackingChromium(found: ReturnType<typeof findChromium>): boolean {
  if ('command' in found) return false;
  const message = `NO CHROMIUM: no picture of a message is made: ${found.reason}`;
  if (process.env['CI'] === 'true') throw new Error(message);
  process.stderr.write(`\n*** ${message} ***\n\n`);
  return true;
}

function install(): string | undefined {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  // Several test runs may want it at once: the first installs it, the others wait.
  const script = `chromium --version || { apt-get update -qq && apt-get install -y -qq --no-install-recommends ${PACKAGES.join(' ')}; }`;
  const { status, stderr } = spawnSync('flock', [LOCK, 'sh', '-c', script], {
    encoding: 'utf8',
    env,
    timeout: 900_000,
  });
  return status === 0 ? undefined : `apt-get failed (${stderr.trim().split('\n').at(-1)})`;
}
