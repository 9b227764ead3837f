import { AccountPrincipal, PolicyDocument, Role } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';
import { alarmReading } from './fanout-statements.ts';

export interface AlarmReaderProps {
  readonly roleName: string;
  /** The role that may assume it: that of the function `ingest`. It need not be there yet. */
  readonly readBy: { readonly account: string; readonly roleArn: string };
}

/** The role by which the fan-out reads an account's alarms: their tags, children, history and graphs. */
export class AlarmReader extends Construct {
  readonly role: Role;

  constructor(scope: Construct, id: string, { roleName, readBy }: AlarmReaderProps) {
    super(scope, id);
    this.role = new Role(this, 'Role', {
      roleName,
      description: 'By which alarm-fanout reads the alarms of this account',
      // Named as the principal itself, it would be another one once it has been made anew.
      assumedBy: new AccountPrincipal(readBy.account).withConditions({
        ArnEquals: { 'aws:PrincipalArn': readBy.roleArn },
      }),
      inlinePolicies: { read: new PolicyDocument({ statements: [...alarmReading()] }) },
    });
    acknowledge(
      this.role,
      'AwsSolutions-IAM5[Resource::*]',
      'Reading of alarms: DescribeAlarms finds composite alarms on * only, and images of metrics have no resource',
    );
  }
}
