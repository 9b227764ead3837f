import { reasonOf } from '@kmscrypt/lambda';
import type { Policy } from '../../config/policy.ts';
import { awsNameOf } from '../aws-name.ts';
import type { AwsCalls } from '../calls.ts';
import { forEach, lotsOf } from '../lots.ts';
import { type Alarm, alarmsBy } from './alarms.ts';

/** Alarms whose tags are asked for in a tick. */
const MOST_TAGS = 50;
/** The most of DescribeAlarms (Amazon CloudWatch API reference). */
const NAMES = 100;

export interface FiringAlarms {
  /** Names, in order. */
  readonly firing: readonly string[];
  /** What could not be found out. */
  readonly unreadable: readonly string[];
}

/**
 * Alarms of the policy that fire: those with one of its names, and those with one of its tags. An alarm that is named in full and is not
 * there is told as unreadable: it would never hold anything back. One on what an updater says of itself counts only where it is named in full.
 *
 * @throws KmscryptError
 */
export async function firingAlarms(
  calls: AwsCalls,
  { names = [], tags = {} }: Policy['alarms'],
  signal: AbortSignal,
): Promise<FiringAlarms> {
  const exact = [...new Set(names.filter((name) => !name.includes('*')))];
  const patterns = names.filter((name) => name.includes('*')).map(patternOf);
  const isTagged = Object.keys(tags).length > 0;
  const [named, all] = await Promise.all([
    forEach(lotsOf(exact, NAMES), (AlarmNames) => alarmsBy(calls, { AlarmNames: [...AlarmNames] }, signal)),
    isTagged || patterns.length > 0 ? alarmsBy(calls, { StateValue: 'ALARM' }, signal) : [],
  ]);
  const known = new Set(named.flat().map(({ name }) => name));
  const missing = exact.filter((name) => !known.has(name));
  const others = all.filter(({ isOfUpdater }) => !isOfUpdater);
  const fire = [...named.flat(), ...others].filter(({ isFiring }) => isFiring);
  const [fit, rest] = parted(fire, ({ name }) => known.has(name) || patterns.some((each) => each.test(name)));
  const tagged = isTagged ? await withTags(calls, { alarms: rest, tags }, signal) : NONE;
  return {
    firing: [...new Set([...fit.map(({ name }) => name), ...tagged.firing])].toSorted(),
    unreadable: [...missing.map((name) => `there is no alarm ${name}`), ...tagged.unreadable],
  };
}

const NONE: FiringAlarms = { firing: [], unreadable: [] };

/** Of alarms that fire those with one of the tags. */
async function withTags(
  calls: AwsCalls,
  { alarms, tags }: { readonly alarms: readonly Alarm[]; readonly tags: Readonly<Record<string, string>> },
  signal: AbortSignal,
): Promise<FiringAlarms> {
  const asked = alarms.slice(0, MOST_TAGS);
  const found = await forEach(asked, async ({ name, arn }): Promise<FiringAlarms> => {
    try {
      const { Tags: own = [] } = await calls.listTagsForResource({ ResourceARN: arn }, signal);
      const fits = own.some(
        ({ Key: key = '', Value: value = '' }) => Object.hasOwn(tags, key) && tags[key] === value,
      );
      return { firing: fits ? [name] : [], unreadable: [] };
    } catch (error) {
      // It has been deleted since.
      if (awsNameOf(error) === 'ResourceNotFound') return NONE;
      return { firing: [], unreadable: [`tags of the alarm ${name}: ${reasonOf(error)}`] };
    }
  });
  const left = alarms.length - asked.length;
  return {
    firing: found.flatMap(({ firing }) => firing),
    unreadable: [
      ...found.flatMap(({ unreadable }) => unreadable),
      ...(left > 0 ? [`tags of ${left} alarms that fire: more than ${MOST_TAGS} are not asked for`] : []),
    ],
  };
}

/** `*` for any characters; the rest is itself. */
function patternOf(name: string): RegExp {
  const parts = name.split('*').map((part) => part.replaceAll(/[\\^$.+?()[\]{}|/]/g, String.raw`\$&`));
  return new RegExp(`^${parts.join('[^]*')}$`, 'u');
}

function parted<Item>(
  items: readonly Item[],
  fits: (item: Item) => boolean,
): readonly [fit: readonly Item[], others: readonly Item[]] {
  return [items.filter((each) => fits(each)), items.filter((each) => !fits(each))];
}
