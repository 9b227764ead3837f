import { roleName } from '../../../cdk/src/accounts/roles.ts';
import type { Config } from '../../../cdk/src/config/schema.ts';
import { PROGRAMS } from '../programs.ts';
import { run } from '../run.ts';
import { placeOf } from './accounts.ts';
import type { Emulator } from './deployment.ts';
import { membersOf } from './people.ts';
import { assume, type Keys } from './sessions.ts';

/** A session in a deployed role of the account `shared-services`, of somebody who is in the group `developers`. */
export async function asDeveloper(emulator: Emulator, config: Config, prefix: string): Promise<Keys> {
  const { session } = await membersOf(() => ({ ...emulator, config }), prefix)('developers');
  const { account } = placeOf(config, 'shared-services');
  return assume(emulator.endpoint, session, `arn:aws:iam::${account}:role/${roleName('dev')}`);
}

/** What `kmscrypt encrypt --key-id alias/cmk-mgmt` writes for a developer. */
export async function developerToken(emulator: Emulator, config: Config, secret: string): Promise<string> {
  const keys = await asDeveloper(emulator, config, 'encrypting');
  const args = ['encrypt', '--key-id', 'alias/cmk-mgmt', '--aws-region', config.region];
  const { stdout, stderr, status } = await run(PROGRAMS[0], args, {
    env: {
      AWS_ENDPOINT_URL: emulator.endpoint,
      AWS_ACCESS_KEY_ID: keys.accessKeyId,
      AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
      AWS_SESSION_TOKEN: keys.sessionToken ?? '',
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_CONFIG_FILE: '/dev/null',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    },
    input: secret,
  });
  if (status !== 0) throw new Error(stderr);
  return stdout.toString('utf8').trimEnd();
}
