import { CreateTagsCommand, DescribeInstancesCommand, RunInstancesCommand } from '@aws-sdk/client-ec2';
import {
  CreateClusterCommand,
  DescribeContainerInstancesCommand,
  ECSClient,
  ListContainerInstancesCommand,
  RegisterContainerInstanceCommand,
  StartTaskCommand,
} from '@aws-sdk/client-ecs';
import type { Config } from '../../../cdk/src/config/schema.ts';
import { placeOf } from './accounts.ts';
import type { AccountClients } from './clients.ts';
import type { Emulator } from './deployment.ts';

/** The hosts of an environment's fleets `jobs` and `web`. */
export interface UpdateFleet {
  readonly environment: string;
  readonly clients: AccountClients;
  readonly ecs: ECSClient;
  /** Ids of instances. */
  readonly jobs: readonly string[];
  readonly web: readonly string[];
}

const COUNT = 2;

/** Runs two hosts in each of the fleets; those of the cluster have a task of a service each. */
export async function startUpdateFleet(
  { config, clients: clientsIn, endpoint }: Emulator & { readonly config: Config },
  environment: string,
): Promise<UpdateFleet> {
  const { clients, ecs } = accessTo({ config, clients: clientsIn, endpoint }, environment);
  const jobs = await runHosts(clients, { environment, role: 'jobs' });
  const web = await runHosts(clients, { 'auto-update': environment });
  const cluster = clusterOf(environment);
  await ecs.send(new CreateClusterCommand({ clusterName: cluster }));
  for (const instanceId of web) {
    const { containerInstance } = await ecs.send(
      new RegisterContainerInstanceCommand({
        cluster,
        instanceIdentityDocument: JSON.stringify({ instanceId }),
      }),
    );
    await ecs.send(
      new StartTaskCommand({
        cluster,
        containerInstances: [containerInstance?.containerInstanceArn ?? ''],
        taskDefinition: 'web:1',
        group: 'service:web',
      }),
    );
  }
  return { environment, clients, ecs, jobs, web };
}

/** The fleets as they are: they have been started, and there may be more hosts by now. */
export async function updateFleetOf(
  emulator: Emulator & { readonly config: Config },
  environment: string,
): Promise<UpdateFleet> {
  const { clients, ecs } = accessTo(emulator, environment);
  const jobs = await hostsWith(clients, { environment, role: 'jobs' });
  const web = await hostsWith(clients, { 'auto-update': environment });
  return { environment, clients, ecs, jobs, web };
}

function accessTo(
  { config, clients: clientsIn, endpoint }: Emulator & { readonly config: Config },
  environment: string,
): Pick<UpdateFleet, 'clients' | 'ecs'> {
  const clients = clientsIn(placeOf(config, environment));
  const credentials = { accessKeyId: clients.account, secretAccessKey: 'test' };
  return { clients, ecs: new ECSClient({ endpoint, region: config.region, credentials }) };
}

async function hostsWith(
  { ec2 }: AccountClients,
  tags: Readonly<Record<string, string>>,
): Promise<readonly string[]> {
  const Filters = Object.entries(tags).map(([tag, value]) => ({ Name: `tag:${tag}`, Values: [value] }));
  const { Reservations: found = [] } = await ec2.send(new DescribeInstancesCommand({ Filters }));
  return found.flatMap(({ Instances: all = [] }) => all.map(({ InstanceId: id = '' }) => id));
}

/** @returns their ids */
export async function runHosts(
  { ec2 }: AccountClients,
  tags: Readonly<Record<string, string>>,
  count = COUNT,
): Promise<readonly string[]> {
  const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
  const { Instances: made = [] } = await ec2.send(
    new RunInstancesCommand({
      ImageId: 'ami-12345678',
      InstanceType: 't3.micro',
      MinCount: count,
      MaxCount: count,
      TagSpecifications: [{ ResourceType: 'instance', Tags }],
    }),
  );
  return made.map(({ InstanceId: id = '' }) => id);
}

function clusterOf(environment: string): string {
  return `${environment}-web`;
}

/** Has a newer version of a package come out for every host. */
export async function release({ clients, jobs, web }: UpdateFleet): Promise<void> {
  const ids = [...jobs, ...web];
  const { Reservations: found = [] } = await clients.ec2.send(
    new DescribeInstancesCommand({ InstanceIds: ids }),
  );
  const tags = found.flatMap(({ Instances: all = [] }) => all.flatMap(({ Tags: own = [] }) => own));
  const newest = Math.max(2, ...tags.filter(({ Key }) => Key === NEWEST).map(({ Value }) => Number(Value)));
  const Tags = [{ Key: NEWEST, Value: String(newest + 1) }];
  await clients.ec2.send(new CreateTagsCommand({ Resources: ids, Tags }));
}

/** Of the shims: which version of its packages there is for a host. */
const NEWEST = 'newest-packages';

/** What the cluster says of its hosts: `ACTIVE`, `DRAINING`. */
export async function statesOf({ ecs, environment }: UpdateFleet): Promise<readonly string[]> {
  const cluster = clusterOf(environment);
  const { containerInstanceArns = [] } = await ecs.send(new ListContainerInstancesCommand({ cluster }));
  const { containerInstances = [] } = await ecs.send(
    new DescribeContainerInstancesCommand({ cluster, containerInstances: containerInstanceArns }),
  );
  return containerInstances.map(({ status = '' }) => status);
}
