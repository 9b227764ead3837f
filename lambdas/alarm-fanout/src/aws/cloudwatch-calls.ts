import { type AwsAccess, awsError } from '@kmscrypt/core/aws-client';
import { KmscryptError, type KmscryptErrorCode } from '@kmscrypt/core/error';
import { retry, type RetryOptions } from '@kmscrypt/core/retry';
import { keptClients } from '@kmscrypt/lambda';
import type { AlarmPlace } from '../alarm-reader.ts';
import type { CloudWatch, PageOf } from './cloudwatch-client.ts';
import { NOT_OFFERED } from './not-offered.ts';

const CODES: ReadonlyMap<string, KmscryptErrorCode> = new Map<string, KmscryptErrorCode>([
  ['ValidationError', 'INVALID_OPTION'],
  ['ResourceNotFoundException', 'INVALID_OPTION'],
  // Not everywhere are there mute rules.
  ...NOT_OFFERED,
]);

/** How long what is not allowed is not asked for again, in milliseconds. */
const FORGET_DENIAL = 300_000;
const ATTEMPTS = 3;

export interface CallOptions extends Omit<RetryOptions, 'signal'> {
  /** In milliseconds since the epoch; default the time that it is. */
  readonly now?: (() => number) | undefined;
}

/** What is asked, and of whom. */
export interface Call {
  readonly place: AlarmPlace;
  /** Of the API. */
  readonly operation: string;
  readonly signal: AbortSignal;
}

/** Calls of CloudWatch in any account and region. Both answer undefined for what has been refused in the last 5 minutes. */
export interface CloudWatchCalls {
  /** Rejects with KmscryptError. */
  ask<T>(call: Call, how: (cloudWatch: CloudWatch) => Promise<T>): Promise<T | undefined>;
  /** All pages, up to so many. Rejects with KmscryptError. */
  askAll<Item>(
    call: Call & { readonly pages: number },
    how: (cloudWatch: CloudWatch, token: string | undefined) => Promise<PageOf<Item>>,
  ): Promise<readonly Item[] | undefined>;
}

/** Keeps a client per role and region, and remembers what is not allowed. */
export function createCloudWatchCalls(
  access: AwsAccess,
  { now = Date.now, ...retrying }: CallOptions,
): CloudWatchCalls {
  const deniedUntil = new Map<string, number>();

  const clientOf = keptClients(
    async ({ role, region }: Pick<AlarmPlace, 'role' | 'region'>): Promise<CloudWatch> => {
      const { createCloudWatch } = await import('./cloudwatch-client.ts');
      return createCloudWatch({ ...access, roleArn: role ?? access.roleArn }, region);
    },
    ({ role = '', region }) => `${role} ${region}`,
  );

  const ask: CloudWatchCalls['ask'] = async ({ place, operation, signal }, how) => {
    const { role = '', region, isComposite } = place;
    // Composite alarms take a permission of their own: on all resources.
    const key = [role, region, operation, isComposite].join(' ');
    if (now() < (deniedUntil.get(key) ?? 0)) return undefined;
    const attempt = async () => {
      try {
        return await how(await clientOf(place));
      } catch (error) {
        throw awsError(error, { service: 'CloudWatch', operation, region, codes: CODES });
      }
    };
    try {
      return await retry(attempt, { maxAttempts: ATTEMPTS, ...retrying, signal });
    } catch (error) {
      if (error instanceof KmscryptError && error.code === 'ACCESS_DENIED') {
        deniedUntil.set(key, now() + FORGET_DENIAL);
      }
      throw error;
    }
  };

  return {
    ask,
    askAll: async <Item>(
      { pages, ...call }: Call & { readonly pages: number },
      how: (cloudWatch: CloudWatch, token: string | undefined) => Promise<PageOf<Item>>,
    ) => {
      const items: Item[] = [];
      let token: string | undefined;
      for (let page = 0; page < pages; page += 1) {
        const from = token;
        const answer = await ask(call, (cloudWatch) => how(cloudWatch, from));
        if (answer === undefined) return undefined;
        for (const item of answer.items) items.push(item);
        token = answer.next;
        if (!token) break;
      }
      return items;
    },
  };
}
