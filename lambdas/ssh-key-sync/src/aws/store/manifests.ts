import { createHash } from 'node:crypto';
import { KmscryptError } from '@kmscrypt/core/error';
import type { Store } from '../../ports.ts';
import type { BucketCalls } from './calls.ts';

/** Where manifests are: `manifests/HOSTGROUP/current`. */
export const MANIFESTS = 'manifests/';

/** How often others may have written between looking and writing. */
const MOST_CONFLICTS = 10;

/** Manifests in the bucket; an older one is never written over a later one. */
export function manifestObjects(bucket: string, calls: BucketCalls): Pick<Store, 'publish'> {
  return {
    publish: async ({ hostGroup, version, text }, signal) => {
      const key = `${MANIFESTS}${hostGroup}/current`;
      const sha256 = createHash('sha256').update(text).digest('hex');
      for (let attempt = 1; attempt <= MOST_CONFLICTS; attempt += 1) {
        const there = await calls({ operation: 'HeadObject', key, signal }, (s3) => s3.head(key, signal));
        // By an earlier run, or by an attempt whose answer was lost.
        if (there?.metadata['sha256'] === sha256) return 'put';
        const last = there === undefined ? 0 : versionOf(there.metadata);
        if (last >= version) return { superseded: last };
        const object = {
          key,
          text,
          type: 'text/plain',
          metadata: { version: String(version), sha256 },
          over: there?.tag,
        };
        const tag = await calls({ operation: 'PutObject', key, signal }, (s3) => s3.put(object, signal));
        if (tag !== undefined) return 'put';
      }
      throw new KmscryptError(
        'AWS_FAILED',
        `${bucket}/${key} was written by others ${MOST_CONFLICTS} times before version ${version} could be`,
      );
    },
  };
}

/** What does not say its version was not written by the Lambda, and gives way. */
function versionOf({ version = '' }: Readonly<Record<string, string>>): number {
  return /^\d{1,15}$/.test(version) ? Number(version) : 0;
}
