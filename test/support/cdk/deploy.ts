import {
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  type CloudFormationClient,
  type CreateStackCommandInput,
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
}

/** How long a stack took, in milliseconds. */
export interface DeployedStack {
  readonly id: string;
  readonly duration: number;
}

/** Makes what stacks need of `cdk bootstrap`, in each account and region of theirs. */
export async function bootstrapAll(
  stacks: readonly SynthesisedStack[],
  { clientsOf }: DeployOptions,
): Promise<void> {
  for (const clients of new Set(stacks.map(({ plan }) => clientsOf(plan)))) await bootstrap(clients);
}

/** Deploys stacks as they were synthesised, one after the other, each in its account and region; the first that fails ends it. */
export async function deployAll(
  stacks: readonly SynthesisedStack[],
  options: DeployOptions,
): Promise<readonly DeployedStack[]> {
  const zips: Zips = new Map();
  const deployed: DeployedStack[] = [];
  for (const stack of stacks) {
    const { plan, assets } = stack;
    const clients = options.clientsOf(plan);
    const began = performance.now();
    for (const asset of assets) await upload(asset, clients, zips);
    await deployStack(stack, clients, options);
    deployed.push({ id: plan.id, duration: performance.now() - began });
  }
  return deployed;
}

/** What CloudFormation is given to make or to change a stack. */
export function stackInput(
  { plan, tags, templateUrl }: SynthesisedStack,
  endpoint: string,
): Pick<CreateStackCommandInput, 'StackName' | 'TemplateURL' | 'Capabilities' | 'Tags'> {
  return {
    StackName: plan.stackName,
    TemplateURL: templateUrl.replace(/^s3:\//, endpoint).replace(/^https:\/\/s3[^/]*/, endpoint),
    Capabilities: ['CAPABILITY_NAMED_IAM'],
    Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
  };
}

async function deployStack(
  stack: SynthesisedStack,
  { cloudformation }: AccountClients,
  { endpoint, patience = 60 }: DeployOptions,
): Promise<void> {
  const { id, stackName: StackName } = stack.plan;
  await cloudformation
    .send(new CreateStackCommand({ ...stackInput(stack, endpoint), OnFailure: 'DO_NOTHING' }))
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
