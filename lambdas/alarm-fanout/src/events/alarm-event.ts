import type { AlarmEvent } from '../told.ts';
import type { AlarmWords, Here } from './alarm-words.ts';
import { compositeOf } from './composite.ts';
import { conditionOf } from './condition.ts';
import { contributorOf } from './contributor.ts';
import { bounded } from './bounded.ts';
import { datapointsOf } from './datapoints.ts';
import { listOf, mapOf, part, parsed, textOf } from './json.ts';
import { kindOf } from './kind.ts';
import { logQueryOf } from './log-query.ts';
import { metricsOf } from './metrics.ts';
import { mutedBy, mutedUntil } from './mute.ts';
import { nameIn, placeOf } from './place.ts';
import { timeOf } from './time.ts';

/** In bytes. CloudWatch: 255 characters for a name, 1,024 for a description, 1,023 for a reason; hand-made ones may be longer. */
const MOST_OF_NAME = 1024;
const MOST_OF_DESCRIPTION = 4096;
const MOST_OF_REASON = 8192;
const MOST_OF_RAW = 4096;

/** What was read. `isUndated`: the event has no time, and `at` is now. */
interface Read {
  readonly alarm: AlarmEvent;
  readonly isUndated: boolean;
}

/**
 * Makes an alarm of what an event says. Only its name and its state have to be there: whatever else is missing, or is of another
 * type, is left out.
 */
export function alarmEventOf(words: AlarmWords, here: Here): Read | { readonly missing: string } {
  const { via, state: told, configuration, payload } = words;
  const name = textOf(words.name, MOST_OF_NAME) ?? nameOf(words.arns);
  if (name === undefined) return { missing: 'a name' };
  const state = textOf(part(told, 'value'), 100);
  if (state === undefined) return { missing: 'a state' };

  const place = placeOf({ ...words, name, here });
  const reason = textOf(part(told, 'reason'), MOST_OF_REASON) ?? '';
  const reasonData = parsed(part(told, 'reasonData'));
  const allMetrics = metricsOf(configuration);
  const log = logQueryOf(configuration, payload);
  const kind = kindOf({
    hasRule: isComposite(configuration, reasonData),
    hasLogQuery: log !== undefined || part(reasonData, 'queryResultsToEvaluate') !== undefined,
    hasBand:
      part(configuration, 'thresholdMetricId') !== undefined ||
      part(reasonData, 'recentUpperThresholds') !== undefined,
    metrics: allMetrics,
  });
  const metrics = kind === 'composite' || kind === 'log' ? [] : allMetrics;
  const times = [part(told, 'timestamp'), ...words.times, part(reasonData, 'queryDate')];
  const at = times.map(timeOf).find((time) => time !== undefined);
  const actionsEnabled = part(configuration, 'actionsEnabled');
  const alarm = {
    kind,
    via,
    ...place,
    name,
    description: textOf(words.description, MOST_OF_DESCRIPTION),
    state,
    previousState: textOf(part(words.previousState, 'value'), 100),
    at: at ?? here.now.toISOString(),
    reason,
    contributor: contributorOf(words.contributor),
    metrics,
    condition: kind === 'composite' ? undefined : conditionOf({ configuration, reasonData, reason, metrics }),
    datapoints: kind === 'composite' ? [] : datapointsOf(reasonData, reason),
    composite:
      kind === 'composite' ? compositeOf({ state: told, reasonData, configuration, ...place }) : undefined,
    log: kind === 'log' ? (log ?? { logGroups: [], lines: [] }) : undefined,
    tags: mapOf(words.tags),
    actionsEnabled: typeof actionsEnabled === 'boolean' ? actionsEnabled : undefined,
    mutedBy: mutedBy(words.mute),
    mutedUntil: mutedUntil(words.mute),
    evaluationState: textOf(part(told, 'evaluationState'), 100),
    raw: kind === 'unknown' ? rawOf(payload) : undefined,
  };
  return { alarm, isUndated: at === undefined };
}

function nameOf(arns: readonly unknown[]): string | undefined {
  return arns
    .flatMap((arn) => (typeof arn === 'string' ? (nameIn(arn) ?? []) : []))
    .map((name) => bounded(name, MOST_OF_NAME))[0];
}

function isComposite(configuration: unknown, reasonData: unknown): boolean {
  return (
    textOf(part(configuration, 'alarmRule')) !== undefined ||
    listOf(part(reasonData, 'triggeringAlarms')).length > 0 ||
    listOf(part(configuration, 'triggeringChildren')).length > 0
  );
}

/** Undefined for what is nested too deeply to be written. */
function rawOf(payload: unknown): string | undefined {
  try {
    return bounded(JSON.stringify(payload), MOST_OF_RAW);
  } catch {
    return undefined;
  }
}
