import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readHostReport } from '../src/host-report.ts';
import { RUNS } from './runs.ts';
import { reportText } from './support/store-reports.ts';

describe('a report', () => {
  it('is read', () => {
    expect(readHostReport(reportText({ problem: 'sshd_config is broken\nuser bob is not ours' }))).toEqual({
      hostGroup: 'dev',
      version: 42,
      sha256: 'a'.repeat(64),
      result: 'applied',
      applied: 1_795_320_010_000,
      at: 1_795_320_600_000,
      users: 12,
      script: '0123456789ab',
      problems: ['sshd_config is broken', 'user bob is not ours'],
    });
  });

  it('of a host that has nothing yet', () => {
    const text = reportText({ version: '0', sha256: '-', result: 'failed', applied: '0', users: '0' });
    const report = readHostReport(text);
    expect(report).toMatchObject({ version: 0, applied: 0, result: 'failed', problems: [] });
    expect(report).toHaveProperty('sha256', undefined);
  });

  it('without the last line end', () => {
    expect(readHostReport(reportText().trimEnd())).toEqual(readHostReport(reportText()));
  });

  it.each<[name: string, result: string]>([
    ['applied', 'applied'],
    ['unchanged', 'unchanged'],
    ['refused', 'refused'],
    ['failed', 'failed'],
  ])('with the result %s', (_name, result) => {
    expect(readHostReport(reportText({ result }))).toMatchObject({ result });
  });
});

const fields = ['instance', 'group', 'version', 'sha256', 'result', 'applied', 'at', 'users', 'script'];

describe('what is refused', () => {
  it.each<[name: string, text: string]>([
    ['nothing', ''],
    ['another format', reportText().replace('status 1', 'status 2')],
    ['line ends of Windows', reportText().replaceAll('\n', '\r\n')],
    ['an empty line', `${reportText()}\n`],
    ['a line that is not known', `${reportText()}more of it\n`],
    ['a line twice', reportText().replace('users 12\n', 'users 12\nusers 12\n')],
    [
      'lines in another order',
      reportText().replace('users 12\nscript 0123456789ab', 'script 0123456789ab\nusers 12'),
    ],
    ['a NUL', reportText({ group: 'dev\0' })],
    ['21 problems', reportText({ problem: 'x\n'.repeat(20) })],
    ['an upper bound of the version', reportText({ version: '1000000000' })],
    ['a version with a zero before it', reportText({ version: '042' })],
    ['a number below zero', reportText({ version: '-1' })],
    ['a number with a point', reportText({ at: '1795320600.5' })],
    ['another alphabet for digits', reportText({ users: '١٢' })],
    ['a time that no clock shows', reportText({ at: '999999999999' })],
    ['a group that cannot be', reportText({ group: '../prod' })],
    ['no group', reportText({ group: '' })],
    ['half a hash', reportText({ sha256: 'a'.repeat(32) })],
    ['another result', reportText({ result: 'fine' })],
    ['an instance that does not end', reportText({ instance: 'i'.repeat(129) })],
    ['an instance with spaces', reportText({ instance: 'i 1' })],
  ])('%s', (_name, text) => {
    expect(readHostReport(text)).toEqual({ refused: expect.any(String) });
  });

  it.each(fields)('a report without its %s', (field) => {
    const text = reportText().replace(new RegExp(`^${field} .*\n`, 'mu'), '');
    expect(readHostReport(text)).toEqual({ refused: expect.stringContaining(field) });
  });

  it('without a word of it', () => {
    const text = reportText({ result: 'SECRET' });
    expect(JSON.stringify(readHostReport(text))).not.toContain('SECRET');
  });
});

describe('problems', () => {
  it.each<[name: string, said: string, shown: string]>([
    ['in other words', 'Gerät läuft voll', 'Gerät läuft voll'],
    ['with colours', 'a\u001B[31mb', 'a[31mb'],
    ['with a line end of Windows', 'a\r', 'a'],
    ['that turn the direction', 'a\u202Eb\u2066c', 'abc'],
    ['with lines of Unicode', 'a\u2028b\u2029c\u0085d', 'abcd'],
    ['with nothing to be seen', '\u200B\uFEFF', ''],
    ['with half a character', 'a\uD800b', 'ab'],
    ['that do not end', 'x'.repeat(5_000), 'x'.repeat(300)],
    ['cut in the middle of a character', `${'x'.repeat(299)}😀`, `${'x'.repeat(299)}\uFFFD`],
  ])('%s', (_name, said, shown) => {
    expect(readHostReport(reportText({ problem: said }))).toMatchObject({ problems: [shown] });
  });
});

it('never throws, and never lets anything through that could not be shown', () => {
  const lines = fc.array(
    fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...reportText().split('\n'))),
  );
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    lines.map((all) => all.join('\n')),
    fc.record({ problem: fc.string({ unit: 'binary', maxLength: 400 }) }).map(reportText),
    fc
      .tuple(fc.constantFrom(...fields), fc.string({ unit: 'binary' }))
      .map(([field, value]) => reportText({ [field]: value })),
  );
  fc.assert(
    fc.property(text, (given) => {
      const report = readHostReport(given);
      if ('refused' in report) {
        expect(report.refused).toMatch(/^[\x20-\x7e]{1,100}$/u);
        return;
      }
      expect(report.problems.length).toBeLessThanOrEqual(20);
      expect(report.problems.join('')).not.toMatch(/\p{C}/u);
      for (const problem of report.problems) expect(problem.length).toBeLessThanOrEqual(300);
      for (const number of [report.version, report.applied, report.at, report.users]) {
        expect(Number.isSafeInteger(number) && number >= 0).toBe(true);
      }
    }),
    { numRuns: RUNS },
  );
});
