import { expect, test } from 'vitest';
import { amazonLinux } from './fake-dnf.ts';
import { fakeHost } from './fake-host.ts';

const NEWEST = 'releasever:2023.9.20260101';
/** Where a patch that was cut off has written down what it was at. */
const UNDER_WAY = 'var/lib/kmscrypt-auto-update/under-way';

test('a look at Amazon Linux finds what is newest, and changes nothing', () => {
  using host = amazonLinux();
  const { answer, status } = host.run('check', '--step', 'a-1');
  expect(status).toBe(0);
  expect(answer).toMatchObject({ step: 'a-1', result: 'ok', packages: 'unchanged' });
  expect(answer?.report).toMatchObject({
    platform: 'amzn-2023',
    updates: 1,
    security: 1,
    pin: NEWEST,
    isHealthy: true,
    packages: [{ name: 'openssl.x86_64', from: '3.0-1', to: '3.0-2' }],
  });
  expect(host.calls().filter((call) => call.includes(' upgrade'))).toEqual([]);
});

test.each([
  ['security', 1, ['openssl.x86_64']],
  ['all', 2, ['openssl.x86_64', 'zlib.x86_64']],
])('scope %s', (scope, updates, names) => {
  using host = amazonLinux();
  expect(host.run('check', '--scope', scope).answer?.report.updates).toBe(updates);
  const { answer } = host.run('patch', '--step', 'a-2', '--scope', scope);
  expect(answer).toMatchObject({ result: 'ok', packages: 'changed' });
  expect(answer?.report).toMatchObject({ updates: 0, pin: NEWEST });
  expect(answer?.report.packages.map(({ name }) => name)).toEqual(names);
  const upgrade = host.calls().find((call) => call.includes(' upgrade') && call.includes(' -y '));
  expect(upgrade).toContain('--releasever=latest');
  expect(upgrade?.includes('--security')).toBe(scope === 'security');
  expect(host.has(UNDER_WAY)).toBe(false);
  expect(host.run('patch', '--step', 'a-3', '--scope', scope).answer).toMatchObject({
    result: 'nothing',
    packages: 'unchanged',
  });
});

test.each([
  ['a pin', {}, 'releasever:2023.8.20251111', '--releasever=2023.8.20251111', 'releasever:2023.8.20251111'],
  [
    'a release that operators gave',
    { 'etc/dnf/vars/releasever': '2023.7.20250501\n' },
    'none',
    undefined,
    'none',
  ],
  [
    'a release that operators gave, and which is the pin',
    { 'etc/dnf/vars/releasever': '2023.7.20250501\n' },
    'releasever:2023.7.20250501',
    undefined,
    'releasever:2023.7.20250501',
  ],
  [
    'the newest one, as operators wish',
    { 'etc/dnf/vars/releasever': 'latest\n' },
    'none',
    '--releasever=latest',
    NEWEST,
  ],
  ['another distribution', { 'etc/os-release': 'ID=rocky\nVERSION_ID=9.4\n' }, 'none', undefined, 'none'],
])('%s', (_name, files, pin, option, reported) => {
  using host = amazonLinux({ files });
  const { answer } = host.run('patch', '--step', 'a-1', '--pin', pin);
  expect(answer).toMatchObject({ result: 'ok', report: { pin: reported, problems: [] } });
  const upgrade = host.calls().find((call) => call.includes(' upgrade') && call.includes(' -y ')) ?? '';
  expect(/--releasever=\S+/.exec(upgrade)?.[0]).toBe(option);
});

test('a release that operators gave holds against a pin, is told, and is no pin for others', () => {
  using host = amazonLinux({ files: { 'etc/dnf/vars/releasever': '2023.7.20250501\n' } });
  const { answer } = host.run('patch', '--step', 'a-1', '--pin', 'releasever:2023.8.20251111');
  expect(answer).toMatchObject({ result: 'ok', report: { pin: 'none' } });
  expect(answer?.report.problems).toEqual([expect.stringContaining('holds this host at 2023.7.20250501')]);
  expect(host.calls().filter((call) => call.includes('--releasever'))).toEqual([]);
});

test('a pin that is for apt is told', () => {
  using host = amazonLinux();
  const { answer } = host.run('patch', '--pin', 'snapshot:20261122T020000Z');
  expect(answer?.report.pin).toBe(NEWEST);
  expect(answer?.report.problems).toHaveLength(1);
});

