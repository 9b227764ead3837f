import { RegionInfo } from 'aws-cdk-lib/region-info';
import type { AccountPlan, Plan } from '../plan.ts';
import { fanoutShape } from './fanout-shape.ts';

export interface FanoutConfigOptions {
  /** The config of the fan-out as it is written. */
  readonly fanout: Readonly<Record<string, unknown>>;
  /** Name of the role in each account by which the fan-out reads alarms there. */
  readonly readerRole: string;
}

/** The config of the fan-out with all accounts of a plan: their names and how their alarms are read. What is written stands before both. */
export function fanoutConfig(
  { config, accounts }: Pick<Plan, 'config' | 'accounts'>,
  { fanout, readerRole }: FanoutConfigOptions,
): Readonly<Record<string, unknown>> {
  const partition = RegionInfo.get(config.region).partition ?? 'aws';
  const { accounts: written } = fanoutShape.parse(fanout);
  const known = accounts.map((each): readonly [account: string, known: object] => {
    const { account } = each;
    const role =
      account === config.accounts['shared-services']
        ? {}
        : { role: `arn:${partition}:iam::${account}:role/${readerRole}` };
    return [account, { name: accountName(each), ...role, ...written[account] }];
  });
  return { ...fanout, accounts: { ...written, ...Object.fromEntries(known) } };
}

/** What people call an account: all that it is for, `shared-services+stage+prod`; of the logs only where they have it to themselves. */
export function accountName({ purposes }: AccountPlan): string {
  const others = purposes.filter((purpose) => purpose !== 'logs');
  return (others.length === 0 ? purposes : others).join('+');
}
