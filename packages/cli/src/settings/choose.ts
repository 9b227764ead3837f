import { regionOfKeyId } from '@kmscrypt/core/kms';
import { CliError } from '../errors/cli-error.ts';
import type { FoundRules } from './find-rules.ts';

/** What the command line says about keys and AWS. */
export interface AwsOptionValues {
  readonly 'aws-region'?: string;
  readonly profile?: string;
  readonly 'role-arn'?: string;
  readonly context: readonly string[];
}

/** How AWS is reached. */
export interface AwsSettings {
  readonly region: string | undefined;
  readonly profile: string | undefined;
  readonly roleArn: string | undefined;
  readonly context: Readonly<Record<string, string>>;
}

/** With what a text is encrypted. */
export interface EncryptSettings extends AwsSettings {
  readonly keyIds: readonly string[];
  /** Write messages: because of `--envelope` or the rule, or because the rule's context has to be readable back. */
  readonly envelope: boolean;
}

type Env = Readonly<Record<string, string | undefined>>;

/**
 * Chooses region, credentials and context: what the command line says, else the rule, else the environment, else the
 * default of .kmscrypt.yaml. The SDK itself then looks at the profile.
 *
 * @throws CliError `USAGE` for a context that is not `NAME=VALUE`.
 */
export function chooseAws(
  options: AwsOptionValues,
  { rule, default: fallback }: FoundRules,
  env: Env,
): AwsSettings {
  const fromEnv = env['AWS_REGION'] || env['AWS_DEFAULT_REGION'];
  return {
    region: options['aws-region'] ?? rule?.region ?? (fromEnv || fallback?.region),
    profile: options.profile ?? rule?.profile ?? (hasCredentials(env) ? undefined : fallback?.profile),
    roleArn: options['role-arn'] ?? rule?.roleArn ?? fallback?.roleArn,
    context: { ...(rule ?? fallback)?.context, ...parseContext(options.context) },
  };
}

/**
 * Chooses the key as well: `--key-id`, the rule, `KMSCRYPT_KEY_ID`, the default. A rule wins over the environment, so
 * that a developer's variable never puts prod's secrets under dev's key.
 *
 * @throws CliError `KEY_ID_MISSING`, `USAGE`
 */
export function chooseEncrypt(
  options: AwsOptionValues & { readonly 'key-id': readonly string[]; readonly envelope: boolean },
  found: FoundRules,
  env: Env,
): EncryptSettings {
  const { rule, default: fallback } = found;
  const fromEnv = env['KMSCRYPT_KEY_ID'] ? [env['KMSCRYPT_KEY_ID']] : [];
  const candidates = [options['key-id'], rule?.keyIds ?? [], fromEnv, fallback?.keyIds ?? []];
  const keyIds = candidates.find((each) => each.length > 0);
  if (keyIds === undefined) throw new CliError('KEY_ID_MISSING', 'there is no key to encrypt with');
  const aws = chooseAws(options, found, env);
  const [keyId] = keyIds;
  const regionOfKey = keyIds.length === 1 ? regionOfKeyId(keyId ?? '') : undefined;
  return {
    ...aws,
    // A region that nobody asked for on this command line does not contradict the key's.
    region: options['aws-region'] ?? regionOfKey ?? aws.region,
    keyIds,
    envelope:
      options.envelope ||
      (rule?.envelope ?? fallback?.envelope ?? false) ||
      Object.keys((rule ?? fallback)?.context ?? {}).length > 0,
  };
}

function hasCredentials(env: Env): boolean {
  return Boolean(env['AWS_PROFILE'] || env['AWS_ACCESS_KEY_ID']);
}

/** @throws CliError `USAGE` */
export function parseContext(pairs: readonly string[]): Record<string, string> {
  const context = new Map<string, string>();
  for (const pair of pairs) {
    const equals = pair.indexOf('=');
    const name = pair.slice(0, equals);
    if (equals < 1) throw new CliError('USAGE', `--context takes NAME=VALUE, not ${JSON.stringify(pair)}`);
    if (context.has(name)) throw new CliError('USAGE', `--context gives ${name} more than once`);
    context.set(name, pair.slice(equals + 1));
  }
  return Object.fromEntries(context);
}
