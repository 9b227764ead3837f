import { describe, expect, it, vi } from 'vitest';
import { clientConfig } from '../../src/aws/client-config.ts';

const KEYS = { AWS_ACCESS_KEY_ID: 'id', AWS_SECRET_ACCESS_KEY: 'secret' };

describe('keys of the environment', () => {
  it.each<[name: string, env: Record<string, string>, expected: object | undefined]>([
    ['are taken', KEYS, { accessKeyId: 'id', secretAccessKey: 'secret' }],
    [
      'with their session',
      { ...KEYS, AWS_SESSION_TOKEN: 'token' },
      { accessKeyId: 'id', secretAccessKey: 'secret', sessionToken: 'token' },
    ],
    [
      'without an empty session',
      { ...KEYS, AWS_SESSION_TOKEN: '' },
      { accessKeyId: 'id', secretAccessKey: 'secret' },
    ],
    [
      'stand before AWS_PROFILE, without a warning of the SDK',
      { ...KEYS, AWS_PROFILE: 'p' },
      { accessKeyId: 'id', secretAccessKey: 'secret' },
    ],
    ['empty ones are none', { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' }, undefined],
  ])('%s', async (_name, env, expected) => {
    expect((await clientConfig({ env }, 'us-east-1')).credentials).toEqual(expected);
  });

  it.each([[{ AWS_ACCESS_KEY_ID: 'id' }], [{ AWS_SECRET_ACCESS_KEY: 'secret' }]])(
    'half of them: %j',
    async (env) => {
      await expect(clientConfig({ env }, 'us-east-1')).rejects.toMatchObject({ code: 'CREDENTIALS_MISSING' });
    },
  );

  it('a profile that is asked for stands before them', async () => {
    const config = await clientConfig({ env: KEYS, profile: 'p' }, 'us-east-1');
    expect(config).toMatchObject({ profile: 'p' });
    expect(config.credentials).toBeUndefined();
  });
});

it('a role is assumed with what is found otherwise', async () => {
  const config = await clientConfig({ env: KEYS, roleArn: 'arn:aws:iam::1:role/x' }, 'us-east-1');
  expect(config.credentials).toBeTypeOf('function');
});

it('certificates that cannot be read are an error of the setting', async () => {
  const config = clientConfig({ env: { AWS_CA_BUNDLE: '/none.pem' } }, 'us-east-1');
  await expect(config).rejects.toMatchObject({
    code: 'INVALID_OPTION',
    message: expect.stringContaining('/none.pem'),
  });
});

it('reads the environment that it is given, not that of the process', async () => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'other');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'other');
  vi.stubEnv('AWS_CA_BUNDLE', '/none.pem');
  expect((await clientConfig({ env: {} }, 'us-east-1')).credentials).toBeUndefined();
  vi.unstubAllEnvs();
});
