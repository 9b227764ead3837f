import { FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { CreateRoleCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import {
  CreateEventSourceMappingCommand,
  type CreateEventSourceMappingCommandInput,
  CreateFunctionCommand,
  GetFunctionConfigurationCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { setTimeout as delay } from 'node:timers/promises';
import type { Clients } from './lambda-clients.ts';
import type { Queue } from './lambda-queue.ts';
import type { Policy } from './lambda-readme.ts';
import { zipOf } from './lambda-zip.ts';

export interface FunctionOptions {
  readonly name: string;
  /** The folder of the bundle. */
  readonly dist: string;
  /** Default `index.handler`. */
  readonly handler?: string;
  readonly config: Readonly<Record<string, unknown>>;
  /** Further variables. */
  readonly env?: Readonly<Record<string, string>>;
}

/** A function of an emulator that runs them, with a role of its own that may do nothing at first. */
export interface LambdaFunction {
  /** Gives the function's role this policy, and no other. */
  readonly allow: (policy: Policy) => Promise<void>;
  readonly configure: (config: Readonly<Record<string, unknown>>) => Promise<void>;
  /** Feeds it from a queue. */
  readonly read: (queue: Queue, options: Partial<CreateEventSourceMappingCommandInput>) => Promise<void>;
  /** What the function has written so far, a line each. */
  readonly log: () => Promise<readonly string[]>;
}

export async function createFunction(clients: Clients, options: FunctionOptions): Promise<LambdaFunction> {
  const { iam, lambda, logs, account } = clients;
  const { name, env } = options;
  const trust = { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' };
  await iam.send(
    new CreateRoleCommand({
      RoleName: name,
      AssumeRolePolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [trust] }),
    }),
  );
  await lambda.send(
    new CreateFunctionCommand({
      FunctionName: name,
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: options.handler ?? 'index.handler',
      MemorySize: 512,
      Timeout: 60,
      Role: `arn:aws:iam::${account}:role/${name}`,
      Code: { ZipFile: zipOf(options.dist) },
      Environment: environment(options.config, env),
    }),
  );
  await isReady(clients, name);
  return {
    allow: async (policy) => {
      const PolicyDocument = JSON.stringify(policy);
      await iam.send(new PutRolePolicyCommand({ RoleName: name, PolicyName: name, PolicyDocument }));
    },
    configure: async (config) => {
      const Environment = environment(config, env);
      await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName: name, Environment }));
      await isReady(clients, name);
    },
    read: async ({ arn }, mapping) => {
      await lambda.send(
        new CreateEventSourceMappingCommand({
          FunctionName: name,
          EventSourceArn: arn,
          FunctionResponseTypes: ['ReportBatchItemFailures'],
          ...mapping,
        }),
      );
    },
    log: async () => {
      const { events = [] } = await logs
        .send(new FilterLogEventsCommand({ logGroupName: `/aws/lambda/${name}` }))
        // Lambda makes the group when the function runs first.
        .catch(() => ({ events: [] }));
      return events.map(({ message = '' }) => message);
    },
  };
}

function environment(
  config: FunctionOptions['config'],
  env: FunctionOptions['env'],
): { Variables: Record<string, string> } {
  return { Variables: { ...env, KMSCRYPT_CONFIG: JSON.stringify(config) } };
}

async function isReady({ lambda }: Clients, name: string): Promise<void> {
  for (;;) {
    const found = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName: name }));
    const { State: state, LastUpdateStatus: update } = found;
    if (state === 'Failed' || update === 'Failed') {
      throw new Error(`the function is not ready: ${found.StateReason ?? found.LastUpdateStatusReason}`);
    }
    if (state === 'Active' && update !== 'InProgress') return;
    await delay(50);
  }
}
