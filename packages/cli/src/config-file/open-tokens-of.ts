import { errorOfTokens } from '@kmscrypt/core/errors-of-tokens';
import type { OpenedTokens } from '@kmscrypt/core/open-tokens';
import { openWork } from '../decrypt/open-work.ts';
import { errorOfSource } from '../errors/cli-error.ts';
import type { AwsSettings } from '../settings/choose.ts';
import type { Surroundings } from '../table/command.ts';
import type { ConfigFile } from './open.ts';
import { checkPlaces, type PlacedToken } from './placed-tokens.ts';

/**
 * Opens tokens of a file where they stand.
 *
 * @returns plaintexts by token
 * @throws CliError `TOKEN_MISPLACED`, and as `openTokens`, with every place
 */
export async function openTokensOf(
  file: ConfigFile,
  tokens: readonly PlacedToken[],
  { settings, env }: { readonly settings: AwsSettings; readonly env: Surroundings['env'] },
): Promise<OpenedTokens['plaintexts']> {
  try {
    await checkPlaces(file, tokens, file.found.rule?.bind);
    const work = { matches: tokens, settings };
    const { plaintexts, failures } = (await openWork([work], env))(work);
    const error = errorOfTokens(file.document.text, tokens, failures);
    if (error) throw error;
    return plaintexts;
  } catch (error) {
    throw errorOfSource(error, file.name);
  }
}
