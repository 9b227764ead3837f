import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runs } from '../python-tool.ts';

/** What hosts are made of. */
export interface Rig {
  /** A root of Debian or Ubuntu that nobody changes. */
  readonly root: string;
  /** The program that kills another at one of its writes. */
  readonly killer: string;
}

const CACHE = join(import.meta.dirname, '..', '..', '..', '.cache', 'rig');
const PACKAGES = 'openssh-server,sudo,curl,ca-certificates,systemd,procps';
/** Of a host whose package manager is dnf; there is no root of Amazon Linux to be had without its own repositories. */
const DNF_PACKAGES = 'dnf,rpm,createrepo-c,sudo';
/** What a root is made anew for, besides another script that makes it. */
const PROGRAMS = ['apt-get', 'dpkg-deb', 'gcc', 'ssh', 'ssh-keygen', 'unshare', 'nsenter', 'flock'];

/** Looks whether hosts can be run here: as root on Debian or Ubuntu. Their root is made once, in some 40 s. */
export function findRig(): Rig | { readonly reason: string } {
  return rigWith(PACKAGES);
}

/** The same with dnf, rpm and createrepo_c in the root, whose packages are Debian's nevertheless. */
export function findDnfRig(): Rig | { readonly reason: string } {
  return rigWith(DNF_PACKAGES);
}

function rigWith(packages: string): Rig | { readonly reason: string } {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return { reason: 'it takes root on Linux' };
  const missing = PROGRAMS.filter((program) => !runs('sh', ['-c', `command -v ${program}`]));
  if (missing.length > 0) return { reason: `${missing.join(', ')} not on PATH` };
  const suite = /^VERSION_CODENAME=(\w+)$/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1];
  if (suite === undefined) return { reason: '/etc/os-release names no suite' };
  if (!runs('unshare', ['--mount', '--pid', '--uts', '--ipc', '--fork', 'true']))
    return { reason: 'namespaces cannot be made' };
  mkdirSync(CACHE, { recursive: true });
  const root = makeRoot(suite, packages);
  if ('reason' in root) return root;
  const killer = compileKiller();
  return 'reason' in killer ? killer : { ...root, ...killer };
}

/** Whether tests on a host are skipped, with one loud line; with CI=true that is a failure. */
export function isLackingRig(found: ReturnType<typeof findRig>): found is { readonly reason: string } {
  if ('root' in found) return false;
  const message = `NO HOST: no script runs on a real host, and nobody logs in to a real sshd: ${found.reason}`;
  if (process.env['CI'] === 'true') throw new Error(message);
  process.stderr.write(`\n*** ${message} ***\n\n`);
  return true;
}

function makeRoot(suite: string, packages: string): Pick<Rig, 'root'> | { readonly reason: string } {
  const script = join(import.meta.dirname, 'make-root.sh');
  const folder = join(CACHE, `${suite}-${versionOf(readFileSync(script, 'utf8') + packages)}`);
  if (!existsSync(join(folder, 'made')))
    process.stderr.write(`a root of ${suite} for hosts is being made in .cache/rig (once)\n`);
  const failure = locked(['sh', script, folder, suite, packages]);
  return failure === undefined ? { root: join(folder, 'root') } : { reason: `debootstrap: ${failure}` };
}

function compileKiller(): Pick<Rig, 'killer'> | { readonly reason: string } {
  const source = join(import.meta.dirname, 'kill-at-write.c');
  const killer = join(CACHE, `kill-at-write-${versionOf(readFileSync(source, 'utf8'))}`);
  const script = '[ -e "$1" ] || { gcc -O2 -Wall -o "$1.new" "$2" && mv "$1.new" "$1"; }';
  const failure = locked(['sh', '-c', script, 'sh', killer, source]);
  return failure === undefined ? { killer } : { reason: `gcc: ${failure}` };
}

/** Two test files may want it at once: the first makes it, the other waits. */
function locked(command: readonly string[]): string | undefined {
  const { status, stderr } = spawnSync('flock', [join(CACHE, 'lock'), ...command], {
    encoding: 'utf8',
    timeout: 900_000,
  });
  return status === 0 ? undefined : (stderr.trim().split('\n').at(-1) ?? '');
}

function versionOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
