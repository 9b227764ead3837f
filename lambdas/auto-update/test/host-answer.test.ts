import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAnswer } from '../src/host-answer.ts';
import { ANSWER, answerWith } from './support/answers.ts';
import { RUNS } from './runs.ts';

describe('an answer', () => {
  it('whole', () => {
    expect(readAnswer(ANSWER)).toEqual({
      step: 'web-20261122T020000Z-patching-1',
      result: 'ok',
      packages: 'changed',
      report: {
        boot: '3f0c2d1e-0000-4000-8000-000000000001',
        kernel: '6.1.0-28-amd64',
        platform: 'debian-12',
        architecture: 'x86_64',
        updates: 0,
        security: -1,
        needsReboot: true,
        digest: '0123456789abcdef',
        pin: 'snapshot:20261122T020000Z',
        isHealthy: false,
        problems: ['nginx.service is not active', 'the disk is full'],
        packages: [
          { name: 'openssl', from: '3.0.14', to: '3.0.15' },
          { name: 'linux-image-6.1.0-28-amd64', from: '', to: '6.1.119-1' },
        ],
        morePackages: 12,
      },
    });
  });

  it.each([
    [
      'with what SSM puts after it',
      `${ANSWER}\n----------ERROR-------\nfailed to run commands: exit status 1`,
    ],
    ['with something before it', `motd\n${ANSWER}`],
    ['with the line ends of another system', ANSWER.replaceAll('\n', '\r\n')],
    ['after one that was cut', `${ANSWER.slice(0, 120)}\n${ANSWER}`],
  ])('%s', (_, text) => {
    expect(readAnswer(text)).toEqual(readAnswer(ANSWER));
  });

  it.each([
    ['empty', ''],
    ['of another version', ANSWER.replace('kmscrypt-auto-update 1', 'kmscrypt-auto-update 2')],
    ['without its end', ANSWER.replace(/\nend\n/, '\n')],
    ['with a field twice', answerWith({ boot: 'aa\nboot bb' })],
    ['with a field that nobody knows', answerWith({ health: 'ok\nroot yes' })],
    ['with another result', answerWith({ result: 'fine' })],
    ['with a number that is none', answerWith({ updates: '1e3' })],
    ['with a package without versions', answerWith({ more: '0\npackage openssl' })],
    ['with `more` twice', answerWith({ more: '1\nmore 2' })],
    ['with six problems', answerWith({ more: `0${'\nproblem x'.repeat(4)}` })],
    ['with a digest that is too short', answerWith({ digest: '0123' })],
    ['with a pin of another kind', answerWith({ pin: 'latest:1' })],
    ['with a pin that no host takes', answerWith({ pin: 'releasever:a_b' })],
    ['with fewer than no updates', answerWith({ updates: '-2' })],
  ])('%s: none', (_, text) => {
    expect(readAnswer(text)).toBeUndefined();
  });

  it.each(['step', 'action', 'result', 'packages', 'boot', 'kernel', 'platform', 'architecture', 'updates'])(
    'without its %s: none',
    (name) => {
      expect(readAnswer(ANSWER.replace(new RegExp(`^${name} .*\n`, 'm'), ''))).toBeUndefined();
    },
  );

  it('without anything optional', () => {
    const short = ANSWER.split('\n')
      .filter((line) => !/^(?:problem|package|more) /.test(line))
      .join('\n');
    expect(readAnswer(short)?.report).toMatchObject({ problems: [], packages: [], morePackages: 0 });
  });

  it('that cannot tell what there is to update', () => {
    expect(readAnswer(answerWith({ updates: '-1' }))?.report.updates).toBe(-1);
  });

  it('cut anywhere is none', () => {
    for (let at = 0; at < ANSWER.length - 1; at += 1) expect(readAnswer(ANSWER.slice(0, at))).toBeUndefined();
  });

  it('what a problem says is printable, on one line and short', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (said) => {
        const problem = said.replaceAll(/[\r\n]/g, '');
        const answer = readAnswer(answerWith({ more: `0\nproblem ${problem}` }));
        const shown = answer?.report.problems.at(-1) ?? '';
        expect(shown).toMatch(/^[\x20-\x7e]{0,200}$/);
      }),
      { numRuns: RUNS },
    );
  });

  it('any text is read or is none', () => {
    const line = fc.constantFrom(...ANSWER.split('\n'), 'end', '', 'more x', 'problem', 'package a b c d');
    fc.assert(
      fc.property(fc.array(line, { maxLength: 40 }), (lines) => {
        const answer = readAnswer(lines.join('\n'));
        expect(answer === undefined || lines.includes(`step ${answer.step}`)).toBe(true);
      }),
      { numRuns: RUNS },
    );
  });
});
