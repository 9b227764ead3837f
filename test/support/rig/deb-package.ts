import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A small package of Debian. */
export interface DebPackage {
  readonly name: string;
  readonly version: string;
  /** Default: none. */
  readonly depends?: string | undefined;
  /** Text by path, such as `/usr/share/x`. */
  readonly files?: Readonly<Record<string, string>> | undefined;
  /** Those of the files that an administrator may change. */
  readonly conffiles?: readonly string[] | undefined;
  /** What it runs once it is unpacked, in shell. */
  readonly postinst?: string | undefined;
}

/** Builds it into a folder. @returns its paragraph for the list of an archive, without the line `Filename` */
export function buildDeb(deb: DebPackage, file: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'kmscrypt-deb-'));
  chmodSync(folder, 0o755);
  const put = (path: string, text: string, mode = 0o644): void => {
    const whole = join(folder, path);
    mkdirSync(dirname(whole), { recursive: true });
    writeFileSync(whole, text);
    chmodSync(whole, mode);
  };
  const control = [
    `Package: ${deb.name}`,
    `Version: ${deb.version}`,
    'Architecture: all',
    'Maintainer: Example <example@example.com>',
    ...(deb.depends === undefined ? [] : [`Depends: ${deb.depends}`]),
    'Description: example',
  ];
  try {
    put('DEBIAN/control', `${control.join('\n')}\n`);
    if (deb.conffiles !== undefined)
      put('DEBIAN/conffiles', deb.conffiles.map((each) => `${each}\n`).join(''));
    if (deb.postinst !== undefined) put('DEBIAN/postinst', `#!/bin/sh\nset -e\n${deb.postinst}\n`, 0o755);
    for (const [path, text] of Object.entries(deb.files ?? {})) put(path, text);
    mkdirSync(dirname(file), { recursive: true });
    execFileSync('dpkg-deb', ['--root-owner-group', '-Zgzip', '--build', folder, file], { stdio: 'ignore' });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const bytes = readFileSync(file);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return [...control, `Size: ${bytes.length}`, `SHA256: ${sha256}`].join('\n');
}
