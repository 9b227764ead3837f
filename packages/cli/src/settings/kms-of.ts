import { awsKms } from '@kmscrypt/core/aws-kms';
import type { Kms } from '@kmscrypt/core/kms';
import type { AwsSettings } from './choose.ts';

/** AWS KMS as the settings and the environment say; nothing is loaded before the first call. */
export function kmsOf(settings: AwsSettings, env: Readonly<Record<string, string | undefined>>): Kms {
  const { region, profile, roleArn } = settings;
  const attempts = Number(env['AWS_MAX_ATTEMPTS']);
  return awsKms({
    region,
    profile,
    roleArn,
    env,
    retry: { maxAttempts: attempts > 0 ? attempts : undefined },
  });
}
