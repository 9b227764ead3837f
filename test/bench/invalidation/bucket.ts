import type { ToldChange } from '../../../lambdas/static-asset-invalidation/src/change.ts';
import type { ObjectLister } from '../../../lambdas/static-asset-invalidation/src/inventory.ts';
import type { Deploy } from './deploys.ts';

export const BUCKET = 'example-site';
const PAGE = 1_000;

/** What S3 tells of a deploy. */
export function changesOf({ written, removed }: Deploy): readonly ToldChange[] {
  const told = (key: string, kind: 'created' | 'removed'): ToldChange => ({
    bucket: BUCKET,
    key,
    kind,
    eventId: `${kind} ${key}`,
    messageId: `message of ${key}`,
  });
  return [...written.map((key) => told(key, 'created')), ...removed.map((key) => told(key, 'removed'))];
}

/** S3 with these keys, and how often it was called. */
export function listerOf(keys: readonly string[]): {
  readonly lister: ObjectLister;
  readonly calls: () => number;
} {
  const sorted = keys.toSorted();
  let calls = 0;
  const list: ObjectLister['list'] = ({ bucket, prefix }, { pages }) => {
    const found = sorted.filter((key) => key.startsWith(prefix));
    const listed = found.slice(0, pages * PAGE);
    calls += Math.max(1, Math.ceil(listed.length / PAGE));
    return Promise.resolve({ bucket, prefix, keys: listed, isComplete: listed.length === found.length });
  };
  return { lister: { list }, calls: () => calls };
}
