import { regionOfKeyId } from '@kmscrypt/core/kms';
import { LOCAL_KEY_ID } from '@kmscrypt/core/local-key-id';
import { CliError } from '../errors/cli-error.ts';
import { type AwsSettings, chooseAws, chooseEncrypt } from '../settings/choose.ts';
import type { FoundRules } from '../settings/find-rules.ts';
import type { Invocation, Surroundings } from '../table/command.ts';
import type { DoctorOptions } from '../table/doctor.ts';
import { asWarning, type Check, fail, skip } from './check.ts';
import { originOfKey, originOfRegion } from './origin.ts';

type Options = Invocation<DoctorOptions>['options'];

/** What is looked at. */
export interface Plan {
  readonly settings: AwsSettings;
  /** Where the region comes from, in words; undefined where only the profile can tell it. */
  readonly regionOrigin: string | undefined;
  /** Keys of KMS. */
  readonly kmsKeyIds: readonly string[];
  /** Whether the local key was chosen, too. */
  readonly local: boolean;
  /** Where the keys were chosen from, in words. */
  readonly keyOrigin: string;
  /** Why there is no key to try; undefined where there is. */
  readonly noKey: Check | undefined;
}

/**
 * Chooses key, region and credentials as every other command does.
 *
 * @param found undefined where the rules cannot be read; a key that only they could name is then not guessed.
 */
export function planOf(options: Options, found: FoundRules | undefined, env: Surroundings['env']): Plan {
  const given = { ...options, context: [], envelope: false };
  const known = found ?? {};
  const keyless = (noKey: Check): Plan => ({
    settings: chooseAws(given, known, env),
    regionOrigin: originOfRegion(options, known, env),
    kmsKeyIds: [],
    local: false,
    keyOrigin: '',
    noKey,
  });
  if (found === undefined && options['key-id'].length === 0) {
    return keyless(skip('key', 'the rules have to be read first: they may name it'));
  }
  try {
    const { keyIds, ...settings } = chooseEncrypt(given, known, env);
    const kmsKeyIds = keyIds.filter((keyId) => keyId !== LOCAL_KEY_ID);
    return {
      ...chosenRegion(options, kmsKeyIds, { settings, regionOrigin: originOfRegion(options, known, env) }),
      kmsKeyIds,
      local: kmsKeyIds.length < keyIds.length,
      keyOrigin: originOfKey(options, known, env),
      noKey: undefined,
    };
  } catch (error) {
    if (!(error instanceof CliError) || error.code !== 'KEY_ID_MISSING') throw error;
    // Who only decrypts needs none.
    return keyless(asWarning(fail('key', error)));
  }
}

/** Keys that are named by their ARNs name their regions as well. */
function chosenRegion(
  options: Options,
  kmsKeyIds: readonly string[],
  chosen: Pick<Plan, 'settings' | 'regionOrigin'>,
): Pick<Plan, 'settings' | 'regionOrigin'> {
  const [first, ...others] = kmsKeyIds.map(regionOfKeyId);
  if (first === undefined || others.includes(undefined) || options['aws-region'] !== undefined) return chosen;
  if (others.length > 0 && chosen.settings.region !== undefined) return chosen;
  return { settings: { ...chosen.settings, region: first }, regionOrigin: "the key's ARN" };
}
