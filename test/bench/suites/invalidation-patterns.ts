import { configSchema } from '../../../lambdas/static-asset-invalidation/src/config.ts';
import { plan } from '../../../lambdas/static-asset-invalidation/src/plan.ts';
import { read } from '../../../lambdas/static-asset-invalidation/src/read.ts';
import { browserPath, viewerPaths } from '../../../lambdas/static-asset-invalidation/src/viewer-paths.ts';
import { BUCKET, changesOf, listerOf } from '../invalidation/bucket.ts';
import { type Deploy, DEPLOYS } from '../invalidation/deploys.ts';
import type { Claim, Row } from '../table.ts';
import type { Suite } from './suite.ts';

const HASHED = '\\.[0-9a-f]{8}\\.(?:js|css)$';
const CONFIG = configSchema.parse({
  sites: [{ bucket: BUCKET, distributions: ['E2EXAMPLE'], immutable: [HASHED] }],
});

/** What deploys cost at CloudFront: ours, and what is done without a plan. */
export const invalidationPatterns: Suite = {
  name: 'invalidation-patterns',
  async run() {
    const rows: Row[] = [];
    for (const deploy of DEPLOYS) rows.push(...(await rowsOf(deploy)));
    return {
      title: 'Paths paid for, by deploy',
      notes: [
        'full build: 60 pages, 400 new assets with hashes, 400 old ones removed, 4,540 images stay; edit: a page and 4 files that list it',
        'bulk load: 2,000 images of new articles among 20,000 others; a page is cached as /dir/index.html, /dir/ and /dir',
        'dropped: objects that did not change, to be fetched again; stale: paths under which viewers still get what was there before',
        'cost: 0.005 $ a path and 0.001 $ an object that is dropped, without the free paths of a month',
      ],
      columns: ['paths', 'of them *', 'dropped', 'stale', 'cost', 'LIST calls'],
      rows,
    };
  },
};

async function rowsOf(deploy: Deploy): Promise<readonly Row[]> {
  const onePathAKey = [...deploy.written, ...deploy.removed].map((key) => encodeURI(`/${key}`));
  const { items, listCalls } = await planned(deploy);
  const { stale } = figuresOf(deploy, items);
  const ratio = items.length / onePathAKey.length;
  const claims = [
    { figure: `${stale} stale`, target: 'none', met: stale === 0 },
    { figure: `${ratio.toFixed(2)} × one path a key` },
  ];
  return [
    rowOf(`${deploy.name}, kmscrypt`, [...cellsOf(deploy, items), String(listCalls)], claims),
    rowOf(`${deploy.name}, one path a key`, [...cellsOf(deploy, onePathAKey), '']),
    rowOf(`${deploy.name}, /* always`, [...cellsOf(deploy, ['/*']), '']),
  ];
}

/** What the Lambda would ask for, with what it would find in S3. */
async function planned(
  deploy: Deploy,
): Promise<{ readonly items: readonly string[]; readonly listCalls: number }> {
  const changes = changesOf(deploy);
  const { lister, calls } = listerOf([...deploy.written, ...deploy.unchanged]);
  const silent = { info: () => {}, warn: () => {}, error: () => {} };
  const known = await read({
    config: CONFIG,
    changes,
    lister,
    now: new Date(0),
    signal: new AbortController().signal,
    logger: silent,
  });
  const { distributions } = plan({ config: CONFIG, ...known });
  const items = distributions.flatMap(({ invalidations }) => invalidations.flatMap((each) => each.items));
  return { items, listCalls: calls() };
}

interface Figures {
  readonly dropped: number;
  readonly stale: number;
}

function figuresOf({ written, removed, unchanged }: Deploy, items: readonly string[]): Figures {
  const [site] = CONFIG.sites;
  if (site === undefined) throw new Error('the config has no site');
  const exact = new Set(items);
  const prefixes = items.filter((item) => item.endsWith('*')).map((item) => item.slice(0, -1));
  const isHit = (path: string): boolean =>
    exact.has(path) || prefixes.some((prefix) => path.startsWith(prefix));
  // What has a hash in its name is never another object.
  const changed = [...written, ...removed].filter((key) => !new RegExp(HASHED, 'u').test(key));
  const needed = changed.flatMap((key) => viewerPaths(site, key).map(({ path }) => path));
  return {
    dropped: unchanged.filter((key) => isHit(browserPath(site, key) ?? '')).length,
    stale: new Set(needed.filter((path) => !isHit(path))).size,
  };
}

function cellsOf(deploy: Deploy, items: readonly string[]): readonly string[] {
  const { dropped, stale } = figuresOf(deploy, items);
  const wildcards = items.filter((item) => item.endsWith('*')).length;
  const cost = CONFIG.pathPrice * items.length + CONFIG.refetchPrice * dropped;
  return [...[items.length, wildcards, dropped, stale].map(String), `${cost.toFixed(3)} $`];
}

function rowOf(name: string, cells: readonly string[], claims: readonly Claim[] = []): Row {
  return { name, cells, claims };
}
