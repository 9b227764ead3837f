import { expect, test } from 'vitest';
import { ubuntu } from './fake-apt.ts';

const SNAPSHOTS = 'Get:1 https://snapshot.ubuntu.com/ubuntu/T noble InRelease\n';
const PIN = 'snapshot:20261122T020000Z';

test.each([
  ['a pin that can be kept', { snapshots: SNAPSHOTS }, 'patch', PIN, PIN, 0],
  [
    'a pin that no source keeps',
    { snapshots: 'Hit:1 http://archive noble InRelease\n' },
    'patch',
    PIN,
    'none',
    1,
  ],
  ['a pin that apt does not know', {}, 'patch', PIN, 'none', 1],
  ['no pin, and no snapshots', {}, 'patch', 'none', 'none', 0],
  ['a look without a pin asks for none', { snapshots: SNAPSHOTS }, 'check', 'none', 'none', 0],
  ['a pin for dnf', {}, 'patch', 'releasever:2023.9', 'none', 1],
])('%s', (_name, files, action, pin, reported, problems) => {
  using host = ubuntu({ files });
  const { answer } = host.run(action, '--step', 'a-1', '--pin', pin);
  expect(answer).toMatchObject({ result: 'ok', report: { pin: reported, platform: 'ubuntu-24.04' } });
  expect(answer?.report.problems).toHaveLength(problems);
});

test('a patch without a pin takes the snapshot of its moment, all of it, and reports it', () => {
  using host = ubuntu({ files: { snapshots: SNAPSHOTS } });
  const pin = host.run('patch', '--step', 'a-1').answer?.report.pin ?? '';
  expect(pin).toMatch(/^snapshot:\d{8}T\d{6}Z$/);
  const calls = host.calls().filter((call) => call.includes('upgrade'));
  expect(calls.length).toBeGreaterThan(2);
  for (const call of calls) expect(call).toContain(`--snapshot ${pin.slice('snapshot:'.length)}`);
});

test.each([
  ['Inst a [1] (2 Debian-Security:12/stable-security [amd64])', 1],
  ['Inst a [1] (2 Debian-Security:stable-security [amd64])', 1],
  ['Inst a [1] (2 Ubuntu:24.04/noble-updates, Ubuntu:24.04/noble-security [amd64]) []', 1],
  ['Inst a [1] (2 UbuntuESMApps:24.04/noble-apps-security [amd64])', 1],
  ['Inst a (2 Ubuntu:24.04/noble-security [all])', 1],
  ['Inst a [1] (2 Ubuntu:24.04/noble-updates [amd64])', 0],
  ['Inst a [1] (2 Debian:12.8/stable [amd64])', 0],
  ['Inst a [1] (2 localhost [all])', 0],
  ['Inst a [1] (2)', 0],
])('%s', (line, security) => {
  using host = ubuntu({ files: { simulated: `${line}\n` } });
  const { answer } = host.run('check', '--scope', 'all');
  expect(answer?.report).toMatchObject({ updates: 1, security });
  expect(answer?.report.packages).toEqual([{ name: 'a', from: line.includes('[1]') ? '1' : '', to: '2' }]);
});

test('without questions, changed settings stay, and nothing is removed', () => {
  using host = ubuntu();
  expect(host.run('patch').answer).toMatchObject({ result: 'ok', packages: 'changed' });
  const upgrade = host.calls().find((call) => call.includes(' -y ')) ?? '';
  for (const option of ['--force-confdef', '--force-confold', '--no-remove', '--with-new-pkgs'])
    expect(upgrade).toContain(option);
  for (const call of host.calls())
    expect(call).not.toMatch(/dist-upgrade|autoremove|--allow|-f |--force-yes/);
});

