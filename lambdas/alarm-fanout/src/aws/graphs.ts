import type { AwsAccess } from '@kmscrypt/core/aws-client';
import { retry } from '@kmscrypt/core/retry';
import { type Logger, once } from '@kmscrypt/lambda';
import type { Alarm } from '../alarm.ts';
import type { FanoutConfig } from '../config.ts';
import { createAttempts } from '../graph/attempts.ts';
import { callFailed } from '../graph/failure-of.ts';
import type { Graphs } from '../graph/graphs.ts';
import { widgetOf } from '../graph/widget.ts';
import { createGraphPlace, type GraphPlace } from './graph-place.ts';

export interface GraphsOptions extends Pick<FanoutConfig, 'graphs' | 'accounts'> {
  /** In which the function runs: there it draws what has no role of its own in `accounts`. */
  readonly account: string;
  readonly logger: Pick<Logger, 'warn'>;
  /** Default: as the SDK finds it. */
  readonly access?: AwsAccess | undefined;
  /** In milliseconds since the epoch; default Date.now. */
  readonly now?: (() => number) | undefined;
  /** In milliseconds; default 3,500 for drawing and 1,500 for putting: 5 seconds in all. */
  readonly timeLimits?: typeof TIME_LIMITS | undefined;
}

const TIME_LIMITS = { draw: 3_500, put: 1_500 };
const NEVER = new AbortController().signal;

/**
 * Graphs drawn by CloudWatch (`cloudwatch:GetMetricWidgetImage`) in the alarm's region, with the role that the config has for its
 * account; without one by the function's own account, which sees metrics of others where it is their monitoring account. With a bucket
 * they are put to `graphs/KEY.png` there (`s3:PutObject`; `s3:GetObject` for the links).
 *
 * What fails is logged as a warning, once for each reason. For ten minutes after that (one, where it may pass by itself) there are no
 * graphs and no links of that account and region, or no links to that bucket, so that messages carry no broken pictures.
 *
 * Links are valid for seven days, or until the credentials end with which they are made: those of a Lambda's role, after some hours.
 */
export function createGraphs(options: GraphsOptions): Graphs {
  const { graphs, accounts, account, logger, access = {}, now = Date.now } = options;
  const { timeLimits = TIME_LIMITS } = options;
  if (graphs === false) return { link: async () => undefined, draw: async () => undefined };
  const { bucket: name, hours } = graphs;
  const attempts = createAttempts({ logger, now });
  const region = (access.env ?? process.env)['AWS_REGION'];
  const bucketPlace = `bucket ${name}`;
  const bucket = once(async () => {
    const { createGraphsBucket } = await import('./graphs-bucket.ts');
    return createGraphsBucket(name ?? '', access);
  });
  const put = async (key: string, png: Uint8Array, signal: AbortSignal): Promise<true> => {
    const made = await bucket();
    const attempt = async (): Promise<true> => {
      try {
        await made.put(fileOf(key), png, signal);
        return true;
      } catch (error) {
        throw callFailed(error, { service: 'S3', operation: 'PutObject', region, keyId: name });
      }
    };
    return retry(attempt, { signal });
  };

  const places = new Map<string, GraphPlace>();
  /** Undefined where there is nothing to be drawn, or it would fail. */
  const planOf = (alarm: Alarm) => {
    const role = accounts[alarm.account]?.role;
    const drawnIn = role === undefined ? account : alarm.account;
    const id = `${drawnIn} ${alarm.region}`;
    const place =
      places.get(id) ?? createGraphPlace({ account: drawnIn, region: alarm.region, role, access });
    places.set(id, place);
    if (attempts.isOut(place.id)) return undefined;
    const widget = widgetOf(alarm, { hours, account: drawnIn });
    return widget === undefined ? undefined : { place, widget };
  };

  return {
    link: async (alarm, key) => {
      if (name === undefined || attempts.isOut(bucketPlace) || planOf(alarm) === undefined) return undefined;
      const work = async (): Promise<string> => (await bucket()).link(fileOf(key));
      return attempts.run({ place: bucketPlace, timeLimit: timeLimits.put, signal: NEVER, work });
    },
    draw: async (alarm, key, signal) => {
      const plan = planOf(alarm);
      if (plan === undefined) return undefined;
      const { place, widget } = plan;
      return place.turn(async () => {
        const png = await attempts.run({
          place: place.id,
          timeLimit: timeLimits.draw,
          signal,
          work: (limit) => place.draw(widget, limit),
        });
        if (png === undefined) return undefined;
        const drawn = { png: Buffer.from(png).toString('base64'), isPut: true };
        if (name === undefined) return drawn;
        if (attempts.isOut(bucketPlace)) return { ...drawn, isPut: false };
        const isThere = await attempts.run({
          place: bucketPlace,
          timeLimit: timeLimits.put,
          signal,
          work: (limit) => put(key, png, limit),
        });
        return { ...drawn, isPut: isThere === true };
      });
    },
  };
}

function fileOf(key: string): string {
  return `graphs/${key}.png`;
}
