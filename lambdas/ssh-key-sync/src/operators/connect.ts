import type { OperatorRun } from '@kmscrypt/lambda/operator';
import type { SyncConfig } from '../config.ts';
import type { Setup } from '../run.ts';

/** What commands reach AWS and the clock by. */
export interface Connect {
  /** With the credentials and the region of whoever asks, which has to be the Lambda's. @throws KmscryptError `REGION_MISSING` */
  readonly connect: (config: SyncConfig, env: OperatorRun['env']) => Promise<Setup>;
  /** In milliseconds since the epoch. */
  readonly now: () => number;
}