test.each([
  ['the upgrade fails', 'case "$*" in *" -y "*) echo "E: Sub-process failed"; exit 100 ;; esac', 'failed', 1],
  ['the lists fail', 'case "$*" in *" update") echo "E: no lists"; exit 100 ;; esac', 'failed', 1],
  [
    'the lists of another archive fail',
    'case "$*" in *" update") echo "Err:1 http://ppa.example.com noble InRelease" ;; esac',
    'ok',
    0,
  ],
  [
    'the lists of security fail',
    'case "$*" in *" update") echo "Err:1 http://x.example.com noble-security InRelease" ;; esac',
    'failed',
    1,
  ],
  [
    'somebody else has the lock',
    'case "$*" in *" -y "*|*--assume-no*) echo "E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 7 (apt)"; exit 100 ;; esac',
    'refused',
    3,
  ],
])('%s', (_name, script, result, status) => {
  using host = ubuntu({ files: { 'apt.sh': `${script}\n` } });
  const ran = host.run('patch', '--step', 'a-1', '--timeout', '10');
  expect(ran.answer?.result).toBe(result);
  expect(ran.status).toBe(status);
  if (result !== 'ok') expect(ran.answer?.packages).toBe('unchanged');
});

test('a password in an address is not told', () => {
  using host = ubuntu({
    files: {
      'apt.sh':
        'case "$*" in *" update") echo "E: https://user:secret@example.com is not there"; exit 100 ;; esac\n',
    },
  });
  const { stdout } = host.run('patch', '--step', 'a-1');
  expect(stdout).toContain('example.com');
  expect(stdout).not.toContain('secret');
});

test('packages that stay half there are told as broken', () => {
  using host = ubuntu({ files: { half: 'iHR|openssl\n' } });
  const { answer, status } = host.run('patch', '--step', 'a-1');
  expect(status).toBe(1);
  expect(answer).toMatchObject({ result: 'failed', packages: 'broken', report: { isHealthy: false } });
  const calls = host.calls();
  const order = ['--configure -a', '-f install', '--reinstall openssl', '--configure -a'];
  let from = 0;
  for (const part of order) {
    const at = calls.findIndex((call, index) => index >= from && call.includes(part));
    expect(at).toBeGreaterThanOrEqual(from);
    from = at + 1;
  }
});

test.each([
  ['security', 'ok', 'changed', 1],
  ['all', 'failed', 'broken', 0],
])(
  'what others left half there and no archive of security completes: scope %s',
  (scope, result, packages, problems) => {
    // Made whole by apt with the preferences of the host alone, and by nothing else.
    const apt = `case "$*" in
    *Preferences*) ;;
    *" -f install"*) [ ${scope} = all ] || { rm -f "$ROOT/half"; echo 'other 2' >>"$ROOT/debs"; } ;;
  esac\n`;
    using host = ubuntu({ files: { half: 'iU |other\n', simulated: '', 'apt.sh': apt } });
    const { answer } = host.run('patch', '--step', 'a-1', '--scope', scope);
    expect(answer).toMatchObject({ result, packages });
    const told = answer?.report.problems.filter((each) => each.includes('not of security'));
    expect(told).toHaveLength(problems);
    const repairs = host.calls().filter((call) => / -f install| --reinstall /.test(call));
    for (const call of repairs) expect(call).toContain('--no-remove');
    expect(repairs.map((call) => call.includes('Preferences'))).toEqual(
      scope === 'all' ? [false, false] : [true, true, false],
    );
    expect(
      host
        .calls()
        .findLast((call) => call.includes(' -s upgrade'))
        ?.includes('Preferences'),
    ).toBe(scope !== 'all');
  },
);

test('updates that come to some hosts first come to all of a fleet at the same time', () => {
  using host = ubuntu({ files: { snapshots: SNAPSHOTS } });
  host.run('check', '--step', 'a-1');
  host.run('patch', '--step', 'a-2');
  const calls = host.calls().filter((call) => call.startsWith('apt-get'));
  expect(calls.length).toBeGreaterThan(4);
  for (const call of calls) expect(call).toMatch(/-o APT::Machine-ID=[0-9a-f]{32} /);
});

