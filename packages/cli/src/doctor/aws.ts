import { awsCaller, type CallerIdentity } from '@kmscrypt/core/aws-caller';
import { awsKms } from '@kmscrypt/core/aws-kms';
import { regionOfKeyId } from '@kmscrypt/core/kms';
import { CliError } from '../errors/cli-error.ts';
import type { Surroundings } from '../table/command.ts';
import { type Attempt, attempt } from './attempt.ts';
import { asWarning, type Check, ok, skip } from './check.ts';
import { checkClock } from './clock.ts';
import { credentialsInWords } from './credentials.ts';
import { skipKmsKey, tryKmsKey } from './kms-key.ts';
import type { Plan } from './plan.ts';

/** What came of AWS. */
export interface AwsChecks {
  readonly access: readonly Check[];
  readonly keys: readonly Check[];
}

/** Looks for region and credentials, asks AWS whose they are and tries each key of KMS; the calls go out together. */
export async function checkAws(plan: Plan, env: Surroundings['env']): Promise<AwsChecks> {
  const { settings, kmsKeyIds, keyOrigin } = plan;
  const { profile, roleArn, context } = settings;
  const caller = awsCaller({ profile, roleArn, env }, settings.region);
  const region = await attempt('region', async () => regionOf(plan) ?? caller.region());
  const credentials = await attempt('credentials', caller.credentials);
  const noCredentials = 'failed' in credentials ? 'the credentials come first' : undefined;
  const noRegion = 'failed' in region ? 'the region comes first' : undefined;

  const kms = awsKms({ profile, roleArn, env, retry: { maxAttempts: 2 } });
  const tryKey = (keyId: string): Promise<readonly Check[]> => {
    const missing = noCredentials ?? (regionOfKeyId(keyId) === undefined ? noRegion : undefined);
    if (missing !== undefined) return Promise.resolve(skipKmsKey(keyId, missing));
    const request = { region: settings.region, context };
    return tryKmsKey({ keyId, origin: keyOrigin, kms, request });
  };
  const missing = noCredentials ?? noRegion;
  const [identity, ...tried] = await Promise.all([
    missing === undefined ? attempt('identity', caller.identity) : { failed: skip('identity', missing) },
    ...kmsKeyIds.map(tryKey),
  ]);
  const keys = tried.flat();
  const works = keys.some(({ name, status }) => name === 'key' && status === 'ok');
  return {
    access: [
      'failed' in region
        ? region.failed
        : ok('region', `${region.value} (${plan.regionOrigin ?? 'the profile'})`),
      'failed' in credentials
        ? credentials.failed
        : ok('credentials', credentialsInWords(credentials.value, settings, env)),
      identityCheck(identity, works),
      missing === undefined ? checkClock(caller.clockAhead()) : skip('clock', missing),
    ],
    // The same refusal again would say nothing new.
    keys:
      isRefusal(identity) && !works
        ? kmsKeyIds.flatMap((keyId) => skipKmsKey(keyId, 'the credentials come first'))
        : keys,
  };
}

/** KMS may be reached where STS is not, as in a VPC with an endpoint for KMS alone: nobody then needs STS. */
function identityCheck(identity: Attempt<CallerIdentity>, works: boolean): Check {
  if ('value' in identity) return ok('identity', `${identity.value.arn}, account ${identity.value.account}`);
  const { failed } = identity;
  return works && failed.status === 'fail' ? asWarning(failed) : failed;
}

function isRefusal(identity: Attempt<unknown>): boolean {
  return 'failed' in identity && identity.failed.error?.code.startsWith('CREDENTIALS_') === true;
}

/** @throws CliError `REGION_CONFLICT` */
function regionOf({ settings: { region }, kmsKeyIds, regionOrigin }: Plan): string | undefined {
  const [ofKey, ...others] = kmsKeyIds.map(regionOfKeyId);
  if (regionOrigin === '--aws-region' && others.length === 0 && ofKey !== undefined && ofKey !== region) {
    throw new CliError('REGION_CONFLICT', `the key is in ${ofKey}, but --aws-region says ${region}`);
  }
  return region;
}
