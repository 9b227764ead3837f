import { Stack } from 'aws-cdk-lib';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { WatchedAlarms } from '../alarms/watched-alarms.ts';
import { IAM_CHANGES } from './iam-events.ts';
import { ofRule } from './sync-metrics.ts';

export interface SshKeyForwardingProps {
  /** Of the rule and the role. */
  readonly name: string;
  /** Region of the Lambda, in this account. */
  readonly region: string;
  /** Of the topic of us-east-1 that is told when the rule cannot deliver. */
  readonly alarmTopicArn: string;
}

/** In us-east-1: sends changes of IAM, which are told there alone, to the bus of the Lambda's region. */
export class SshKeyForwarding extends Construct {
  constructor(scope: Construct, id: string, props: SshKeyForwardingProps) {
    super(scope, id);
    const { name, region: home, alarmTopicArn } = props;
    const { account, partition, region } = Stack.of(this);
    const busArn = `arn:${partition}:events:${home}:${account}:event-bus/default`;
    const role = new Role(this, 'Role', {
      roleName: name,
      description: `By which EventBridge sends changes of IAM to ${home}, and nothing else`,
      assumedBy: new ServicePrincipal('events.amazonaws.com', {
        conditions: {
          StringEquals: { 'aws:SourceAccount': account },
          ArnEquals: { 'aws:SourceArn': `arn:${partition}:events:${region}:${account}:rule/${name}` },
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
    new CfnRule(this, 'Rule', {
      name,
      description: `Changes of users, groups and SSH keys, to ssh-key-sync in ${home}`,
      eventPattern: IAM_CHANGES,
      targets: [{ id: 'Home', arn: busArn, roleArn: role.roleArn }],
    });
    new WatchedAlarms(this, 'Alarms', {
      name,
      watched: { 'failed-rule': ofRule(name) },
      topicArn: alarmTopicArn,
    });
  }
}
