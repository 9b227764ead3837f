import { expect, test } from 'vitest';
import { SYSTEMD, SYSTEMD_FILES, ubuntu } from './fake-apt.ts';
import type { FakeHost } from './fake-host.ts';

const UNITS = 'etc/systemd/system/kmscrypt-auto-update';

function host(files: Readonly<Record<string, string>> = {}, hour = '0330'): FakeHost {
  // In a night that has grown late, patience is over.
  const date = `case "$*" in
    +%H%M) echo ${hour} ;;
    +%s) echo "$(($("$REAL_DATE" +%s) + $([ -f "$ROOT/late" ] && echo 1000 || echo 0)))" ;;
    *) exec "$REAL_DATE" "$@" ;;
  esac`;
  return ubuntu({
    programs: { ...SYSTEMD, date: date.replaceAll('"$REAL_DATE"', '/bin/date') },
    files: { ...SYSTEMD_FILES, ...files },
  });
}

test('the timer is written, enabled and started', () => {
  using here = host();
  const args =
    '--at 03:30 --days Mon,Thu --jitter 45 --scope all --services docker --reboot when-needed --hours 02:00-05:00';
  expect(here.run('install-timer', ...args.split(' '))).toMatchObject({ status: 0, stderr: '' });
  expect(here.read(`${UNITS}.timer`)).toMatch(
    /^OnCalendar=Mon,Thu \*-\*-\* 03:30:00\nRandomizedDelaySec=45min\nPersistent=true$/m,
  );
  expect(here.read(`${UNITS}.service`)).toMatch(
    /unattended --scope all --reboot when-needed --hours 02:00-05:00 --services "docker"$/m,
  );
  expect(here.read(`${UNITS}.service`)).toMatch(/^\[Unit\]\n(?:.+\n)*RefuseManualStop=yes\n/);
  const calls = here.calls();
  expect(calls).toContain('systemctl -q enable kmscrypt-auto-update.timer');
  expect(calls).toContain('systemctl restart kmscrypt-auto-update.timer');
  expect(here.read('usr/local/sbin/kmscrypt-auto-update')).toBe(here.read('script'));
  expect(here.run('uninstall-timer').status).toBe(0);
  for (const file of [`${UNITS}.timer`, `${UNITS}.service`, 'usr/local/sbin/kmscrypt-auto-update'])
    expect(here.has(file)).toBe(false);
});

test('by itself it is daily, of security, and never reboots', () => {
  using here = host();
  here.run('install-timer', '--at', '23:05');
  expect(here.read(`${UNITS}.timer`)).toMatch(/^OnCalendar=\*-\*-\* 23:05:00\nRandomizedDelaySec=30min$/m);
  expect(here.read(`${UNITS}.service`)).toMatch(/unattended --scope security --reboot never$/m);
});

test.each([
  ['no time', []],
  ['a time that is none', ['--at', '24:00']],
  ['a day that is none', ['--at', '03:30', '--days', 'Mon,Someday']],
  ['a reboot without hours', ['--at', '03:30', '--reboot', 'when-needed']],
  ['hours that are none', ['--at', '03:30', '--reboot', 'when-needed', '--hours', '2-5']],
  ['hours without a reboot', ['--at', '03:30', '--hours', '02:00-05:00']],
  ['services that are none', ['--at', '03:30', '--services', 'a"b']],
])('%s is refused', (_name, args) => {
  using here = host();
  expect(here.run('install-timer', ...args).status).toBe(2);
  expect(here.has(`${UNITS}.timer`)).toBe(false);
});

const during = (hours: string): readonly string[] => ['--reboot', 'when-needed', '--hours', hours];

test.each([
  ['12:00', '02:00-05:00'],
  ['01:59', '02:00-05:00'],
  ['05:00', '02:00-05:00'],
  ['04:00', '22:00-04:00'],
  ['21:59', '22:00-04:00'],
  ['23:59', '00:00-23:59'],
])('a timer at %s that reboots in %s never would: it is refused', (at, hours) => {
  using here = host();
  const { status, stderr } = here.run('install-timer', '--at', at, ...during(hours));
  expect(status).toBe(2);
  expect(stderr).toContain(`--at ${at} is not within --hours ${hours}`);
  expect(here.has(`${UNITS}.timer`)).toBe(false);
});

