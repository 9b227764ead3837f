import { expect, test } from 'vitest';
import { SYSTEMD, SYSTEMD_FILES, ubuntu } from './fake-apt.ts';
import { amazonLinux } from './fake-dnf.ts';
import type { FakeHost } from './fake-host.ts';

const SNAP = 'snap.amazon-ssm-agent.amazon-ssm-agent.service';

function host(files: Readonly<Record<string, string>> = {}): FakeHost {
  return ubuntu({ programs: SYSTEMD, files: { ...SYSTEMD_FILES, ...files } });
}

test.each([
  ['well', {}, '', true],
  ['the agent is not active', { units: 'amazon-ssm-agent.service inactive\n' }, '', false],
  ['the agent of snap', { units: `${SNAP} active\n` }, '', true],
  ['the agent of snap is not active', { units: `${SNAP} failed\n` }, '', false],
  ['no agent that is known', { units: 'other.service active\n' }, '', true],
  ['a service is active', { units: 'docker active\nnginx.service active\n' }, 'docker nginx.service', true],
  [
    'one of two services is not',
    { units: 'docker active\nnginx.service failed\n' },
    'docker nginx.service',
    false,
  ],
  ['a service that is not there', {}, 'docker', false],
  ['systemd still starts', { system: 'starting\n' }, '', false],
  ['systemd is about to stop', { system: 'stopping\n' }, '', false],
  ['something has failed', { system: 'degraded\n' }, '', true],
])('%s', (_name, files, services, expected) => {
  using here = host(files);
  const { answer } = here.run('health', '--step', 'a-1', '--services', services);
  expect(answer?.result).toBe('ok');
  expect(answer?.report.isHealthy).toBe(expected);
  expect(answer?.report.problems.length).toBe(expected ? 0 : 1);
});

test('units that fail after a patch are told, and those from before are not', () => {
  using here = host({ units: 'amazon-ssm-agent.service active\nold.service failed\n' });
  here.run('patch', '--step', 'a-1');
  expect(here.run('health', '--step', 'a-2').answer?.report.problems).toEqual([]);
  here.write('units', 'amazon-ssm-agent.service active\nold.service failed\nnew.service failed\n');
  const { answer } = here.run('health', '--step', 'a-3');
  expect(answer?.report.isHealthy).toBe(true);
  expect(answer?.report.problems.join(' ')).toMatch(/new\.service/);
  expect(answer?.report.problems.join(' ')).not.toMatch(/old\.service/);
});

test('a reboot is asked for once a step, and comes after the answer', () => {
  using here = host();
  const first = here.run('reboot', '--step', 'a-1');
  expect(first).toMatchObject({ status: 0, answer: { result: 'ok', packages: 'unchanged' } });
  expect(here.run('reboot', '--step', 'a-1').stdout).toBe(first.stdout);
  const asked = here.calls().filter((call) => call.includes('systemctl reboot'));
  expect(asked).toHaveLength(1);
  expect(asked[0]).toContain('--on-active=5');
});

test('a reboot that systemd does not take is failed, and can be asked for again', () => {
  using here = host({ 'no-run': '' });
  expect(here.run('reboot', '--step', 'a-1')).toMatchObject({ status: 1, answer: { result: 'failed' } });
});

test('a host whose packages are half there is not rebooted', () => {
  using here = host({ half: 'iHR|openssl\n' });
  expect(here.run('reboot', '--step', 'a-1')).toMatchObject({
    status: 3,
    answer: { result: 'refused', packages: 'broken', report: { isHealthy: false } },
  });
  expect(here.calls().some((call) => call.includes('systemctl reboot'))).toBe(false);
});

test('a patch runs as a unit of its own, and whoever asked gets its answer', () => {
  using here = host();
  const { answer, status } = here.run('patch', '--step', 'a-1', '--services', '');
  expect(status).toBe(0);
  expect(answer).toMatchObject({ step: 'a-1', result: 'ok', packages: 'changed' });
  expect(here.calls().some((call) => call.includes('--unit=kmscrypt-auto-update-a-1'))).toBe(true);
});

test('nobody restarts or stops the unit of a patch by hand, such as needrestart', () => {
  using here = host();
  here.run('patch', '--step', 'a-1');
  expect(here.calls().find((call) => call.startsWith('systemd-run'))).toContain('-p RefuseManualStop=yes');
});

test('the unit of a patch has the proxies of who asked, and no argument or log shows them', () => {
  using here = ubuntu({
    programs: SYSTEMD,
    files: SYSTEMD_FILES,
    env: {
      https_proxy: 'http://me:se"cr$et@proxy:3128',
      NO_PROXY: '169.254.169.254',
      other: 'x',
      http_proxy: '',
    },
  });
  expect(here.run('patch', '--step', 'a-1').answer?.result).toBe('ok');
  const environment = 'run/kmscrypt-auto-update/environment';
  expect(here.calls().find((call) => call.startsWith('systemd-run'))).toMatch(
    new RegExp(`-p EnvironmentFile=-/\\S+/${environment} `),
  );
  expect(here.read(environment).trim().split('\n').toSorted()).toEqual([
    'NO_PROXY="169.254.169.254"',
    'https_proxy="http://me:se\\"cr\\$et@proxy:3128"',
  ]);
  expect(here.calls().join('\n') + here.read('var/log/kmscrypt-auto-update.log')).not.toContain('cr$et');
});

