import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { alarmArnsOf, isHome } from '../alarms/alarm-arns.ts';
import { AlarmBus } from '../alarms/alarm-bus.ts';
import { AlarmFanout } from '../alarms/alarm-fanout.ts';
import { fanoutConfig } from '../alarms/fanout-config.ts';
import { PlannedStack, type PlannedStackProps } from '../planned-stack.ts';

export interface FanoutStackProps extends PlannedStackProps {
  /** `alias/cmk-mgmt`, which the secrets of the destinations are under. */
  readonly key: IKey;
  /** For log groups. */
  readonly servicesKey: IKey;
}

/**
 * The Lambda alarm-fanout with all that it needs, the alarms by which it is watched, and the bus that other accounts' alarms come to.
 *
 * @throws where the config has no alarms
 */
export class FanoutStack extends PlannedStack {
  constructor(scope: Construct, { key, servicesKey, ...props }: FanoutStackProps) {
    super(scope, props);
    const { alarms } = this.plan.config;
    if (alarms === undefined) throw new Error('a fan-out needs `alarms` in the config');
    const arns = alarmArnsOf(this.plan);
    const { queue, deadLetters } = new AlarmFanout(this, 'Fanout', {
      name: this.names.fanout,
      config: fanoutConfig(this.plan, { fanout: alarms.fanout, readerRole: arns.readerRole }),
      key,
      servicesKey,
      watchEmail: alarms.watch.email,
      senders: { topicArns: arns.places.map(arns.topic), ruleArns: arns.intakeRules },
    });
    const outside = arns.places.filter((place) => !isHome(arns, place));
    new AlarmBus(this, 'Bus', {
      eventBusName: this.names.alarmBus,
      name: arns.rules,
      senders: [...new Set(outside.map((place) => place.account))].map((account) => ({
        account,
        roleArns: outside.filter((place) => place.account === account).map(arns.forwardingRole),
      })),
      queueArn: queue.queueArn,
      deadLetterArn: deadLetters.queueArn,
    });
  }
}
