import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import type { Peer } from '../peers.ts';
import { showProgress } from '../progress.ts';
import { CACHE, NODE } from '../stage.ts';

const NAME = 'aws-lambda-ric';
const VERSION = '4.0.2';

/**
 * AWS's own runtime client for Node, installed by npm once. Its native half is built meanwhile, which takes a minute, Linux, cmake,
 * make, a C++ compiler, Python, and Node's headers.
 */
export function runtimeClient(): Peer {
  const folder = join(CACHE, 'ric', VERSION);
  const argv = [NODE, join(folder, 'node_modules', NAME, 'index.mjs')];
  if (existsSync(folder)) return { argv };
  if (process.platform !== 'linux') return missing('it is built on Linux only');
  showProgress(`npm install ${NAME}@${VERSION}, which takes a minute`);
  // Installed aside and then renamed, so that what is there is whole.
  const part = `${folder}.part`;
  rmSync(part, { recursive: true, force: true });
  try {
    const headers = headersIn(join(part, 'headers'));
    install(part, `${NAME}@${VERSION}`, headers);
  } catch (error) {
    return missing(lastWords(error));
  }
  rmSync(join(part, 'headers'), { recursive: true, force: true });
  renameSync(part, folder);
  return { argv };
}

/** Where Node's headers are: beside Node, or else in the npm package of the same Node. */
function headersIn(folder: string): string {
  const own = dirname(dirname(NODE));
  if (existsSync(join(own, 'include', 'node', 'node_api.h'))) return own;
  const name = `node-${process.platform}-${process.arch}`;
  install(folder, `${name}@${process.versions.node}`);
  return join(folder, 'node_modules', name);
}

function install(folder: string, what: string, headers?: string): void {
  mkdirSync(folder, { recursive: true });
  // npm asks for leave to run install scripts.
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ private: true, allowScripts: { [NAME]: true } }),
  );
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--no-package-lock', '--loglevel=error', what], {
    cwd: folder,
    env: {
      ...process.env,
      PATH: [dirname(NODE), process.env['PATH']].join(delimiter),
      ...(headers === undefined ? {} : { npm_config_nodedir: headers }),
    },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

function missing(reason: string): Peer {
  return { missing: `${NAME} ${VERSION} cannot be installed, so nothing here is measured: ${reason}` };
}

/** What npm said last, or why there is no npm. */
function lastWords(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const said = 'stderr' in error && typeof error.stderr === 'string' ? error.stderr : '';
  const lines = said.split('\n').filter((line) => line.trim() !== '' && !line.includes('A complete log'));
  return lines.length === 0 ? error.message : lines.slice(-3).join(' / ');
}
