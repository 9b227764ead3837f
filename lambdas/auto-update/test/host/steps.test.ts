import { expect, test } from 'vitest';
import { ubuntu } from './fake-apt.ts';

const STEPS = 'var/lib/kmscrypt-auto-update/steps';

/** What SSM keeps of an answer, less a margin. */
const MOST_BYTES = 2_300;

test('an answer with hundreds of packages and long problems is cut so that SSM keeps it whole', () => {
  const lines = Array.from(
    { length: 300 },
    (_, index) =>
      `Inst a-package-with-a-long-name-${index} [1:2.3.4-5ubuntu0.22.04.1] (1:2.3.4-5ubuntu0.22.04.2 Ubuntu:24.04/noble-security [amd64])`,
  );
  const kept = `The following packages have been kept back:\n  ${'kept-'.repeat(300)}\nnext\n`;
  using host = ubuntu({ files: { simulated: `${kept}${lines.join('\n')}\n` } });
  const { stdout, answer } = host.run('check', '--step', `a${'b'.repeat(99)}`);
  expect(Buffer.byteLength(stdout)).toBeLessThanOrEqual(MOST_BYTES);
  expect(Buffer.byteLength(stdout)).toBeGreaterThan(MOST_BYTES - 200);
  const report = answer?.report;
  expect(report?.updates).toBe(300);
  expect((report?.packages.length ?? 0) + (report?.morePackages ?? 0)).toBe(300);
});

test.each([
  ['kept', 'patch', {}, true],
  ['a failure is kept', 'patch', { 'apt.sh': 'case "$*" in *" -y "*) exit 100 ;; esac\n' }, true],
  [
    'a refusal is not: nothing was done',
    'patch',
    { 'apt.sh': 'echo "E: Could not get lock /x"; exit 100\n' },
    false,
  ],
])('the answer of a step is %s', (_name, action, files, isKept) => {
  using host = ubuntu({ files });
  const { stdout } = host.run(action, '--step', 'a-1', '--timeout', '10');
  expect(host.has(`${STEPS}/a-1`)).toBe(isKept);
  if (isKept) expect(host.read(`${STEPS}/a-1`)).toBe(stdout);
});

test('a step that was cut off is done again, and tells all that it changed', () => {
  using host = ubuntu();
  host.write('var/lib/kmscrypt-auto-update/running', 'a-1\n');
  host.write('var/lib/kmscrypt-auto-update/before', 'openssl 0\n');
  const { answer } = host.run('patch', '--step', 'a-1');
  expect(answer?.report.packages).toEqual([{ name: 'openssl', from: '0', to: '2' }]);
});

test('another step does not take over what the one that was cut off had before', () => {
  using host = ubuntu();
  host.write('var/lib/kmscrypt-auto-update/running', 'a-0\n');
  host.write('var/lib/kmscrypt-auto-update/before', 'openssl 0\n');
  const { answer } = host.run('patch', '--step', 'a-1');
  expect(answer?.report.packages).toEqual([{ name: 'openssl', from: '1', to: '2' }]);
});

test('without flock there is a lock too, and one that a dead run has left does not hold', () => {
  using host = ubuntu({ without: ['flock'] });
  const lock = 'var/lib/kmscrypt-auto-update/lock.d/owner';
  host.write(lock, '1 0\n');
  expect(host.run('patch', '--step', 'a-1').answer?.result).toBe('ok');
  expect(host.has(lock)).toBe(false);
  host.write(lock, `${process.pid} ${host.shell('boot')}\n`);
  expect(host.run('patch', '--step', 'a-2', '--timeout', '10')).toMatchObject({
    status: 3,
    answer: { result: 'refused' },
  });
});

test('the log is turned over once it is large', () => {
  const log = 'var/log/kmscrypt-auto-update.log';
  using host = ubuntu({ files: { [log]: 'x'.repeat(1_048_577) } });
  host.run('check');
  expect(host.read(`${log}.1`)).toHaveLength(1_048_577);
  expect(host.read(log).length).toBeLessThan(100_000);
});

test.each([
  [['patch', '--step', 'a b']],
  [['patch', '--step', '-x']],
  [['patch', '--step', 'a'.repeat(101)]],
  [['patch', '--scope', 'some']],
  [['patch', '--pin', 'releasever:$(id)']],
  [['patch', '--pin', 'snapshot:yesterday']],
  [['patch', '--services', 'a;b']],
  [['patch', '--services', '-x']],
  [['patch', '--timeout', 'soon']],
  [['patch', '--step']],
  [['patch', '--reboot', 'yes']],
  [['unknown']],
])('%j is refused', (args) => {
  using host = ubuntu();
  expect(host.run(...args)).toMatchObject({ status: 2, stdout: '' });
  expect(host.calls()).toEqual([]);
});

test('who is not root is told so', () => {
  using host = ubuntu({ programs: { id: 'echo 1000' } });
  expect(host.run('check').status).toBe(2);
  expect(host.calls()).toEqual([]);
});

test.each([
  ['0 B', '1'],
  ['512 kB', '513'],
  ['1,024 kB', '1025'],
  ['1.5 MB', '1537'],
  ['2.0 GB', '2097153'],
  ['12 M', '12289'],
  ['', '1'],
])('%s are %s kilobytes at most', (text, expected) => {
  using host = ubuntu();
  expect(host.shell(`kilobytes '${text}'`)).toBe(expected);
});

test('what an update takes on top is asked for, and what a kernel takes in /boot', () => {
  const df = (kilobytes: number): string =>
    `printf 'F B U A C M\\n/dev/x 9 9 %s 9%% %s\\n' "$(case $2 in */boot) echo ${kilobytes} ;; *) echo 207000 ;; esac)" "$2"`;
  using host = ubuntu({ programs: { df: df(1) } });
  // 200 MB, and the 1 MB and 2 MB that apt says
  const { answer } = host.run('patch', '--step', 'a-1');
  expect(answer).toMatchObject({ result: 'refused', packages: 'unchanged' });
  expect(answer?.report.problems.join(' ')).toContain('203 MB');
  using kernel = ubuntu({
    programs: { df: df(1).replace('207000', '900000') },
    files: {
      'boot/x': '',
      simulated: 'Inst linux-image-6.8.0-50-generic (6.8.0-50.51 Ubuntu:24.04/noble-security [amd64])\n',
    },
  });
  expect(kernel.run('patch', '--step', 'a-1').answer?.report.problems.join(' ')).toContain('kernel');
});

test.each([[['patch', '--help']], [['install-timer', '--at', '-h']], [['--help']]])(
  '%j prints the help',
  (args) => {
    using host = ubuntu();
    const { status, stdout } = host.run(...args);
    expect(status).toBe(0);
    expect(stdout).toContain('install-timer');
    expect(host.calls()).toEqual([]);
  },
);
