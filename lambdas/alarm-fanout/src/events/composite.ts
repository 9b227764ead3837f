import type { ChildAlarm, Composite } from '../alarm.ts';
import { listOf, part, textOf } from './json.ts';
import { arnOf, nameIn } from './place.ts';
import { namesInRule } from './rule-names.ts';

const MOST_CHILDREN = 100;
/** CloudWatch: 10,240 characters. */
const MOST_OF_RULE = 10_240;

/** What a composite alarm's event has of it. */
export interface CompositeWords {
  /** Of the state. */
  readonly state: unknown;
  /** The state's, parsed. */
  readonly reasonData: unknown;
  readonly configuration: unknown;
  /** Where the alarms of its rule are, too. */
  readonly account: string;
  readonly region: string;
}

/** Reads what only composite alarms have; suppression of the state itself, not of the one before. */
export function compositeOf({
  state,
  reasonData,
  configuration,
  account,
  region,
}: CompositeWords): Composite {
  const rule = textOf(part(configuration, 'alarmRule'), MOST_OF_RULE);
  const triggers = [
    ...listOf(part(reasonData, 'triggeringAlarms')),
    ...listOf(part(configuration, 'triggeringChildren')),
  ].flatMap((entry) => triggerOf(entry) ?? []);
  const named = (rule === undefined ? [] : namesInRule(rule)).map((word): ChildAlarm => {
    const name = nameIn(word);
    return name === undefined
      ? { arn: arnOf({ name: word, account, region }), name: word, isTrigger: false }
      : { arn: word, name, isTrigger: false };
  });
  const by = textOf(part(state, 'actionsSuppressedBy'));
  const suppressor = textOf(part(configuration, 'actionsSuppressor'), 1600);
  return {
    rule,
    children: eachOnce([...triggers, ...named]),
    suppression:
      by === undefined
        ? undefined
        : {
            by,
            reason: textOf(part(state, 'actionsSuppressedReason')),
            suppressor: suppressor === undefined ? undefined : (nameIn(suppressor) ?? suppressor),
          },
  };
}

/** The first of each alarm. */
function eachOnce(children: readonly ChildAlarm[]): readonly ChildAlarm[] {
  const byArn = new Map(children.toReversed().map((child) => [child.arn, child]));
  const arns = new Set(children.map(({ arn }) => arn));
  return [...arns].flatMap((arn) => byArn.get(arn) ?? []).slice(0, MOST_CHILDREN);
}

function triggerOf(entry: unknown): ChildAlarm | undefined {
  const arn = textOf(part(entry, 'arn'), 1600);
  if (arn === undefined) return undefined;
  const state = textOf(part(part(entry, 'state'), 'value'), 100);
  return { arn, name: nameIn(arn) ?? arn, state, isTrigger: true };
}
