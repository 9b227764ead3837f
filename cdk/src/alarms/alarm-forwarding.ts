import { Stack } from 'aws-cdk-lib';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { alarmChanges, findings } from './alarm-events.ts';

export interface AlarmForwardingProps {
  /** What the names of the rules begin with. */
  readonly name: string;
  /** By which the bus knows who sends. */
  readonly roleName: string;
  /** In whatever account and region. */
  readonly busArn: string;
}

/** Sends the changes of an account and region's alarms, and its findings of GuardDuty, to the bus of the fan-out. */
export class AlarmForwarding extends Construct {
  constructor(scope: Construct, id: string, { name, roleName, busArn }: AlarmForwardingProps) {
    super(scope, id);
    const { account, partition, region } = Stack.of(this);
    const ruleArn = (rule: string): string => `arn:${partition}:events:${region}:${account}:rule/${rule}`;
    const rules = {
      Alarms: { name: `${name}-alarms`, what: 'Changes of the states of alarms', pattern: alarmChanges() },
      Findings: { name: `${name}-findings`, what: 'Findings of GuardDuty', pattern: findings() },
    };
    const role = new Role(this, 'Role', {
      roleName,
      description: 'By which EventBridge sends alarms to the bus of the fan-out, and nothing else',
      assumedBy: new ServicePrincipal('events.amazonaws.com', {
        conditions: {
          StringEquals: { 'aws:SourceAccount': account },
          ArnEquals: { 'aws:SourceArn': Object.values(rules).map((rule) => ruleArn(rule.name)) },
        },
      }),
      inlinePolicies: {
        forward: new PolicyDocument({
          statements: [
            new PolicyStatement({ sid: 'Bus', actions: ['events:PutEvents'], resources: [busArn] }),
          ],
        }),
      },
    });
    for (const [rule, { name: ruleName, what, pattern }] of Object.entries(rules)) {
      new CfnRule(this, rule, {
        name: ruleName,
        description: `${what}, to the bus of the fan-out`,
        eventPattern: pattern,
        targets: [{ id: 'Fanout', arn: busArn, roleArn: role.roleArn }],
      });
    }
  }
}
