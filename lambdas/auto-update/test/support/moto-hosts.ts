import {
  DescribeSubnetsCommand,
  EC2Client,
  RunInstancesCommand,
  StopInstancesCommand,
  TerminateInstancesCommand,
} from '@aws-sdk/client-ec2';
import {
  CreateClusterCommand,
  CreateServiceCommand,
  ECSClient,
  RegisterContainerInstanceCommand,
  RegisterTaskDefinitionCommand,
  StartTaskCommand,
} from '@aws-sdk/client-ecs';
import {
  CreateTargetGroupCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { CreateDocumentCommand, ListCommandsCommand, SSMClient } from '@aws-sdk/client-ssm';
import { vi } from 'vitest';
import { calling } from '../../src/aws/calling.ts';
import type { AwsCalls } from '../../src/aws/calls.ts';
import { createSdkCalls } from '../../src/aws/sdk-calls.ts';
import { awsEnv } from './aws-env.ts';

const REGION = 'us-east-1';
/** One that every moto has. */
const IMAGE = 'ami-12c6146b';

/** Tells the SDK where AWS is; until the test's environment is put back. */
export function stubAws(endpoint: string): void {
  for (const name of Object.keys(process.env)) if (/^AWS_|proxy$/i.test(name)) vi.stubEnv(name, undefined);
  for (const [name, value] of Object.entries(awsEnv(endpoint))) vi.stubEnv(name, value);
}

/** Calls as the Lambda makes them. */
export function motoCalls(endpoint: string): AwsCalls {
  return calling(createSdkCalls({ access: { env: awsEnv(endpoint) }, region: REGION }), {
    region: REGION,
    retrying: { maxAttempts: 1 },
  });
}

/** What tests set up in moto. */
export function motoHosts(endpoint: string) {
  const config = { endpoint, region: REGION, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
  const ec2 = new EC2Client(config);
  const ecs = new ECSClient(config);
  const elb = new ElasticLoadBalancingV2Client(config);
  const ssm = new SSMClient(config);
  return {
    /** @returns ids */
    run: async (count: number, tags: Readonly<Record<string, string>>): Promise<readonly string[]> => {
      const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
      const { Instances: made = [] } = await ec2.send(
        new RunInstancesCommand({
          ImageId: IMAGE,
          MinCount: count,
          MaxCount: count,
          TagSpecifications: [{ ResourceType: 'instance', Tags }],
        }),
      );
      return made.flatMap(({ InstanceId: id }) => id ?? []);
    },
    stop: async (id: string) => ec2.send(new StopInstancesCommand({ InstanceIds: [id] })),
    terminate: async (id: string) => ec2.send(new TerminateInstancesCommand({ InstanceIds: [id] })),
    targetGroup: async (Name: string): Promise<string> => {
      const { Subnets: [subnet] = [] } = await ec2.send(new DescribeSubnetsCommand({}));
      const { TargetGroups: [made] = [] } = await elb.send(
        new CreateTargetGroupCommand({ Name, Protocol: 'HTTP', Port: 80, VpcId: subnet?.VpcId }),
      );
      return made?.TargetGroupArn ?? '';
    },
    /** With a daemon and a service. */
    cluster: async (name: string) => {
      await ecs.send(new CreateClusterCommand({ clusterName: name }));
      await ecs.send(
        new RegisterTaskDefinitionCommand({
          family: 'work',
          containerDefinitions: [{ name: 'work', image: 'work', memory: 8, cpu: 1 }],
        }),
      );
      for (const [serviceName, schedulingStrategy] of [
        ['logs', 'DAEMON'],
        ['shop', 'REPLICA'],
      ] as const) {
        await ecs.send(
          new CreateServiceCommand({
            cluster: name,
            serviceName,
            schedulingStrategy,
            taskDefinition: 'work',
            desiredCount: 0,
          }),
        );
      }
    },
    /** @returns the ARN of the container instance */
    register: async (cluster: string, id: string): Promise<string> => {
      const instanceIdentityDocument = JSON.stringify({ instanceId: id });
      const { containerInstance } = await ecs.send(
        new RegisterContainerInstanceCommand({ cluster, instanceIdentityDocument }),
      );
      return containerInstance?.containerInstanceArn ?? '';
    },
    startTask: async (cluster: string, containerInstance: string) =>
      ecs.send(
        new StartTaskCommand({ cluster, taskDefinition: 'work', containerInstances: [containerInstance] }),
      ),
    document: async (name: string) => {
      const names = ['Step', 'Action', 'Scope', 'Pin', 'Services', 'Timeout'];
      const content = {
        schemaVersion: '2.2',
        description: 'a test',
        parameters: Object.fromEntries(names.map((each) => [each, { type: 'String' }])),
        mainSteps: [{ action: 'aws:runShellScript', name: 'run', inputs: { runCommand: ['true'] } }],
      };
      await ssm.send(
        new CreateDocumentCommand({ Name: name, DocumentType: 'Command', Content: JSON.stringify(content) }),
      );
    },
    sent: async () => (await ssm.send(new ListCommandsCommand({}))).Commands ?? [],
  };
}
