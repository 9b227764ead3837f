import type { Alarm, ChildAlarm, Composite } from '../alarm.ts';
import { cut } from './cut.ts';
import { oneLine } from './plain.ts';

/** In a rule: `"arn:aws:cloudwatch:eu-central-1:111122223333:alarm:NAME"`. */
const ARN = /"?arn:[\w-]+:cloudwatch:[\w-]*:\d*:alarm:([^")]*)"?/gu;
const MOST_NAMES = 5;

/** The rule with names where it has ARNs, and without quotation marks. */
export function shortRule(rule: string): string {
  return oneLine(rule.replace(ARN, '$1').replaceAll('"', ''));
}

/** Which of its alarms led to it, or what its rule says. */
export function compositeSummary({ state, composite }: Alarm): string {
  const { rule, children = [] } = composite ?? {};
  const of = rule === undefined ? '' : `: ${cut(shortRule(rule), 150)}`;
  switch (state) {
    case 'ALARM':
      return ledBy(children) ?? `Its rule has come true${of}.`;
    case 'OK':
      return `Its rule is not true any more${of}.`;
    case 'INSUFFICIENT_DATA':
      return `CloudWatch has too little data of its alarms to tell whether its rule is true${of}.`;
    default:
      return `Its rule${of}.`;
  }
}

/** A child a line: `checkout-5xx: ALARM, led to it`. */
export function childLines(children: readonly ChildAlarm[]): readonly string[] {
  return children.map(({ name, state = 'state not known', isTrigger }) =>
    oneLine(`${name}: ${state}${isTrigger ? ', led to it' : ''}`),
  );
}

/** Why the alarm's actions are withheld; undefined where they are not. */
export function suppressionOf({ suppression }: Composite): string | undefined {
  if (suppression === undefined) return undefined;
  const { by, suppressor, reason } = suppression;
  const parts = [by, suppressor === undefined ? '' : `by ${suppressor}`, reason ?? ''];
  return oneLine(parts.filter((part) => part !== '').join(', '));
}

function ledBy(children: readonly ChildAlarm[]): string | undefined {
  const triggers = children.filter(({ isTrigger }) => isTrigger).map(({ name }) => cut(oneLine(name), 40));
  if (triggers.length === 0) return undefined;
  const more = triggers.length - MOST_NAMES;
  const names = [...triggers.slice(0, MOST_NAMES), ...(more > 0 ? [`${more} more`] : [])].join(', ');
  if (children.length === 1) return `Its alarm led to it: ${names}.`;
  return `${triggers.length} of its ${children.length} alarms led to it: ${names}.`;
}