/** Where an answer of the step is awaited. */
const ANSWER = '"$ROOT/var/lib/kmscrypt-auto-update/answer.a-1"';

test.each([
  ['it runs', 'echo "kmscrypt-auto-update-a-1 active" >>"$ROOT/units"', 'result running', 0],
  ['what it has said', `printf 'result refused\\nproblem of the first\\n' >${ANSWER}`, 'of the first', 3],
])(
  'who asks for a step just after somebody else is told that of the first: %s',
  (_name, first, said, status) => {
    using here = host({ 'run.sh': `${first}\nexit 1\n` });
    const ran = here.run('patch', '--step', 'a-1', '--timeout', '17');
    expect(ran.stdout).toContain(said);
    expect(ran.status).toBe(status);
  },
);

test('an answer stays for others who wait for it, for a day', () => {
  using here = host({ 'apt.sh': 'echo "E: Could not get lock /x"; exit 100\n' });
  const first = here.run('patch', '--step', 'a-1', '--timeout', '32');
  expect(first.answer?.result).toBe('refused');
  const kept = 'var/lib/kmscrypt-auto-update/answer.a-1';
  expect(here.read(kept)).toBe(first.stdout);
  here.shell('touch -d "2 days ago" "$STATE/answer.a-1"');
  here.write('apt.sh', ':\n');
  expect(here.run('patch', '--step', 'a-2').answer?.result).toBe('ok');
  expect(here.has(kept)).toBe(false);
});

const PERIODIC = 'APT::Periodic::Enable "1";\nAPT::Periodic::Unattended-Upgrade "1";\n';

test.each([
  ['stock Ubuntu', 'apt-daily-upgrade.timer', { periodic: PERIODIC }, 1],
  ['always', 'apt-daily-upgrade.timer', { periodic: PERIODIC.replace(/"1";\n$/, '"always";\n') }, 1],
  ['it is turned off', 'apt-daily-upgrade.timer', { periodic: PERIODIC.replace(/"1";\n$/, '"0";\n') }, 0],
  ['all of it is turned off', 'apt-daily-upgrade.timer', { periodic: PERIODIC.replace('"1"', '"0"') }, 0],
  ['stock Debian', 'apt-daily-upgrade.timer', { periodic: '' }, 0],
  ['its timer is not enabled', 'other.timer', { periodic: PERIODIC }, 0],
  ['dnf-automatic', 'dnf-automatic-install.timer', {}, 1],
  [
    'dnf-automatic, by its settings',
    'dnf-automatic.timer',
    { 'etc/dnf/automatic.conf': 'apply_updates = yes\n' },
    1,
  ],
  [
    'dnf-automatic, which only looks',
    'dnf-automatic.timer',
    { 'etc/dnf/automatic.conf': 'apply_updates = no\n' },
    0,
  ],
])('what else patches a host is told, and does not make it bad: %s', (_name, timer, files, problems) => {
  using here = ubuntu({
    programs: { ...SYSTEMD, 'apt-config': 'cat "$ROOT/periodic"', 'unattended-upgrade': ':' },
    files: { ...SYSTEMD_FILES, enabled: `${timer}\n`, ...files },
  });
  for (const action of ['check', 'health']) {
    const { answer } = here.run(action, '--step', `${action}-1`);
    expect(answer).toMatchObject({ result: 'ok', report: { isHealthy: true } });
    expect(answer?.report.problems.filter((each) => each.includes(timer))).toHaveLength(problems);
  }
});

test('a patch that takes longer than who asked waits: it is said to run, and later what came of it', () => {
  using here = host({
    'apt.sh': 'case "$*" in *" -y "*) until [ -f "$ROOT/go" ]; do sleep 1 || exit 1; done ;; esac\n',
  });
  const first = here.run('patch', '--step', 'a-1', '--timeout', '16');
  expect(first).toMatchObject({ status: 0, answer: { result: 'running' } });
  expect(here.run('patch', '--step', 'a-1', '--timeout', '16').answer?.result).toBe('running');
  here.write('go', '');
  const last = here.run('patch', '--step', 'a-1', '--timeout', '120');
  expect(last.answer).toMatchObject({ step: 'a-1', result: 'ok', packages: 'changed' });
  expect(here.calls().filter((call) => call.startsWith('systemd-run'))).toHaveLength(1);
});

test('a patch that systemd does not run is refused', () => {
  using here = host({ 'no-run': '' });
  expect(here.run('patch', '--step', 'a-1')).toMatchObject({
    status: 3,
    answer: { result: 'refused', packages: 'unchanged' },
  });
});

