import { type IManagedPolicy, ManagedPolicy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { acknowledgeWildcards } from '../wildcard-findings.ts';

export interface AgentPolicyProps {
  /** Of the managed policy; unique in the account. */
  readonly policyName: string;
}

/**
 * What the SSM agent of a host needs to be sent documents, and to keep associations: for instance profiles. Less than AWS's
 * AmazonSSMManagedInstanceCore, which lets every host read every parameter of the account.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-setting-up-messageAPIs.html
 */
export class AgentPolicy extends Construct {
  readonly policy: IManagedPolicy;

  constructor(scope: Construct, id: string, { policyName }: AgentPolicyProps) {
    super(scope, id);
    const statements = agentStatements();
    this.policy = new ManagedPolicy(this, 'Policy', {
      managedPolicyName: policyName,
      description: 'What the SSM agent of a host needs: documents and associations, and no parameters',
      statements: [...statements],
    });
    acknowledgeWildcards(this.policy, statements, 'an agent knows no other resource than its host');
  }
}

function agentStatements(): readonly PolicyStatement[] {
  return [
    new PolicyStatement({
      sid: 'Agent',
      actions: [
        'ssm:DescribeAssociation',
        'ssm:DescribeDocument',
        'ssm:GetDeployablePatchSnapshotForInstance',
        'ssm:GetDocument',
        'ssm:GetManifest',
        'ssm:ListAssociations',
        'ssm:ListInstanceAssociations',
        'ssm:PutComplianceItems',
        'ssm:PutConfigurePackageResult',
        'ssm:PutInventory',
        'ssm:UpdateAssociationStatus',
        'ssm:UpdateInstanceAssociationStatus',
        'ssm:UpdateInstanceInformation',
      ],
      resources: ['*'],
    }),
    new PolicyStatement({
      sid: 'Messages',
      actions: [
        'ec2messages:AcknowledgeMessage',
        'ec2messages:DeleteMessage',
        'ec2messages:FailMessage',
        'ec2messages:GetEndpoint',
        'ec2messages:GetMessages',
        'ec2messages:SendReply',
        'ssmmessages:CreateControlChannel',
        'ssmmessages:CreateDataChannel',
        'ssmmessages:OpenControlChannel',
        'ssmmessages:OpenDataChannel',
      ],
      resources: ['*'],
    }),
  ];
}
