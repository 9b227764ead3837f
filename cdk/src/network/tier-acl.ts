import { Tags } from 'aws-cdk-lib';
import {
  CfnNetworkAcl,
  CfnNetworkAclEntry,
  CfnSubnetNetworkAclAssociation,
  type CfnNetworkAclEntryProps,
  type IVpc,
  type SubnetSelection,
} from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';
import type { AclRule, AclRules, AclTraffic } from './acl-rules.ts';

export interface TierAclProps {
  readonly vpc: IVpc;
  /** Such as `stage/private-app`. */
  readonly name: string;
  /** Those that the ACL is for; each subnet has exactly one. */
  readonly subnets: SubnetSelection;
  readonly rules: AclRules;
}

/** The network ACL of a tier's subnets. */
export class TierAcl extends Construct {
  constructor(scope: Construct, id: string, { vpc, name, subnets, rules }: TierAclProps) {
    super(scope, id);
    acknowledge(
      this,
      'AwsSolutions-VPC3',
      'A second line behind security groups: a wrong security group alone opens no database, and no environment to another.',
    );
    const acl = new CfnNetworkAcl(this, 'Acl', { vpcId: vpc.vpcId });
    Tags.of(acl).add('Name', name);
    const entries = [
      ...rules.ingress.map((rule) => [rule, false] as const),
      ...rules.egress.map((rule) => [rule, true] as const),
    ];
    for (const [rule, egress] of entries)
      new CfnNetworkAclEntry(this, `${egress ? 'To' : 'From'}${rule.id}`, entryOf(rule, egress, acl.ref));
    for (const subnet of vpc.selectSubnets(subnets).subnets)
      new CfnSubnetNetworkAclAssociation(this, subnet.node.id, {
        networkAclId: acl.ref,
        subnetId: subnet.subnetId,
      });
  }
}

function entryOf(rule: AclRule, egress: boolean, networkAclId: string): CfnNetworkAclEntryProps {
  const { number, action, cidr, traffic } = rule;
  return {
    networkAclId,
    egress,
    ruleNumber: number,
    ruleAction: action,
    cidrBlock: cidr,
    ...protocolOf(traffic),
  };
}

/** Protocol numbers are IANA's. */
function protocolOf(traffic: AclTraffic): Pick<CfnNetworkAclEntryProps, 'protocol' | 'icmp' | 'portRange'> {
  if (traffic === 'all') return { protocol: -1 };
  if (traffic === 'too-big') return { protocol: 1, icmp: { type: 3, code: 4 } };
  const [from, to] = traffic.tcp;
  return { protocol: 6, portRange: { from, to } };
}
