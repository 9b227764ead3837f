import { KmscryptError, type KmscryptErrorCode } from '@kmscrypt/core/error';
import { expect, it } from 'vitest';
import { type Asked, failed } from '../../src/brokers/aws-answer.ts';

const ASKED: Asked = { service: 'SSM', kind: 'parameter', name: '/prod/db', region: 'us-east-1' };

// The words are what a user reads behind `config/prod.yaml: db.password: `.
it.each<[KmscryptErrorCode, string | undefined, string]>([
  [
    'ACCESS_DENIED',
    'User: x is not authorized\n  to perform: y.',
    'SSM denies access to /prod/db in us-east-1: User: x is not authorized to perform: y',
  ],
  ['SECRET_NOT_FOUND', undefined, 'SSM has no parameter /prod/db in us-east-1'],
  ['SECRET_NOT_FOUND', 'not there', 'SSM has no parameter /prod/db in us-east-1: not there'],
  ['SECRET_UNUSABLE', 'the key is disabled', 'SSM cannot give /prod/db in us-east-1: the key is disabled'],
  [
    'SECRET_UNUSABLE',
    "You can't perform this operation on the secret because it was marked for deletion.",
    "SSM no longer gives /prod/db in us-east-1, which is deleted or marked for it: You can't perform this operation on the secret because it was marked for deletion",
  ],
  ['NETWORK', 'connect ECONNREFUSED', 'its own words'],
])('%s: %s', (code, said, message) => {
  const cause = said === undefined ? undefined : new Error(said);
  const { error } = failed(new KmscryptError(code, 'its own words', { cause }), ASKED);
  expect(error).toMatchObject({ code, message });
  expect(error.cause).toBe(cause);
});

it('what is no failure is thrown', () => {
  expect(() => failed(new TypeError('a bug'), ASKED)).toThrow(TypeError);
});
