import type { DebArchive } from '../support/rig/deb-archive.ts';
import type { DebPackage } from '../support/rig/deb-package.ts';
import type { Rig } from '../support/rig/find.ts';
import type { Host } from '../support/rig/host.ts';
import { type Archives, makeArchives, startUpdateHost } from '../support/rig/update-host.ts';

/** Several blocks long, so that half a file can be told from a whole one. */
const LONG = 20_000;
/** Where one of the packages has its settings, and what an administrator has added there. */
export const SETTINGS = '/etc/kt.conf';
export const OWN_SETTING = 'mine=1';

/** A library; the newer one needs a package that is not installed yet. */
function library(version: string): DebPackage {
  return {
    name: 'kt-lib',
    version,
    depends: version === '1.0' ? undefined : 'kt-new',
    files: { '/usr/share/kt-lib/version': `${version}\n`.repeat(LONG) },
    postinst: `mkdir -p /var/lib/kt && echo ${version} >/var/lib/kt/lib`,
  };
}

function settings(version: string): DebPackage {
  return {
    name: 'kt-conf',
    version,
    files: { [SETTINGS]: `version=${version}\n`, '/usr/share/kt-conf/version': `${version}\n` },
    conffiles: [SETTINGS],
  };
}

function plain(version: string): DebPackage {
  return { name: 'kt-plain', version, files: { '/usr/share/kt-plain/version': `${version}\n` } };
}

const ARCHIVES: readonly DebArchive[] = [
  {
    suite: 'stable',
    label: 'Debian',
    packages: [
      library('1.0'),
      settings('1.0'),
      plain('1.0'),
      plain('2.0'),
      { name: 'kt-new', version: '1.0' },
      { name: 'kt-base', version: '1.0' },
      { name: 'kt-base', version: '2.0' },
      { name: 'kt-app', version: '2.0', depends: 'kt-base (>= 2.0)' },
    ],
  },
  { suite: 'stable-security', label: 'Debian-Security', packages: [library('2.0'), settings('2.0')] },
];

/** What hosts of these tests begin as. */
export interface UpdateScene extends AsyncDisposable {
  /** Of the file system. */
  readonly layers: readonly string[];
}

/**
 * A host of Debian, not running any more: kt-lib, kt-conf and kt-plain are there in version 1.0. There is 2.0 of all of them, of
 * the first two in an archive of security. The settings of kt-conf were changed by hand.
 */
export async function updateScene(rig: Rig): Promise<UpdateScene> {
  const archives: Archives = makeArchives(ARCHIVES);
  const base = await startUpdateHost([archives.layer, rig.root]);
  const old = ['kt-lib', 'kt-conf', 'kt-plain'].map((name) => `/srv/stable/pool/${name}_1.0_all.deb`);
  await base.host.get(`dpkg -i ${old.join(' ')} && echo ${OWN_SETTING} >>${SETTINGS}`);
  await base.host.stop();
  return {
    layers: base.layers,
    [Symbol.asyncDispose]: async () => {
      await base[Symbol.asyncDispose]();
      archives[Symbol.dispose]();
    },
  };
}

/** Holds the lock of dpkg as another apt would, until it is ended; there is no Python on a host, but Perl. */
export async function holdDpkg(host: Host): Promise<() => void> {
  const program =
    'use Fcntl; my $lock = pack("s s x4 q q i x4", F_WRLCK, 0, 0, 0, 0); open(F, ">>", "/var/lib/dpkg/lock-frontend") or die; fcntl(F, F_SETLK, $lock) or die; $| = 1; print "held\\n"; <STDIN>;';
  const child = host.start(['perl', '-e', program]);
  await new Promise((resolve, reject) => {
    child.stdout?.once('data', resolve);
    child.once('exit', () => reject(new Error('the lock could not be held')));
  });
  return () => {
    child.stdin?.end();
  };
}
