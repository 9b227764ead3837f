import { createHash } from 'node:crypto';
import { LambdaError } from '@kmscrypt/lambda';
import type { Store } from '../../ports.ts';
import type { BucketCalls } from './calls.ts';
import { MANIFESTS } from './manifests.ts';
import { readState } from './read-state.ts';

const KEY = 'state.json';

/** The state in the bucket, which is written only over the version that was read. */
export function stateObject(bucket: string, calls: BucketCalls): Pick<Store, 'load' | 'save'> {
  const get = (signal: AbortSignal) =>
    calls({ operation: 'GetObject', key: KEY, signal }, (s3) => s3.get(KEY, Infinity, signal));
  const hasManifests = async (signal: AbortSignal): Promise<boolean> => {
    const page = { prefix: MANIFESTS, most: 1 };
    const { objects } = await calls({ operation: 'ListObjectsV2', key: MANIFESTS, signal }, (s3) =>
      s3.list(page, signal),
    );
    return objects.length > 0;
  };
  return {
    load: async (signal) => {
      // The state is written before any manifest, so that it is looked for again once one is there.
      const got =
        (await get(signal)) ?? ((await hasManifests(signal)) ? ((await get(signal)) ?? 'lost') : undefined);
      if (got === undefined) return undefined;
      if (got === 'lost') {
        throw new LambdaError(
          'STATE_LOST',
          `${KEY} is gone from ${bucket}, and manifests are there: restore the last version of ${KEY} ` +
            '(the bucket keeps versions; remove the delete marker), or UIDs would be given twice',
        );
      }
      return { state: readState(got.text ?? '', `${KEY} in ${bucket}`), tag: got.tag };
    },
    save: async (state, over, signal) => {
      const text = JSON.stringify(state);
      const sha256 = createHash('sha256').update(text).digest('hex');
      const object = {
        key: KEY,
        text,
        type: 'application/json',
        metadata: { sha256 },
        over: over?.tag,
      };
      const put = { operation: 'PutObject', key: KEY, signal };
      const tag = await calls(put, (s3) => s3.put(object, signal));
      if (tag !== undefined) return { state, tag };
      // An attempt of ours may have been the one that wrote, and its answer was lost.
      const head = await calls({ ...put, operation: 'HeadObject' }, (s3) => s3.head(KEY, signal));
      return head?.metadata['sha256'] === sha256 ? { state, tag: head.tag } : undefined;
    },
  };
}
