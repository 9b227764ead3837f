import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** A program that comes from PyPI. */
export interface PythonTool {
  /** What it is called, for people. */
  readonly title: string;
  readonly command: string;
  /** What pip installs, with exact versions. */
  readonly requirements: string;
  /** The folder below `.cache` for its virtual environment. */
  readonly cache: string;
}

const CACHE = join(import.meta.dirname, '..', '..', '.cache');

/** Looks for it on PATH, then in the cached virtual environment, which pip fills once where there is Python. */
export function findPythonTool(tool: PythonTool): { readonly command: string } | { readonly reason: string } {
  if (runs(tool.command, ['--help'])) return { command: tool.command };
  const venv = join(CACHE, tool.cache);
  const inVenv = join(venv, 'bin', tool.command);
  if (existsSync(inVenv) && runs(inVenv, ['--help'])) return { command: inVenv };
  const reason = `${tool.command} is not on PATH`;
  const python = ['python3', 'python'].find((name) => runs(name, ['-c', 'import venv, ensurepip']));
  if (python === undefined) return { reason: `${reason}, there is no Python with venv` };
  process.stderr.write(`${tool.title} is being installed into .cache/${tool.cache} (once)\n`);
  const failure = install(python, venv, tool.requirements);
  return failure === undefined ? { command: inVenv } : { reason: `${reason}, ${failure}` };
}

/** Whether a command ends well. */
export function runs(command: string, args: readonly string[]): boolean {
  return spawnSync(command, args, { stdio: 'ignore', timeout: 60_000 }).status === 0;
}

function install(python: string, venv: string, requirements: string): string | undefined {
  rmSync(venv, { recursive: true, force: true });
  mkdirSync(venv, { recursive: true });
  try {
    execFileSync(python, ['-m', 'venv', venv], { stdio: 'pipe' });
    execFileSync(join(venv, 'bin', 'pip'), ['install', '--quiet', '-r', requirements], { stdio: 'pipe' });
    return undefined;
  } catch (error) {
    rmSync(venv, { recursive: true, force: true });
    const [line] = String(error instanceof Error ? error.message : error).split('\n');
    return `pip could not install it (${line})`;
  }
}
