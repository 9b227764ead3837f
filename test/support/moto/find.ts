import { join } from 'node:path';
import { findPythonTool, runs } from '../python-tool.ts';

/** How moto's server is started, with the port still to be added; or why it cannot be had. */
export type MotoCommand =
  | { readonly command: string; readonly args: (port: number) => string[] }
  | { readonly reason: string };

/** Python runs what is in it before moto. */
export const LAUNCH = join(import.meta.dirname, 'launch');

const TOOL = {
  title: 'moto, the AWS emulator,',
  command: 'moto_server',
  requirements: join(import.meta.dirname, 'requirements.txt'),
  cache: 'moto',
};

/** Looks for moto: on PATH, in the cached virtual environment (made with pip where there is Python), then through Docker. */
export function findMoto(): MotoCommand {
  const found = findPythonTool(TOOL);
  if ('command' in found)
    return { command: found.command, args: (port) => ['-H', '127.0.0.1', '-p', String(port)] };
  if (runs('docker', ['info'])) {
    const args = (port: number): string[] => [
      'run',
      '--rm',
      '--init',
      '-p',
      `127.0.0.1:${port}:5000`,
      '-v',
      `${LAUNCH}:/launch:ro`,
      '-e',
      'PYTHONPATH=/launch',
      'motoserver/moto:5.2.1',
    ];
    return { command: 'docker', args };
  }
  return { reason: `${found.reason}, there is no Docker engine` };
}
