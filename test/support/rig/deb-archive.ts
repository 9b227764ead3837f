import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildDeb, type DebPackage } from './deb-package.ts';

/** An archive of packages, as apt reads it from a folder. */
export interface DebArchive {
  /** Such as `stable-security`; also the last part of its path. */
  readonly suite: string;
  /** Such as `Debian-Security`. */
  readonly label: string;
  readonly packages: readonly DebPackage[];
}

/**
 * Makes an archive below `root`/srv. @returns the line of sources.list; nothing is signed there, and apt is told so
 *
 * Form: https://wiki.debian.org/DebianRepository/Format
 */
export function makeArchive(root: string, { suite, label, packages }: DebArchive): string {
  const base = join(root, 'srv', suite);
  const lists = join(base, 'dists', suite);
  const list = join('main', 'binary-all', 'Packages');
  mkdirSync(join(lists, 'main', 'binary-all'), { recursive: true });
  const paragraphs = packages.map((deb) => {
    const filename = join('pool', `${deb.name}_${deb.version}_all.deb`);
    return `${buildDeb(deb, join(base, filename))}\nFilename: ${filename}\n`;
  });
  const text = paragraphs.join('\n');
  writeFileSync(join(lists, list), text);
  const sha256 = createHash('sha256').update(text).digest('hex');
  const release = [
    `Origin: Example`,
    `Label: ${label}`,
    `Suite: ${suite}`,
    `Codename: ${suite}`,
    `Date: ${new Date().toUTCString()}`,
    'Architectures: all',
    'Components: main',
    'SHA256:',
    ` ${sha256} ${Buffer.byteLength(text)} ${list}`,
  ];
  writeFileSync(join(lists, 'Release'), `${release.join('\n')}\n`);
  return `deb [trusted=yes] file:/srv/${suite} ${suite} main`;
}
