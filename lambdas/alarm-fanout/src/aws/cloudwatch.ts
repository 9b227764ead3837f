import type { AwsAccess } from '@kmscrypt/core/aws-client';
import { KmscryptError } from '@kmscrypt/core/error';
import type { ChildAlarm } from '../alarm.ts';
import type { AlarmPlace, AlarmReader, Known } from '../alarm-reader.ts';
import { muteRuleName } from '../events/mute.ts';
import { type CallOptions, type CloudWatchCalls, createCloudWatchCalls } from './cloudwatch-calls.ts';
import type { AlarmType, CloudWatch, Described, Page, PageOf } from './cloudwatch-client.ts';
import { childOf, knownOf } from './known-of.ts';

const DAY = 86_400_000;
const ALL_TYPES: readonly AlarmType[] = ['MetricAlarm', 'CompositeAlarm', 'LogAlarm'];
/** CloudWatch has at most 100 alarms in a rule. */
const MOST_CHILDREN = 100;

/**
 * Looks alarms up through the SDK, which loads with the first call. Takes `cloudwatch:DescribeAlarms` (on `*`, else composite
 * alarms are not found), `cloudwatch:ListTagsForResource`, `cloudwatch:ListAlarmMuteRules` and
 * `cloudwatch:DescribeAlarmHistory`. Each may be missing: what it would tell is absent then, and it is asked for again 5 minutes
 * later. In other accounts it takes `sts:AssumeRole` for a role that has these.
 */
export function createAlarmReader(access: AwsAccess = {}, options: CallOptions = {}): AlarmReader {
  const calls = createCloudWatchCalls(access, options);
  const { now = Date.now } = options;
  return {
    read: async (place, signal) => {
      const nothing = Promise.resolve(undefined);
      const asked = { calls, place, signal };
      const results = await Promise.allSettled([
        describe(calls, place, signal),
        calls.ask({ place, operation: 'ListTagsForResource', signal }, (cloudWatch) =>
          cloudWatch.tags(place.arn, signal),
        ),
        changesToday(asked, now()),
        place.asksMutes ? mutesOf(asked) : nothing,
        place.isComposite ? childrenOf(asked) : nothing,
      ] as const);
      const failures = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
      const hasAny = results.some((result) => result.status === 'fulfilled' && result.value !== undefined);
      if (!hasAny && failures.length > 0) throw failures[0];
      const [about, tags, changes, mutes, children] = results;
      const answer = valueOf(about);
      if (answer !== undefined && answer.described === undefined) return undefined;
      const known: Known = answer?.described === undefined ? {} : knownOf(answer.described, place);
      return {
        ...known,
        tags: valueOf(tags),
        changesToday: valueOf(changes),
        mutedBy: valueOf(mutes),
        children: valueOf(children) ?? known.children,
        problems: [...new Set(failures.map(String))],
      };
    },
  };
}

/** Undefined where it is not allowed; nothing described where there is no such alarm. */
async function describe(
  calls: CloudWatchCalls,
  place: AlarmPlace,
  signal: AbortSignal,
): Promise<{ readonly described: Described | undefined } | undefined> {
  const ofTypes = (types: readonly AlarmType[]) =>
    calls.ask({ place, operation: 'DescribeAlarms', signal }, async (cloudWatch) => ({
      described: await cloudWatch.describe(place.name, types, signal),
    }));
  if (place.isComposite) return ofTypes(['CompositeAlarm']);
  try {
    return await ofTypes(ALL_TYPES);
  } catch (error) {
    // Where there are no log alarms yet, their name is refused.
    if (!(error instanceof KmscryptError && error.code === 'INVALID_OPTION')) throw error;
    return ofTypes(ALL_TYPES.filter((type) => type !== 'LogAlarm'));
  }
}

/** An alarm, and whom to ask of it. */
interface Asked {
  readonly calls: CloudWatchCalls;
  readonly place: AlarmPlace;
  readonly signal: AbortSignal;
}

interface Pages<Item> {
  readonly operation: string;
  /** How many are read. */
  readonly most: number;
  readonly read: (cloudWatch: CloudWatch, page: Page) => Promise<PageOf<Item>>;
}

async function pages<Item>(
  { calls, place, signal }: Asked,
  { operation, most, read }: Pages<Item>,
): Promise<readonly Item[] | undefined> {
  return calls.askAll({ place, operation, signal, pages: most }, (cloudWatch, token) =>
    read(cloudWatch, { name: place.name, token }),
  );
}

async function childrenOf(asked: Asked): Promise<readonly ChildAlarm[] | undefined> {
  const found = await pages(asked, {
    operation: 'DescribeAlarms',
    most: 2,
    read: (cloudWatch, page) => cloudWatch.children(page, asked.signal),
  });
  return found?.flatMap((child) => childOf(child) ?? []).slice(0, MOST_CHILDREN);
}

async function mutesOf(asked: Asked): Promise<readonly string[] | undefined> {
  const found = await pages(asked, {
    operation: 'ListAlarmMuteRules',
    most: 10,
    read: (cloudWatch, page) => cloudWatch.mutes(page, asked.signal),
  });
  return found?.map(muteRuleName);
}

/** At most 300 are counted. */
async function changesToday(asked: Asked, now: number): Promise<number | undefined> {
  const [from, until] = [new Date(now - DAY), new Date(now)];
  const found = await pages(asked, {
    operation: 'DescribeAlarmHistory',
    most: 3,
    read: (cloudWatch, page) => cloudWatch.changes({ ...page, from, until }, asked.signal),
  });
  return found?.length;
}

function valueOf<T>(result: PromiseSettledResult<T>): T | undefined {
  return result.status === 'fulfilled' ? result.value : undefined;
}
