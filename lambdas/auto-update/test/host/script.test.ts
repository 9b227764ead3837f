import { spawnSync } from 'node:child_process';
import { expect, it, test } from 'vitest';
import { hostScript } from '../../build/script.ts';

/** A shell and its options. */
type Shell = readonly [string, ...string[]];

const SOURCE = hostScript();
const STOCK: readonly Shell[] = [['sh'], ['dash'], ['bash', '--posix'], ['busybox', 'sh']];
const SHELLS = STOCK.filter(([program, ...options]) => isThere(program, ...options, '-c', ':'));

it.each(SHELLS.map((shell) => ({ name: shell.join(' '), shell })))('is a script of $name', ({ shell }) => {
  const [program, ...options] = shell;
  const run = (...args: readonly string[]) =>
    spawnSync(program, [...options, ...args], { input: SOURCE, encoding: 'utf8' });
  expect(run('-n')).toMatchObject({ status: 0, stderr: '' });
  const help = run('-s', '--', 'help');
  expect(help).toMatchObject({ status: 0, stderr: '' });
  for (const command of [
    'check',
    'patch',
    'reboot',
    'health',
    'install-timer',
    'uninstall-timer',
    'unattended',
    'status',
    'version',
    'help',
  ])
    expect(help.stdout).toContain(`  ${command}`);
});

test.skipIf(!isThere('shellcheck', '--version'))('shellcheck finds nothing', () => {
  // 2015: `A && B || C` is meant as it is.
  const found = spawnSync('shellcheck', ['-s', 'sh', '-e', 'SC2015', '-'], {
    input: SOURCE,
    encoding: 'utf8',
  });
  expect(found.stdout).toBe('');
});

test('it takes nothing that stock hosts do not have, and never removes a package', () => {
  const lines = SOURCE.split('\n').filter((line) => !/^\s*#/.test(line));
  expect(lines.filter((line) => /\b(?:jq|python3?|perl|curl)\s+-/.test(line))).toEqual([]);
  const removing = lines.filter((line) =>
    /\b(?:apt_get|dnf_run)\b.*\s(?:remove|purge|autoremove|dist-upgrade|distro-sync)\b/.test(line),
  );
  // Of two versions of one package the older one.
  expect(removing.map((line) => line.trim())).toEqual(['dnf_run -y remove --duplicates']);
});

function isThere(program: string, ...args: readonly string[]): boolean {
  return spawnSync(program, args).status === 0;
}
