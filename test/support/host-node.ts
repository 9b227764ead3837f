import { spawnSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { NODE } from './programs.ts';

/** The oldest that the published packages run on. */
const OLDEST = [20, 19] as const;

/** The Node of this machine rather than that of node_modules; undefined where there is none, or too old a one. */
export function hostNode(): { readonly path: string; readonly version: string } | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/local/bin', '/usr/bin'];
  for (const folder of folders.filter((each) => !each.includes('node_modules'))) {
    const path = join(folder, 'node');
    if (!existsSync(path) || realpathSync(path) === realpathSync(NODE)) continue;
    const version = spawnSync(path, ['--version'], { encoding: 'utf8' }).stdout.trim().slice(1);
    const [major = 0, minor = 0] = version.split('.').map(Number);
    if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return { path, version };
  }
  return undefined;
}
