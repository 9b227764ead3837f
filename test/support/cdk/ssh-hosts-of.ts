import { DescribeInstancesCommand, RunInstancesCommand } from '@aws-sdk/client-ec2';
import type { Config } from '../../../cdk/src/config/schema.ts';
import { type HostGroup, hostGroupsOf } from '../../../cdk/src/ssh-keys/host-groups.ts';
import type { AccountClients } from './clients.ts';
import type { Deployment } from './deployment.ts';

/** A group of hosts of a config, and clients of its account. */
export interface DeployedHosts extends HostGroup {
  readonly clients: AccountClients;
}

/** By name. */
export function deployedHosts({
  config,
  clients,
}: Pick<Deployment, 'config' | 'clients'>): ReadonlyMap<string, DeployedHosts> {
  return new Map(
    groupsOf(config).map((group) => [
      group.name,
      { ...group, clients: clients({ account: group.account, region: config.region }) },
    ]),
  );
}

/** @throws where the config has no such group */
export function hostsIn(deployment: Pick<Deployment, 'config' | 'clients'>, group: string): DeployedHosts {
  const found = deployedHosts(deployment).get(group);
  if (found === undefined) throw new Error(`there are no hosts ${group}`);
  return found;
}

/** Runs a host in each group, and two in the first environment's. */
export async function startFleet(deployment: Pick<Deployment, 'config' | 'clients'>): Promise<void> {
  const [first] = deployment.config.environments;
  for (const { name, tags, clients } of deployedHosts(deployment).values()) {
    const count = name === first?.name ? 2 : 1;
    const Tags = Object.entries(tags).map(([Key, values]) => ({ Key, Value: [values].flat()[0] }));
    await clients.ec2.send(
      new RunInstancesCommand({
        ImageId: 'ami-12345678',
        InstanceType: 't3.micro',
        MinCount: count,
        MaxCount: count,
        TagSpecifications: [{ ResourceType: 'instance', Tags }],
      }),
    );
  }
}

/** The ids of the hosts that run in a group, sorted. */
export async function instancesOf({ tags, clients }: DeployedHosts): Promise<readonly string[]> {
  const Filters = Object.entries(tags).map(([tag, values]) => ({
    Name: `tag:${tag}`,
    Values: [values].flat(),
  }));
  const { Reservations: found = [] } = await clients.ec2.send(new DescribeInstancesCommand({ Filters }));
  return found.flatMap(({ Instances: all = [] }) => all.map(({ InstanceId: id = '' }) => id)).toSorted();
}

/** The ARN of a host. */
export function instanceArn({ clients: { region, account } }: DeployedHosts, id: string): string {
  return `arn:aws:ec2:${region}:${account}:instance/${id}`;
}

function groupsOf(config: Config): readonly HostGroup[] {
  if (config.sshKeys === undefined) throw new Error('the config has no SSH keys');
  return hostGroupsOf(config.sshKeys, config);
}
