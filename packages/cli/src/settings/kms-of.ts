import { awsKms } from '@kmscrypt/core/aws-kms';
import type { KmsWithReEncrypt } from '@kmscrypt/core/kms';
import type { AwsSettings } from './choose.ts';

type Env = Readonly<Record<string, string | undefined>>;

// One a set of credentials for the whole process, so that many files share its connections.
const clients = new WeakMap<Env, Map<string, KmsWithReEncrypt>>();

/** AWS KMS as the settings and the environment say; nothing is loaded before the first call. */
export function kmsOf(
  { profile, roleArn }: Pick<AwsSettings, 'profile' | 'roleArn'>,
  env: Env,
): KmsWithReEncrypt {
  const known = clients.get(env) ?? new Map<string, KmsWithReEncrypt>();
  clients.set(env, known);
  const name = JSON.stringify([profile, roleArn]);
  const attempts = Number(env['AWS_MAX_ATTEMPTS']);
  const kms =
    known.get(name) ??
    awsKms({ profile, roleArn, env, retry: { maxAttempts: attempts > 0 ? attempts : undefined } });
  known.set(name, kms);
  return kms;
}
