import { expect, test } from 'vitest';
import { credentialsInWords } from '../../src/doctor/credentials.ts';

const ID = 'AKIAIOSFODNN7EXAMPLE';
const NONE = { profile: undefined, roleArn: undefined };

test.each([
  [
    'the environment',
    ['CREDENTIALS_CODE'],
    NONE,
    { AWS_ACCESS_KEY_ID: ID },
    'AKIA...MPLE (AWS_ACCESS_KEY_ID)',
  ],
  [
    'a profile',
    ['CREDENTIALS_PROFILE'],
    { ...NONE, profile: 'p' },
    {},
    'AKIA...MPLE (the shared files, profile p)',
  ],
  [
    'SSO',
    ['CREDENTIALS_PROFILE_SSO', 'CREDENTIALS_SSO'],
    NONE,
    { AWS_PROFILE: 'q' },
    'AKIA...MPLE (SSO, profile q)',
  ],
  [
    'a role',
    ['CREDENTIALS_STS_ASSUME_ROLE'],
    { ...NONE, roleArn: 'r' },
    {},
    'AKIA...MPLE (an assumed role, role r)',
  ],
  ['an instance', ['CREDENTIALS_IMDS'], NONE, {}, 'AKIA...MPLE (the EC2 instance)'],
  ['somewhere', [], NONE, {}, 'AKIA...MPLE'],
])('credentials of %s', (_name, sources, settings, env, expected) => {
  expect(credentialsInWords({ accessKeyId: ID, sources }, settings, env)).toBe(expected);
});

test('a short id is not told whole', () => {
  expect(credentialsInWords({ accessKeyId: 'secret', sources: [] }, NONE, {})).toBe('se...');
});
