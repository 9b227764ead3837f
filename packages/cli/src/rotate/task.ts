import { KmscryptError } from '@kmscrypt/core/error';
import { errorOfTokens } from '@kmscrypt/core/errors-of-tokens';
import { inspectToken } from '@kmscrypt/core/inspect';
import { pairsOf } from '../config-file/encrypt-fields.ts';
import { type ConfigFile, openConfigFile } from '../config-file/open.ts';
import {
  carriedBy,
  checkPlaces,
  placedTokens,
  type PlacedToken,
  typeOf,
} from '../config-file/placed-tokens.ts';
import { chooseEncrypt, parseContext } from '../settings/choose.ts';
import type { Invocation } from '../table/command.ts';
import type { RotateOptions } from '../table/rotate.ts';
import { planTurn, type Target, type Turn } from './plan.ts';

/** A token of a file and what becomes of it. */
export interface TokenTurn {
  readonly token: PlacedToken;
  readonly turn: Turn;
}

/** One file of a rotation. */
export interface Task extends Target {
  readonly file: ConfigFile;
  readonly turns: readonly TokenTurn[];
}

/**
 * Reads one file and plans its tokens. A token that stands where it does not belong is refused: rotating it would bind it
 * there.
 *
 * @throws CliError as `openConfigFile`; KmscryptError `TOKEN_MISPLACED`, and of tokens that cannot be read
 */
export async function planTask(
  name: string,
  { options, env, cwd }: Pick<Invocation<RotateOptions>, 'options' | 'env' | 'cwd'>,
): Promise<Task> {
  const file = await openConfigFile(name, { format: options.format, cwd, tokensOnly: true });
  const settings = chooseEncrypt(options, file.found, env);
  const target: Target = {
    settings,
    fromContext: parseContext(options['from-context']),
    fromRegion: options['from-region'],
  };
  const tokens = placedTokens(file.document);
  const formerName = options['from-file'] ?? file.found.name;
  await checkPlaces({ ...file, found: { ...file.found, name: formerName } }, tokens, undefined);

  const failures = new Map<string, KmscryptError>();
  const turns: TokenTurn[] = [];
  for (const token of tokens) {
    try {
      const type = typeOf(await carriedBy(token.token));
      const pairs = pairsOf(file, { path: token.field?.path, type });
      turns.push({ token, turn: planTurn(await inspectToken(token.token), pairs, target) });
    } catch (error) {
      if (!(error instanceof KmscryptError)) throw error;
      failures.set(token.token, error);
    }
  }
  const error = errorOfTokens(file.document.text, tokens, failures);
  if (error) throw error;
  return { file, turns, ...target };
}
