// A process of its own that plans invalidations (`plan COUNT`), or only covers paths (`cover COUNT`): so many that changed, of a
// site of which a fifth did not. It prints a {@link Planned}.
import { configSchema } from '../../../lambdas/static-asset-invalidation/src/config.ts';
import { cover } from '../../../lambdas/static-asset-invalidation/src/cover.ts';
import { lowerBound } from '../../../lambdas/static-asset-invalidation/src/lower-bound.ts';
import { needsOf } from '../../../lambdas/static-asset-invalidation/src/needs.ts';
import { plan } from '../../../lambdas/static-asset-invalidation/src/plan.ts';
import { BUCKET } from './bucket.ts';
import { siteKeys } from './site-keys.ts';

export interface Planned {
  readonly milliseconds: number;
  /** The most that was resident in the whole process, in bytes. */
  readonly memory: number;
  /** What is asked of CloudFront. */
  readonly items: number;
}

const [what, count] = process.argv.slice(2);
const run = what === 'plan' ? planning(Number(count)) : covering(Number(count));
const start = performance.now();
const items = run();
const milliseconds = performance.now() - start;
const memory = process.resourceUsage().maxRSS * 1024;
process.stdout.write(JSON.stringify({ milliseconds, memory, items } satisfies Planned));

function planning(changed: number): () => number {
  const { changes: keys, others } = site(changed, (key) => key);
  const config = configSchema.parse({ sites: [{ bucket: BUCKET, distributions: ['E2EXAMPLE'] }] });
  const changes = keys.map((key, index) => ({
    bucket: BUCKET,
    key,
    kind: 'created' as const,
    time: index,
    eventId: asRead(`${BUCKET} ${key} ${index.toString(16).padStart(18, '0')}`),
    messageId: asRead(`message ${index}`),
  }));
  const listings = [{ bucket: BUCKET, prefix: '', keys: others, isComplete: true }];
  return () => {
    const { distributions } = plan({
      config,
      needs: needsOf(config, changes, new Map()),
      listings,
      allowance: Infinity,
    });
    return distributions.flatMap(({ invalidations }) => invalidations.flatMap((each) => each.items)).length;
  };
}

function covering(changed: number): () => number {
  const { changes: paths, others } = site(changed, (key) => encodeURI(`/${key}`));
  const over = (prefix: string): number => lowerBound(others, `${prefix}\u{7f}`) - lowerBound(others, prefix);
  const input = { paths, open: new Set<string>(), over, mayDropAll: false, mostPaths: 3_000 };
  return () => cover({ ...input, pathPrice: 0.005, refetchPrice: 0.001 }).items.length;
}

function site(changed: number, nameOf: (key: string) => string): { changes: string[]; others: string[] } {
  const changes: string[] = [];
  const others: string[] = [];
  for (const key of siteKeys((changed * 5) / 4)) {
    const list = (changes.length + others.length) % 5 === 0 ? others : changes;
    list.push(asRead(nameOf(key)));
  }
  return { changes, others: others.toSorted() };
}

/** A text as it comes out of JSON: one that is put together is kept in its pieces until they are needed. */
function asRead(text: string): string {
  return JSON.parse(JSON.stringify(text)) as string;
}
