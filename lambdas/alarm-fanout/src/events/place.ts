import { listOf } from './json.ts';
import { partitionOf } from './partition.ts';
import { regionOf } from './region-names.ts';

const ARN = /^arn:[\w-]+:cloudwatch:([a-z0-9-]+):(\d{12}):alarm:(.+)$/s;
/** What an alarm may act on in its own region only. */
const ACTION = /^arn:[\w-]+:(?:sns|lambda):([a-z0-9-]+):(\d{12}):/;
const ACCOUNT = /^\d{12}$/;
/** CloudWatch: 1,600 characters. */
const MOST_OF_ARN = 1600;

/** Where an alarm is. */
export interface Place {
  readonly arn: string;
  readonly account: string;
  readonly region: string;
}

/** What an event says of where its alarm is, the best first; and what is so where it says nothing. */
export interface PlaceWords {
  readonly name: string;
  readonly arns: readonly unknown[];
  readonly accounts: readonly unknown[];
  readonly regions: readonly unknown[];
  /** Of a notification: lists of ARNs. */
  readonly actions?: readonly unknown[] | undefined;
  /** The function's own. */
  readonly here?: { readonly account?: string | undefined; readonly region?: string | undefined } | undefined;
}

/**
 * Finds out where an alarm is. Its ARN says it; where there is none, it is made of the account and the region: the region's
 * code or display name, else that of the topics which the alarm is told to, else the function's own.
 */
export function placeOf({ name, arns, accounts, regions, actions = [], here = {} }: PlaceWords): Place {
  for (const arn of arns) {
    if (typeof arn !== 'string' || arn.length > MOST_OF_ARN) continue;
    const [, region, account] = ARN.exec(arn) ?? [];
    if (region !== undefined && account !== undefined) return { arn, account, region };
  }
  const [target] = actions.flatMap((list) => listOf(list)).flatMap(targetOf);
  const account = [...accounts, target?.account, here.account].find(isAccount) ?? '000000000000';
  const region =
    regions.map(regionOf).find((code) => code !== undefined) ?? target?.region ?? here.region ?? 'unknown';
  return { arn: arnOf({ name, account, region }), account, region };
}

/** The ARN of an alarm. */
export function arnOf({ name, account, region }: Omit<Place, 'arn'> & { readonly name: string }): string {
  return `arn:${partitionOf(region)}:cloudwatch:${region}:${account}:alarm:${name}`;
}

/** The name in an alarm's ARN; undefined where it is the ARN of something else. */
export function nameIn(arn: string): string | undefined {
  return ARN.exec(arn)?.[3];
}

function targetOf(action: unknown): readonly Omit<Place, 'arn'>[] {
  const [, region, account] = (typeof action === 'string' ? ACTION.exec(action) : undefined) ?? [];
  return region === undefined || account === undefined ? [] : [{ region, account }];
}

function isAccount(value: unknown): value is string {
  return typeof value === 'string' && ACCOUNT.test(value);
}
