import { awsKms } from '@kmscrypt/core/aws-kms';
import { KmscryptError } from '@kmscrypt/core/error';
import { openTokens } from '@kmscrypt/core/open-tokens';
import { CliError } from '../errors/cli-error.ts';
import { within } from '../io/within.ts';
import { chooseAws } from '../settings/choose.ts';
import { findRules } from '../settings/find-rules.ts';
import type { Surroundings } from '../table/command.ts';

/** Longer than this, in milliseconds, nobody waits for one side of a file's diff. */
const PATIENCE = 5_000;

/** Plaintexts of the tokens that could be opened, and lines for stderr about the rest. */
export interface OpenedForDiff {
  readonly plaintexts: ReadonlyMap<string, Uint8Array>;
  readonly warnings: readonly string[];
}

/**
 * Opens what can be opened: a diff does not fail for want of access to AWS.
 *
 * @param name the file's own name. Git gives no more of an old version's; so a rule is found by a glob without folders.
 */
export async function openForDiff(
  tokens: ReadonlySet<string>,
  { name, env, cwd }: Surroundings & { readonly name: string },
): Promise<OpenedForDiff> {
  try {
    const { region, context, profile, roleArn } = chooseAws({ context: [] }, await findRules(name, cwd), env);
    const kms = awsKms({ profile, roleArn, env, retry: { maxAttempts: 1 } });
    const { plaintexts, failures } = await within(PATIENCE, (signal) =>
      openTokens(tokens, { region, context, kms, signal }),
    );
    const [failure] = failures.values();
    return { plaintexts, warnings: failure === undefined ? [] : [warning(name, failure)] };
  } catch (error) {
    if (!(error instanceof KmscryptError) && !(error instanceof CliError)) throw error;
    return { plaintexts: new Map(), warnings: [warning(name, error)] };
  }
}

function warning(name: string, { code, message }: KmscryptError | CliError): string {
  return `kmscrypt: warning: ${name}: tokens are shown masked: ${message} [${code}]`;
}