test.each([
  ['02:00', '02:00-05:00'],
  ['04:59', '02:00-05:00'],
  ['22:00', '22:00-04:00'],
  ['00:00', '22:00-04:00'],
  ['03:59', '22:00-04:00'],
])('a timer at %s that reboots in %s', (at, hours) => {
  using here = host();
  expect(here.run('install-timer', '--at', at, '--jitter', '30', ...during(hours)).status).toBe(0);
});

test.each([['install-timer', '--at', '03:00'], ['unattended']])(
  '%s: hours that begin and end at the same time are refused',
  (...command) => {
    using here = host({ 'run/reboot-required': '' });
    const { status, stderr } = here.run(...command, ...during('03:00-03:00'));
    expect(status).toBe(2);
    expect(stderr).toContain('begin and end at the same time: write hours such as 02:00-05:00');
    expect(here.calls()).toEqual([]);
  },
);

const REBOOT = ['--reboot', 'when-needed', '--hours', '02:00-05:00'];

test.each([
  ['in the hours', REBOOT, '0330', { 'run/reboot-required': '' }, true],
  ['at their end', REBOOT, '0500', { 'run/reboot-required': '' }, false],
  ['outside of them', REBOOT, '1200', { 'run/reboot-required': '' }, false],
  ['where none is needed', REBOOT, '0330', {}, false],
  ['where it was not allowed', [], '0330', { 'run/reboot-required': '' }, false],
  [
    'in hours past midnight',
    ['--reboot', 'when-needed', '--hours', '22:00-04:00'],
    '0330',
    { 'run/reboot-required': '' },
    true,
  ],
])('it patches, and a reboot %s: %j', (_name, options, hour, files, expected) => {
  using here = host(files, hour);
  expect(here.run('unattended', ...options).status).toBe(0);
  expect(here.read('debs')).toBe('openssl 2\n');
  expect(here.calls().some((call) => call.includes('systemctl reboot'))).toBe(expected);
  expect(here.run('status').stdout).toContain('result ok');
});

test('a host that a step was asked of lately is left alone', () => {
  using here = host({ 'var/lib/kmscrypt-auto-update/steps/a-1': '' });
  expect(here.run('unattended').status).toBe(0);
  expect(here.calls().some((call) => call.startsWith('apt-get'))).toBe(false);
});

test('while a step is under way it is refused', () => {
  using here = host({
    'apt.sh': 'case "$*" in *" -y "*) until [ -f "$ROOT/go" ]; do sleep 1 || exit 1; done ;; esac\n',
  });
  expect(here.run('patch', '--step', 'a-1', '--timeout', '16').answer?.result).toBe('running');
  // The timer waits for ten minutes; here it is asked for as a step of little time.
  expect(here.run('check', '--timeout', '12')).toMatchObject({ status: 3, answer: { result: 'refused' } });
  here.write('go', '');
  expect(here.run('patch', '--step', 'a-1', '--timeout', '120').answer?.result).toBe('ok');
});

test('a failure does not reboot, and is a failure of the unit', () => {
  using here = host({
    'apt.sh': 'case "$*" in *" -y "*) exit 100 ;; esac\n',
    'run/reboot-required': '',
  });
  expect(here.run('unattended', ...REBOOT).status).toBe(1);
  expect(here.calls().some((call) => call.includes('systemctl reboot'))).toBe(false);
  expect(here.read('var/lib/kmscrypt-auto-update/unattended')).toContain('result failed');
});

test.each([
  [
    'while somebody else is at work on packages',
    'echo "E: Could not get lock /x"; : >"$ROOT/late"; exit 100',
    3,
  ],
  ['after a patch that was killed', 'kill -9 "$PPID"', 137],
])('it does not reboot %s', (_name, what, status) => {
  using here = host({ 'apt.sh': `case "$*" in *" -y "*) ${what} ;; esac\n`, 'run/reboot-required': '' });
  expect(here.run('unattended', ...REBOOT).status).toBe(status);
  expect(here.calls().some((call) => call.includes('systemctl reboot'))).toBe(false);
});

test('updates of which none comes are a failure of the unit', () => {
  using here = host({ 'apt.sh': 'case "$*" in *" -y "*) exit 0 ;; esac\n' });
  expect(here.run('unattended').status).toBe(1);
});
