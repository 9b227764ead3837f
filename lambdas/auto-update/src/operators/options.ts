import { configIn, type OperatorRun } from '@kmscrypt/lambda/operator';
import { configSchema, type UpdateConfig } from '../config.ts';

/** The config that is named. */
export function configOf(run: OperatorRun): Promise<UpdateConfig> {
  return configIn(configSchema, run);
}

/** In milliseconds, of commands that ask the table alone. */
export const DEADLINE = 60_000;
