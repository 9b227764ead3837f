import { type Logger, reasonOf } from '@kmscrypt/lambda';
import pLimit from 'p-limit';
import type { ManifestPlan, Plan } from './plan-types.ts';
import type { Fleet, Store } from './ports.ts';

export interface PublishInput {
  readonly plan: Pick<Plan, 'manifests'>;
  readonly store: Pick<Store, 'publish'>;
  readonly fleet: Pick<Fleet, 'tell'>;
  /** What is not done when it ends has failed, and is done by the next run. */
  readonly signal: AbortSignal;
  readonly logger: Logger;
}

/** What came of the manifests of a plan. */
export interface Published {
  /** By host group: the version that is in the bucket. */
  readonly put: ReadonlyMap<string, number>;
  /** By host group: the version that a command was sent for. */
  readonly told: ReadonlyMap<string, number>;
  /** By host group: a later version that was in the bucket, as another run is ahead, or the state was restored from before it. */
  readonly superseded: ReadonlyMap<string, number>;
  readonly failures: readonly PublishFailure[];
}

export interface PublishFailure {
  readonly hostGroup: string;
  readonly version: number;
  readonly step: 'put' | 'tell';
  readonly reason: string;
}

const GROUPS_AT_ONCE = 10;

/** Puts each manifest into the bucket, and then tells the hosts. What fails for one host group stops no other. */
export async function publish(input: PublishInput): Promise<Published> {
  const done = await pLimit(GROUPS_AT_ONCE).map(input.plan.manifests, (each) => publishOne(each, input));
  const of = (step: 'put' | 'told'): ReadonlyMap<string, number> =>
    new Map(
      done.flatMap(({ hostGroup, version, steps }) => (steps.includes(step) ? [[hostGroup, version]] : [])),
    );
  return {
    put: of('put'),
    told: of('told'),
    superseded: new Map(
      done.flatMap(({ hostGroup, later }) => (later === undefined ? [] : [[hostGroup, later]])),
    ),
    failures: done.flatMap(({ failure }) => failure ?? []),
  };
}

interface Done {
  readonly hostGroup: string;
  readonly version: number;
  readonly steps: readonly ('put' | 'told')[];
  /** The version that was there instead. */
  readonly later?: number | undefined;
  readonly failure?: PublishFailure | undefined;
}

async function publishOne(
  planned: ManifestPlan,
  { store, fleet, signal, logger }: PublishInput,
): Promise<Done> {
  const { manifest, text, sha256, isNew } = planned;
  const { hostGroup, version } = manifest;
  const what = { hostGroup, version };
  const failed = (step: PublishFailure['step'], error: unknown): PublishFailure => {
    const failure = { ...what, step, reason: reasonOf(error) };
    logger.error(step === 'put' ? 'a manifest was not put' : 'hosts were not told', failure);
    return failure;
  };

  try {
    const result = await store.publish({ ...what, text }, signal);
    if (result !== 'put') {
      const { superseded: later } = result;
      logger.warn('a later manifest is in the bucket', { ...what, later });
      return { ...what, steps: [], later };
    }
    logger.info('manifest put', { ...what, users: manifest.users.length, sha256 });
  } catch (error) {
    return { ...what, steps: [], failure: failed('put', error) };
  }
  // What is new only in its expiry is fetched by the hosts' own timers.
  if (!isNew) return { ...what, steps: ['put'] };
  try {
    const command = await fleet.tell({ ...what, sha256 }, signal);
    logger.info('hosts told', { ...what, command });
    return { ...what, steps: ['put', 'told'] };
  } catch (error) {
    return { ...what, steps: ['put'], failure: failed('tell', error) };
  }
}
