import type { Alarm, Condition } from '../alarm.ts';
import { shortRule, suppressionOf } from './composite.ts';
import { comparison, lasting, missingData } from './condition.ts';
import { cut } from './cut.ts';
import { comparedOf, metricLine, pairs } from './measured.ts';
import { oneLine } from './plain.ts';
import { quantity } from './quantity.ts';
import type { Fact } from './saying.ts';
import { moment } from './time.ts';

const MOST = 300;
const MOST_VALUES = 5;
const MOST_TAGS = 6;
/** By the names that the config has for them by default. */
const SHOWN: ReadonlySet<string> = new Set(['severity', 'runbook', 'dashboard']);

/** What an engineer asks first, in that order; what is not known is left out. */
export function factsOf(alarm: Alarm): readonly Fact[] {
  const { previousState, state, contributor, composite, condition, log } = alarm;
  const was = previousState === undefined || previousState === state ? '' : `, ${previousState} before`;
  return shown([
    ['Since', `${moment(alarm.at)}${was}`],
    ['Severity', alarm.severity],
    ...whereabouts(alarm),
    ['Contributor', contributor && (pairs(contributor.attributes) || contributor.id)],
    ['Metric', metricOf(alarm)],
    ['Alarm at', condition && limitOf(alarm, condition)],
    ['Last values', valuesOf(alarm)],
    ['Rule', composite?.rule && shortRule(composite.rule)],
    ['Suppressed', composite && suppressionOf(composite)],
    ['Log groups', log?.logGroups.map(logGroupName).join(', ')],
    ['Muted by', mutesOf(alarm)],
    ['Evaluation', evaluationOf(alarm)],
    ['Actions', alarm.actionsEnabled === false ? 'switched off' : undefined],
    ['Changes', changesOf(alarm)],
    ['Tags', tagsOf(alarm)],
  ]);
}

/** Account and region. */
export function whereabouts({
  account,
  accountName,
  region,
}: Pick<Alarm, 'account' | 'accountName' | 'region'>): readonly Known[] {
  return [
    ['Account', accountName === undefined ? account : `${accountName} (${account})`],
    ['Region', region],
  ];
}

/** A fact that may not be known. */
export type Known = readonly [name: string, value: string | undefined];

/** Those that are known, each on one line. */
export function shown(facts: readonly Known[]): readonly Fact[] {
  return facts.flatMap(([name, text]) => {
    const value = cut(oneLine(text ?? ''), MOST);
    return value === '' ? [] : [{ name: cut(oneLine(name), 60), value }];
  });
}

function metricOf(alarm: Alarm): string | undefined {
  const metric = comparedOf(alarm);
  return metric === undefined || metric.expression !== undefined ? undefined : metricLine(metric);
}

function limitOf(alarm: Alarm, condition: Condition): string {
  const compared = comparison(condition, {
    unit: comparedOf(alarm)?.unit,
    datapoint: alarm.datapoints.at(-1),
  });
  return [compared, lasting(condition), missingData(condition)]
    .filter((part) => part !== undefined)
    .join(', ');
}

function valuesOf(alarm: Alarm): string | undefined {
  const { datapoints, condition } = alarm;
  // One alone is in the summary.
  if (datapoints.length < 2) return undefined;
  const options = { unit: comparedOf(alarm)?.unit, against: condition?.threshold };
  return datapoints
    .slice(-MOST_VALUES)
    .map(({ value }) => quantity(value, options))
    .join(', ');
}

function mutesOf({ mutedBy, mutedUntil }: Alarm): string {
  const rules = mutedBy.join(', ');
  return rules === '' || mutedUntil === undefined ? rules : `${rules}, until ${moment(mutedUntil)}`;
}

/** CloudWatch's `EvaluationState`, of which it says that the state may not be right. */
function evaluationOf({ evaluationState }: Alarm): string | undefined {
  return evaluationState === 'PARTIAL_DATA' ? 'of a part of the data (PARTIAL_DATA)' : evaluationState;
}

function changesOf({ changesToday }: Alarm): string | undefined {
  return changesToday === undefined || changesToday < 2 ? undefined : `${changesToday} in 24 hours`;
}

/** `/ecs/payments` of `arn:aws:logs:eu-central-1:111122223333:log-group:/ecs/payments:*`. */
function logGroupName(group: string): string {
  return group.replace(/^arn:[^:]*:logs:[^:]*:[^:]*:log-group:([^:]*).*$/u, '$1');
}

/** Not those of AWS itself, nor what is shown as severity and as links. */
function tagsOf({ tags }: Alarm): string {
  const own = Object.entries(tags).filter(
    ([name, value]) => !name.startsWith('aws:') && !value.startsWith('https:') && !SHOWN.has(name),
  );
  return own
    .slice(0, MOST_TAGS)
    .map(([name, value]) => `${name}=${value}`)
    .join(', ');
}