test('a patch that ends without an answer is failed', () => {
  using here = host({ 'apt.sh': 'case "$*" in *" -y "*) kill -9 "$PPID"; exit 1 ;; esac\n' });
  const { answer } = here.run('patch', '--step', 'a-1');
  expect(answer).toMatchObject({ result: 'failed', packages: 'unchanged' });
  here.write('apt.sh', ':\n');
  expect(here.run('patch', '--step', 'a-2').answer?.result).toBe('ok');
});

/** Killed as it asks what is left, once nothing is. */
const KILLED_AFTER = 'case "$*" in *" -s upgrade"*) [ -s "$ROOT/simulated" ] || kill -9 "$PPID" ;; esac\n';

test.each([
  ['well', {}, true],
  ['not well', { units: 'amazon-ssm-agent.service active\ndocker failed\n' }, false],
])(
  'one that is killed once packages have changed says so, and that the host is %s',
  (_name, files, isHealthy) => {
    using here = host({
      units: 'amazon-ssm-agent.service active\ndocker active\n',
      'apt.sh': KILLED_AFTER,
      ...files,
    });
    const { answer, status } = here.run('patch', '--step', 'a-1', '--services', 'docker');
    expect(status).toBe(1);
    expect(answer).toMatchObject({
      step: 'a-1',
      result: 'failed',
      packages: 'changed',
      report: { isHealthy, packages: [{ name: 'openssl', from: '1', to: '2' }] },
    });
    expect(answer?.report.problems.join(' ')).toContain('without an answer');
  },
);

test('asked for again it is done again, and says what has changed since it began', () => {
  using here = host({ 'apt.sh': KILLED_AFTER });
  here.run('patch', '--step', 'a-1');
  here.write('no-run', '');
  expect(here.run('patch', '--step', 'a-1').answer).toMatchObject({ result: 'refused', packages: 'changed' });
  here.remove('no-run');
  here.write('apt.sh', ':\n');
  expect(here.run('patch', '--step', 'a-1').answer).toMatchObject({
    result: 'ok',
    packages: 'changed',
    report: { packages: [{ name: 'openssl', from: '1', to: '2' }] },
  });
  expect(here.run('check', '--step', 'a-2').answer).toMatchObject({
    result: 'nothing',
    packages: 'unchanged',
  });
});

test('what another step had before is not what one that is killed as it waits for it has changed', () => {
  using here = ubuntu({
    programs: {
      ...SYSTEMD,
      flock: '[ ! -f "$ROOT/flock.sh" ] || . "$ROOT/flock.sh"; exec /usr/bin/flock "$@"',
    },
    files: {
      ...SYSTEMD_FILES,
      'apt.sh': 'case "$*" in *" -y "*) until [ -f "$ROOT/go" ]; do sleep 1 || exit 1; done ;; esac\n',
    },
  });
  expect(here.run('patch', '--step', 'a-1', '--timeout', '16').answer?.result).toBe('running');
  here.write('debs', 'openssl 2\n');
  here.write('flock.sh', 'kill -9 "$PPID"\n');
  expect(here.run('patch', '--step', 'a-2').answer).toMatchObject({
    result: 'failed',
    packages: 'unchanged',
  });
  here.write('go', '');
  here.remove('flock.sh');
  expect(here.run('patch', '--step', 'a-1').answer?.result).toBe('ok');
});

test('a dnf whose patch is killed after its transaction', () => {
  using here = amazonLinux({
    programs: SYSTEMD,
    files: {
      ...SYSTEMD_FILES,
      'dnf.sh': 'case "$*" in *check-update*) [ -s "$ROOT/security" ] || kill -9 "$PPID" ;; esac\n',
    },
  });
  expect(here.run('patch', '--step', 'a-1').answer).toMatchObject({
    result: 'failed',
    packages: 'changed',
    report: { isHealthy: true, packages: [{ name: 'openssl.x86_64', from: '3.0-1', to: '3.0-2' }] },
  });
});

test('a dnf that is killed with its patch in its transaction leaves packages half there', () => {
  using here = amazonLinux({
    programs: SYSTEMD,
    files: {
      ...SYSTEMD_FILES,
      'dnf.sh': 'case "$*" in *" -y "*" upgrade"*) kill -9 "$PPID"; exit 137 ;; esac\n',
    },
  });
  expect(here.run('patch', '--step', 'a-1').answer).toMatchObject({
    result: 'failed',
    packages: 'broken',
    report: { isHealthy: false },
  });
});

test.each(['deactivating', 'lost'])('a unit that is %s to systemd has not ended', (state) => {
  using here = host({
    'apt.sh': `case "$*" in *" -y "*)
      sed 's/^\\(kmscrypt[^ ]*\\) .*/\\1 ${state}/' "$ROOT/units" >"$ROOT/units.new"; mv "$ROOT/units.new" "$ROOT/units"
      sleep 4 ;; esac\n`,
  });
  expect(here.run('patch', '--step', 'a-1').answer).toMatchObject({ result: 'ok', packages: 'changed' });
});
