import { KmscryptError, type KmscryptErrorCode } from '@kmscrypt/core/error';
import { expect, it } from 'vitest';
import { mayHave } from '../src/may-have.ts';

it.each<[code: KmscryptErrorCode, expected: object]>([
  ['ACCESS_DENIED', {}],
  ['INVALID_OPTION', {}],
  ['THROTTLED', {}],
  ['CREDENTIALS_EXPIRED', {}],
  ['NETWORK', { mayHave: true }],
  ['TIMEOUT', { mayHave: true }],
  ['AWS_FAILED', { mayHave: true }],
  ['ABORTED', { mayHave: true }],
])('a call that failed with %s', (code, expected) => {
  expect(mayHave(new KmscryptError(code, 'no'))).toEqual(expected);
});

it('a call that failed otherwise may have had its effect', () => {
  expect(mayHave(new Error('no'))).toEqual({ mayHave: true });
});
