import { expect, test } from 'vitest';
import { ubuntu } from './fake-apt.ts';

/** What `uname` says. */
function uname(release: string, version = '#1 SMP'): Readonly<Record<string, string>> {
  return { uname: `case $1 in -r) echo '${release}' ;; -v) echo '${version}' ;; *) echo x86_64 ;; esac` };
}

const DEBIAN = '#1 SMP PREEMPT_DYNAMIC Debian 6.1.119-1 (2024-11-22)';

test.each([
  ['nothing', uname('6.8.0-45-generic'), {}, false],
  ['a package asks for it', uname('6.8.0-45-generic'), { 'run/reboot-required': '' }, true],
  ['the newest kernel runs', uname('6.8.0-45-generic'), { 'boot/vmlinuz-6.8.0-45-generic': '' }, false],
  [
    'a newer one is there, by numbers',
    uname('6.8.0-9-generic'),
    { 'boot/vmlinuz-6.8.0-10-generic': '', 'boot/vmlinuz-6.8.0-9-generic': '' },
    true,
  ],
  ['an older one is there', uname('6.8.0-45-generic'), { 'boot/vmlinuz-6.8.0-9-generic': '' }, false],
  ['a newer one of another flavour', uname('6.8.0-45-generic'), { 'boot/vmlinuz-6.8.0-1018-aws': '' }, false],
  [
    'Amazon Linux, whose kernels are beside their modules',
    uname('6.1.115-126.197.amzn2023.x86_64'),
    { 'lib/modules/6.1.119-129.201.amzn2023.x86_64/vmlinuz': '' },
    true,
  ],
  [
    'modules without a kernel',
    uname('6.1.0-1-amd64'),
    { 'lib/modules/6.1.0-9-amd64/modules.dep': '' },
    false,
  ],
  [
    'Debian, the same build',
    uname('6.1.0-28-amd64', DEBIAN),
    { 'linux-image': 'installed 6.1.119-1' },
    false,
  ],
  ['Debian, built anew', uname('6.1.0-28-amd64', DEBIAN), { 'linux-image': 'installed 6.1.120-1' }, true],
  ['Debian, a kernel without a package', uname('6.1.0-28-amd64', DEBIAN), {}, false],
])('%s', (_name, programs, files, expected) => {
  using host = ubuntu({ programs, files: { simulated: '', ...files } });
  expect(host.run('health').answer?.report.needsReboot).toBe(expected);
  expect(host.run('check', '--step', 'a-1').answer?.result).toBe(expected ? 'ok' : 'nothing');
});

test.each([
  ['as it booted', '$(($(sed -n "s/^btime //p" /proc/stat) - 1))', false],
  ['since then', '$(sed -n "s/^btime //p" /proc/stat)', true],
])('a newer kernel that was there %s', (_name, changed, expected) => {
  const stat = `case "$*" in *%Z*) echo "${changed}" ;; *) exec /usr/bin/stat "$@" ;; esac`;
  using host = ubuntu({
    programs: { ...uname('6.8.0-45-generic'), stat },
    files: { simulated: '', 'boot/vmlinuz-6.8.0-50-generic': '' },
  });
  expect(host.run('health').answer?.report.needsReboot).toBe(expected);
});
