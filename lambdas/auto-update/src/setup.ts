import type { AwsAccess } from '@kmscrypt/core/aws-client';
import type { Logger } from '@kmscrypt/lambda';
import { calling } from './aws/calling.ts';
import type { AwsCalls } from './aws/calls.ts';
import { createPromotions } from './aws/promotions.ts';
import { createSdkCalls } from './aws/sdk-calls.ts';
import { createStore } from './aws/store.ts';
import type { UpdateConfig } from './config.ts';
import type { Promotions, Store } from './ports.ts';

/** What a tick is made with. */
export interface Setup {
  readonly config: UpdateConfig;
  readonly store: Store;
  /** Absent where the config has no order of environments. */
  readonly promotions?: Promotions | undefined;
  /** Calls about hosts, made again while they fail in a way that may pass; none is made once `mayGoOn` says no. */
  readonly callsWhile: (mayGoOn: () => boolean) => AwsCalls;
  /** Calls about hosts that have been made so far, all attempts. */
  readonly counted: () => number;
  /** Of the topic, which is in the hosts' account; empty without one. */
  readonly account: string;
  readonly region: string;
}

export interface SetupOptions {
  readonly config: UpdateConfig;
  readonly access: AwsAccess;
  readonly region: string;
  readonly logger: Logger;
}

/** Opens what the config names; clients are made with the first call. */
export function openSetup({ config, access, region, logger }: SetupOptions): Setup {
  let calls = 0;
  const sdk = createSdkCalls({ access, region });
  const { environment, promotion, table, topic = '' } = config;
  return {
    config,
    store: createStore({ table, access, logger }),
    ...(promotion === undefined
      ? {}
      : { promotions: createPromotions({ promotion, environment, access, region }) }),
    callsWhile: (mayGoOn) => calling(sdk, { region, mayGoOn, onCall: () => void calls++ }),
    counted: () => calls,
    account: topic.split(':')[4] ?? '',
    region,
  };
}
