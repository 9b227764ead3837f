import { type OpenedTokens, openTokens } from '@kmscrypt/core/open-tokens';
import { createProgress } from '../io/progress.ts';
import type { AwsSettings } from '../settings/choose.ts';
import { kmsOf } from '../settings/kms-of.ts';
import type { Surroundings } from '../table/command.ts';
import type { Work } from './work.ts';

const NOTHING: OpenedTokens = { plaintexts: new Map(), failures: new Map() };

/**
 * Opens the tokens of all texts together: one client, one bound and one call a token for each way to reach AWS.
 *
 * @returns tells what came of the tokens of a text.
 */
export async function openWork(
  work: readonly Work[],
  env: Surroundings['env'],
): Promise<(each: Work) => OpenedTokens> {
  const groups = new Map<string, { settings: AwsSettings; tokens: Set<string> }>();
  for (const { settings, matches } of work) {
    if (settings === undefined) continue;
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

function nameOfGroup(settings: AwsSettings): string {
  return JSON.stringify(settings);
}
