import { Stack } from 'aws-cdk-lib';
import { CfnEventBus } from 'aws-cdk-lib/aws-events';
import { AccountPrincipal, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { AlarmIntake } from './alarm-intake.ts';

/** An account whose alarms come to the bus. */
export interface BusSender {
  /** 12 digits. */
  readonly account: string;
  /** By which its EventBridge sends, one a region; they need not be there yet. */
  readonly roleArns: readonly string[];
}

export interface AlarmBusProps {
  readonly eventBusName: string;
  readonly senders: readonly BusSender[];
  /** What the names of the rules begin with. */
  readonly name: string;
  readonly queueArn: string;
  readonly deadLetterArn: string;
}

/** The bus that alarms of other accounts and regions come to, and go on to the fan-out's queue. */
export class AlarmBus extends Construct {
  constructor(scope: Construct, id: string, props: AlarmBusProps) {
    super(scope, id);
    const { eventBusName, senders, name, queueArn, deadLetterArn } = props;
    const { account, partition, region } = Stack.of(this);
    const statements = senders.map(
      (sender) =>
        new PolicyStatement({
          sid: `Alarms${sender.account}`,
          // A role that is named as the principal would have to be there first.
          principals: [new AccountPrincipal(sender.account)],
          actions: ['events:PutEvents'],
          resources: [`arn:${partition}:events:${region}:${account}:event-bus/${eventBusName}`],
          conditions: { ArnEquals: { 'aws:PrincipalArn': sender.roleArns } },
        }),
    );
    const bus = new CfnEventBus(this, 'Bus', {
      name: eventBusName,
      description: 'Alarms and findings of all accounts, on their way to the fan-out',
      ...(statements.length === 0 ? {} : { policy: new PolicyDocument({ statements }) }),
    });
    new AlarmIntake(this, 'Intake', { eventBusName: bus.attrName, name, queueArn, deadLetterArn });
  }
}
