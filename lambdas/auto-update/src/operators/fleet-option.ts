import { LambdaError } from '@kmscrypt/lambda';
import type { OperatorOption, OperatorRun } from '@kmscrypt/lambda/operator';
import type { UpdateConfig } from '../config.ts';
import type { OperatorStore } from './connect.ts';

export const FLEET_OPTION: OperatorOption = {
  type: 'string',
  many: true,
  describe: 'this fleet; may be given again. Default all',
};

export const ONE_FLEET_OPTION: OperatorOption = {
  type: 'string',
  many: true,
  describe: 'this fleet; may be given again. Needed where the config has several',
};

export const ALL_OPTION: OperatorOption = { type: 'boolean', default: false, describe: 'all fleets' };

interface Known {
  readonly config: UpdateConfig;
  readonly store: Pick<OperatorStore, 'active'>;
  readonly signal: AbortSignal;
}

/** The fleets that are meant: those that are named, or all, also those of the past whose run has not ended. */
export async function fleetsMeant(
  { options }: Pick<OperatorRun, 'options'>,
  { config, store, signal }: Known,
): Promise<readonly string[]> {
  const known = [...new Set([...Object.keys(config.fleets), ...(await store.active(signal))])];
  const named = namesIn(options['fleet']);
  const unknown = named.find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw new LambdaError('NOT_FOUND', `there is no fleet ${JSON.stringify(unknown)} in the config`, {
      hints: [`fleets: ${known.join(', ')}`],
    });
  return named.length === 0 ? known : named;
}

/** The same for commands that change something: all only where that is said. */
export async function fleetsToChange(
  run: Pick<OperatorRun, 'options'>,
  known: Known,
): Promise<readonly string[]> {
  const isNamed = namesIn(run.options['fleet']).length > 0;
  const isAll = run.options['all'] === true;
  if (isNamed && isAll)
    throw new LambdaError('USAGE', '--all and --fleet are both given: one of them is meant');
  const fleets = await fleetsMeant(run, known);
  if (isNamed || isAll || fleets.length === 1) return fleets;
  throw new LambdaError('USAGE', 'there is more than one fleet: which one is meant', {
    hints: [`--fleet NAME, or --all; fleets: ${fleets.join(', ')}`],
  });
}

function namesIn(option: unknown): readonly string[] {
  const names: readonly unknown[] = Array.isArray(option) ? option : [option];
  return [...new Set(names.filter((name) => typeof name === 'string'))];
}
