import type { FoundRules } from '../settings/find-rules.ts';
import type { Surroundings } from '../table/command.ts';

type Env = Surroundings['env'];

/** Where the region was chosen from, in words; undefined where it is left to the profile (settings/choose.ts chooses). */
export function originOfRegion(
  options: { readonly 'aws-region'?: string },
  { rule, default: fallback }: FoundRules,
  env: Env,
): string | undefined {
  if (options['aws-region'] !== undefined) return '--aws-region';
  if (rule?.region !== undefined) return 'the rule';
  const variable = ['AWS_REGION', 'AWS_DEFAULT_REGION'].find((name) => env[name]);
  if (variable !== undefined) return variable;
  return fallback?.region === undefined ? undefined : 'the default of .kmscrypt.yaml';
}

/** Where the keys were chosen from, in words. */
export function originOfKey(
  options: { readonly 'key-id': readonly string[] },
  { rule }: FoundRules,
  env: Env,
): string {
  if (options['key-id'].length > 0) return '--key-id';
  if (rule !== undefined && rule.keyIds.length > 0) return 'the rule';
  return env['KMSCRYPT_KEY_ID'] ? 'KMSCRYPT_KEY_ID' : 'the default of .kmscrypt.yaml';
}
