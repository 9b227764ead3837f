import { awsError, faultKms } from './fault-kms.ts';

/** A token bucket: so many calls a second, and so many at once after a rest. */
export interface Bucket {
  readonly rate: number;
  readonly burst: number;
}

/** AWS with a bucket for each of its services, until the end of the block that it is made in with `using`. */
export interface ThrottlingEndpoint extends Disposable {
  readonly endpoint: string;
  /** How many requests there were, those that were throttled included. */
  readonly requests: () => number;
}

const THROTTLED = awsError(400, 'ThrottlingException', 'Rate exceeded');

/** Stands in front of `upstream`, which answers what is not throttled. */
export async function throttlingEndpoint(bucket: Bucket, upstream: string): Promise<ThrottlingEndpoint> {
  const takes = new Map<string, () => boolean>();
  const aws = await faultKms((_call, operation) => {
    const service = operation.includes('.') ? operation.slice(0, operation.indexOf('.')) : 'KMS';
    const take = takes.get(service) ?? fill(bucket);
    takes.set(service, take);
    return take() ? 'pass' : THROTTLED;
  }, upstream);
  return {
    endpoint: aws.endpoint,
    requests: () => aws.calls.length,
    [Symbol.dispose]: () => aws[Symbol.dispose](),
  };
}

/** Takes one out of a bucket that is full at first; answers whether there was one. */
function fill({ rate, burst }: Bucket): () => boolean {
  let level = burst;
  let last = performance.now();
  return () => {
    const now = performance.now();
    level = Math.min(burst, level + ((now - last) / 1000) * rate);
    last = now;
    if (level < 1) return false;
    level -= 1;
    return true;
  };
}