test('a kernel is told as new, beside the one that there was', () => {
  using host = amazonLinux({ files: { security: 'kernel.x86_64 6.1.2-1 amazonlinux\n' } });
  const { answer } = host.run('patch', '--step', 'a-1');
  expect(answer).toMatchObject({ result: 'ok', packages: 'changed' });
  expect(answer?.report.packages).toEqual([{ name: 'kernel.x86_64', from: '', to: '6.1.2-1' }]);
  expect(answer?.report.isHealthy).toBe(true);
});

test('packages that rpm may have twice are not half there', () => {
  const rpms = ['kmod-x.x86_64 1-1', 'kmod-x.x86_64 2-1', 'openssl.x86_64 3.0-1'].join('\n');
  using host = amazonLinux({ files: { rpms: `${rpms}\n`, several: 'kmod-x.x86_64\nkmod-x.x86_64\n' } });
  expect(host.run('check', '--step', 'a-1').answer).toMatchObject({
    packages: 'unchanged',
    report: { isHealthy: true },
  });
  host.write('rpms', `${rpms}\nopenssl.x86_64 3.0-2\n`);
  expect(host.run('health').answer?.packages).toBe('broken');
});

test('while another dnf is at work the step is refused', () => {
  using host = amazonLinux({ files: { 'dnf.sh': 'exit 200\n' } });
  const { answer, status } = host.run('patch', '--step', 'a-1', '--timeout', '10');
  expect(status).toBe(3);
  expect(answer).toMatchObject({ result: 'refused', packages: 'unchanged' });
  host.write('dnf.sh', ':\n');
  expect(host.run('patch', '--step', 'a-1').answer).toMatchObject({ result: 'ok', packages: 'changed' });
});

test('while another dnf is at work as the upgrade begins the step is refused, and nothing is half there', () => {
  using host = amazonLinux({
    files: { 'dnf.sh': 'case "$*" in *--assumeno*) ;; *" upgrade"*) exit 200 ;; esac\n' },
  });
  const { answer, status } = host.run('patch', '--step', 'a-1', '--timeout', '10');
  expect(status).toBe(3);
  expect(answer).toMatchObject({ result: 'refused', packages: 'unchanged', report: { isHealthy: true } });
  expect(host.has(UNDER_WAY)).toBe(false);
});

test('an upgrade that fails is told, with what dnf says', () => {
  using host = amazonLinux({
    files: {
      'dnf.sh': 'case "$*" in *--assumeno*) ;; *" upgrade"*) echo "Error: no such thing"; exit 1 ;; esac\n',
    },
  });
  const { answer, status } = host.run('patch', '--step', 'a-1');
  expect(status).toBe(1);
  expect(answer).toMatchObject({ result: 'failed', packages: 'unchanged' });
  expect(answer?.report.problems.join(' ')).toContain('no such thing');
  expect(host.has(UNDER_WAY)).toBe(false);
});

test('repositories that cannot be read are a failure', () => {
  using host = amazonLinux({ files: { 'dnf.sh': 'case "$*" in *makecache*) exit 1 ;; esac\n' } });
  expect(host.run('check', '--step', 'a-1').answer).toMatchObject({
    result: 'failed',
    packages: 'unchanged',
  });
});

test.each([
  ['one of others is told', 'extra', 'ok'],
  ['that of the distribution is a failure', 'amazonlinux', 'failed'],
])('of repositories that dnf leaves out, %s', (_name, repository, result) => {
  using host = amazonLinux({
    files: {
      'dnf.sh': `case "$*" in *makecache*) echo "Ignoring repositories: ${repository}" ;; esac\n`,
    },
  });
  const { answer } = host.run('check', '--step', 'a-1');
  expect(answer?.result).toBe(result);
  expect(answer?.report.problems.join(' ')).toContain(repository);
});

test('a patch that dnf brought nothing of is told', () => {
  using host = amazonLinux({
    files: { 'dnf.sh': 'case "$*" in *--assumeno*) ;; *" upgrade"*) exit 0 ;; esac\n' },
  });
  const { answer } = host.run('patch', '--step', 'a-1');
  expect(answer).toMatchObject({ result: 'ok', packages: 'unchanged', report: { updates: 1 } });
  expect(answer?.report.problems).toHaveLength(1);
});

