import { RemovalPolicy, Stack, Tags } from 'aws-cdk-lib';
import { CfnFlowLog, type IVpc } from 'aws-cdk-lib/aws-ec2';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { LogGroup, type ILogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';

export interface FlowLogsProps {
  readonly vpc: IVpc;
  /** Of the VPC; the log group is `NAME-vpc-flow-logs`. */
  readonly name: string;
  /** Encrypts the log group; its policy has to let CloudWatch Logs use it. */
  readonly encryptionKey: IKey;
  /** How long CloudWatch keeps them, in days; default 30. */
  readonly retentionDays?: RetentionDays | undefined;
  /** Of the archive, which may be in another account and has to let `delivery.logs.amazonaws.com` write; default no archive. */
  readonly archiveBucket?: string | undefined;
  /** Whether the log group goes when its stack is deleted; default no. */
  readonly disposable?: boolean | undefined;
}

/** Flow logs of a VPC, of what passes and of what is refused: in CloudWatch to be searched, in S3 to be kept. */
export class FlowLogs extends Construct {
  readonly logGroup: ILogGroup;

  constructor(scope: Construct, id: string, props: FlowLogsProps) {
    super(scope, id);
    const { vpc, name, encryptionKey, retentionDays = 30, archiveBucket, disposable = false } = props;
    const stack = Stack.of(this);
    this.logGroup = new LogGroup(this, 'LogGroup', {
      logGroupName: `${name}-vpc-flow-logs`,
      encryptionKey,
      retention: retentionDays,
      // A group left behind by a failed first deployment would stand in the way of the second, as its name is fixed.
      removalPolicy: disposable ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    const flowLogArn = stack.formatArn({ service: 'ec2', resource: 'vpc-flow-log', resourceName: '*' });
    const role = new Role(this, 'Role', {
      description: `Writes the flow logs of the VPC ${name} to its log group`,
      assumedBy: new ServicePrincipal('vpc-flow-logs.amazonaws.com', {
        conditions: {
          StringEquals: { 'aws:SourceAccount': stack.account },
          ArnLike: { 'aws:SourceArn': flowLogArn },
        },
      }),
      inlinePolicies: {
        write: new PolicyDocument({
          statements: [
            new PolicyStatement({
              actions: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
              resources: [this.logGroup.logGroupArn],
            }),
          ],
        }),
      },
    });
    const search = new CfnFlowLog(this, 'Search', {
      resourceId: vpc.vpcId,
      resourceType: 'VPC',
      trafficType: 'ALL',
      logDestinationType: 'cloud-watch-logs',
      logDestination: this.logGroup.logGroupArn,
      deliverLogsPermissionArn: role.roleArn,
    });
    Tags.of(search).add('Name', `${name} to CloudWatch`);
    if (archiveBucket === undefined) return;
    const archive = new CfnFlowLog(this, 'Archive', {
      resourceId: vpc.vpcId,
      resourceType: 'VPC',
      trafficType: 'ALL',
      logDestinationType: 's3',
      logDestination: stack.formatArn({ service: 's3', region: '', account: '', resource: archiveBucket }),
    });
    Tags.of(archive).add('Name', `${name} to the archive`);
  }
}
