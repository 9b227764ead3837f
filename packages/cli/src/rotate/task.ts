import { KmscryptError } from '@kmscrypt/core/error';
import { errorOfTokens } from '@kmscrypt/core/errors-of-tokens';
import { inspectToken, type TokenInfo } from '@kmscrypt/core/inspect';
import { basename } from 'node:path';
import { pairsOf } from '../config-file/encrypt-fields.ts';
import { type ConfigFile, openConfigFile } from '../config-file/open.ts';
import {
  type Carrying,
  checkCarried,
  contextOf,
  placedTokens,
  type PlacedToken,
  typeOf,
} from '../config-file/placed-tokens.ts';
import { chooseEncrypt, parseContext } from '../settings/choose.ts';
import type { Invocation } from '../table/command.ts';
import type { RotateOptions } from '../table/rotate.ts';
import { keptBinding, planTurn, type Target, type Turn } from './plan.ts';

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
  const { inspected, failures } = await inspectAll(tokens);
  const renamed = options['from-file'];
  const former = { ...file, found: { ...file.found, name: renamed ?? file.found.name } };
  checkCarried(former, inspected, undefined);
  const error = errorOfTokens(file.document.text, tokens, failures);
  if (error) throw error;

  // A file that no rules name is known by its own name alone.
  const nameNow = file.found.name ?? (renamed === undefined ? undefined : basename(file.path));
  const turns = inspected.map(({ token, info, carried }): TokenTurn => {
    const pairs = pairsOf(file, { path: token.field?.path, type: typeOf(carried) });
    const kept = file.found.rule?.bind === undefined ? keptBinding(carried, nameNow) : {};
    return { token, turn: planTurn(info, info.kind === 'message' ? { ...kept, ...pairs } : pairs, target) };
  });
  return { file, turns, ...target };
}

interface Inspected extends Carrying {
  readonly info: TokenInfo;
}

async function inspectAll(tokens: readonly PlacedToken[]): Promise<{
  readonly inspected: readonly Inspected[];
  readonly failures: ReadonlyMap<string, KmscryptError>;
}> {
  const inspected: Inspected[] = [];
  const failures = new Map<string, KmscryptError>();
  for (const token of tokens) {
    try {
      const info = await inspectToken(token.token);
      inspected.push({ token, info, carried: contextOf(info) });
    } catch (error) {
      if (!(error instanceof KmscryptError)) throw error;
      failures.set(token.token, error);
    }
  }
  return { inspected, failures };
}