test('packages that dnf leaves out are told, and a history that was cut off is put aside', () => {
  using host = amazonLinux({
    files: {
      'var/lib/dnf/history.sqlite': 'half',
      'dnf.sh': `case "$*" in *--assumeno*) ;; *" upgrade"*)
        if [ ! -f "$ROOT/var/lib/dnf/history.sqlite.broken" ]; then echo "Error: no such table: config"; exit 1; fi
        printf 'Skipping packages with broken dependencies:\\n zlib  x86_64  1.3-1  amazonlinux  1 k\\n\\nTransaction Summary\\n' ;;
      esac\n`,
    },
  });
  const { answer } = host.run('patch', '--step', 'a-1');
  expect(answer).toMatchObject({ result: 'ok', packages: 'changed' });
  expect(answer?.report.problems.join(' ')).toContain('zlib');
});

test('a database of rpm that lacks a table is no reason to put the history of dnf aside', () => {
  using host = amazonLinux({
    files: {
      'var/lib/dnf/history.sqlite': 'whole',
      'dnf.sh':
        'case "$*" in *--assumeno*) ;; *" upgrade"*) echo "error: no such table: Packages"; exit 1 ;; esac\n',
    },
  });
  expect(host.run('patch', '--step', 'a-1').answer?.result).toBe('failed');
  expect(host.read('var/lib/dnf/history.sqlite')).toBe('whole');
});

test.each([
  ['newest', 'none', '--releasever=latest', NEWEST],
  ['a pin', 'releasever:2023.8.20251111', '--releasever=2023.8.20251111', 'releasever:2023.8.20251111'],
])('health asks the lists of the last patch alone: %s', (_name, pin, option, reported) => {
  using host = amazonLinux();
  host.run('patch', '--step', 'a-1', '--pin', pin);
  const before = host.calls().length;
  expect(host.run('health', '--step', 'a-2').answer?.report).toMatchObject({ updates: 0, pin: reported });
  const asked = host.calls().slice(before);
  expect(asked.filter((call) => call.includes('check-update'))).not.toEqual([]);
  for (const call of asked.filter((each) => each.startsWith('dnf')))
    expect(call).toMatch(call.includes('check-update') ? new RegExp(` ${option} .* -C `) : / -C /);
});

test('a check whose updates cannot be told is failed', () => {
  using host = amazonLinux({ files: { 'dnf.sh': 'case "$*" in *check-update*) exit 1 ;; esac\n' } });
  expect(host.run('check', '--step', 'a-1')).toMatchObject({
    status: 1,
    answer: { result: 'failed', packages: 'unchanged', report: { updates: -1 } },
  });
});

test('what a dnf that was killed was at is installed anew', () => {
  using host = amazonLinux({
    files: {
      'dnf.sh':
        'case "$*" in *--assumeno*) ;; *" upgrade"*) echo "openssl.x86_64 3.0-2" >>"$ROOT/rpms"; exit 137 ;; esac\n',
    },
  });
  expect(host.run('patch', '--step', 'a-1').answer).toMatchObject({ result: 'failed', packages: 'broken' });
  expect(host.run('health', '--step', 'a-2').answer?.report.isHealthy).toBe(false);
  expect(host.run('check', '--step', 'a-3').answer).toMatchObject({ result: 'ok', packages: 'broken' });
  host.write('dnf.sh', ':\n');
  const { answer } = host.run('patch', '--step', 'a-4');
  expect(answer).toMatchObject({ result: 'ok', packages: 'changed', report: { isHealthy: true } });
  const calls = host.calls();
  expect(calls.some((call) => call.includes('remove --duplicates'))).toBe(true);
  expect(calls.some((call) => call.endsWith('reinstall openssl.x86_64'))).toBe(true);
});

test('what dnf says of a reboot counts', () => {
  using host = amazonLinux({
    files: { 'dnf.sh': 'case "$*" in *needs-restarting*) echo "Reboot is required"; exit 1 ;; esac\n' },
  });
  expect(host.run('health').answer?.report.needsReboot).toBe(true);
});

test('an answer does not wait for another dnf to ask it of a reboot', () => {
  using host = amazonLinux({ programs: { timeout: 'note "$@"\nshift\nexec "$@"' } });
  host.run('check');
  const asked = host.calls().filter((call) => call.includes('needs-restarting'));
  expect(asked).toEqual(['timeout 60 dnf -q -C needs-restarting -r', 'dnf -q -C needs-restarting -r']);
});

test('a host with neither apt nor dnf is refused', () => {
  using host = fakeHost({ files: { 'etc/os-release': 'ID=alpine\nVERSION_ID=3.20\n' } });
  for (const action of ['check', 'patch', 'health'])
    expect(host.run(action, '--step', `${action}-1`).answer).toMatchObject({
      result: 'refused',
      report: { platform: 'alpine-3.20' },
    });
});
