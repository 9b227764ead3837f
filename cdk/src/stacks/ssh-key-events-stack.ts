import type { Construct } from 'constructs';
import { PlannedStack, type PlannedStackProps } from '../planned-stack.ts';
import { SshKeyForwarding } from '../ssh-keys/ssh-key-forwarding.ts';

/** In us-east-1, where changes of IAM are told: their way to the region of the config. */
export class SshKeyEventsStack extends PlannedStack {
  constructor(scope: Construct, props: PlannedStackProps) {
    super(scope, props);
    new SshKeyForwarding(this, 'Forwarding', {
      name: `${this.names.sshKeys}-forward`,
      region: this.plan.config.region,
      alarmTopicArn: this.formatArn({ service: 'sns', resource: this.names.alarmTopic }),
    });
  }
}
