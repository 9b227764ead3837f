import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const told = new Set<string>();

/**
 * Whether a program that a test works with is not on PATH: the test is then skipped, with one loud line. With CI=true that
 * is a failure.
 */
export function lacking(...programs: readonly string[]): boolean {
  const missing = programs.filter((program) => !isOnPath(program));
  if (missing.length === 0) return false;
  const message = `${missing.join(', ')} not on PATH: tests with it are skipped`;
  if (process.env['CI'] === 'true') throw new Error(message);
  if (!told.has(message)) process.stderr.write(`*** ${message} ***\n`);
  told.add(message);
  return true;
}

function isOnPath(program: string): boolean {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return folders.some((folder) => existsSync(join(folder, program)));
}
