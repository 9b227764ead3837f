import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync, mkdirSync, renameSync } from 'node:fs';
import { basename, delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { showProgress } from './progress.ts';
import { CACHE, NODE } from './stage.ts';

/** A tool to compare with: the beginning of its command line, or why there is none. */
export type Peer = { readonly argv: readonly string[] } | { readonly missing: string };

const GO_BIN = join(CACHE, 'go', 'bin');

export function sops(): Peer {
  return goTool('github.com/getsops/sops/v3/cmd/sops', 'v3.13.3');
}

export function ageKeygen(): Peer {
  return goTool('filippo.io/age/cmd/age-keygen', 'v1.3.2');
}

/** The bin of the package, run by the Node that is measured. */
export function dotenvx(): readonly string[] {
  const manifest = fileURLToPath(import.meta.resolve('@dotenvx/dotenvx/package.json'));
  return [NODE, join(dirname(manifest), 'src', 'cli', 'dotenvx.js')];
}

export function awsCli(): Peer {
  return onPath('aws');
}

export function chamber(): Peer {
  return onPath('chamber');
}

export function shush(): Peer {
  return onPath('shush');
}

function onPath(name: string): Peer {
  const path = findOnPath(name);
  return path === undefined ? { missing: `${name} is left out: it is not on PATH` } : { argv: [path] };
}

/** Lines for a table's notes about the peers that it has to do without. */
export function missing(...peers: readonly Peer[]): readonly string[] {
  return peers.flatMap((peer) => ('missing' in peer ? [`!! ${peer.missing}`] : []));
}

/** Installs one version of a Go program with `go install`, once. */
function goTool(module: string, version: string): Peer {
  const name = basename(module);
  const path = join(GO_BIN, `${name}-${version}`);
  if (existsSync(path)) return { argv: [path] };
  const go = findOnPath('go');
  if (go === undefined)
    return { missing: `${name} is left out: it takes Go to install, and go is not on PATH` };
  showProgress(`go install ${module}@${version}`);
  mkdirSync(GO_BIN, { recursive: true });
  try {
    execFileSync(go, ['install', `${module}@${version}`], {
      env: { ...process.env, GOBIN: GO_BIN },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
  } catch (error) {
    const said = error instanceof Error ? error.message.trim().split('\n').at(-1) : String(error);
    return { missing: `${name} is left out: go install failed: ${said}` };
  }
  renameSync(join(GO_BIN, name), path);
  return { argv: [path] };
}

function findOnPath(name: string): string | undefined {
  const candidates = (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, name));
  return candidates.find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
