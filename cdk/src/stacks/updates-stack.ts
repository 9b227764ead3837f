import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { roleName } from '../accounts/roles.ts';
import { PlannedStack, type PlannedStackProps } from '../planned-stack.ts';
import { AutoUpdate } from '../updates/auto-update.ts';
import { isUpdated, updateConfig } from '../updates/update-config.ts';
import { updateNames } from '../updates/update-names.ts';

export interface UpdatesStackProps extends PlannedStackProps {
  /** For log groups; the topic of alarms is encrypted by it, too. */
  readonly servicesKey: IKey;
}

/**
 * The Lambda auto-update with all that it needs, in the account of an environment.
 *
 * @throws where the environment has no `updates`
 */
export class UpdatesStack extends PlannedStack {
  constructor(scope: Construct, { servicesKey, ...props }: UpdatesStackProps) {
    super(scope, props);
    const { config } = this.plan;
    const { environment } = props.stack;
    if (environment === undefined || !isUpdated(environment))
      throw new Error(`${props.stack.id} needs \`updates\` in its environment`);
    const { updates: name } = updateNames({ name: config.name, environment: environment.name });
    new AutoUpdate(this, 'Updates', {
      name,
      config: updateConfig(environment, config),
      operatorArns: [`arn:${this.partition}:iam::${this.account}:role/${roleName('full')}`],
      servicesKey,
      topicKey: servicesKey,
      alarmTopicArn: this.formatArn({ service: 'sns', resource: this.names.alarmTopic }),
      hostRoleArns: environment.updates.hostRoles,
      disposable: environment.disposable,
    });
  }
}
