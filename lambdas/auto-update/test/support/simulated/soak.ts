import { simulate } from './simulate.ts';
import { simulateGroup } from './simulate-group.ts';

/** All of them where a machine has half an hour for it (`KMSCRYPT_SOAK=all`); CI has less for everything. */
const COUNT = process.env['KMSCRYPT_SOAK'] === 'all' ? 10_000 : 2_000;
const AT_ONCE = 500;
/** Every fourth is the refresh of a group. */
const GROUPS = 4;

/** First seeds of the parts of a soak. */
export function soakParts(first: number): readonly number[] {
  return Array.from({ length: COUNT / AT_ONCE }, (_, index) => first + index * AT_ONCE);
}

/** What went wrong in a part of a soak; the plans have to be hooked up, see hook.ts. */
export async function wrongIn(from: number): Promise<readonly string[]> {
  const bad: string[] = [];
  for (let seed = from; seed < from + AT_ONCE; seed += 1) {
    const { violations } = await (seed % GROUPS === 0 ? simulateGroup({ seed }) : simulate({ seed }));
    if (violations.length > 0) bad.push(`seed ${seed}: ${violations.join('; ')}`);
  }
  return bad;
}
