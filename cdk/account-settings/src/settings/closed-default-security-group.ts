import {
  DescribeSecurityGroupsCommand,
  EC2Client,
  RevokeSecurityGroupEgressCommand,
  RevokeSecurityGroupIngressCommand,
} from '@aws-sdk/client-ec2';
import { unless } from '../failures.ts';
import { lastingSetting } from '../lasting-setting.ts';
import { readProperties, text } from '../properties.ts';
import type { ClientOptions, Setting } from '../setting.ts';

/** Somebody else has taken the rule away just now. */
const GONE = ['InvalidPermission.NotFound'];

/**
 * A VPC's default security group without a rule: what is given no group of its own reaches nothing. The group is the VPC's, and
 * goes with it.
 */
export function closedDefaultSecurityGroup(options: ClientOptions): Setting {
  const ec2 = new EC2Client(options);

  return lastingSetting(async (properties) => {
    const { VpcId } = readProperties(properties, { VpcId: text(/^vpc-[0-9a-f]+$/) });
    const Filters = [
      { Name: 'vpc-id', Values: [VpcId] },
      { Name: 'group-name', Values: ['default'] },
    ];
    const { SecurityGroups: [group] = [] } = await ec2.send(new DescribeSecurityGroupsCommand({ Filters }));
    if (group === undefined)
      throw new Error(`${VpcId} has no default security group in this account and region`);
    const { GroupId, IpPermissions = [], IpPermissionsEgress = [] } = group;
    if (IpPermissions.length > 0)
      await unless(GONE, ec2.send(new RevokeSecurityGroupIngressCommand({ GroupId, IpPermissions })));
    if (IpPermissionsEgress.length > 0) {
      const command = new RevokeSecurityGroupEgressCommand({ GroupId, IpPermissions: IpPermissionsEgress });
      await unless(GONE, ec2.send(command));
    }
    return VpcId;
  });
}
