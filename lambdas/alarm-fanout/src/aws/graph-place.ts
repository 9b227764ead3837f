import type { AwsAccess } from '@kmscrypt/core/aws-client';
import { KmscryptError } from '@kmscrypt/core/error';
import { createPace, retry } from '@kmscrypt/core/retry';
import { once } from '@kmscrypt/lambda';
import pLimit, { type LimitFunction } from 'p-limit';
import { callFailed } from '../graph/failure-of.ts';
import { isPng } from '../graph/png.ts';
import type { Widget } from '../graph/widget.ts';

/** Where graphs are drawn: an account and a region. */
export interface GraphPlace {
  /** For the log. */
  readonly id: string;
  readonly account: string;
  /** Work there has its turn by this, so that time spent waiting is not the work's own. */
  readonly turn: LimitFunction;
  /** A PNG. Rejects with KmscryptError. */
  readonly draw: (widget: Widget, signal: AbortSignal) => Promise<Uint8Array>;
}

export interface GraphPlaceOptions {
  readonly account: string;
  readonly region: string;
  /** To be assumed; default none. */
  readonly role: string | undefined;
  readonly access: AwsAccess;
}

/** CloudWatch takes 20 calls a second (CloudWatch API reference, GetMetricWidgetImage); each takes some tenths of one. */
const AT_ONCE = 5;

/** The SDK loads with the first graph. */
export function createGraphPlace({ account, region, role, access }: GraphPlaceOptions): GraphPlace {
  const client = once(async () => {
    const { createDrawWidget } = await import('./graphs-client.ts');
    return createDrawWidget(role === undefined ? access : { ...access, roleArn: role }, region);
  });
  const pace = createPace();
  const attempt = async (widget: Widget, signal: AbortSignal): Promise<Uint8Array> => {
    const draw = await client();
    try {
      return await draw(widget, signal);
    } catch (error) {
      throw callFailed(error, { service: 'AWS', operation: 'GetMetricWidgetImage', region });
    }
  };
  return {
    id: `account ${account} in ${region}`,
    account,
    turn: pLimit(AT_ONCE),
    draw: async (widget, signal) => {
      const png = await retry(() => attempt(widget, signal), { pace, signal });
      if (isPng(png)) return png;
      throw new KmscryptError('AWS_FAILED', 'GetMetricWidgetImage did not answer with a PNG');
    },
  };
}
