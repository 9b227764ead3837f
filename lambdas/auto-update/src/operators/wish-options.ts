import { LambdaError } from '@kmscrypt/lambda';
import type { OperatorOption, OperatorRun } from '@kmscrypt/lambda/operator';
import type { Wish } from '../control.ts';

export const BY_OPTION: OperatorOption = {
  type: 'string',
  describe: 'who wishes it; default the user and the name of this machine',
};

export const REASON_OPTION: OperatorOption = { type: 'string', describe: 'why, for whoever reads status' };

/** Characters of what is told of a wish wherever the run is. */
const LONGEST = 200;

/**
 * A wish with who and why.
 *
 * @param at by the clock of the table
 * @throws LambdaError `USAGE` for words that are too long
 */
export function wishOf(
  { options: { by, reason } }: Pick<OperatorRun, 'options'>,
  { at, user }: { readonly at: number; readonly user: () => string },
): Wish {
  return {
    at,
    by: typeof by === 'string' && by !== '' ? short('by', by) : user(),
    ...(typeof reason === 'string' && reason !== '' ? { reason: short('reason', reason) } : {}),
  };
}

function short(option: string, text: string): string {
  if (text.length <= LONGEST) return text;
  throw new LambdaError('USAGE', `--${option} has ${text.length} characters; ${LONGEST} at most`);
}
