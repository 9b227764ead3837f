import { mkdirSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { awsError, type Fault, faultKms } from '../support/fault-kms.ts';
import { PROGRAMS } from '../support/programs.ts';
import { codesOf, hintsOf, run } from '../support/run.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const TOKEN = `kmscrypt::${Buffer.from('a blob').toString('base64')}`;
const DECRYPT = ['decrypt', '--aws-region', 'us-east-1', '--ciphertext', TOKEN];
const START_URL = 'https://example.test/start';

const SSO = `[profile work]
sso_session = corp
sso_account_id = 111122223333
sso_role_name = dev
region = us-east-1
[sso-session corp]
sso_start_url = ${START_URL}
sso_region = us-east-1
sso_registration_scopes = sso:account:access
`;

function home(config: string, credentials = ''): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, '.aws', 'sso', 'cache'), { recursive: true });
  writeFileSync(join(folder, '.aws', 'config'), config);
  writeFileSync(join(folder, '.aws', 'credentials'), credentials);
  return folder;
}

function signIn(folder: string, expiresAt: string): void {
  const name = createHash('sha1').update('corp').digest('hex');
  const login = { startUrl: START_URL, region: 'us-east-1', accessToken: 'token', expiresAt };
  writeFileSync(join(folder, '.aws', 'sso', 'cache', `${name}.json`), JSON.stringify(login));
}

const HERMETIC = { AWS_EC2_METADATA_DISABLED: 'true' };
const plaintext: Fault = {
  status: 200,
  body: JSON.stringify({
    Plaintext: Buffer.from('opened').toString('base64'),
    KeyId: 'arn:aws:kms:us-east-1:1:key/1',
  }),
};

describe.each(PROGRAMS)('credentials with the $name', (program) => {
  it('are missing', async () => {
    const outcome = await run(program, DECRYPT, { env: { ...HERMETIC, HOME: home('') } });
    expect(codesOf(outcome.stderr), outcome.stderr).toEqual(['CREDENTIALS_MISSING']);
    expect(hintsOf(outcome.stderr).join()).toMatch(/aws sso login.*AWS_ACCESS_KEY_ID/);
    expect(outcome).toMatchObject({ status: 4, stdout: Buffer.alloc(0) });
  });

  it('of a profile that is not there are missing', async () => {
    const outcome = await run(program, [...DECRYPT, '--profile', 'nobody'], {
      env: { ...HERMETIC, HOME: home('') },
    });
    expect(codesOf(outcome.stderr), outcome.stderr).toEqual(['CREDENTIALS_MISSING']);
    expect(outcome.status).toBe(4);
  });

  it.for([
    ['never signed in', undefined],
    ['signed in long ago', '2020-01-01T00:00:00Z'],
  ] as const)('of SSO have to be renewed: %s', async ([, expiresAt]) => {
    const folder = home(SSO);
    if (expiresAt !== undefined) signIn(folder, expiresAt);
    const outcome = await run(program, [...DECRYPT, '--profile', 'work'], {
      env: { ...HERMETIC, HOME: folder },
    });
    expect(codesOf(outcome.stderr), outcome.stderr).toEqual(['CREDENTIALS_EXPIRED']);
    expect(hintsOf(outcome.stderr).join()).toContain('aws sso login');
    expect(outcome).toMatchObject({ status: 4, stdout: Buffer.alloc(0) });
  });

  it('of the environment stand before AWS_PROFILE, without a warning', async () => {
    using kms = await faultKms(() => plaintext);
    const env = {
      ...HERMETIC,
      HOME: home(
        '[profile work]\nregion = eu-west-1\n',
        '[work]\naws_access_key_id = other\naws_secret_access_key = other\n',
      ),
      AWS_PROFILE: 'work',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_ENDPOINT_URL: kms.endpoint,
    };
    const outcome = await run(program, DECRYPT, { env });
    expect(outcome).toMatchObject({ status: 0, stderr: '', stdout: Buffer.from('opened') });
  });

  it('of a shared file are read', async () => {
    using kms = await faultKms(() => plaintext);
    const HOME = home(
      '[profile work]\nregion = eu-west-1\n',
      '[work]\naws_access_key_id = a\naws_secret_access_key = b\n',
    );
    const args = ['decrypt', '--ciphertext', TOKEN, '--profile', 'work'];
    const outcome = await run(program, args, { env: { ...HERMETIC, HOME, AWS_ENDPOINT_URL: kms.endpoint } });
    expect(outcome).toMatchObject({ status: 0, stderr: '', stdout: Buffer.from('opened') });
  });

  it('of a container are read', async () => {
    using kms = await faultKms((_call, operation) =>
      operation === '/role'
        ? {
            status: 200,
            body: JSON.stringify({
              AccessKeyId: 'a',
              SecretAccessKey: 'b',
              Token: 'c',
              Expiration: '2099-01-01T00:00:00Z',
            }),
          }
        : plaintext,
    );
    const env = {
      AWS_CONTAINER_CREDENTIALS_FULL_URI: `${kms.endpoint}/role`,
      AWS_ENDPOINT_URL_KMS: kms.endpoint,
    };
    const outcome = await run(program, DECRYPT, { env });
    expect(outcome).toMatchObject({ status: 0, stderr: '', stdout: Buffer.from('opened') });
    expect(kms.calls).toEqual(['/role', 'Decrypt']);
  });

  it('may be refused for a role', async () => {
    using kms = await faultKms(() => ({
      status: 403,
      body: '<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>no</Message></Error></ErrorResponse>',
      headers: { 'content-type': 'text/xml' },
    }));
    const env = {
      ...HERMETIC,
      AWS_ACCESS_KEY_ID: 'a',
      AWS_SECRET_ACCESS_KEY: 'b',
      AWS_ENDPOINT_URL: kms.endpoint,
    };
    const outcome = await run(program, [...DECRYPT, '--role-arn', 'arn:aws:iam::1:role/r'], { env });
    expect(codesOf(outcome.stderr), outcome.stderr).toEqual(['ACCESS_DENIED']);
    expect(outcome.status).toBe(4);
  });

  it('that expired are told from those that are wrong', async () => {
    using kms = await faultKms(() => awsError(400, 'ExpiredTokenException'));
    const env = {
      AWS_ACCESS_KEY_ID: 'a',
      AWS_SECRET_ACCESS_KEY: 'b',
      AWS_SESSION_TOKEN: 'c',
      AWS_ENDPOINT_URL: kms.endpoint,
    };
    const outcome = await run(program, DECRYPT, { env });
    expect(codesOf(outcome.stderr), outcome.stderr).toEqual(['CREDENTIALS_EXPIRED']);
  });
});
