import { type OpenedTokens, openTokens } from '@kmscrypt/core/open-tokens';
import type { TokenMatch } from '@kmscrypt/core/token';
import { createProgress } from '../io/progress.ts';
import type { AwsSettings } from '../settings/choose.ts';
import { kmsOf } from '../settings/kms-of.ts';
import type { Surroundings } from '../table/command.ts';

/** Tokens of a text, and how AWS is reached for them; absent where there are none. */
export interface Openable {
  readonly matches: readonly TokenMatch[];
  readonly settings: AwsSettings | undefined;
}

const NOTHING: OpenedTokens = {
  plaintexts: new Map(),
  contexts: new Map(),
  failures: new Map(),
  endedBy: undefined,
};

/**
 * Opens the tokens of all texts together: one client, one bound and one call a token for each way to reach AWS.
 *
 * @returns tells what came of the tokens of a text.
 */
export async function openWork(
  work: readonly Openable[],
  env: Surroundings['env'],
): Promise<(each: Openable) => OpenedTokens> {
  const groups = new Map<string, { settings: AwsSettings; tokens: Set<string> }>();
  for (const { settings, matches } of work) {
    if (settings === undefined || matches.length === 0) continue;
    const group = groups.get(nameOfGroup(settings)) ?? { settings, tokens: new Set() };
    for (const { token } of matches) group.tokens.add(token);
    groups.set(nameOfGroup(settings), group);
  }
  const opened = new Map<string, OpenedTokens>();
  for (const [name, { settings, tokens }] of groups) {
    const { region, context } = settings;
    const progress = createProgress('decrypting tokens');
    const kms = kmsOf(settings, env);
    const asked = openTokens(tokens, { region, context, kms, onProgress: progress.update });
    opened.set(name, await asked.finally(progress.end));
  }
  return ({ settings }) => (settings && opened.get(nameOfGroup(settings))) ?? NOTHING;
}

function nameOfGroup({ region, profile, roleArn, context }: AwsSettings): string {
  return JSON.stringify([region, profile, roleArn, Object.entries(context)]);
}
