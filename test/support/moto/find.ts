import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** How moto's server is started, with the port still to be added; or why it cannot be had. */
export type MotoCommand =
  | { readonly command: string; readonly args: (port: number) => string[] }
  | { readonly reason: string };

const REQUIREMENTS = join(import.meta.dirname, 'requirements.txt');
const VENV = join(import.meta.dirname, '..', '..', '..', '.cache', 'moto');
const local = (port: number): string[] => ['-H', '127.0.0.1', '-p', String(port)];

/** Looks for moto: on PATH, in the cached virtual environment (made with pip where there is Python), then through Docker. */
export function findMoto(): MotoCommand {
  if (runs('moto_server', ['--help'])) return { command: 'moto_server', args: local };
  const reasons = ['moto_server is not on PATH'];
  const inVenv = join(VENV, 'bin', 'moto_server');
  if (existsSync(inVenv) && runs(inVenv, ['--help'])) return { command: inVenv, args: local };
  const python = ['python3', 'python'].find((name) => runs(name, ['-c', 'import venv, ensurepip']));
  if (python === undefined) reasons.push('there is no Python with venv');
  else if (install(python, reasons)) return { command: inVenv, args: local };
  if (runs('docker', ['info'])) {
    const args = (port: number): string[] => [
      'run',
      '--rm',
      '--init',
      '-p',
      `127.0.0.1:${port}:5000`,
      'motoserver/moto:5.2.1',
    ];
    return { command: 'docker', args };
  }
  return { reason: [...reasons, 'there is no Docker engine'].join(', ') };
}

function install(python: string, reasons: string[]): boolean {
  process.stderr.write('moto, the KMS emulator, is being installed into .cache/moto (once)\n');
  rmSync(VENV, { recursive: true, force: true });
  mkdirSync(VENV, { recursive: true });
  try {
    execFileSync(python, ['-m', 'venv', VENV], { stdio: 'pipe' });
    execFileSync(join(VENV, 'bin', 'pip'), ['install', '--quiet', '-r', REQUIREMENTS], { stdio: 'pipe' });
    return true;
  } catch (error) {
    rmSync(VENV, { recursive: true, force: true });
    const [line] = String(error instanceof Error ? error.message : error).split('\n');
    reasons.push(`pip could not install it (${line})`);
    return false;
  }
}

function runs(command: string, args: readonly string[]): boolean {
  return spawnSync(command, args, { stdio: 'ignore', timeout: 60_000 }).status === 0;
}