test.each([
  [
    'somebody else is at work on is waited for',
    'flock -n "$ROOT/var/lib/dpkg/lock" sh -c : || ',
    'unchanged',
    true,
  ],
  ['nobody is at work on is bad', '', 'broken', false],
])('health: a package that %s', (_name, while_, packages, isHealthy) => {
  const dpkg = `case "$*" in *Status-Abbrev*) ${while_}echo 'iU |other' ;; *) sed 's/^/installed /' "$ROOT/debs" ;; esac`;
  using host = ubuntu({ programs: { 'dpkg-query': dpkg }, files: { 'var/lib/dpkg/lock': '' } });
  if (while_ !== '')
    host.shell(
      'setsid flock "${STATE%/*}/dpkg/lock" sleep 6 >/dev/null 2>&1 & while flock -n "${STATE%/*}/dpkg/lock" sh -c :; do sleep 0.1; done',
    );
  expect(host.run('health', '--step', 'a-1').answer).toMatchObject({ packages, report: { isHealthy } });
});

/** What comes of a simulated upgrade that cannot be made, though every package is whole. */
const UNMET =
  'case "$*" in *" -s upgrade"*) echo "E: Unmet dependencies. Try apt --fix-broken install"; exit 100 ;; esac\n';

test.each([
  ['what is to be updated', {}, 'ok', 1, 0],
  ['nothing is to be updated', { simulated: '' }, 'nothing', 0, 0],
  ['nothing but a reboot', { simulated: '', 'run/reboot-required': '' }, 'ok', 0, 0],
  ['it cannot be told', { 'apt.sh': UNMET }, 'failed', -1, 1],
  ['it cannot be told, but packages are half there', { 'apt.sh': UNMET, half: 'iHR|openssl\n' }, 'ok', 1, 0],
  ['lists are not there', { 'apt.sh': 'case "$*" in *" update") exit 100 ;; esac\n' }, 'failed', -1, 1],
])('a check: %s', (_name, files, result, updates, status) => {
  using host = ubuntu({ files });
  const ran = host.run('check', '--step', 'a-1');
  const packages = 'half' in files ? 'broken' : 'unchanged';
  expect(ran).toMatchObject({ status, answer: { result, packages, report: { updates } } });
});

test.each([
  ['there was something to do', {}, 'ok', 'changed', 0, 0],
  ['there was nothing to do', { simulated: '' }, 'nothing', 'unchanged', 0, 0],
  [
    'there was something to do, and nothing has changed',
    { 'apt.sh': 'case "$*" in *" -y "*) exit 0 ;; esac\n' },
    'ok',
    'unchanged',
    1,
    1,
  ],
])('a patch: %s', (_name, files, result, packages, updates, problems) => {
  using host = ubuntu({ files });
  const { answer } = host.run('patch', '--step', 'a-1');
  expect(answer).toMatchObject({ result, packages, report: { updates } });
  expect(answer?.report.problems).toHaveLength(problems);
});

test('health tells what is left by the lists of the last patch, and asks no network', () => {
  using host = ubuntu({ files: { snapshots: SNAPSHOTS } });
  expect(host.run('health', '--step', 'a-1').answer?.report).toMatchObject({ updates: -1, pin: 'none' });
  host.run('patch', '--step', 'a-2', '--pin', PIN);
  host.write('simulated', 'Inst openssl [2] (3 Ubuntu:24.04/noble-security [amd64])\n');
  const before = host.calls().length;
  expect(host.run('health', '--step', 'a-3').answer?.report).toMatchObject({ updates: 1, pin: PIN });
  const calls = host.calls().slice(before);
  expect(calls.filter((call) => call.includes('--snapshot 20261122T020000Z'))).not.toEqual([]);
  expect(calls.filter((call) => call.includes(' update'))).toEqual([]);
});

test('health does not wait for who is at work, and is well without what it cannot tell', () => {
  using host = ubuntu();
  host.run('patch', '--step', 'a-1');
  host.write('apt.sh', 'echo "E: Could not get lock /var/lib/dpkg/lock"; exit 100\n');
  expect(host.run('health', '--step', 'a-2', '--timeout', '2400').answer).toMatchObject({
    result: 'ok',
    report: { updates: -1, isHealthy: true },
  });
});
