import type { OperatorRun } from '@kmscrypt/lambda/operator';
import type { UpdateConfig } from '../config.ts';
import type { Groups } from '../groups.ts';
import type { GateReader, Hosts, Promotions, Store } from '../ports.ts';

/** What commands reach AWS, the clock and the machine by. */
export interface Connect {
  /** With the credentials and the region of whoever asks, which has to be the Lambda's. @throws KmscryptError `REGION_MISSING` */
  readonly connect: (config: UpdateConfig, env: OperatorRun['env']) => Promise<Connected>;
  /** In milliseconds since the epoch. */
  readonly now: () => number;
  /** Who asks, such as `alice@laptop`. */
  readonly user: () => string;
}

/** The table, without what is the Lambda's alone. */
export type OperatorStore = Pick<Store, 'look' | 'wish' | 'reports' | 'active'>;

export interface Connected {
  /** What is asked for. */
  readonly region: string;
  readonly store: OperatorStore;
  readonly hosts: Hosts;
  readonly groups: Groups;
  readonly gates: GateReader;
  /** Absent where the config has no order of environments. */
  readonly promotions?: Promotions | undefined;
  /** Calls about hosts that have been made so far. */
  readonly counted: () => number;
}
