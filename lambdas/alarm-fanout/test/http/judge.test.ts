import { describe, expect, it } from 'vitest';
import { DeliveryError } from '../../src/delivery-error.ts';
import { judge } from '../../src/http/judge.ts';
import { quote } from '../../src/http/quote.ts';

const NOW = Date.parse('2025-11-21T02:14:07Z');
const URL_OF_OURS = 'https://hooks.example.com/services/T0000/B0000/abcdefgh1234?sig=0123456789';

function failure(status: number, headers: Readonly<Record<string, string>> = {}, body = ''): DeliveryError {
  try {
    judge({ status, headers, body }, { who: 'hooks.example.com', now: NOW, secrets: [URL_OF_OURS] });
  } catch (error) {
    if (error instanceof DeliveryError) return error;
  }
  throw new Error('it was taken as success');
}

describe('judge', () => {
  it.for([200, 201, 202, 204])('takes %s as success', (status) => {
    expect(() => judge({ status, headers: {}, body: '' }, { who: 'x', now: NOW })).not.toThrow();
  });

  it.for<
    readonly [
      status: number,
      headers: Record<string, string>,
      code: string,
      retryAfter: number | undefined,
      isLimit: boolean,
    ]
  >([
    [429, {}, 'NOT_NOW', undefined, true],
    [429, { 'retry-after': '30' }, 'NOT_NOW', 30, true],
    [429, { 'retry-after': '0.2' }, 'NOT_NOW', 1, true],
    [429, { 'retry-after': '0' }, 'NOT_NOW', 0, true],
    [429, { 'retry-after': '86400' }, 'NOT_NOW', 3_600, true],
    [429, { 'retry-after': '-5' }, 'NOT_NOW', undefined, true],
    [429, { 'retry-after': 'soon' }, 'NOT_NOW', undefined, true],
    [429, { 'retry-after': '5, 10' }, 'NOT_NOW', 5, true],
    [429, { 'retry-after': '5 minutes' }, 'NOT_NOW', undefined, true],
    [429, { 'retry-after': 'may 5' }, 'NOT_NOW', undefined, true],
    [429, { 'retry-after': 'Fri, 21 Nov' }, 'NOT_NOW', undefined, true],
    [429, { 'retry-after': 'Friday, 21-Nov-25 02:15:07 GMT' }, 'NOT_NOW', 60, true],
    [429, { 'retry-after': 'Fri Nov 21 02:15:07 2025' }, 'NOT_NOW', 60, true],
    [429, { 'retry-after': 'Fri, 21 Nov 2025 02:15:07 GMT' }, 'NOT_NOW', 60, true],
    [429, { 'retry-after': 'Fri, 21 Nov 2025 02:13:07 GMT' }, 'NOT_NOW', 0, true],
    [429, { 'retry-after': 'Fri, 21 Nov 2036 02:13:07 GMT' }, 'NOT_NOW', 3_600, true],
    [503, { 'retry-after': '7' }, 'NOT_NOW', 7, false],
    [500, {}, 'NOT_NOW', undefined, false],
    [502, {}, 'UNKNOWN', undefined, false],
    [504, { 'retry-after': '7' }, 'UNKNOWN', 7, false],
    [408, {}, 'NOT_NOW', undefined, false],
    [425, {}, 'NOT_NOW', undefined, false],
    [301, {}, 'REFUSED', undefined, false],
    [307, {}, 'REFUSED', undefined, false],
    [304, {}, 'REFUSED', undefined, false],
    [400, {}, 'REFUSED', undefined, false],
    [401, {}, 'REFUSED', undefined, false],
    [404, {}, 'REFUSED', undefined, false],
    [413, {}, 'REFUSED', undefined, false],
  ])('%s with %o: %s', ([status, headers, code, retryAfter, isLimit]) => {
    const error = failure(status, headers);
    expect([error.code, error.retryAfter, error.isLimit]).toStrictEqual([code, retryAfter, isLimit]);
  });

  it('says who answered what, and nothing of the URL', () => {
    const { message } = failure(404, {}, `no\nwebhook ${URL_OF_OURS} of abcdefgh1234\u0000`);
    expect(message).toBe('hooks.example.com answered 404: no webhook … of …');
  });
});

describe('quote', () => {
  it.for<readonly [name: string, text: string, secrets: readonly string[], expected: string]>([
    ['a code', 'invalid_payload', [], 'invalid_payload'],
    [
      'a long code',
      'restricted_action_non_threadable_channel',
      [],
      'restricted_action_non_threadable_channel',
    ],
    ['a token', 'bad xoxb-12-ab', [], 'bad …'],
    ['a secret of ours', 'key hunter2hunter2 is wrong', ['hunter2hunter2'], 'key … is wrong'],
    ['another URL', 'see http://a.example/b?c=d now', [], 'see … now'],
    ['what looks like a signature', `sig ${'a1'.repeat(20)}`, [], 'sig …'],
    ['a long text', 'word '.repeat(100), [], `${'word '.repeat(39)}word…`],
  ])('%s', ([, text, secrets, expected]) => {
    expect(quote(text, secrets)).toBe(expected);
  });

  it('never leaves half a secret where it cuts', () => {
    const secret = 'correct-horse-battery';
    for (let before = 170; before < 205; before++) {
      expect(quote(`${'x '.repeat(before / 2)}${secret}`, [secret])).not.toContain('corr');
    }
  });
});
