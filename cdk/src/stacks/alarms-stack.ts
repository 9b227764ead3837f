import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { type AlarmArns, alarmArnsOf, forwardingRoleName, isHome } from '../alarms/alarm-arns.ts';
import { AlarmForwarding } from '../alarms/alarm-forwarding.ts';
import { AlarmIntake } from '../alarms/alarm-intake.ts';
import { AlarmReader } from '../alarms/alarm-reader.ts';
import { AlarmSubscription } from '../alarms/alarm-subscription.ts';
import { AlarmTopic } from '../alarms/alarm-topic.ts';
import { PlannedStack, type PlannedStackProps } from '../planned-stack.ts';
import { ServicesKey } from '../security/services-key.ts';

export interface AlarmsStackProps extends PlannedStackProps {
  /** For the topic, where this is the region of the config; else the stack makes a key of its own. */
  readonly servicesKey?: IKey | undefined;
}

/**
 * The topic of an account and region's alarms, and (where the config has alarms) how they come to the fan-out. There are two ways, both
 * on: the topic carries what names it as its action, and notices; EventBridge carries every change, also of alarms whose actions
 * somebody forgot. The fan-out tells a change that comes by both once.
 */
export class AlarmsStack extends PlannedStack {
  constructor(scope: Construct, props: AlarmsStackProps) {
    super(scope, props);
    const { config } = this.plan;
    const key =
      props.servicesKey ??
      new ServicesKey(this, 'ServicesKey', { alias: `alias/${config.name}-services` }).key;
    const arns = alarmArnsOf(this.plan);
    const isFannedOut = config.alarms !== undefined;
    const isOwn = this.account === arns.home.account;
    const { topic } = new AlarmTopic(this, 'Topic', {
      topicName: this.names.alarmTopic,
      displayName: `Alarms of ${config.name}`,
      key,
      subscriber: isFannedOut && !isOwn ? { account: arns.home.account, queueArn: arns.queue } : undefined,
    });
    if (isFannedOut) this.#fanOut(topic, arns);
  }

  #fanOut({ topicArn }: ITopic, arns: AlarmArns): void {
    const { account, region } = this;
    const { config } = this.plan;
    const place = { account, region };
    if (account === arns.home.account) {
      // Topics of other accounts are subscribed by the queue's account.
      new AlarmSubscription(this, 'Fanout', { topicArn, queueArn: arns.queue });
    } else if (region === config.region) {
      new AlarmReader(this, 'Reader', {
        roleName: arns.readerRole,
        readBy: { account: arns.home.account, roleArn: arns.ingestRole },
      });
    }
    if (isHome(arns, place)) {
      new AlarmIntake(this, 'Intake', {
        name: arns.rules,
        queueArn: arns.queue,
        deadLetterArn: arns.deadLetters,
        // What the fan-out is watched by would come back to it, each time that it fails.
        without: `arn:${this.partition}:cloudwatch:${region}:${account}:alarm:${this.names.fanout}-watch-`,
      });
      return;
    }
    new AlarmForwarding(this, 'Forwarding', {
      name: arns.rules,
      roleName: forwardingRoleName(config.name, region),
      busArn: arns.bus,
    });
  }
}
