import {
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  type CloudFormationClient,
  type StackEvent,
  type StackStatus,
} from '@aws-sdk/client-cloudformation';
import { setTimeout as delay } from 'node:timers/promises';
import type { SynthesisedStack } from './assembly.ts';
import { bootstrap, upload, type Zips } from './bootstrap.ts';
import type { AccountClients, Place } from './clients.ts';

export interface DeployOptions {
  readonly endpoint: string;
  readonly clientsOf: (place: Place) => AccountClients;
  /** In seconds, for one stack; default 60. */
  readonly patience?: number | undefined;
  /** Whether what `cdk bootstrap` makes is there; default no. */
  readonly isBootstrapped?: boolean | undefined;
}

/** How long a stack took, in milliseconds. */
export interface DeployedStack {
  readonly id: string;
  readonly duration: number;
}

/** Deploys stacks as they were synthesised, one after the other, each in its account and region; the first that fails ends it. */
export async function deployAll(
  stacks: readonly SynthesisedStack[],
  options: DeployOptions,
): Promise<readonly DeployedStack[]> {
  const zips: Zips = new Map();
  const places = new Set<string>();
  const deployed: DeployedStack[] = [];
  for (const stack of stacks) {
    const { plan, assets } = stack;
    const clients = options.clientsOf(plan);
    const began = performance.now();
    const isNew = !options.isBootstrapped && !places.has(`${plan.account} ${plan.region}`);
    if (isNew) await bootstrap(clients);
    places.add(`${plan.account} ${plan.region}`);
    for (const asset of assets) await upload(asset, clients, zips);
    await deployStack(stack, clients, options);
    deployed.push({ id: plan.id, duration: performance.now() - began });
  }
  return deployed;
}

async function deployStack(
  { plan, tags, templateUrl }: SynthesisedStack,
  { cloudformation }: AccountClients,
  { endpoint, patience = 60 }: DeployOptions,
): Promise<void> {
  const { id, stackName: StackName } = plan;
  await cloudformation
    .send(
      new CreateStackCommand({
        StackName,
        TemplateURL: templateUrl.replace(/^s3:\//, endpoint).replace(/^https:\/\/s3[^/]*/, endpoint),
        Capabilities: ['CAPABILITY_NAMED_IAM'],
        Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
        OnFailure: 'DO_NOTHING',
      }),
    )
    .catch((error: unknown) => {
      throw new Error(`${id} is refused: ${String(error)}`, { cause: error });
    });
  await settled(cloudformation, { id, StackName, patience, wanted: 'CREATE_COMPLETE' });
}

/** Deletes stacks, the last one first. */
export async function deleteAll(
  stacks: readonly SynthesisedStack[],
  { clientsOf, patience = 60 }: DeployOptions,
): Promise<void> {
  for (const { plan } of stacks.toReversed()) {
    const { cloudformation } = clientsOf(plan);
    const { Stacks: stacksThere = [] } = await cloudformation.send(
      new DescribeStacksCommand({ StackName: plan.stackName }),
    );
    // A deleted stack is found by its id alone.
    const StackName = stacksThere[0]?.StackId ?? plan.stackName;
    await cloudformation.send(new DeleteStackCommand({ StackName }));
    await settled(cloudformation, { id: plan.id, StackName, patience, wanted: 'DELETE_COMPLETE' });
  }
}

interface Wanted {
  readonly id: string;
  readonly StackName: string;
  readonly patience: number;
  readonly wanted: StackStatus;
}

async function settled(
  cloudformation: CloudFormationClient,
  { id, StackName, patience, wanted }: Wanted,
): Promise<void> {
  let status = '';
  for (const end = Date.now() + patience * 1000; Date.now() < end; await delay(50)) {
    const { Stacks: stacks = [] } = await cloudformation.send(new DescribeStacksCommand({ StackName }));
    status = stacks[0]?.StackStatus ?? '';
    if (status === wanted) return;
    if (!status.endsWith('_IN_PROGRESS')) break;
  }
  const { StackEvents: events = [] } = await cloudformation.send(
    new DescribeStackEventsCommand({ StackName }),
  );
  throw new Error([`${id} is ${status}`, ...events.flatMap(reasonOf)].join('\n'));
}

function reasonOf({
  ResourceStatus,
  ResourceType,
  LogicalResourceId,
  ResourceStatusReason,
}: StackEvent): string[] {
  return ResourceStatus?.endsWith('FAILED')
    ? [`  ${LogicalResourceId} (${ResourceType}): ${ResourceStatusReason}`]
    : [];
}
