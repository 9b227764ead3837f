import { describe, expect, it } from 'vitest';
import { KmscryptError } from '../src/error.ts';
import { errorOfTokens } from '../src/errors-of-tokens.ts';
import { findTokens } from '../src/token.ts';

describe('errorOfTokens', () => {
  const failure = new KmscryptError('ACCESS_DENIED', 'no', { cause: 'why' });
  const text = 'kmscrypt::AAAA\nx kmscrypt::BBBB kmscrypt::AAAA';
  const of = (...tokens: string[]) =>
    errorOfTokens(text, findTokens(text), new Map(tokens.map((token) => [token, failure])));

  it('is none where nothing failed', () => {
    expect(of()).toBeUndefined();
    expect(of('kmscrypt::CCCC')).toBeUndefined();
  });

  it('is the failure itself, placed, where one token failed', () => {
    const expected = { code: 'ACCESS_DENIED', position: { line: 2, column: 3 }, cause: 'why' };
    expect(of('kmscrypt::BBBB')).toMatchObject(expected);
  });

  it('is SEVERAL with every place in the order of the text, a token that stands twice twice', () => {
    expect(of('kmscrypt::BBBB', 'kmscrypt::AAAA')).toMatchObject({
      code: 'SEVERAL',
      errors: [
        { code: 'ACCESS_DENIED', position: { line: 1, column: 1 } },
        { code: 'ACCESS_DENIED', position: { line: 2, column: 3 } },
        { code: 'ACCESS_DENIED', position: { line: 2, column: 18 } },
      ],
    });
  });
});
