import { CfnRule } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import { alarmChanges, findings, type EventPattern } from './alarm-events.ts';
import { FINDING_SEVERITIES, noticeOfFinding } from './finding-notice.ts';

export interface AlarmIntakeProps {
  /** That the rules are on; default the account's own. */
  readonly eventBusName?: string | undefined;
  /** What the names of the rules begin with; {@link intakeRuleNames} has them all. */
  readonly name: string;
  /** In this account and region; its policy lets the rules in. */
  readonly queueArn: string;
  /** Gets what cannot be put into the queue for a day; its policy lets the rules in. */
  readonly deadLetterArn: string;
  /** What ARNs of alarms begin with that are left out; default none. */
  readonly without?: string | undefined;
}

/** Rules that put alarms, and findings of GuardDuty as notices, from a bus into the queue of the fan-out. */
export class AlarmIntake extends Construct {
  constructor(scope: Construct, id: string, props: AlarmIntakeProps) {
    super(scope, id);
    const { eventBusName, name, queueArn, deadLetterArn, without } = props;
    const add = (rule: string, what: Pick<Rule, 'description' | 'pattern' | 'inputTransformer'>): void => {
      new CfnRule(this, rule, {
        name: `${name}-${rule.toLowerCase()}`,
        description: what.description,
        ...(eventBusName !== undefined && { eventBusName }),
        eventPattern: what.pattern,
        targets: [
          {
            id: 'Fanout',
            arn: queueArn,
            deadLetterConfig: { arn: deadLetterArn },
            ...(what.inputTransformer && { inputTransformer: what.inputTransformer }),
          },
        ],
      });
    };
    add(ALARMS, {
      description: 'Changes of the states of alarms, to the fan-out',
      pattern: alarmChanges({ without }),
    });
    for (const { severity, from, below } of FINDING_SEVERITIES) {
      add(findingsOf(severity), {
        description: `Findings of GuardDuty of severity ${from} and more, to the fan-out as notices: ${severity}`,
        pattern: findings({ from, below }),
        inputTransformer: noticeOfFinding(severity),
      });
    }
  }
}

interface Rule {
  readonly description: string;
  readonly pattern: EventPattern;
  readonly inputTransformer?: CfnRule.InputTransformerProperty | undefined;
}

const ALARMS = 'Alarms';

function findingsOf(severity: string): string {
  return `Findings-${severity}`;
}

/** Names of the rules of an {@link AlarmIntake}, by which the queue knows them before they are there. */
export function intakeRuleNames(name: string): readonly string[] {
  return [ALARMS, ...FINDING_SEVERITIES.map(({ severity }) => findingsOf(severity))].map(
    (rule) => `${name}-${rule.toLowerCase()}`,
  );
}
