import { reasonOf } from '@kmscrypt/lambda';
import type { Fleet, UpdateConfig } from './config.ts';
import type { Usable } from './plan-types.ts';
import type { Promotions } from './ports.ts';
import { usableOf } from './promotion.ts';

export interface ReleasesOptions {
  readonly config: UpdateConfig;
  readonly promotions: Promotions | undefined;
  readonly now: number;
  readonly signal: AbortSignal;
}

/** Which release a fleet may be brought to, as long as no run is under way: that has its own. None, where that cannot be read. */
export async function releasesOf(
  fleet: Pick<Fleet, 'name' | 'mode'>,
  options: ReleasesOptions,
): Promise<Usable> {
  try {
    return await readReleases(fleet, options);
  } catch (error) {
    return { kind: 'none', reason: `the table of promotions cannot be read: ${reasonOf(error)}` };
  }
}

/** The same. @throws KmscryptError where it cannot be read */
export async function readReleases(
  { name, mode }: Pick<Fleet, 'name' | 'mode'>,
  { config: { promotion }, promotions, now, signal }: ReleasesOptions,
): Promise<Usable> {
  if (promotions === undefined || promotion?.after === undefined) return { kind: 'newest' };
  const record = await promotions.read(promotion.after, name, signal);
  return usableOf({ promotion, mode, record, now });
}
