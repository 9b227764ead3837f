import { configIn, type OperatorRun } from '@kmscrypt/lambda/operator';
import { configSchema, type SyncConfig } from '../config.ts';

/** The config that is named. */
export function configOf(run: OperatorRun): Promise<SyncConfig> {
  return configIn(configSchema, run);
}
