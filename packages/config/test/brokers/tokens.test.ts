import { KmscryptError } from '@kmscrypt/core/error';
import { expect, test } from 'vitest';
import { tokensBroker } from '../../src/brokers/tokens.ts';

const BLOB = `kmscrypt::${Buffer.alloc(200, 1).toString('base64')}`;
const OTHER = `kmscrypt::${Buffer.alloc(200, 2).toString('base64')}`;

test.each([
  ['before', [BLOB, 'kmscrypt::A']],
  ['behind', ['kmscrypt::A', BLOB]],
])('what ends the run is told of the others beside a token that is broken, %s it', async (_, tokens) => {
  const ending = (): Promise<never> => Promise.reject(new KmscryptError('REGION_MISSING', 'no region'));
  const kms = { decrypt: ending, encrypt: ending, generateDataKey: ending };
  const answers = await tokensBroker({ kms }).read([...tokens, OTHER], new AbortController().signal);
  const codes = answers.map((answer) => (answer.ok ? 'ok' : answer.error.code));
  expect(codes.toSorted()).toEqual(['INVALID_TOKEN', 'REGION_MISSING', 'REGION_MISSING']);
});
