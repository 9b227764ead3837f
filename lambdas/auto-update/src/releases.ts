import { reasonOf } from '@kmscrypt/lambda';
import type { Fleet, UpdateConfig } from './config.ts';
import type { Usable } from './plan-types.ts';
import type { Promotions } from './ports.ts';
import { usableOf } from './promotion.ts';

/** Which release a fleet may be brought to, as long as no run is under way: that has its own. */
export async function releasesOf(
  { name, mode }: Pick<Fleet, 'name' | 'mode'>,
  {
    config: { promotion },
    promotions,
    now,
    signal,
  }: {
    readonly config: UpdateConfig;
    readonly promotions: Promotions | undefined;
    readonly now: number;
    readonly signal: AbortSignal;
  },
): Promise<Usable> {
  if (promotions === undefined || promotion?.after === undefined) return { kind: 'newest' };
  try {
    const record = await promotions.read(promotion.after, name, signal);
    return usableOf({ promotion, mode, record, now });
  } catch (error) {
    return { kind: 'none', reason: `the table of promotions cannot be read: ${reasonOf(error)}` };
  }
}
